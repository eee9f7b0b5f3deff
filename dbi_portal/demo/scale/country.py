"""The country's offices, villages and people, as many as there are, all made up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import DateTimeField
from django.db.models.functions import Cast

from officers.models import Office, OfficeHead, Officer, OfficerPost, OfficeSupervision, User
from officers.roles import OfficeKind, Role
from officers.signing import POSITIONS
from villages.models import Assignment, GuidedVillage, Region, Tenure, VillageStep

KANWIL, KANIM = 33, 151
ZONES = (("Asia/Jayapura", 30), ("Asia/Makassar", 22), ("Asia/Jakarta", 0))  # from that Kanwil on
DBI, OFFICERS = 4, 3  # of each office
NOBODY = "!"  # no password fits: these accounts are names only
MADE_UP = {"made_up": True, "source": "Data contoh"}
Stage = GuidedVillage.Stage
LIFE = ((Stage.CANDIDATE, 0), (Stage.PROPOSED, 40), (Stage.INAUGURATED, 90), (Stage.ACTIVE, 100))


@dataclass
class Place:
    """One Kanim and what its facts refer to; `homes` are villages its applicants live in."""

    office: Office
    number: int
    clerk: User | None = None
    homes: Sequence[str] = ()
    villages: list[GuidedVillage] = field(default_factory=list)
    officers: list[Officer] = field(default_factory=list)


def build_country(since: date) -> list[Place]:
    """Every office with head, clerk, officers and Desa Binaan that have been at work since then."""
    kanwil = _kanwil(since)
    places = [Place(office, number) for number, office in enumerate(_kanim(kanwil, since))]
    codes = list(Region.objects.villages().order_by("code").values_list("code", flat=True))
    for place in places:  # every village of the country is some office's
        place.homes = codes[place.number :: len(places)]
    _write_people(places, since)
    _write_villages(places, since)
    return places


def _kanwil(since: date) -> list[Office]:
    centre, _ = Office.objects.get_or_create(
        code="pusat",
        defaults={
            "kind": OfficeKind.CENTRE, "name": "Direktorat Jenderal Imigrasi",
            "short_name": "Pusat", **MADE_UP,
        },
    )  # fmt: skip
    names = [f"Skala {number:02}" for number in range(1, KANWIL + 1)]
    found = _offices(OfficeKind.KANWIL, "Kantor Wilayah", "Kanwil", names)
    _supervise([(each, centre) for each in found], since)
    _heads(found, since)
    return found


def _kanim(kanwil: list[Office], since: date) -> list[Office]:
    names = [f"Skala {number:03}" for number in range(1, KANIM + 1)]
    found = _offices(OfficeKind.KANIM, "Kantor Imigrasi", "Kanim", names)
    _supervise([(each, kanwil[at % KANWIL]) for at, each in enumerate(found)], since)
    _heads(found, since)
    return found


def _offices(kind: str, long: str, short: str, names: list[str]) -> list[Office]:
    rows = [
        Office(
            code=f"{short} {name}".lower().replace(" ", "-"), kind=kind, name=f"{long} {name}",
            short_name=f"{short} {name}", city=f"Kota {name}", letterhead=f"{long} {name}".upper(),
            time_zone=next(zone for zone, first in ZONES if at % KANWIL >= first), **MADE_UP,
        )
        for at, name in enumerate(names)
    ]  # fmt: skip
    return Office.objects.bulk_create(rows)


def _supervise(pairs: list[tuple[Office, Office]], since: date) -> None:
    OfficeSupervision.objects.bulk_create(
        OfficeSupervision(office=below, supervisor=above, starts_on=since) for below, above in pairs
    )


def _heads(offices: list[Office], since: date) -> None:
    OfficeHead.objects.bulk_create(
        OfficeHead(
            office=each, name=f"Kepala {each.short_name} (contoh)", starts_on=since,
            position=POSITIONS[each.kind], **MADE_UP,
        )
        for each in offices
    )  # fmt: skip


def _write_people(places: list[Place], since: date) -> None:
    clerks = User.objects.bulk_create(
        User(
            username=f"operator.skala.{place.number + 1:03}", password=NOBODY, office=place.office,
            full_name=f"Operator {place.office.short_name} (contoh)", role=Role.OPERATOR,
        )
        for place in places
    )  # fmt: skip
    officers = Officer.objects.bulk_create(
        Officer(
            office=place.office, joined_on=since,
            name=f"PIMPASA {place.number + 1:03}-{number} (contoh)", **MADE_UP,
        )
        for place in places
        for number in range(1, OFFICERS + 1)
    )  # fmt: skip
    OfficerPost.objects.bulk_create(
        OfficerPost(officer=each, office_id=each.office_id, starts_on=since, **MADE_UP)
        for each in officers
    )
    for at, place in enumerate(places):
        place.clerk = clerks[at]
        place.officers = officers[at * OFFICERS : (at + 1) * OFFICERS]


def _write_villages(places: list[Place], since: date) -> None:
    villages = GuidedVillage.objects.bulk_create(
        GuidedVillage(region_id=code, office=place.office, stage=LIFE[-1][0], **MADE_UP)
        for place in places
        for code in place.homes[:DBI]
    )
    Tenure.objects.bulk_create(
        Tenure(village=each, office_id=each.office_id, starts_on=since) for each in villages
    )
    VillageStep.objects.bulk_create(step for each in villages for step in _life(each, since))
    # On record since their day, so that a past day knows them.
    steps = VillageStep.objects.filter(village__in=villages)
    steps.update(recorded_at=Cast("happened_on", DateTimeField()))
    for at, place in enumerate(places):
        place.villages = villages[at * DBI : (at + 1) * DBI]
    Assignment.objects.bulk_create(
        Assignment(
            office=place.office, village=village, starts_on=since,
            officer=place.officers[at % len(place.officers)], **MADE_UP,
        )
        for place in places
        for at, village in enumerate(place.villages)
    )  # fmt: skip


def _life(village: GuidedVillage, since: date) -> Iterator[VillageStep]:
    for stage, days in LIFE:
        yield VillageStep(
            village=village, office_id=village.office_id, stage=stage, made_up=True,
            happened_on=date.fromordinal(since.toordinal() + days), note="Langkah contoh",
        )  # fmt: skip
