"""Borders as GeoJSON draws them: are they borders at all, what lies in them, with fewer corners.

Everything here is a pure function of a geometry ({"type": "Polygon" or "MultiPolygon",
"coordinates": …}) with longitude before latitude, in degrees.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise

from dbi_portal.lib.outlines import Bounds, bounds_of

Geometry = dict[str, object]
Pair = tuple[float, float]  # longitude, latitude
LEAST = 4  # corners of a closed ring, its first one told twice
DECIMALS = 5  # of a degree: about a metre


class NotABorder(ValueError):
    """The message is an Indonesian sentence about the geometry."""


def border(given: object) -> list[list[list[Pair]]]:
    """The polygons of a geometry, each its outer ring and its holes. Raises NotABorder."""
    if not isinstance(given, dict) or given.get("type") not in ("Polygon", "MultiPolygon"):
        kind = given.get("type") if isinstance(given, dict) else given
        raise NotABorder(f"geometrinya harus Polygon atau MultiPolygon, bukan “{kind}”.")
    coordinates = given.get("coordinates")
    polygons = [coordinates] if given["type"] == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        raise NotABorder("geometrinya kosong.")
    return [_polygon(each) for each in polygons]


def _polygon(given: object) -> list[list[Pair]]:
    if not isinstance(given, list) or not given:
        raise NotABorder("geometrinya kosong.")
    return [_ring(each) for each in given]


def _ring(given: object) -> list[Pair]:
    if not isinstance(given, list) or len(given) < LEAST:
        raise NotABorder("garis batasnya kurang dari empat titik.")
    ring = [_pair(each) for each in given]
    if ring[0] != ring[-1]:
        raise NotABorder("garis batasnya tidak tertutup: titik pertama dan terakhir harus sama.")
    return ring


def _pair(given: object) -> Pair:
    try:
        lng, lat = (float(each) for each in given[:2])
    except (TypeError, ValueError, KeyError):
        raise NotABorder("ada titik batas yang bukan pasangan angka.") from None
    if not (math.isfinite(lng) and math.isfinite(lat)):
        raise NotABorder("ada titik batas yang bukan pasangan angka.")
    if abs(lng) > 180 or abs(lat) > 90:
        raise NotABorder(
            f"koordinatnya ({lng:.0f}; {lat:.0f}) bukan derajat. Ubah proyeksi berkas ke "
            "WGS 84 (EPSG:4326) dahulu."
        )
    return lng, lat


def bounds(polygons: Iterable[list[list[Pair]]]) -> Bounds:
    """West, south, east and north of everything in it."""
    return bounds_of([pair for rings in polygons for pair in rings[0]])


def geometry(polygons: list[list[list[Pair]]]) -> Geometry:
    """As GeoJSON writes it, to about a metre."""
    rounded = [
        [[[round(x, DECIMALS), round(y, DECIMALS)] for x, y in ring] for ring in rings]
        for rings in polygons
    ]
    return {"type": "MultiPolygon", "coordinates": rounded}


def simpler(polygons: Iterable[list[list[Pair]]], step: float) -> list[list[list[Pair]]]:
    """Without corners that lie nearer than `step` degrees to the line drawn instead.

    Islands smaller than that are left out, unless nothing else would remain.
    """
    polygons = list(polygons)
    drawn = [[_thinned(ring, step) for ring in rings] for rings in polygons]
    kept = [[ring for ring in rings if ring] for rings in drawn if rings[0]]
    return kept or polygons[:1]


def _thinned(ring: list[Pair], step: float) -> list[Pair]:
    """Nothing when the ring is too small to be seen at this step."""
    around = bounds_of(ring)
    if max(around.east - around.west, around.north - around.south) < 2 * step:
        return []
    half = len(ring) // 2  # two lines, as a ring's ends are one point
    kept = [*thinned(ring[: half + 1], step)[:-1], *thinned(ring[half:], step)]
    return kept if len(kept) >= LEAST else []


def thinned(line: list[Pair], step: float) -> list[Pair]:
    """Douglas and Peucker's way, with a stack in place of a recursion.

    What crowds within a quarter of `step` is dropped first: it costs most and shows least.
    """
    line = _uncrowded(line, step / 4)
    keep, open_ends = {0, len(line) - 1}, [(0, len(line) - 1)]
    while open_ends:
        first, last = open_ends.pop()
        farthest, distance = first, 0.0
        for at in range(first + 1, last):
            away = _away(line[at], line[first], line[last])
            if away > distance:
                farthest, distance = at, away
        if distance > step:
            keep.add(farthest)
            open_ends += [(first, farthest), (farthest, last)]
    return [line[at] for at in sorted(keep)]


def _uncrowded(line: list[Pair], step: float) -> list[Pair]:
    kept = line[:1]
    for x, y in line[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= step:
            kept.append((x, y))
    return [*kept, line[-1]]


def _away(point: Pair, one: Pair, other: Pair) -> float:
    """How far a point lies from the stretch between two others, in degrees."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    length = dx * dx + dy * dy
    share = ((point[0] - one[0]) * dx + (point[1] - one[1]) * dy) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return math.hypot(point[0] - one[0] - share * dx, point[1] - one[1] - share * dy)


def holds(given: Geometry, lat: float, lng: float) -> bool:
    """Whether the point lies within the border, and in none of its holes."""
    return any(_inside(rings, lat, lng) for rings in _polygons_of(given))


def _polygons_of(given: Geometry) -> Iterator[list[list[Pair]]]:
    yield from given["coordinates"] if given["type"] == "MultiPolygon" else [given["coordinates"]]


def _inside(rings: list[list[Pair]], lat: float, lng: float) -> bool:
    crossings = sum(
        (y > lat) != (y2 > lat) and lng < (x2 - x) * (lat - y) / (y2 - y) + x
        for ring in rings
        for (x, y), (x2, y2) in pairwise(ring)
    )
    return crossings % 2 == 1
