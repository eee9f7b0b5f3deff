"""Desa Binaan and coming sessions as anybody may know them.

No reader is asked for: what is chosen here is public for everybody, and only these columns are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Left

from outreach.models import Session
from villages.models import GuidedVillage, Region, VillageStep

# Meant for residents; meetings of agencies, trainings of officials and ceremonies are not.
OPEN_KINDS = (
    "sosialisasi",
    "penyuluhan",
    "diseminasi",
    "sambang-desa",
    "paspor-simpatik",
    "konsultasi",
    "sekolah-kampus",
)
COMING = 60  # how many are listed at most


@dataclass(frozen=True)
class Village:
    """An active Desa Binaan: where it lies, which office guides it, since when."""

    code: str
    name: str
    kind: str
    district: str
    regency: str
    province: str
    office: str
    office_code: str
    approved_on: date | None
    inaugurated_on: date | None
    active_since: date | None
    made_up: bool


@dataclass(frozen=True)
class Coming:
    """A planned session residents may come to."""

    title: str
    kind: str
    day: date
    begins: time | None
    zone: str
    place: str
    where: str
    office: str
    made_up: bool


def active_villages(typed: str = "") -> QuerySet:
    """Active ones by region; only those in a region that is called like what was typed.

    Rows for `shown`, so that a page takes only its own out of the database.
    """
    rows = GuidedVillage.objects.active().select_related("region", "office")
    if typed.strip():
        rows = rows.filter(region__in=Region.objects.matching(typed))
    steps = VillageStep.objects.filter(village=OuterRef("pk")).order_by().values("village")
    firsts = {
        name: Subquery(steps.filter(stage=stage).annotate(day=Min("happened_on")).values("day"))
        for name, stage in (
            ("approved_on", GuidedVillage.Stage.APPROVED),
            ("inaugurated_on", GuidedVillage.Stage.INAUGURATED),
            ("active_since", GuidedVillage.Stage.ACTIVE),
        )
    }
    return rows.annotate(**firsts).order_by("region__code", "pk")


def shown(row: GuidedVillage) -> Village:
    """What of a row of `active_villages` anybody may see."""
    above = [*row.region.path.split(", "), "", "", ""][:3]
    return Village(
        row.region_id, row.region.name, row.region.get_kind_display(), *above,
        row.office.short_name, row.office.code,
        row.approved_on, row.inaugurated_on, row.active_since, row.made_up,
    )  # fmt: skip


def by_province() -> list[tuple[str, int]]:
    """Provinces with how many active ones, the most first."""
    codes = GuidedVillage.objects.active().values_list(Left("region__code", 2)).order_by()
    counted = dict(codes.annotate(Count("pk")))
    names = Region.objects.filter(code__in=counted).values_list("code", "name")
    found = [(name, counted[code]) for code, name in names]
    return sorted(found, key=lambda item: (-item[1], item[0]))


def coming_sessions(today: date, typed: str = "") -> list[Coming]:
    """Planned sessions for residents from today on, the next one first."""
    rows = Session.objects.filter(
        status=Session.Status.PLANNED,
        corrects__isnull=True,
        held_on__gte=today,
        kind__code__in=OPEN_KINDS,
    )
    if typed.strip():
        rows = rows.filter(pk__in=_there(rows, typed).values("pk"))
    rows = rows.select_related("kind", "office", "place_region")
    return [_coming(row) for row in rows.order_by("held_on", "starts_at", "pk")[:COMING]]


def _there(rows: QuerySet, typed: str) -> QuerySet:
    """Held in such a region, or for a Desa Binaan of it."""
    regions = Region.objects.matching(typed)
    return rows.filter(Q(place_region__in=regions) | Q(villages__region__in=regions))


def _coming(row: Session) -> Coming:
    region = row.place_region
    return Coming(
        row.title, row.kind.name, row.held_on, row.starts_at, row.office.get_time_zone_display(),
        row.place, f"{region.name}, {region.path}" if region else "",
        row.office.short_name, row.made_up,
    )  # fmt: skip
