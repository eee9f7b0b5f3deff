"""Passport figures by office, village and month, of the offices and months it is told.

`offices` is whatever an office filter takes: a queryset, office rows or their ids. Results know
offices by id. Rules of counting: `reports/figures/ledger.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.postgres.aggregates import BoolAnd, BoolOr
from django.db.models import Count, Q, Sum

from dbi_portal.lib.months import Month
from reports.figures import ledger
from reports.figures.ledger import Ledger, RangeFigure, Total
from reports.figures.made_up import MadeUp
from reports.figures.period import MonthRange
from reports.grain import MONTH, Grain, period_kind
from reports.models import PassportStatistic
from reports.models.statistic import Outcome, Purpose, StatisticQuerySet

Offices = Collection  # of Office rows or ids, or an Office queryset


@dataclass(frozen=True)
class Measure:
    """What is counted: one outcome, for one purpose or (empty) whatever the purpose."""

    outcome: str
    purpose: str = ""

    @property
    def unit(self) -> str:
        return "orang" if self.outcome == Outcome.DEPARTURE_DELAY else "permohonan"

    @property
    def dimensions(self) -> frozenset[str]:
        """A dimension the measure fixes is no breakdown of it."""
        return frozenset({"purpose"}) if self.purpose else frozenset()

    def grain(self, dimensions: frozenset[str], period: str = MONTH) -> Grain:
        """The grain of its rows, given the breakdown a ledger knows them by."""
        return Grain(period, dimensions | self.dimensions)

    def takes(self, outcome: str, purpose: str) -> bool:
        return outcome == self.outcome and self.purpose in ("", purpose)


PMI_ISSUED = Measure(Outcome.ISSUED, Purpose.MIGRANT_WORK)
REFUSED = Measure(Outcome.REFUSED)
# Each an outcome of its own: these are listed side by side and never added up.
NOT_ISSUED = tuple(Measure(outcome) for outcome in Outcome if outcome != Outcome.ISSUED)


@dataclass(frozen=True)
class VillageFigure:
    """What was counted for residents of one village."""

    region_id: str
    name: str
    path: str
    value: int
    made_up: MadeUp


@dataclass(frozen=True)
class VillageTable:
    """The villages with most first, of `regions` in all; `value` is the sum over all of them."""

    rows: tuple[VillageFigure, ...] = ()
    regions: int = 0
    value: int | None = None
    made_up: MadeUp = MadeUp.NONE

    @property
    def left_out(self) -> int:
        """How many villages lie beyond the rows."""
        return self.regions - len(self.rows)

    @property
    def rest(self) -> int:
        """What those beyond the rows add up to."""
        return (self.value or 0) - sum(row.value for row in self.rows)


def ledgers(
    offices: Offices,
    months: MonthRange,
    measures: Sequence[Measure],
    *,
    known_at: datetime | None = None,
) -> dict[Measure, Ledger]:
    """The sums behind figures of these months, one query for all measures.

    `known_at`: as the portal knew them at that moment; without it, as it knows them now.
    """
    measures = tuple(dict.fromkeys(measures))  # one asked for twice is counted once
    sums = defaultdict(list)
    for row in _rows(offices, months, measures, known_at):
        for measure in measures:
            if measure.takes(row["outcome"], row["purpose"]):
                sums[measure].append(row)
    return {measure: Ledger(_merged(sums[measure], measure)) for measure in measures}


def by_office(
    offices: Offices,
    months: Month | MonthRange,
    outcome: str = Outcome.ISSUED,
    purpose: str = Purpose.MIGRANT_WORK,
    *,
    known_at: datetime | None = None,
) -> dict[int, RangeFigure]:
    """The figure of each office that has one, by office id."""
    months, measure = MonthRange.of(months), Measure(outcome, purpose)
    book = ledgers(offices, months, [measure], known_at=known_at)[measure]
    figures = {pk: book.range(pk, months) for pk in _ids(offices)}
    return {pk: figure for pk, figure in figures.items() if figure.value is not None}


def total(
    offices: Offices,
    months: Month | MonthRange,
    outcome: str = Outcome.ISSUED,
    purpose: str = Purpose.MIGRANT_WORK,
    *,
    known_at: datetime | None = None,
) -> Total:
    """The sum over `offices`; its value is None when none of them has a figure."""
    months, measure = MonthRange.of(months), Measure(outcome, purpose)
    book = ledgers(offices, months, [measure], known_at=known_at)[measure]
    return book.total(_ids(offices), months)


def trend(
    offices: Offices,
    last_month: Month,
    months: int = 13,
    outcome: str = Outcome.ISSUED,
    purpose: str = Purpose.MIGRANT_WORK,
    *,
    known_at: datetime | None = None,
) -> tuple[tuple[Month, Total], ...]:
    """The totals of so many months, the last being `last_month`; a gap is a total without value."""
    span, measure = MonthRange.ending(last_month, months=months), Measure(outcome, purpose)
    book, ids = ledgers(offices, span, [measure], known_at=known_at)[measure], _ids(offices)
    return tuple((month, book.total(ids, month)) for month in span)


def by_village(
    offices: Offices,
    months: Month | MonthRange,
    outcome: str = Outcome.ISSUED,
    purpose: str = Purpose.MIGRANT_WORK,
    *,
    limit: int | None = None,
    known_at: datetime | None = None,
    book: Ledger | None = None,
) -> VillageTable:
    """Villages the applicants come from, most first. Only rows that name a village are counted.

    `book`: the ledger of this measure where the caller has it already, which saves a query.
    """
    months, measure = MonthRange.of(months), Measure(outcome, purpose)
    book = book or ledgers(offices, months, [measure], known_at=known_at)[measure]
    chosen = _breakdowns(book, _ids(offices), months)
    if not chosen:
        return VillageTable()
    found = _known(known_at).filter(_measured([measure]) & _rows_of(chosen, measure)).order_by()
    origin = {"some": BoolOr("made_up"), "every": BoolAnd("made_up")}
    rows = found.values("home_region_id", "home_region__name", "home_region__path")
    rows = rows.annotate(value=Sum("count"), **origin).order_by("-value", "home_region_id")
    whole = found.aggregate(
        regions=Count("home_region_id", distinct=True), value=Sum("count"), **origin
    )
    return VillageTable(
        rows=tuple(_village(row) for row in rows[:limit]),
        regions=whole["regions"],
        value=whole["value"],
        made_up=MadeUp.read(some=whole["some"], every=whole["every"]),
    )


def _ids(offices: Offices) -> tuple[int, ...]:
    return tuple(getattr(office, "pk", office) for office in offices)


def _known(known_at: datetime | None) -> StatisticQuerySet:
    rows = PassportStatistic.objects.all()
    return rows.known_at(known_at) if known_at else rows.current()


def _measured(measures: Iterable[Measure]) -> Q:
    wanted = Q()
    for measure in measures:
        purpose = Q(purpose=measure.purpose) if measure.purpose else Q()
        wanted |= Q(outcome=measure.outcome) & purpose
    return wanted


def _rows(
    offices: Offices, months: MonthRange, measures: Iterable[Measure], known_at: datetime | None
) -> Iterable[dict]:
    """Sums by office, period, grain, outcome and purpose, from January on.

    From January, because a month may be the difference of two totals that begin there.
    """
    return (
        _known(known_at)
        .filter(_measured(measures), office__in=offices)
        .filter(period_start__gte=date(months.first.year, 1, 1), period_end__lte=months.last_day)
        .order_by()
        .values("office_id", "period_start", "period_end", "grain", "outcome", "purpose")
        .annotate(value=Sum("count"), some=BoolOr("made_up"), every=BoolAnd("made_up"))
    )


def _merged(rows: Iterable[dict], measure: Measure) -> Iterable[ledger.Sum]:
    """One sum per office, period and grain; a measure of every purpose adds the purposes up."""
    parts = defaultdict(list)
    for row in rows:
        grain = Grain.parse(row["grain"]).dimensions - measure.dimensions
        parts[row["office_id"], row["period_start"], row["period_end"], grain].append(row)
    for key, found in parts.items():
        made_up = MadeUp.of(MadeUp.read(some=row["some"], every=row["every"]) for row in found)
        yield ledger.Sum(*key, sum(row["value"] for row in found), made_up)


def _breakdowns(
    book: Ledger, office_ids: Iterable[int], months: MonthRange
) -> dict[tuple[date, date, frozenset[str]], list[int]]:
    """By period and grain, the offices whose villages are counted from it.

    An office's months are; where it broke down no month, its figure for exactly the whole span.
    """
    chosen = defaultdict(list)
    for pk in office_ids:
        spans = [(month.first_day, month.last_day) for month in months]
        found = [book.breakdown(pk, *span, by="home") for span in spans]
        if not any(found):
            found = [book.breakdown(pk, months.first_day, months.last_day, by="home")]
        for each in filter(None, found):
            chosen[each.start, each.end, each.grain].append(pk)
    return chosen


def _rows_of(chosen: dict[tuple, list[int]], measure: Measure) -> Q:
    wanted = Q()
    for (start, end, grain), office_ids in chosen.items():
        text = str(measure.grain(grain, period_kind(start, end)))
        wanted |= Q(period_start=start, period_end=end, grain=text, office__in=office_ids)
    return wanted


def _village(row: dict) -> VillageFigure:
    return VillageFigure(
        region_id=row["home_region_id"],
        name=row["home_region__name"],
        path=row["home_region__path"],
        value=row["value"],
        made_up=MadeUp.read(some=row["some"], every=row["every"]),
    )
