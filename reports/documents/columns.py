"""The times a report's columns speak of, for a month and for a longer report alike."""

from __future__ import annotations

from dataclasses import replace

from reports.documents.table import to_date
from reports.documents.words import first_month, last_month, period
from reports.figures.monthly.content import MonthlyFigures
from reports.models.report import Span


def times(figures: MonthlyFigures) -> tuple[str, str, str, str]:
    """What the report speaks of, the time of the same length before, a year ago, January to now."""
    first, last = first_month(figures), last_month(figures)
    months = Span(figures.span).months

    def earlier(by: int) -> str:
        return period(replace(figures, month=str(last.plus(-by)), since=str(first.plus(-by))))

    return period(figures), earlier(months), earlier(12), to_date(last)
