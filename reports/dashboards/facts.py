"""Everything a dashboard says, asked of the database in a fixed number of questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from dbi_portal.lib.months import Month
from dbi_portal.lib.pages.as_known import KnownOn
from reports.dashboards.scope import Scope
from reports.figures import passports, ranking, reporting, reporting_then, sessions, villages
from reports.figures.counted import Discrepancy, Total
from reports.figures.ledger import Ledger
from reports.figures.passports import NOT_ISSUED, PMI_ISSUED, Measure, VillageTable
from reports.figures.period import MonthRange
from reports.figures.ranking import Standing
from reports.figures.reporting import Built, ReportState
from reports.figures.sessions import SessionCount, SessionFigures
from reports.figures.villages import StageCount, StageFigures
from reports.figures.waiting import Waiting, waiting

MONTHS = 13  # the month that is shown and the twelve before: the same month last year is the first
MEASURES = (PMI_ISSUED, *NOT_ISSUED)
MOST_VILLAGES = 10


@dataclass(frozen=True)
class Facts:
    """The figures of one scope and month."""

    scope: Scope
    month: Month
    books: Mapping[Measure, Ledger]
    session_counts: Mapping[tuple[int, Month], SessionCount]
    held: SessionFigures
    stage_counts: tuple[StageCount, ...]
    homes: VillageTable
    places: tuple[Standing, ...]
    reports: tuple[ReportState, ...]
    own_report: int | None  # the report of the dashboard's own office or Kanwil, by id
    waiting: Waiting | None  # today's work; none on a page of a past day
    registered: frozenset[str] = frozenset()  # regions under guidance already, or candidates
    known: KnownOn | None = None  # the past day up to whose end the portal's knowledge counts

    @cached_property
    def _totals(self) -> dict[tuple[Measure, Month], Total]:
        """Totals asked for before: charts, figures and tables ask for the same ones."""
        return {}

    @property
    def to_date(self) -> MonthRange:
        return MonthRange.year_to(self.month)

    def total(self, measure: Measure, month: Month) -> Total:
        """The sum over the offices that belonged here in that month."""
        key = measure, month
        if key not in self._totals:
            self._totals[key] = self.books[measure].total(self.scope.members[month], month)
        return self._totals[key]

    def lacking(self, measure: Measure, month: Month) -> int:
        """How many offices have no figure there."""
        without = self.total(measure, month).without
        return sum(office.pk in without for office in self.scope.now)

    def sessions(self, month: Month) -> SessionCount:
        return _held_in(self.scope, self.session_counts, month)

    def stages(self, month: Month) -> StageFigures:
        members = self.scope.members[month]
        return villages.by_stage(members, month.last_day, counts=self.stage_counts)

    @cached_property
    def discrepancies(self) -> tuple[Discrepancy, ...]:
        """Printed totals of this year that their parts do not reach, the widest gap first."""
        book = self.books[PMI_ISSUED]
        offices = (office.pk for office in self.scope.now)
        found = [each for pk in offices for each in book.discrepancies(pk, self.to_date)]
        return tuple(sorted(found, key=lambda each: (-each.difference, each.office_id)))

    @property
    def is_empty(self) -> bool:
        """Nothing was counted or done in this month by anybody here."""
        counted = any(self.total(measure, self.month).value is not None for measure in MEASURES)
        return not counted and not self.sessions(self.month).sessions


def gather(scope: Scope, *, today: date, known: KnownOn | None = None) -> Facts:
    """Ask for everything; the number of queries depends on neither offices nor villages.

    With `known`, as the portal knew it at the end of that day, which is then also `today`.
    """
    month, ids, then = scope.month, list(scope.offices), known and known.moment
    window, to_date = MonthRange.ending(month, months=MONTHS), MonthRange.year_to(month)
    books = passports.ledgers(ids, window, MEASURES, known_at=then)
    counts = sessions.by_month(ids, window, known_at=then)
    held_on = {each.last_day: scope.members[each] for each in window}
    stages = villages.stage_counts(held_on, known_at=then)
    now = sorted(scope.members[month])
    reports = _reports([*now, scope.head.pk], month, then)
    homes = passports.by_village(
        now, to_date, limit=MOST_VILLAGES, known_at=then, book=books[PMI_ISSUED]
    )
    return Facts(
        scope=scope,
        month=month,
        books=books,
        session_counts=counts,
        held=sessions.held(now, month, count=_held_in(scope, counts, month), known_at=then),
        stage_counts=stages,
        homes=homes,
        registered=villages.registered(row.region_id for row in homes.rows),
        places=ranking.standings(to_date, known_at=then),
        reports=reporting.states(
            scope.now,
            month,
            scope.kanwil_ids,
            today=today,
            reports=reports,
            known_at=then,
        ),
        own_report=reports.get(scope.head.pk, reporting.NO_REPORT).id,
        waiting=None if known else waiting(scope.at_work, today=today),
        known=known,
    )


def _reports(ids: list[int], month: Month, then: datetime | None) -> dict[int, Built]:
    if then:
        return reporting_then.built_reports(ids, month, known_at=then)
    return reporting.built_reports(ids, month)


def _held_in(
    scope: Scope, counts: Mapping[tuple[int, Month], SessionCount], month: Month
) -> SessionCount:
    found: Iterable[SessionCount | None] = (counts.get((pk, month)) for pk in scope.members[month])
    return SessionCount.of([each for each in found if each])
