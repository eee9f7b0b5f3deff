"""From a figure back to the rows it was summed from: which days and grain of which offices.

Asks the ledger what it counted, so that these rows add up to the figure and to nothing else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from dbi_portal.lib.months import Month
from reports.figures.counted import Basis, Figure
from reports.figures.homes import breakdowns
from reports.figures.ledger import Ledger
from reports.figures.measure import Measure
from reports.figures.period import MonthRange
from reports.grain import period_kind


@dataclass(frozen=True)
class Part:
    """Rows of one grain and the same days; `sign` is -1 where they are taken off again."""

    start: date
    end: date
    grain: str
    sign: int
    offices: tuple[int, ...]


@dataclass(frozen=True)
class Origin:
    """Where a figure came from, as known at a moment (None: now).

    `computed`: whose month is the difference of two running totals, in words.
    """

    measure: Measure
    parts: tuple[Part, ...]
    value: int | None
    village: str = ""
    computed: tuple[str, ...] = ()
    known_at: datetime | None = None

    @property
    def every(self) -> Q:
        """All rows that were counted."""
        return self._known & _any(map(_of, self.parts))

    @property
    def taken_off(self) -> Q:
        """Those of them that are subtracted."""
        return self._known & _any(_of(part) for part in self.parts if part.sign < 0)

    @property
    def _known(self) -> Q:
        known = (
            Q(recorded__contains=self.known_at) if self.known_at else Q(recorded__upper_inf=True)
        )
        known &= Q(outcome=self.measure.outcome)
        if self.measure.purpose:
            known &= Q(purpose=self.measure.purpose)
        return known & Q(home_region=self.village) if self.village else known


def rows_of(origins: Iterable[Origin], statistics: QuerySet) -> QuerySet:
    """Those of `statistics` that were counted, each with its `sign` and what it adds, `counted`."""
    origins = list(origins)
    off = Case(
        When(_any(each.taken_off for each in origins), then=Value(-1)),
        default=Value(1),
        output_field=IntegerField(),
    )
    rows = statistics.filter(_any(each.every for each in origins))
    return rows.annotate(sign=off).annotate(counted=F("count") * F("sign"))


def _any(conditions: Iterable[Q]) -> Q:
    """One of them; of none, nothing."""
    found = Q()
    for condition in conditions:
        found |= condition
    return found or Q(pk__in=[])


def origin_of(
    book: Ledger,
    measure: Measure,
    offices: Collection[int],
    months: Month | MonthRange,
    *,
    known_at: datetime | None = None,
) -> Origin:
    """The parts of the sum that `book` makes over these offices and months."""
    months = MonthRange.of(months)
    signs: Counter[tuple] = Counter()
    computed: list[str] = []
    for office in offices:
        for start, end, grain, sign, note in _counted(book, office, months):
            signs[office, start, end, str(measure.grain(grain, period_kind(start, end)))] += sign
            computed += [note] if note else []
    value = book.total(offices, months).value
    said = tuple(dict.fromkeys(computed))
    return Origin(measure, _parts(signs), value, computed=said, known_at=known_at)


def origin_of_village(
    book: Ledger,
    measure: Measure,
    offices: Iterable[int],
    months: MonthRange,
    village: str,
    *,
    known_at: datetime | None = None,
) -> Origin:
    """The same for what was counted for residents of one village; the value is the rows' sum."""
    parts = [
        Part(start, end, str(measure.grain(grain, period_kind(start, end))), 1, tuple(among))
        for (start, end, grain), among in breakdowns(book, offices, months).items()
    ]
    return Origin(measure, tuple(parts), None, village, known_at=known_at)


def _counted(
    book: Ledger, office: int, months: MonthRange
) -> Iterator[tuple[date, date, frozenset[str], int, str]]:
    """(first day, last day, grain, sign, note) of what was counted for one office."""
    whole = book.range(office, months)
    if whole.value is None:
        return
    if whole.basis is Basis.CUMULATIVE:
        yield months.first_day, months.last_day, whole.grain, 1, ""
        return
    for month in months:
        yield from _of_month(book.month(office, month), month)


def _of_month(figure: Figure, month: Month) -> Iterator[tuple]:
    if figure.value is None:
        return
    totals = figure.totals
    if totals is None:
        yield month.first_day, month.last_day, figure.grain, 1, ""
        return
    yield totals.start, totals.now, figure.grain, 1, f"{month.label} {totals.note}"
    yield totals.start, totals.before, figure.grain, -1, ""


def _parts(signs: Counter[tuple]) -> tuple[Part, ...]:
    """Offices with the same days and grain together; what is added and taken off again is out."""
    grouped: dict[tuple, list[int]] = defaultdict(list)
    for (office, start, end, grain), sign in signs.items():
        if sign:
            grouped[start, end, grain, 1 if sign > 0 else -1].append(office)
    return tuple(Part(*key, tuple(offices)) for key, offices in sorted(grouped.items()))


def _of(part: Part) -> Q:
    return Q(
        office__in=part.offices,
        period_start=part.start,
        period_end=part.end,
        grain=part.grain,
    )
