"""Need and effort by regency or district, for borders that were loaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dbi_portal.lib.geometry import Geometry, border, simpler
from reports.figures.mapped import MapPoint
from reports.figures.sliced import SliceHomes
from villages.models import Region, RegionBoundary

LENGTH = {Region.Level.REGENCY: 5, Region.Level.DISTRICT: 8}  # of a code
STEPS = {Region.Level.REGENCY: 0.01, Region.Level.DISTRICT: 0.004}  # degrees, of what is drawn
MOST_AREAS = 900  # drawn at once: districts of a province, all regencies of the country
CLASSES = 5


@dataclass(frozen=True)
class Area:
    """One region within its border; `need` None where nobody counts by home village."""

    code: str
    name: str
    path: str
    need: int | None
    sessions: int
    villages: int

    def value(self, fill: str) -> int | None:
        return self.need if fill == "kebutuhan" else self.sessions


def has_borders(level: str) -> bool:
    return RegionBoundary.objects.filter(region__level=level).exists()


def areas_of(
    points: Iterable[MapPoint], homes: SliceHomes, level: str, *, regency: str = ""
) -> list[Area]:
    """Every region of that level with a border and anything to tell, those with most need first."""
    length = LENGTH[level]
    need = {} if homes.columns is None else homes.columns.by_region(length)
    sessions, villages = defaultdict(int), defaultdict(int)
    for point in points:
        if point.effort:
            sessions[point.code[:length]] += point.effort.sessions
            villages[point.code[:length]] += 1
    told = need.keys() | sessions.keys()
    regions = Region.objects.filter(boundary__isnull=False, level=level, pk__in=told)
    if regency:
        regions = regions.within(regency)
    none = None if homes.value is None else 0
    found = [
        Area(each.code, each.name, each.path, need.get(each.code, none), sessions[each.code],
             villages[each.code])
        for each in regions.order_by("code")
    ]  # fmt: skip
    return sorted(found, key=lambda area: (-(area.need or 0), area.name))[:MOST_AREAS]


def borders_of(codes: Iterable[str], level: str) -> dict[str, Geometry]:
    """The borders as they are drawn, by code: thinner than they are kept."""
    kept = RegionBoundary.objects.filter(region__in=list(codes)).values_list("region", "geometry")
    return {code: _drawn(geometry, STEPS[level]) for code, geometry in kept}


def _drawn(kept: Geometry, step: float) -> Geometry:
    thin = simpler(border(kept), step)
    rounded = [[[(round(x, 3), round(y, 3)) for x, y in ring] for ring in rings] for rings in thin]
    return {"type": "MultiPolygon", "coordinates": rounded}


def breaks(values: Iterable[int | None]) -> list[int]:
    """Upper bounds of at most five classes with about as many regions each; noughts stand apart."""
    known = sorted(value for value in values if value)
    if not known:
        return []
    ends = {known[-(-len(known) * part // CLASSES) - 1] for part in range(1, CLASSES + 1)}
    return sorted(ends)


def class_at(value: int | None, bounds: list[int]) -> int:
    """Which of the classes a value falls into, from 1; 0 for nought, -1 for what is not known."""
    if value is None:
        return -1
    return next((at for at, most in enumerate(bounds, start=1) if value <= most), 0) if value else 0
