"""Where figures of a breakdown are read: from the sums that are kept, or from the figures."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from reports.figures.sums import NOW, THEN

MADE_UP = ("fact.made_up > 0", "fact.made_up = fact.figures")


@dataclass(frozen=True)
class Source:
    """A table (`fact` in the question) and how it tells a row's count, home and being made up."""

    table: str
    value: str
    home: str
    some: str
    every: str
    told: str  # which rows count

    @property
    def is_facts(self) -> bool:
        return self.table == "reports_passportstatistic"


def _sums(table: str) -> Source:
    return Source(table, "fact.total", "fact.home_region", *MADE_UP, "fact.figures > 0")


def _facts(told: str) -> Source:
    own = ("fact.made_up", "fact.made_up")
    return Source("reports_passportstatistic", "fact.count", "fact.home_region_id", *own, told)


FIGURES, DESTINATIONS, HOMES = (
    _sums(f"reports_{name}") for name in ("figuresum", "destinationsum", "homesum")
)
KEPT = {
    frozenset(): FIGURES,
    frozenset({"destination"}): DESTINATIONS,
    frozenset({"home"}): HOMES,
}


def source_of(told: Collection[str], known_at: datetime | None) -> Source:
    """Where figures stand that tell all of these: "destination", "home".

    Both at once no sum keeps, nor what was known at a moment: the figures themselves tell it.
    """
    if known_at:
        return _facts(THEN)
    return KEPT.get(frozenset(told) & {"destination", "home"}) or _facts(NOW)
