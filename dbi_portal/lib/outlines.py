"""Indonesia's coast and its neighbours', from the npm package world-atlas (Natural Earth, public).

Read and decoded once a process; a map asks for the part it shows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

ATLAS = Path(__file__).resolve().parents[2] / "node_modules" / "world-atlas" / "countries-10m.json"
INDONESIA = "360"  # ISO 3166-1, as the atlas numbers its countries
# Brunei, Malaysia, Papua New Guinea, the Philippines, Singapore, Timor-Leste.
NEIGHBOURS = {"096", "458", "598", "608", "702", "626"}

Point = tuple[float, float]  # longitude, latitude in degrees
Ring = tuple[Point, ...]


class Bounds(NamedTuple):
    west: float
    south: float
    east: float
    north: float

    def meets(self, other: Bounds) -> bool:
        beside = self.east < other.west or other.east < self.west
        return not (beside or self.north < other.south or other.north < self.south)


class Outline(NamedTuple):
    """A closed line around land; `home` is Indonesia's."""

    ring: Ring
    bounds: Bounds
    home: bool


@lru_cache(maxsize=64)
def within(bounds: Bounds) -> tuple[tuple[Ring, bool], ...]:
    """The land inside `bounds`: (ring cut off at the edges, is it Indonesia's).

    Empty where the package is not installed: the map then shows its points alone.
    """
    met = (each for each in _outlines() if each.bounds.meets(bounds))
    cut = ((_clipped(each.ring, bounds), each.home) for each in met)
    return tuple((ring, home) for ring, home in cut if len(ring) > 2)


@cache
def _outlines() -> tuple[Outline, ...]:
    try:
        atlas = json.loads(ATLAS.read_bytes())
    except OSError:
        return ()
    arcs = _Arcs(atlas)
    return tuple(
        Outline(ring, bounds_of(ring), country["id"] == INDONESIA)
        for country in atlas["objects"]["countries"]["geometries"]
        if country.get("id") in NEIGHBOURS | {INDONESIA}
        for ring in map(arcs.ring, _ring_arcs(country))
    )


def _ring_arcs(country: dict) -> Iterator[list[int]]:
    """The arcs of each outer line; lakes and enclaves inside are left out."""
    polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    return (polygon[0] for polygon in polygons)


class _Arcs:
    """A topology's lines: whole numbers, each the step from the last, shared by neighbours."""

    def __init__(self, topology: dict):
        self.arcs = topology["arcs"]
        self.kx, self.ky = topology["transform"]["scale"]
        self.x, self.y = topology["transform"]["translate"]

    def ring(self, numbers: Iterable[int]) -> Ring:
        points: list[Point] = []
        for number in numbers:
            arc = self._arc(number) if number >= 0 else self._arc(~number)[::-1]
            points += arc[1:] if points else arc
        return tuple(points)

    def _arc(self, number: int) -> list[Point]:
        steps = zip(*(accumulate(axis) for axis in zip(*self.arcs[number], strict=True)),
                    strict=True)  # fmt: skip
        return [(x * self.kx + self.x, y * self.ky + self.y) for x, y in steps]


def bounds_of(points: Iterable[Point]) -> Bounds:
    xs, ys = zip(*points, strict=True)
    return Bounds(min(xs), min(ys), max(xs), max(ys))


def _clipped(ring: Ring, bounds: Bounds) -> Ring:
    """Cut off at the four edges, one after the other (Sutherland and Hodgman's way)."""
    for axis, limit, sign in (
        (0, bounds.west, 1), (0, bounds.east, -1), (1, bounds.south, 1), (1, bounds.north, -1)
    ):  # fmt: skip
        if len(ring) < 3:
            return ()
        ring = _cut(ring, axis, limit, lambda value, limit=limit, sign=sign: sign * (value - limit))
    return ring


def _cut(ring: Ring, axis: int, limit: float, inside: Callable[[float], float]) -> Ring:
    kept: list[Point] = []
    for before, point in zip((ring[-1], *ring[:-1]), ring, strict=True):
        was, now = inside(before[axis]), inside(point[axis])
        if (was >= 0) != (now >= 0):
            share = was / (was - now)
            crossing = [a + share * (b - a) for a, b in zip(before, point, strict=True)]
            crossing[axis] = limit
            kept.append((crossing[0], crossing[1]))
        if now >= 0:
            kept.append(point)
    return tuple(kept)
