"""Degrees as offices write them, whether they lie in Indonesia, and how far it is between them."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

SOUTHERN, OTHER = {"ls", "s"}, {"lu", "n", "u", "bt", "e", "t"}
WRITTEN = re.compile(r"([-\u2212\u2013]?)\s*([0-9]{1,3}(?:[.,][0-9]+)?)\s*°?\s*([a-z]{0,2})\.?")
EARTH = 6371.0  # km


class Point(NamedTuple):
    """Degrees: south and west of nought are negative."""

    lat: float
    lng: float


# From Rondo in the north to Ndana in the south, from Benggala to the border on New Guinea, and a
# little sea around them.
WEST, SOUTH, EAST, NORTH = 94.7, -11.3, 141.1, 6.3


class NotDegrees(ValueError):
    """The message is an Indonesian sentence without the field's name."""


class Elsewhere(ValueError):
    """A point outside Indonesia; the message is a whole Indonesian sentence."""


def degrees(cell: object) -> float:
    """-6.2, "-6,2" and "6,2° LS" alike, as a float. Raises NotDegrees."""
    if cell is None or not str(cell).strip():
        raise NotDegrees("harus diisi, misalnya -6,2216.")
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _within(float(cell), str(cell))
    words = " ".join(str(cell).split())
    found = WRITTEN.fullmatch(words.removeprefix("'").lower())
    if not found or found[3] not in SOUTHERN | OTHER | {""} or (found[1] and found[3]):
        raise NotDegrees(f"harus derajat desimal seperti -6,2216, bukan “{words[:40]}”.")
    value = float(found[2].replace(",", "."))
    return _within(-value if found[1] or found[3] in SOUTHERN else value, words)


def _within(value: float, words: str) -> float:
    if not math.isfinite(value) or abs(value) > 180:
        raise NotDegrees(f"harus derajat antara -180 dan 180, bukan “{words[:40]}”.")
    return value


def in_indonesia(lat: float, lng: float) -> bool:
    return SOUTH <= lat <= NORTH and WEST <= lng <= EAST


def refuse_elsewhere(lat: float, lng: float) -> None:
    """Raises Elsewhere, which says so when the two were only swapped."""
    if in_indonesia(lat, lng):
        return
    here = f"Lintang {written(lat)} dan bujur {written(lng)}"
    if in_indonesia(lng, lat):
        raise Elsewhere(f"{here} tertukar: lintang Indonesia antara -11,3 dan 6,3. Tukar keduanya.")
    raise Elsewhere(f"{here} terletak di luar Indonesia. Periksa tanda minus dan komanya.")


def written(value: float) -> str:
    """-6.2216 -> "-6,2216": at most six decimals, some 10 cm."""
    return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")


def in_words(lat: float, lng: float) -> str:
    """ "6,2216° LS, 107,0000° BT": as a map says it, to some 10 m."""
    south = "LS" if lat < 0 else "LU"
    east = "BB" if lng < 0 else "BT"
    return f"{abs(lat):.4f}° {south}, {abs(lng):.4f}° {east}".replace(".", ",")


def km_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The way over the ground between two (latitude, longitude), in km."""
    lat, lng = math.radians(one[0]), math.radians(one[1])
    lat2, lng2 = math.radians(other[0]), math.radians(other[1])
    half = math.sin((lat2 - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(lat2) * math.sin((lng2 - lng) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(half))
