"""Work areas: which regions an office serves, from when to when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from dbi_portal.lib.days import long_date
from dbi_portal.lib.integrity import translated
from officers import audit
from officers.models import Office, User
from villages.models import Jurisdiction, Region


@transaction.atomic
def add_areas(
    *, office: Office, regions: Iterable[Region], since: date, by: User
) -> list[Jurisdiction]:
    """The office serves these regions from `since` on. ValidationError where one is its already."""
    _may(by, "add")
    return [_add(office, region, since, by) for region in regions]


@transaction.atomic
def end_area(*, area: Jurisdiction, ends_on: date, by: User) -> Jurisdiction:
    """The last day of serving the region; what was recorded there until then stays."""
    _may(by, "change")
    if ends_on < area.starts_on:
        raise ValidationError(
            {"ends_on": f"Wilayah ini baru dilayani sejak {long_date(area.starts_on)}."}
        )
    was, area.ends_on = area.ends_on, ends_on
    area.save(update_fields=["ends_on"])
    audit.record(
        "villages.jurisdiction.ended",
        by=by,
        target=area,
        about=[area.office],
        ends_on=[was, ends_on],
        region=area.region.full_name,
    )
    return area


def _add(office: Office, region: Region, since: date, by: User) -> Jurisdiction:
    taken = {
        "jurisdiction_is_listed_once_a_day": (
            "regions",
            f"{region.full_name} sudah menjadi wilayah kerja kantor ini pada tanggal itu.",
        )
    }
    area = Jurisdiction(office=office, region=region, starts_on=since)
    with translated(taken):
        area.save()
    facts = {"region": region.full_name, "starts_on": since}
    audit.record("villages.jurisdiction.added", by=by, target=area, about=[office], **facts)
    return area


def _may(by: User, verb: str) -> None:
    if not by.has_perm(f"villages.{verb}_jurisdiction"):
        raise PermissionDenied
