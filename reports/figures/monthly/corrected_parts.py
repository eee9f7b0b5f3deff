"""Home villages and destinations of months already told whose figure is another one by now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from reports.figures.ledger import Ledger
from reports.figures.monthly.changed_rows import Change, Told, reasons
from reports.figures.monthly.closed import Closed
from reports.figures.monthly.content import Correction
from reports.figures.monthly.passport_lines import DESTINATION, HOME
from reports.figures.passports import PMI_ISSUED

DIMENSIONS = {HOME: "home", DESTINATION: "destination"}
WORDS = {HOME: "Paspor PMI terbit, {}", DESTINATION: "Paspor PMI terbit, tujuan {}"}
Grains = tuple[frozenset[str], frozenset[str] | None]


@dataclass(frozen=True)
class Breakdown:
    """A table of one closed month: which breakdown it was counted from then, and which now."""

    closed: Closed
    known_at: datetime
    kind: str
    grains: Grains

    def corrections(
        self, changed: Iterable[Change], sums: Mapping[datetime, list[tuple]], office: str
    ) -> Iterator[Correction]:
        """A line for every village or country whose figure changed, the largest change first.

        `sums`: the office's rows by moment, as SUMS of corrected_passports gives them.
        """
        mine = [change for change in changed if self._counts(change)]
        if not mine:
            return
        moments = zip((self.closed.told_at, self.known_at), self.grains, strict=True)
        names: dict[str, str] = {}
        then, now = (self._parts(sums[moment], grain, names) for moment, grain in moments)
        differ = [part for part in names if then.get(part) != now.get(part)]
        for part in sorted(differ, key=lambda each: (-_size(then, now, each), each)):
            why = reasons(each for each in mine if part == self._part(each.home, each.destination))
            words = (f"{self.kind}{part}", WORDS[self.kind].format(names[part]), PMI_ISSUED.unit)
            about = (office, str(self.closed.month))
            yield Correction(*about, *words, then.get(part), now.get(part), why)

    def _counts(self, change: Change) -> bool:
        month = self.closed.month
        rows = [(month.first_day, month.last_day, grain) for grain in self.grains if grain]
        return change.is_among(rows, PMI_ISSUED)

    def _part(self, home: str, destination: str) -> str:
        return home if self.kind == HOME else destination

    def _parts(
        self, rows: Iterable[tuple], grain: frozenset[str] | None, names: dict[str, str]
    ) -> dict[str, int]:
        """By village or country, what is counted for it; `names` learns how each is called."""
        if grain is None:
            return {}
        month = self.closed.month
        which = (self.closed.office_id, month.first_day, month.last_day)
        which += (str(PMI_ISSUED.grain(grain)), PMI_ISSUED.outcome, PMI_ISSUED.purpose)
        counts: dict[str, int] = defaultdict(int)
        for row in rows:
            if row[:6] == which:
                count, (home, name, destination) = row[6], row[9:]
                part = self._part(home, destination)
                names[part] = self._part(name, destination)
                counts[part] += int(count)
        return counts


def _size(then: Mapping[str, int], now: Mapping[str, int], part: str) -> int:
    return abs(now.get(part, 0) - then.get(part, 0))


def touched(
    asked: Collection[Closed], changed: Mapping[Told, list[Change]]
) -> list[tuple[int, date, date]]:
    """Offices and days of the closed months in which a row of a village or country changed."""
    found = {
        (each.office_id, each.month.first_day, each.month.last_day): None
        for each in asked
        for change in changed[each.office_id, each.told_at]
        if (change.start, change.end) == (each.month.first_day, each.month.last_day)
        if (change.home or change.destination) and PMI_ISSUED.takes(change.outcome, change.purpose)
    }
    return list(found)


def breakdowns(
    asked: Collection[Closed], known_at: datetime, books: Mapping[datetime, Ledger]
) -> Iterator[Breakdown]:
    """What the reports of these months broke PMI passports down by.

    A table that was not in the report yet has nothing to correct. `books`: the ledgers of PMI
    passports at each moment.
    """
    for kind, dimension in DIMENSIONS.items():
        for each in asked:
            days = each.month.first_day, each.month.last_day
            then, now = (
                books[moment].breakdown(each.office_id, *days, by=dimension)
                for moment in (each.told_at, known_at)
            )
            if then:
                yield Breakdown(each, known_at, kind, (then.grain, now.grain if now else None))
