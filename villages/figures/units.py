"""How many RT and RW villages have, as last counted."""

from __future__ import annotations

from collections.abc import Iterable

from officers.models import User
from villages.models import Region, RegionUnits


def latest_units(user: User, regions: Iterable[Region]) -> dict[str, RegionUnits]:
    """By region code the last count this reader sees; a region nobody counted is left out."""
    counted = RegionUnits.objects.visible_to(user).filter(region__in=regions)
    last = counted.order_by("region_id", "-counted_on", "-pk").distinct("region_id")
    return {row.region_id: row for row in last}
