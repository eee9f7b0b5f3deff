"""Writing down how many RT and RW a village has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from officers import audit
from officers.models import Office, User
from villages.models import Region, RegionUnits


@dataclass(frozen=True)
class Counted:
    """What somebody counted in one village; None is not known."""

    region: Region
    rw: int | None
    rt: int | None


@transaction.atomic
def record_units(
    *, office: Office, counts: Iterable[Counted], counted_on: date, source: str, by: User | None
) -> list[RegionUnits]:
    """Store what `office` counted as of a day; a second count of that day corrects the first.

    Earlier counts stay on record. What is stored already is not written again.
    """
    stored = [
        _store(office, counted, counted_on=counted_on, source=source, by=by) for counted in counts
    ]
    return [row for row in stored if row]


def _store(office: Office, counted: Counted, *, by: User | None, **about) -> RegionUnits | None:
    key = {"office": office, "region": counted.region, "counted_on": about["counted_on"]}
    row = RegionUnits.objects.select_for_update().filter(**key).first() or RegionUnits(**key)
    old, new = (row.rw_count, row.rt_count), (counted.rw, counted.rt)
    if row.pk and old == new:
        return None
    row.rw_count, row.rt_count = new
    row.source, row.recorded_by = about["source"], by
    row.full_clean(exclude=["office", "region", "recorded_by"])
    row.save()
    audit.record(
        "villages.units.recorded",
        by=by,
        target=row,
        about=[counted.region],
        rw_count=[old[0], new[0]],
        rt_count=[old[1], new[1]],
        counted_on=about["counted_on"],
        source=about["source"],
    )
    return row
