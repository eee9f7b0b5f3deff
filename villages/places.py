"""Where a region is drawn on a map, from the best that anybody said about it.

A point set on the village's page comes first, then one from a file, then the middle of its
sessions' positions, and last the rough place of its regency, which is never shown as its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from django.db import models
from django.utils import timezone

from dbi_portal.lib.coordinates import in_words
from dbi_portal.lib.days import long_date
from villages.models import RegionPoint
from villages.points import approximate

# How far from its regency's place a village without a point of its own is drawn, in degrees: many
# of one regency would hide each other (some 2 to 12 km).
NEAREST, FARTHEST = 0.02, 0.11
GOLDEN = math.pi * (3 - math.sqrt(5))  # the angle by which no two of many meet


class Source(models.TextChoices):
    PAGE = "halaman", "ditandai di peta"
    FILE = "berkas", "dimuat dari berkas"
    SESSIONS = "sesi", "posisi kegiatan di desa ini"
    REGENCY = "kabupaten", "perkiraan: pusat kabupaten/kota"


class Place(NamedTuple):
    """Degrees; `source` of Source; `said` is where it comes from, in words."""

    lat: float
    lng: float
    source: str
    approximate: bool
    said: str

    @property
    def degrees(self) -> str:
        return in_words(self.lat, self.lng)


# Asked for region codes, gives {code: (latitude, longitude, how many sessions)}.
Positions = Callable[[Collection[str]], Mapping[str, tuple[float, float, int]]]
_positions: list[Positions] = []


def register_positions(tell: Positions) -> None:
    """Ask `tell` for positions from now on; registering it twice asks it once."""
    if tell not in _positions:
        _positions.append(tell)


def places_of(codes: Iterable[str]) -> dict[str, Place]:
    """The place of each region that has any, by its Kemendagri code. Two queries, however many."""
    codes = list(dict.fromkeys(codes))
    points = RegionPoint.objects.filter(region__in=codes)
    return best(codes, points, [tell(codes) for tell in _positions])


def best(
    codes: Iterable[str],
    points: Iterable[RegionPoint],
    positions: Iterable[Mapping[str, tuple[float, float, int]]],
) -> dict[str, Place]:
    """The same of what the caller has asked for already: points, and positions as `Positions`."""
    found = {code: place for code in codes if (place := _roughly(code))}
    found |= _from_sessions(positions)
    by_source = {Source.FILE: {}, Source.PAGE: {}}
    for point in points:
        by_source[point.source][point.region_id] = _marked(point)
    return found | by_source[Source.FILE] | by_source[Source.PAGE]


def _roughly(code: str) -> Place | None:
    point = approximate(code)
    return point and Place(*point, Source.REGENCY, approximate=True, said=Source.REGENCY.label)


def _from_sessions(told: Iterable[Mapping]) -> dict[str, Place]:
    return {
        code: Place(
            lat, lng, Source.SESSIONS, approximate=False, said=f"{Source.SESSIONS.label} ({number})"
        )
        for each in told
        for code, (lat, lng, number) in each.items()
    }


def _marked(point: RegionPoint) -> Place:
    said = f"{Source(point.source).label} {long_date(timezone.localtime(point.placed_at).date())}"
    said += f": {point.note}" if point.note else ""
    return Place(point.latitude, point.longitude, point.source, approximate=False, said=said)


def apart(code: str, place: Place) -> tuple[float, float]:
    """(latitude, longitude) to draw it at: the place, a rough one moved a little from its fellows.

    Always the same for one code, wherever it is drawn.
    """
    if not place.approximate:
        return place.lat, place.lng
    district, village = (int(part) for part in place_numbers(code))
    turn = district * 12 + village  # neighbours follow each other, as seeds in a sunflower do
    angle = turn * GOLDEN
    away = NEAREST + (FARTHEST - NEAREST) * math.sqrt(turn % 61 / 61)
    lat, lng = place.lat + away * math.sin(angle), place.lng + away * math.cos(angle)
    return round(lat, 5), round(lng, 5)


def place_numbers(code: str) -> tuple[str, str]:
    """District and village of a code, "03" and "006" of 32.75.03.1006; noughts for what lacks."""
    *_, district, village = ("0", "0", *code.split(".")[2:])
    return district, village[1:] or "0"
