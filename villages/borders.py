"""Does a point lie where its village should, and which border a region has."""

from __future__ import annotations

from dbi_portal.lib.coordinates import km_between
from dbi_portal.lib.geometry import holds
from dbi_portal.lib.numbers import angka
from villages.models import Region, RegionBoundary
from villages.points import approximate

FAR = 60  # km: beyond that from its regency's middle a village's point is asked about


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
    if away <= FAR:
        return []
    name = Region.objects.filter(pk=region.pk[:5]).values_list("name", flat=True).first()
    return [f"Titik ini {angka(round(away))} km dari pusat {name or 'kabupaten/kotanya'}."]


def nearest_border(code: str) -> RegionBoundary | None:
    """The border of the region, else of the smallest one around it that has any."""
    around = [code, *(code[:end] for end in (8, 5) if len(code) > end)]
    found = RegionBoundary.objects.filter(region__in=around).select_related("region")
    return max(found, key=lambda each: len(each.region_id), default=None)
