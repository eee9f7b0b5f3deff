"""The ground maps in the browser are drawn on: land, names of regencies. No figure, no reader.

Coasts are world-atlas' (Natural Earth), names stand where GeoNames' places are.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from itertools import pairwise

from dbi_portal.lib import outlines
from dbi_portal.lib.geometry import simpler
from dbi_portal.lib.outlines import Bounds
from villages.points import seats

AROUND = Bounds(88, -16, 148, 14)  # Indonesia and what one sees beside it
# Degrees: some pixels at a city's scale for Indonesia, the neighbours' coasts by their looks alone;
# with these the ground is half as many bytes.
HOME, BESIDE = 0.01, 0.04


@cache
def ground() -> bytes:
    """JSON: {"land": [[is it Indonesia, [lng, lat, steps from there on …]] …], "names": […]}.

    Numbers are thousandths of a degree; a name is [words, lat, lng].
    """
    names = [[seat.name, _milli(seat.lat), _milli(seat.lng)] for seat in seats()]
    land = [
        [int(home), _steps(ring, HOME if home else BESIDE)]
        for ring, home in outlines.within(AROUND)
    ]
    return json.dumps({"land": land, "names": names}, separators=(",", ":")).encode()


@cache
def digest() -> str:
    """What the address of the ground carries, so that a browser keeps it for good."""
    return hashlib.sha256(ground()).hexdigest()[:12]


def _steps(ring: outlines.Ring, step: float) -> list[int]:
    ((line, *_),) = simpler([[[*ring, ring[0]]]], step)
    corners = [(_milli(lng), _milli(lat)) for lng, lat in line]
    steps = [(x2 - x, y2 - y) for (x, y), (x2, y2) in pairwise(corners)]
    return [number for pair in (corners[0], *steps) for number in pair]


def _milli(degrees: float) -> int:
    return round(degrees * 1000)
