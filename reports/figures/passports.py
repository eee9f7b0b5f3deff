"""Passport figures by office, village and month, of the offices and months it is told.

`offices` is whatever an office filter takes: a queryset, office rows or their ids. Results know
offices by id. Rules of counting: `reports/figures/ledger.py`.
"""

from __future__ import annotations

from datetime import datetime

from dbi_portal.lib.months import Month
from reports.figures.counted import RangeFigure, Total
from reports.figures.homes import VillageFigure, VillageTable, by_village
from reports.figures.measure import NOT_ISSUED, PMI_ISSUED, REFUSED, Measure
from reports.figures.period import MonthRange
from reports.figures.sums import Offices, ids_of, ledgers
from reports.models.statistic import Outcome, Purpose

__all__ = [
    "NOT_ISSUED",
    "PMI_ISSUED",
    "REFUSED",
    "Measure",
    "VillageFigure",
    "VillageTable",
    "by_office",
    "by_village",
    "ledgers",
    "total",
    "trend",
]


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
    figures = {pk: book.range(pk, months) for pk in ids_of(offices)}
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
    return book.total(ids_of(offices), months)


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
    book, ids = ledgers(offices, span, [measure], known_at=known_at)[measure], ids_of(offices)
    return tuple((month, book.total(ids, month)) for month in span)
