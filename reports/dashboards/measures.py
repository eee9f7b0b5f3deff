"""Which measures and months a view of a dashboard is about."""

from __future__ import annotations

from reports.dashboards import compared
from reports.dashboards.scope import Scope
from reports.dashboards.view import View, usual_purpose
from reports.figures.ledger import Ledger
from reports.figures.passports import Measure
from reports.figures.period import MonthRange
from reports.figures.sliced import slice_ledger
from reports.figures.slices import Slice
from reports.models.statistic import Outcome, Purpose

MONTHS = 13  # the month that is shown and the twelve before: the same month last year is the first


def main_of(view: View) -> Measure:
    return Measure(view.outcome, view.purpose)


def beside_of(view: View) -> tuple[Measure, ...]:
    """The other outcomes, of the purpose that was asked for; as usual where none was.

    Refusals are hardly ever told apart by purpose, so that those of PMI alone would be none.
    """
    chosen = view.purpose not in ("", Purpose.MIGRANT_WORK)
    return tuple(
        Measure(outcome, view.purpose if chosen else usual_purpose(outcome))
        for outcome in Outcome
        if outcome != view.outcome
    )


def book_of(scope: Scope, view: View) -> Ledger:
    """The ledger of the main measure over the dashboard's months, for its charts."""
    return slice_ledger(window_of(scope, view), known_at=view.known and view.known.moment)


def window_of(scope: Scope, view: View) -> Slice:
    """Every office of any of the thirteen months: each month has its own members. A longer span
    reaches back to where the same months of the year before begin.
    """
    longest = max(MONTHS, len(compared.window(view.months(scope.month))))
    window = MonthRange.ending(scope.month, months=longest)
    return view.slice(scope, offices=tuple(scope.offices), months=window)
