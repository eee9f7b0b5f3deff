"""The map as a small drawing for Beranda: land and marks, drawn by the server, without a script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from dbi_portal.lib import outlines
from dbi_portal.lib.geometry import simpler
from dbi_portal.lib.outlines import Bounds, bounds_of
from reports.dashboards.map.asked import MapAsked
from reports.dashboards.map.classes import MarkClass, class_of, classes_of
from reports.figures.mapped import MapPoint

WIDTH, HEIGHT = 600, 300  # units of the drawing
NARROWEST = 1.6  # degrees of longitude: closer, and no coast tells where it is
MOST_MARKS = 400


@dataclass(frozen=True)
class Land:
    path: str
    home: bool


@dataclass(frozen=True)
class Dot:
    key: str
    x: float
    y: float
    rough: bool


@dataclass(frozen=True)
class Sketch:
    """What map_panel.html draws; `sentence` says the same in words."""

    land: tuple[Land, ...]
    dots: tuple[Dot, ...]
    classes: tuple[MarkClass, ...]
    sentence: str
    url: str


def sketch_of(look: MapAsked) -> Sketch | None:
    """Nothing where no village has a place."""
    points = [each for each in look.mapped.points if each.place]
    if not points:
        return None
    view = _around([(each.at[1], each.at[0]) for each in points])
    return Sketch(
        land=_land(view),
        dots=tuple(_dot(each, view, look.choice.colour) for each in points[:MOST_MARKS]),
        classes=tuple(each for each in classes_of(points, look.choice.colour) if each.many),
        sentence=_sentence(points, look.choice.colour),
        url=look.view.link("reports:map", bulan=look.scope.month, kantor=look.scope.head.code),
    )


def _sentence(points: Sequence[MapPoint], colour: str) -> str:
    counts = Counter(class_of(each, colour) for each in points)
    named = {each.key: each.label for each in classes_of(points, colour)}
    return "; ".join(f"{many} desa {named[key]}" for key, many in sorted(counts.items())) + "."


def _around(points: Sequence[tuple[float, float]]) -> Bounds:
    """Everything in sight with some room, in the drawing's own shape."""
    seen = bounds_of(points)
    lng, lat = (seen.west + seen.east) / 2, (seen.south + seen.north) / 2
    flat = cos(radians(lat))
    wide = max((seen.east - seen.west) * 1.25, NARROWEST)
    wide = max(wide, (seen.north - seen.south) * 1.3 * WIDTH / HEIGHT / flat)
    high = wide * flat * HEIGHT / WIDTH
    corners = (lng - wide / 2, lat - high / 2, lng + wide / 2, lat + high / 2)
    return Bounds(*(round(each, 3) for each in corners))


def _land(view: Bounds) -> tuple[Land, ...]:
    step = (view.east - view.west) / WIDTH
    found = []
    for ring, home in outlines.within(view):
        ((line, *_), *_) = simpler([[[*ring, ring[0]]]], step)
        words = "L".join(f"{x},{y}" for x, y in (_xy(view, lng, lat) for lng, lat in line))
        found.append(Land(f"M{words}Z", home))
    return tuple(found)


def _dot(point: MapPoint, view: Bounds, colour: str) -> Dot:
    lat, lng = point.at
    return Dot(class_of(point, colour), *_xy(view, lng, lat), point.place.approximate)


def _xy(view: Bounds, lng: float, lat: float) -> tuple[float, float]:
    x = (lng - view.west) / (view.east - view.west) * WIDTH
    y = (view.north - lat) / (view.north - view.south) * HEIGHT
    return round(x, 1), round(y, 1)
