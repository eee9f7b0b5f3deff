"""Whole districts and cities as the villages they consist of, and back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from villages.models import Region

EXPANDABLE = (Region.Level.REGENCY, Region.Level.DISTRICT)


def villages_of(region: Region, *, on: date) -> list[Region]:
    """Every desa and kelurahan that a district, regency or city had on that day, by code."""
    return list(Region.objects.villages().on(on).within(region.code).order_by("code"))


def whole_regions(codes: Collection[str], *, on: date) -> list[str]:
    """Cities, regencies and districts of which `codes` name every village, the larger ones first.

    A district of a regency that is whole is not named again, nor one with a single village.
    """
    whole: list[str] = []
    for depth in (2, 3):
        left = [code for code in codes if not is_within(code, whole)]
        whole += _complete(left, depth, on)
    return whole


def is_within(code: str, regions: Collection[str]) -> bool:
    return any(code.startswith(f"{region}.") for region in regions)


def _complete(codes: Collection[str], depth: int, on: date) -> list[str]:
    """Regions of that depth (2 regency, 3 district) whose villages are exactly among `codes`."""
    named: dict[str, set[str]] = {}
    for code in codes:
        named.setdefault(".".join(code.split(".")[:depth]), set()).add(code)
    many = {region: villages for region, villages in named.items() if len(villages) > 1}
    above = "parent_id" if depth == 3 else "parent__parent_id"
    existing: dict[str, set[str]] = {}
    known = Region.objects.villages().on(on).filter(**{f"{above}__in": many}).order_by()
    for region, code in known.values_list(above, "pk"):
        existing.setdefault(region, set()).add(code)
    return sorted(region for region in many if existing.get(region) == many[region])
