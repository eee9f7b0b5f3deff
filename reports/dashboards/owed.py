"""Where the offices of a dashboard stand with their reports: the month shown, and months behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dbi_portal.lib.months import Month
from dbi_portal.lib.pages.as_known import KnownOn
from reports.dashboards.scope import Scope
from reports.figures import reporting, reporting_then
from reports.figures.reporting import ReportState

A_YEAR = 12  # months before today's that are still looked at


@dataclass(frozen=True)
class Owed:
    """`behind`: what is overdue by now for other months of the last year, whatever is shown."""

    states: tuple[ReportState, ...]
    behind: tuple[ReportState, ...]
    own_report: int | None  # the month's report of the dashboard's own office or Kanwil, by id


def owed_by(scope: Scope, *, today: date, known: KnownOn | None) -> Owed:
    """As many questions for a year of months as for one; a past day is told its own month alone."""
    return _then(scope, today, known) if known else _now(scope, today)


def _now(scope: Scope, today: date) -> Owed:
    months = [*Month.of(today).plus(-A_YEAR).until(Month.of(today).previous())]
    months = sorted({scope.month, *months})
    ids = [*sorted(scope.members[scope.month]), scope.head.pk]
    reports = reporting.reports_of(ids, months)
    above = {(pk, month): head for pk, head in scope.kanwil_ids.items() for month in months}
    found = reporting.states_by_month(
        scope.now, months, now=today, kanwil_of=above, reports=reports
    )
    others = (state for month in months if month != scope.month for state in found[month])
    own = reports.get((scope.head.pk, scope.month), reporting.NO_REPORT).id
    return Owed(found[scope.month], tuple(state for state in others if state.overdue), own)


def _then(scope: Scope, today: date, known: KnownOn) -> Owed:
    ids = [*sorted(scope.members[scope.month]), scope.head.pk]
    reports = reporting_then.built_reports(ids, scope.month, known_at=known.moment)
    states = reporting.states(
        scope.now,
        scope.month,
        scope.kanwil_ids,
        today=today,
        reports=reports,
        known_at=known.moment,
    )
    return Owed(states, (), reports.get(scope.head.pk, reporting.NO_REPORT).id)
