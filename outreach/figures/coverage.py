"""What has been reached and what not, as a tree of regions. Pure: values in, values out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from outreach.figures.neighbourhoods import Neighbourhoods

DISTRICT, REGENCY = 8, 5  # letters of a code that name the region of that level


@dataclass(frozen=True)
class Visits:
    """What happened in one region: approved sessions of the period, the last one ever, plans.

    `reached` counts its villages with a session in the period; `by_place`: only ever the venue.
    """

    sessions: int = 0
    reached: int = 0
    last_on: date | None = None
    planned: int = 0
    next_on: date | None = None
    by_place: bool = False


NOTHING = Visits()
NO_UNITS = Neighbourhoods()


class State(Enum):
    """How far a region was reached in the period; the value is the word a reader sees."""

    NEVER = "belum pernah"
    BEFORE = "tidak dalam periode ini"
    PARTLY = "sebagian"
    WHOLLY = "sudah"


@dataclass(frozen=True)
class Place:
    """A region of the coverage: `villages` in it, `visits` to it, its RT and RW, what it holds."""

    code: str
    name: str
    kind: str
    villages: int
    visits: Visits = NOTHING
    units: Neighbourhoods = NO_UNITS
    children: tuple[Place, ...] = ()

    @property
    def reached(self) -> int:
        return self.visits.reached

    @property
    def missing(self) -> int:
        return self.villages - self.reached

    @property
    def state(self) -> State:
        if self.reached:
            return State.PARTLY if self.missing else State.WHOLLY
        return State.BEFORE if self.visits.last_on else State.NEVER

    @property
    def share(self) -> int:
        """Villages reached in whole percent; never 100 while one is missing, nor 0 with one."""
        if not self.villages or not self.reached:
            return 0
        return min(99, max(1, self.reached * 100 // self.villages)) if self.missing else 100

    def days_since(self, on: date) -> int | None:
        """Days from the last visit, in or before the period; None for never."""
        return (on - self.visits.last_on).days if self.visits.last_on else None

    def leaves(self) -> Iterable[Place]:
        """The villages in it, as far as the tree goes down to them."""
        if not self.children:
            return [self]
        return [leaf for child in self.children for leaf in child.leaves()]


@dataclass(frozen=True)
class Facts:
    """What the database told: names, sizes, visits and RT/RW by region code."""

    names: Mapping[str, tuple[str, str]]  # (name, kind) of every region above the villages
    sizes: Mapping[str, int]  # villages in every district of the area
    visits: Mapping[str, Visits]
    villages: Iterable[tuple[str, str, str]] = ()  # (code, name, kind), when few enough to list
    units: Mapping[str, Neighbourhoods] = field(default_factory=dict)  # of every village


def tree(title: str, facts: Facts) -> Place:
    """The area as regencies, their districts and, where listed, their villages.

    What was never reached comes first, then what lies furthest behind, then by code.
    """
    build = _Build(facts)
    villages: dict[str, list[Place]] = {}
    for code, name, kind in facts.villages:
        visits, units = facts.visits.get(code, NOTHING), facts.units.get(code, NO_UNITS)
        villages.setdefault(code[:DISTRICT], []).append(Place(code, name, kind, 1, visits, units))
    districts: dict[str, list[Place]] = {}
    for code in facts.sizes:
        place = build.place(code, villages.get(code, ()))
        districts.setdefault(code[:REGENCY], []).append(place)
    regencies = [build.place(code, beneath) for code, beneath in districts.items()]
    return replace(build.place("", regencies), name=title)


class _Build:
    """Sizes and RT/RW of every region above the villages, added up once."""

    def __init__(self, facts: Facts):
        self.facts = facts
        self.sizes: Counter[str] = Counter()
        self.units: dict[str, Neighbourhoods] = {}
        for code, number in facts.sizes.items():
            for above in ("", code[:REGENCY], code):
                self.sizes[above] += number
        for code, own in facts.units.items():
            for above in ("", code[:REGENCY], code[:DISTRICT]):
                self.units[above] = self.units[above] + own if above in self.units else own

    def place(self, code: str, children: Iterable[Place]) -> Place:
        name, kind = self.facts.names.get(code, (code, ""))
        visits = self.facts.visits.get(code, NOTHING)
        units = self.units.get(code, NO_UNITS)
        beneath = tuple(ordered(children))
        return Place(code, name, kind, self.sizes[code], visits, units, beneath)


def ordered(places: Iterable[Place]) -> list[Place]:
    """Never reached, not in the period, partly, wholly; among equals the largest gap first."""
    ranks = {state: rank for rank, state in enumerate(State)}
    return sorted(places, key=lambda place: (ranks[place.state], -place.missing, place.code))


def never(place: Place) -> list[tuple[Place, list[Place]]]:
    """Regions with the parts of them that no session ever reached, the most lacking first.

    Parts are the leaves of the tree: villages, or districts where villages are not listed.
    """
    found = [
        (part, [leaf for leaf in part.children if leaf.state is State.NEVER])
        for part in _parents_of_leaves(place)
    ]
    return sorted(
        ((part, lacking) for part, lacking in found if lacking),
        key=lambda each: (len(each[1]) < len(each[0].children), -len(each[1]), each[0].code),
    )


def _parents_of_leaves(place: Place) -> Iterable[Place]:
    if not place.children:
        return []
    if not place.children[0].children:
        return [place]
    return [part for child in place.children for part in _parents_of_leaves(child)]
