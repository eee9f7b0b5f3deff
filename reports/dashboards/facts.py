"""Everything a dashboard says, asked of the database in a fixed number of questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from dbi_portal.lib.months import Month
from dbi_portal.lib.pages.as_known import KnownOn
from officers import policy
from outreach.figures.findings import FindingCounts, finding_counts
from reports.dashboards import compared
from reports.dashboards.owed import owed_by
from reports.dashboards.said import in_force
from reports.dashboards.scope import Scope
from reports.dashboards.view import View, usual_purpose
from reports.dashboards.words import Change
from reports.figures import ranking, sessions_there, villages
from reports.figures.counted import Discrepancy, Total
from reports.figures.ledger import Ledger
from reports.figures.passports import Measure, VillageTable
from reports.figures.period import MonthRange
from reports.figures.ranking import Standing
from reports.figures.reach import Reach, reach_of
from reports.figures.reporting import ReportState
from reports.figures.sessions import SessionCount, SessionFigures
from reports.figures.sliced import slice_by_home, slice_ledger, slice_ledgers
from reports.figures.slices import Slice
from reports.figures.villages import StageCount, StageFigures
from reports.figures.waiting import Waiting, waiting
from reports.models.statistic import Outcome, Purpose

MONTHS = 13  # the month that is shown and the twelve before: the same month last year is the first
MOST_VILLAGES = 10


@dataclass(frozen=True)
class Facts:
    """The figures of one scope, month and view."""

    scope: Scope
    month: Month
    books: Mapping[Measure, Ledger]
    session_counts: Mapping[tuple[int, Month], SessionCount]
    held: SessionFigures
    stage_counts: tuple[StageCount, ...]
    homes: VillageTable
    places: tuple[Standing, ...]
    reports: tuple[ReportState, ...]
    behind: tuple[ReportState, ...]  # overdue by today for other months
    own_report: int | None  # the report of the dashboard's own office or Kanwil, by id
    waiting: Waiting | None  # today's work; none on a page of a past day
    reach: Reach | None = None  # villages of the work area and those reached; None on a past day
    known: KnownOn | None = None  # the past day up to whose end the portal's knowledge counts
    view: View = field(default_factory=View)
    findings: FindingCounts | None = None  # of this month and the last, for who may see them

    @cached_property
    def _totals(self) -> dict[tuple[Measure, Month], Total]:
        """Totals asked for before: charts, figures and tables ask for the same ones."""
        return {}

    @property
    def to_date(self) -> MonthRange:
        """The months of the view: January to the month that is shown, unless it says otherwise."""
        return self.view.months(self.month)

    @property
    def main(self) -> Measure:
        """What the page is about: issued PMI passports, unless the view says otherwise."""
        return main_of(self.view)

    @property
    def beside(self) -> tuple[Measure, ...]:
        """Every other outcome, each by itself."""
        return beside_of(self.view)

    @property
    def book(self) -> Ledger:
        return self.books[self.main]

    def total(self, measure: Measure, month: Month) -> Total:
        """The sum over the offices that belonged here in that month."""
        key = measure, month
        if key not in self._totals:
            self._totals[key] = self.books[measure].total(self.scope.members[month], month)
        return self._totals[key]

    def over(self, measure: Measure) -> Total:
        """The sum over the months of the view, of the offices that belong here in the last."""
        return self.books[measure].total(self.scope.members[self.month], self.to_date)

    def over_changes(self, measure: Measure) -> tuple[Change, ...]:
        """That sum beside the same months a year before; of one month the figure says it itself."""
        if len(self.to_date) == 1:
            return ()
        return compared.of_passports(
            self.books[measure], self.scope.members[self.month], self.to_date
        )

    @property
    def held_changes(self) -> tuple[Change, ...]:
        """The same of the approved sessions."""
        if len(self.to_date) == 1:
            return ()
        return compared.of_sessions(
            self.session_counts, self.scope.members[self.month], self.to_date
        )

    def lacking(self, measure: Measure, month: Month) -> int:
        """How many offices have no figure there."""
        without = self.total(measure, month).without
        return sum(office.pk in without for office in self.scope.now)

    def sessions(self, month: Month) -> SessionCount:
        return _held_in(self.scope, self.session_counts, MonthRange.of(month))

    def stages(self, month: Month) -> StageFigures:
        members = self.scope.members[month]
        found = villages.by_stage(members, month.last_day, counts=self.stage_counts)
        return found.only(self.view.stage) if self.view.stage else found

    @cached_property
    def discrepancies(self) -> tuple[Discrepancy, ...]:
        """Printed totals of these months that their parts do not reach, the widest gap first."""
        offices = (office.pk for office in self.scope.now)
        found = [each for pk in offices for each in self.book.discrepancies(pk, self.to_date)]
        return tuple(sorted(found, key=lambda each: (-each.difference, each.office_id)))

    @cached_property
    def registered(self) -> frozenset[str]:
        """Regions among the homes that are under guidance already, or candidates."""
        return villages.registered(row.region_id for row in self.homes.rows)

    @property
    def is_empty(self) -> bool:
        """Nothing was counted or done in this month by anybody here.

        Under a filter each figure says for itself why it has no value.
        """
        if in_force(self.view):
            return False
        counted = any(self.total(each, self.month).value is not None for each in self.books)
        return not counted and not self.sessions(self.month).sessions


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
    return slice_ledger(_window(scope, view), known_at=view.known and view.known.moment)


def _window(scope: Scope, view: View) -> Slice:
    """Every office of any of the thirteen months: each month has its own members. A longer span
    reaches back to where the same months of the year before begin.
    """
    longest = max(MONTHS, len(compared.window(view.months(scope.month))))
    window = MonthRange.ending(scope.month, months=longest)
    return view.slice(scope, offices=tuple(scope.offices), months=window)


def gather(
    scope: Scope,
    *,
    today: date,
    known: KnownOn | None = None,
    view: View | None = None,
    findings_at: datetime | None = None,
) -> Facts:
    """Ask for everything; the number of queries depends on neither offices nor villages.

    With `known`, as the portal knew it at the end of that day, which is then also `today`.
    `findings_at`: the moment by which findings are overdue; None for who may not see them.
    """
    with policy.remembered():
        return _gather(scope, today, known, view or View(known=known), findings_at)


def _gather(
    scope: Scope, today: date, known: KnownOn | None, view: View, findings_at: datetime | None
) -> Facts:
    month, then = scope.month, known and known.moment
    window, now = _window(scope, view), tuple(sorted(scope.members[month]))
    asked = window.but(offices=now, months=view.months(month))
    main = main_of(view)
    books = slice_ledgers(window, [main, *beside_of(view)], known_at=then)
    counts = sessions_there.by_month(window, known_at=then)
    held_on = {each.last_day: members for each, members in scope.members.items()}
    stages = villages.stage_counts(held_on, known_at=then, regency=view.regency)
    owed = owed_by(scope, today=today, known=known)
    homes = slice_by_home(asked, MOST_VILLAGES, known_at=then, book=books[main])
    return Facts(
        scope=scope,
        month=month,
        books=books,
        session_counts=counts,
        held=sessions_there.held(
            asked, count=_held_in(scope, counts, asked.months, now), known_at=then
        ),
        stage_counts=stages,
        homes=homes,
        places=_places(scope, asked, books[main], then),
        reports=owed.states,
        behind=owed.behind,
        own_report=owed.own_report,
        waiting=None if known else waiting(scope.at_work, today=today, findings_at=findings_at),
        reach=None if known else reach_of(asked, on=month.last_day),
        known=known,
        view=view,
        findings=_findings(scope, then, findings_at),
    )


def _findings(
    scope: Scope, then: datetime | None, findings_at: datetime | None
) -> FindingCounts | None:
    if findings_at is None:
        return None
    months = (scope.month.previous(), scope.month)
    offices = set().union(*(scope.members[month] for month in months))
    return finding_counts(offices, months, known_at=then, now=findings_at)


def _places(
    scope: Scope, asked: Slice, book: Ledger, then: datetime | None
) -> tuple[Standing, ...]:
    """Where offices stand in the country; the centre's own book holds all of them."""
    if not asked.is_whole:
        return ()
    if scope.is_centre and not then:
        names = {office.pk: office.short_name for office in scope.now}
        return ranking.placed(names, book, asked.months)
    return ranking.standings(asked.months, asked.measure, known_at=then)


def _held_in(
    scope: Scope,
    counts: Mapping[tuple[int, Month], SessionCount],
    months: MonthRange,
    offices: Iterable[int] | None = None,
) -> SessionCount:
    """Of these offices, or of those that belonged here in each of the months."""
    found = (
        counts.get((pk, month))
        for month in months
        for pk in (scope.members[month] if offices is None else offices)
    )
    return SessionCount.of([each for each in found if each])
