"""Does a point lie where its village should, and which border a region has."""

from __future__ import annotations

from dbi_portal.lib.coordinates import km_between
from dbi_portal.lib.geometry import holds
from dbi_portal.lib.numbers import angka
from villages.models import Region, RegionBoundary
from villages.points import approximate

# km: beyond that from its regency's rough place a village's point is asked about. A city is small;
# the rough place itself may be some ten km off.
FAR, FAR_IN_A_CITY = 60, 25
CITIES = 71  # from this number on a regency of a province is a city


def doubts(region: Region, lat: float, lng: float) -> list[str]:
    """Sentences about a point that may be wrong; empty when nothing speaks against it.

    Borders decide where they are loaded, the smallest one known; else the distance to the
    regency's rough place does.
    """
    border = nearest_border(region.pk)
    if border:
        inside = holds(border.geometry, lat, lng)
        return [] if inside else [f"Titik ini di luar batas {border.region.name} yang dimuat."]
    rough = approximate(region.pk)
    away = km_between((lat, lng), rough) if rough else 0
    if away <= far(region.pk):
        return []
    name = Region.objects.filter(pk=region.pk[:5]).values_list("name", flat=True).first()
    return [f"Titik ini {angka(round(away))} km dari pusat {name or 'kabupaten/kotanya'}."]


def far(code: str) -> int:
    """How many km from its regency's place are too many, of a region's code "32.75.03.1006"."""
    return FAR_IN_A_CITY if code[3:5] >= str(CITIES) else FAR


def nearest_border(code: str) -> RegionBoundary | None:
    """The border of the region, else of the smallest one around it that has any."""
    around = [code, *(code[:end] for end in (8, 5) if len(code) > end)]
    found = RegionBoundary.objects.filter(region__in=around).select_related("region")
    return max(found, key=lambda each: len(each.region_id), default=None)
