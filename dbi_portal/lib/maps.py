"""A map of numbered points on the outline of the land, as SVG text: the same on every machine.

Points that would cover one another share a number; `Map.groups` says who stands behind each. Whose
place is only roughly known is drawn hollow and dashed. Black on white: it survives any copier.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, radians
from typing import NamedTuple

import vl_convert

from dbi_portal.lib import outlines
from dbi_portal.lib.chart_marks import TYPEFACE
from dbi_portal.lib.charts import register_fonts
from dbi_portal.lib.outlines import Bounds, bounds_of

WIDTH, LOWEST, HIGHEST = 620, 240, 400  # px
NARROWEST = 1.1  # degrees: closer, and no coast tells where it is
ROOM = 0.14  # of the points' extent, on every side
KM_A_DEGREE = 111.2
BARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)  # km
WIDEST_NAMED, MOST_NAMES, LETTER = 7, 18, 5.6  # degrees; names; px of a letter
DOT, TOUCHING = 8.5, 17  # px: a dot's radius, and how near two may come
LAND, OTHER_LAND, COAST, INK = "#e4e4e0", "#f3f3f1", "#7d8288", "#16243a"


class Spot(NamedTuple):
    """Something on the map; `exact` or only roughly known."""

    lat: float
    lng: float
    exact: bool


class Name(NamedTuple):
    """A place to find one's way by."""

    words: str
    lat: float
    lng: float


@dataclass(frozen=True)
class Map:
    """`groups`: for each number printed (from 1) the indexes of the spots behind it."""

    svg: str
    groups: tuple[tuple[int, ...], ...]


class _View(NamedTuple):
    """Degrees to px; on so small a part of the world a plain rectangle is true enough."""

    bounds: Bounds
    kx: float
    ky: float

    def x(self, lng: float) -> float:
        return round((lng - self.bounds.west) * self.kx, 1)

    def y(self, lat: float) -> float:
        return round((self.bounds.north - lat) * self.ky, 1)

    @property
    def height(self) -> float:
        return self.y(self.bounds.south)


def draw(spots: Sequence[Spot], names: Sequence[Name] = ()) -> Map:
    """The map around these spots, of which there must be at least one.

    Of `names` those are printed that lie in sight and stand in nobody's way.
    """
    view = _view(spots)
    groups = _groups(spots, view)
    dots = [_dot(spots[group[0]], number, view) for number, group in enumerate(groups, start=1)]
    spec = _spec(view, dots, list(_labels(names, dots, view)))
    return Map(_svg(json.dumps(spec, sort_keys=True)), groups)


@lru_cache(maxsize=32)
def _svg(spec: str) -> str:
    register_fonts()
    return vl_convert.vega_to_svg(spec, allowed_base_urls=[])


def _view(spots: Sequence[Spot]) -> _View:
    """Everything in sight with room around it, neither too close nor too flat nor too high."""
    around = bounds_of([(spot.lng, spot.lat) for spot in spots])
    lat, lng = (around.south + around.north) / 2, (around.west + around.east) / 2
    flat = cos(radians(lat))  # how long a degree of longitude is beside one of latitude
    wide = max((around.east - around.west) * (1 + 2 * ROOM), NARROWEST)
    high = (around.north - around.south) * (1 + 2 * ROOM)
    wide = max(wide, high * WIDTH / HIGHEST / flat)
    high = max(high, wide * flat * LOWEST / WIDTH)
    kx = WIDTH / wide
    corner = Bounds(lng - wide / 2, lat - high / 2, lng + wide / 2, lat + high / 2)
    return _View(Bounds(*(round(side, 4) for side in corner)), kx, kx / flat)


def _groups(spots: Sequence[Spot], view: _View) -> tuple[tuple[int, ...], ...]:
    """Spots one dot would cover together, in the order in which they were given."""
    groups: list[list[int]] = []
    for index, spot in enumerate(spots):
        for group in groups:
            first = spots[group[0]]
            if first.exact == spot.exact and _touch(first, spot, view):
                group.append(index)
                break
        else:
            groups.append([index])
    return tuple(map(tuple, groups))


def _touch(one: Spot, other: Spot, view: _View) -> bool:
    across, down = view.x(one.lng) - view.x(other.lng), view.y(one.lat) - view.y(other.lat)
    return across**2 + down**2 < TOUCHING**2


def _spec(view: _View, dots: list[dict], labels: list[dict]) -> dict:
    """Vega, not Vega-Lite: everything has its place in px already."""
    return {
        "width": WIDTH,
        "height": view.height,
        "padding": 1,
        "background": None,
        "data": [
            {"name": "land", "values": _land(view)},
            {"name": "names", "values": labels},
            {"name": "dots", "values": dots},
            {"name": "bar", "values": [_bar(view)]},
        ],
        "marks": [_frame([*_LAND_MARKS, *_NAME_MARKS, *_DOT_MARKS, *_BAR_MARKS])],
    }


def _land(view: _View) -> list[dict]:
    """Rings as paths; steps below half a pixel are left out."""
    return [
        {"path": path, "fill": LAND if home else OTHER_LAND}
        for ring, home in outlines.within(view.bounds)
        if (path := _path([(view.x(lng), view.y(lat)) for lng, lat in ring]))
    ]


def _path(points: list[tuple[float, float]]) -> str:
    kept = points[:1]
    for x, y in points[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= 0.5:
            kept.append((x, y))
    return "M" + "L".join(f"{x},{y}" for x, y in kept) + "Z" if len(kept) > 2 else ""


def _dot(spot: Spot, number: int, view: _View) -> dict:
    return {
        "x": view.x(spot.lng),
        "y": view.y(spot.lat),
        "number": str(number),
        "fill": INK if spot.exact else "#ffffff",
        "ink": "#ffffff" if spot.exact else INK,
        "dash": [1, 0] if spot.exact else [2.5, 2],
    }


class _Box(NamedTuple):
    """What a word or a dot covers, in px."""

    x: float
    y: float
    x2: float
    y2: float

    def meets(self, other: _Box) -> bool:
        return self.x < other.x2 and other.x < self.x2 and self.y < other.y2 and other.y < self.y2


def _labels(names: Sequence[Name], dots: Sequence[dict], view: _View) -> Iterator[dict]:
    """The names there is room for, the ones nearest to a dot first."""
    if view.bounds.east - view.bounds.west > WIDEST_NAMED:
        return
    taken = [_Box(dot["x"] - DOT, dot["y"] - DOT, dot["x"] + DOT, dot["y"] + DOT) for dot in dots]
    corner = _Box(0, view.height - 40, WIDTH / 4 + 30, view.height)  # where the scale stands
    taken.append(corner)
    placed = [(name.words, view.x(name.lng), view.y(name.lat)) for name in names]
    placed = [each for each in placed if 0 < each[1] < WIDTH and 8 < each[2] < view.height - 8]
    for words, x, y in sorted(placed, key=lambda each: (_nearest(each[1], each[2], dots), each)):
        beside = _nearest(x, y, dots) < TOUCHING
        start = x + (DOT + 4 if beside else 6)
        box = _Box(start, y - 7, start + LETTER * len(words), y + 7)
        if box.x2 < WIDTH - 4 and not any(map(box.meets, taken)):
            taken.append(box)
            yield {"x": x, "y": y, "tx": start, "words": words, "tick": 0 if beside else 12}
        if len(taken) - len(dots) > MOST_NAMES:
            return


def _nearest(x: float, y: float, dots: Sequence[dict]) -> float:
    return min(hypot(x - dot["x"], y - dot["y"]) for dot in dots)


def _bar(view: _View) -> dict:
    """The longest round distance that takes no more than a quarter of the width."""
    px = view.ky / KM_A_DEGREE
    km = max((km for km in BARS if km * px <= WIDTH / 4), default=BARS[0])
    return {"x": 14, "x2": round(14 + km * px, 1), "y": view.height - 16, "words": f"{km} km"}


def _frame(marks: list[dict]) -> dict:
    size = {"width": {"signal": "width"}, "height": {"signal": "height"}}
    look = {"stroke": {"value": COAST}, "fill": {"value": "#ffffff"}, "clip": {"value": True}}
    return {"type": "group", "encode": {"enter": size | look}, "marks": marks}


def _mark(kind: str, data: str, **channels: object) -> dict:
    """A channel is the name of a field ("@x") or a value."""
    enter = {
        name: {"field": each[1:]} if isinstance(each, str) and each[0] == "@" else {"value": each}
        for name, each in channels.items()
    }
    return {"type": kind, "from": {"data": data}, "encode": {"enter": enter}}


_WORDS = {"font": TYPEFACE, "baseline": "middle"}
_LAND_MARKS = [_mark("path", "land", path="@path", fill="@fill", stroke=COAST, strokeWidth=0.7)]
_NAME_MARKS = [
    _mark("symbol", "names", x="@x", y="@y", size="@tick", shape="cross", fill=COAST),
    _mark("text", "names", x="@tx", y="@y", text="@words", fill="#50565e", align="left",
          fontSize=10, **_WORDS),
]  # fmt: skip
_DOT_MARKS = [
    _mark("symbol", "dots", x="@x", y="@y", size=(2 * DOT) ** 2, shape="circle", fill="@fill",
          stroke=INK, strokeWidth=1.3, strokeDash="@dash"),
    _mark("text", "dots", x="@x", y="@y", text="@number", fill="@ink", align="center",
          fontSize=10, fontWeight=600, **_WORDS),
]  # fmt: skip
_BAR_MARKS = [
    _mark("rule", "bar", x="@x", x2="@x2", y="@y", stroke=INK, strokeWidth=2),
    _mark("text", "bar", x="@x", y="@y", dy=-10, text="@words", fill=INK, align="left",
          fontSize=11, **_WORDS),
]  # fmt: skip
