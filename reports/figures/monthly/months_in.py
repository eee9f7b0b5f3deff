"""Which of its months a longer report has in it: what it says is true of these only."""

from __future__ import annotations

from collections.abc import Iterable

from dbi_portal.lib.months import Month
from reports.figures.monthly.content import MonthlyFigures
from reports.models.report import Span


def lacks_months(figures: MonthlyFigures) -> bool:
    """Whether a longer report is the sum of fewer months than it speaks of."""
    there, expected = figures.covered
    return figures.span != Span.MONTH and there < expected


def months_in(figures: MonthlyFigures) -> list[Month]:
    """In order. A monthly report's only one."""
    if figures.taken:
        return sorted({Month.parse(each.month) for each in figures.taken})
    missing = {each.code for each in figures.missing}
    last = Month.parse(figures.month)
    first = Month.parse(figures.since) if figures.since else last
    return [month for month in first.until(last) if str(month) not in missing]


def has_its_last_month(figures: MonthlyFigures) -> bool:
    """Only then does "January to now" reach the end of the report's time."""
    return Month.parse(figures.month) in months_in(figures)


def how_many(figures: MonthlyFigures) -> str:
    """ "2 dari 12 bulan"; empty where none is missing."""
    there, expected = figures.covered
    return f"{there} dari {expected} bulan" if lacks_months(figures) else ""


def named(months: Iterable[Month]) -> list[str]:
    """Those in a row as one, the year once: "Januari–Juli", "September 2025"."""
    runs: list[list[Month]] = []
    for month in sorted(months):
        if runs and runs[-1][-1].next() == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    names = [run[0].name if len(run) == 1 else f"{run[0].name}–{run[-1].name}" for run in runs]
    return [*names[:-1], f"{names[-1]} {runs[-1][-1].year}"] if names else []
