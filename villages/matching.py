"""From a village's name in a sheet to its Kemendagri code: certain, or asked, never guessed.

Only a name that fits exactly one village of the named district or regency, or of the office's work
area, is taken. Spelling of spaces, case and punctuation does not count. Everything else comes back
with candidates, the likeliest first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q

from dbi_portal.lib.text import squash
from villages.models import Region, RegionAlias

MOST_CANDIDATES = 6
SAME, SAME_ELSEWHERE, SIMILAR = "nama sama", "nama sama, tempat lain", "nama mirip"
BEGINS, BEGINS_ELSEWHERE = "bagian dari nama", "bagian dari nama, tempat lain"
ALIKE = 0.3  # PostgreSQL's own threshold for "similar"
MOST_LOOKED_UP = 100  # unknown names for which similar ones are searched, one query each
VILLAGE_PREFIX = re.compile(r"^(?:desa|kelurahan|kel\b\.?|ds\b\.?)\s*(?=\S)", re.IGNORECASE)
DISTRICT_PREFIX = re.compile(r"^(?:kecamatan|kec\b\.?)\s*(?=\S)", re.IGNORECASE)
REGENCY_SHORT = re.compile(r"^kab\b\.?\s*(?=\S)", re.IGNORECASE)
REGENCY_KIND = re.compile(r"^(kabupaten|kota|)(?:administrasi|adm|)(?=.)")


class Status(StrEnum):
    MATCHED = "matched"
    ASK = "ask"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Place:
    """A village as a sheet writes it. `within`: codes of the work area its office serves."""

    name: str
    district: str = ""
    regency: str = ""
    within: tuple[str, ...] = ()
    office_id: int | None = None


@dataclass(frozen=True)
class Candidate:
    """A village that may be meant; `score` from 0 to 1, `why` in words."""

    code: str
    name: str
    path: str
    score: float
    why: str

    def __str__(self) -> str:
        return f"{self.name} ({self.path}): {self.code}"


@dataclass(frozen=True)
class Match:
    """`code` is set if and only if the status is matched."""

    status: Status
    code: str | None = None
    candidates: tuple[Candidate, ...] = ()


def find_village(
    name: str,
    district: str = "",
    regency: str = "",
    within: Collection[str] = (),
    office_id: int | None = None,
) -> Match:
    """One name. `within` are codes of regions; `office_id` brings that office's own spellings."""
    place = Place(name, district, regency, tuple(within), office_id)
    return find_villages([place])[place]


def find_villages(places: Iterable[Place]) -> dict[Place, Match]:
    """Many names with a handful of queries; same meaning as `find_village`."""
    wanted = set(places)
    named = _villages_by_key({key for place in wanted for key in _keys(place.name)})
    aliases = _aliases(wanted)
    atlas = _Atlas(wanted)
    found, left = {}, []
    for place in wanted:
        match = _decide(place, _namesakes(place, named, aliases), atlas)
        found[place] = match
        if match.status is not Status.MATCHED:
            left.append(place)
    looked_up = sorted(left, key=str)[:MOST_LOOKED_UP]
    longer = _longer_names(looked_up)
    for place in looked_up:
        found[place] = _with_similar(place, found[place], atlas, longer)
    return found


def _keys(name: str) -> list[str]:
    """The name as written, then without "Kel." or "Desa": some villages are called so."""
    spellings = (name, VILLAGE_PREFIX.sub("", name.strip()))
    return list(dict.fromkeys(filter(None, map(squash, spellings))))


def _villages_by_key(keys: Collection[str]) -> dict[str, list[Region]]:
    grouped = defaultdict(list)
    for region in Region.objects.villages().current().filter(key__in=keys).order_by("code"):
        grouped[region.key].append(region)
    return grouped


def _aliases(places: Collection[Place]) -> dict[tuple[str, int | None], list[Region]]:
    """(key, office or None for everyone) -> villages that are also called so."""
    keys = {key for place in places for key in _keys(place.name)}
    offices = {place.office_id for place in places} - {None}
    rows = RegionAlias.objects.filter(
        Q(office__isnull=True) | Q(office__in=offices),
        key__in=keys,
        region__level=Region.Level.VILLAGE,
        region__retired_on__isnull=True,
    )
    grouped = defaultdict(list)
    for alias in rows.select_related("region"):
        grouped[alias.key, alias.office_id].append(alias.region)
    return grouped


def _namesakes(place: Place, named: Mapping, aliases: Mapping) -> list[Region]:
    """Every village called so, by the first spelling that any village bears."""
    for key in _keys(place.name):
        for_all = [*named.get(key, []), *aliases.get((key, None), [])]
        own = aliases.get((key, place.office_id), []) if place.office_id else []
        if own or for_all:
            return list({region.pk: region for region in [*own, *for_all]}.values())
    return []


class _Atlas:
    """Where a place is to be looked for: codes of regions, or None when its words name none."""

    def __init__(self, places: Collection[Place]):
        self.regencies = defaultdict(list)
        if any(place.regency for place in places):
            for code, key in _codes(Region.Level.REGENCY):
                kind, name = _regency_key(key)
                self.regencies[kind, name].append(code)
                self.regencies["", name].append(code)
        self.districts = defaultdict(list)
        names = {_district_key(place.district) for place in places if place.district}
        for code, key in _codes(Region.Level.DISTRICT, names) if names else ():
            self.districts[key].append(code)

    def area(self, place: Place) -> tuple[str, ...] | None:
        """Codes within which the village must lie; empty: nothing is known about where."""
        regencies = self.regencies.get(_regency_key(place.regency), ())
        if place.regency and not regencies:
            return None
        if not place.district:
            return tuple(regencies) or place.within
        districts = self.districts.get(_district_key(place.district), ())
        if place.regency:
            return tuple(code for code in districts if inside(code, regencies)) or None
        near = tuple(code for code in districts if inside(code, place.within))
        return near or tuple(districts) or None


def _codes(level: str, keys: Collection[str] | None = None) -> Iterable[tuple[str, str]]:
    regions = Region.objects.current().filter(level=level)
    if keys is not None:
        regions = regions.filter(key__in=keys)
    return regions.order_by("code").values_list("code", "key")


def _district_key(text: str) -> str:
    return squash(DISTRICT_PREFIX.sub("", text.strip()))


def _regency_key(text: str) -> tuple[str, str]:
    """ "Kab. Bekasi" -> ("kabupaten", "bekasi"), "Bekasi" -> ("", "bekasi"), which is both."""
    key = squash(REGENCY_SHORT.sub("kabupaten ", text.strip()))
    kind = REGENCY_KIND.match(key)
    return (kind[1], key[kind.end() :]) if kind else ("", key)


def inside(code: str, areas: Collection[str]) -> bool:
    """The region is one of `areas` or lies beneath one."""
    return any(code == area or code.startswith(f"{area}.") for area in areas)


def _decide(place: Place, namesakes: list[Region], atlas: _Atlas) -> Match:
    area = atlas.area(place)
    here = [region for region in namesakes if area and inside(region.code, area)]
    if len(here) == 1:
        return Match(Status.MATCHED, here[0].code, (_candidate(here[0], 1.0, SAME),))
    why = SAME if here else SAME_ELSEWHERE
    near = sorted(here or namesakes, key=lambda region: not inside(region.code, place.within))
    listed = tuple(_candidate(region, 0.8 if here else 0.5, why) for region in near)
    return Match(Status.ASK if listed else Status.UNKNOWN, None, listed[:MOST_CANDIDATES])


def _with_similar(
    place: Place, match: Match, atlas: _Atlas, longer: Mapping[str, list[Region]]
) -> Match:
    """Adds longer names and names that look alike, from the place itself; when it has none, the
    longer ones of elsewhere, if they are few: "Tiban" finds Tiban Indah, Baru and Lama.
    """
    area, keys = atlas.area(place) or place.within, _keys(place.name)
    if not keys or any(each.why == SAME for each in match.candidates):
        return match
    begun = longer[keys[-1]]
    listed = [_candidate(each, 0.6, BEGINS) for each in begun if area and inside(each.code, area)]
    if area:
        alike = _alike(keys[-1], area)
        listed += [_candidate(each, round(each.alike, 2), SIMILAR) for each in alike]
    if not (listed or match.candidates) and len(begun) <= MOST_CANDIDATES:
        listed = [_candidate(region, 0.4, BEGINS_ELSEWHERE) for region in begun]
    together = {}
    for candidate in (*listed, *match.candidates):
        together.setdefault(candidate.code, candidate)
    status = Status.ASK if together else Status.UNKNOWN
    return Match(status, None, tuple(together.values())[:MOST_CANDIDATES])


def _longer_names(places: Iterable[Place]) -> dict[str, list[Region]]:
    """key -> villages whose name goes on with another word after it."""
    grouped = {keys[-1]: [] for place in places if (keys := _keys(place.name))}
    begins = reduce(or_, (Q(key__startswith=key) for key in grouped), Q())
    villages = Region.objects.villages().current().filter(begins).order_by("code")
    for region in villages if grouped else ():
        parts = region.name.split()
        for many in range(1, len(parts)):
            if (key := squash(" ".join(parts[:many]))) in grouped:
                grouped[key].append(region)
    return grouped


def _alike(key: str, area: Collection[str]) -> Iterable[Region]:
    beneath = Q()
    for code in area:
        beneath |= Q(code=code) | Q(code__startswith=f"{code}.")
    return (
        Region.objects.villages()
        .current()
        .filter(beneath)
        .annotate(alike=TrigramSimilarity("key", key))
        .filter(alike__gte=ALIKE)
        .order_by("-alike", "code")[:MOST_CANDIDATES]
    )


def _candidate(region: Region, score: float, why: str) -> Candidate:
    return Candidate(region.code, region.name, region.path, score, why)
