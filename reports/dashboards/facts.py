"""Everything a dashboard says, asked of the database in a fixed number of questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from dbi_portal.lib.kept import kept_by_itself
from dbi_portal.lib.months import Month
from dbi_portal.lib.noting import note, remembered_property
from dbi_portal.lib.pages.as_known import KnownOn
from outreach.figures.findings import FindingCounts, finding_counts
from reports.dashboards import compared
from reports.dashboards.measures import beside_of, main_of, window_of
from reports.dashboards.owed import Owed, owed_by
from reports.dashboards.said import in_force
from reports.dashboards.scope import Scope
from reports.dashboards.view import View
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
from reports.figures.sliced import slice_by_home, slice_ledgers
from reports.figures.slices import Slice
from reports.figures.villages import StageCount, StageFigures
from reports.figures.waiting import FindingsAsked, Waiting, waiting

MOST_VILLAGES = 10
Part = TypeVar("Part")


@dataclass(frozen=True)
class Facts:
    """The figures of one scope, month and view, each asked for when it is first wanted.

    `name` is what parts of the page are kept under, everything they depend on beside the data; with
    none, nothing is kept. `read`: the tables that scope and reader were read from.
    """

    scope: Scope
    today: date
    known: KnownOn | None = None  # the past day up to whose end the portal's knowledge counts
    view: View = field(default_factory=View)
    findings_at: datetime | None = None  # by when findings are overdue; None: may not see them
    name: tuple = ()
    read: frozenset[str] = frozenset()

    def part(self, what: str, make: Callable[[], Part]) -> Part:
        """What `make` finds out from these facts, kept while the tables it read stand.

        So a saved session makes nothing old that was counted from passports.
        """

        def made() -> Part:
            note(self.read)
            return make()

        return kept_by_itself((*self.name, what), made) if self.name else make()

    @property
    def month(self) -> Month:
        return self.scope.month

    @property
    def then(self) -> datetime | None:
        return self.known and self.known.moment

    @property
    def window(self) -> Slice:
        return window_of(self.scope, self.view)

    @property
    def asked(self) -> Slice:
        """The months of the view and the offices of the month that is shown."""
        now = tuple(sorted(self.scope.members[self.month]))
        return self.window.but(offices=now, months=self.to_date)

    @remembered_property
    def books(self) -> Mapping[Measure, Ledger]:
        return slice_ledgers(self.window, [self.main, *self.beside], known_at=self.then)

    @remembered_property
    def session_counts(self) -> Mapping[tuple[int, Month], SessionCount]:
        return sessions_there.by_month(self.window, known_at=self.then)

    @remembered_property
    def held(self) -> SessionFigures:
        count = _held_in(self.scope, self.session_counts, self.asked.months, self.asked.offices)
        return sessions_there.held(self.asked, count=count, known_at=self.then)

    @remembered_property
    def stage_counts(self) -> tuple[StageCount, ...]:
        days = {month.last_day: members for month, members in self.scope.members.items()}
        how = {"known_at": self.then, "regency": self.view.regency}
        return self.part("stages", lambda: villages.stage_counts(days, **how))

    @remembered_property
    def homes(self) -> VillageTable:
        def found() -> VillageTable:
            return slice_by_home(self.asked, MOST_VILLAGES, known_at=self.then, book=self.book)

        return self.part("homes", found)

    @remembered_property
    def places(self) -> tuple[Standing, ...]:
        return self.part("places", lambda: _places(self))

    @remembered_property
    def owed(self) -> Owed:
        return self.part("owed", lambda: owed_by(self.scope, today=self.today, known=self.known))

    @property
    def reports(self) -> tuple[ReportState, ...]:
        return self.owed.states

    @remembered_property
    def waiting(self) -> Waiting | None:
        """Today's work; none on a page of a past day."""
        if self.known:
            return None
        return waiting(self.scope.at_work, today=self.today, noticed=self._noticed)

    @remembered_property
    def reach(self) -> Reach | None:
        """Villages of the work area and those reached; None on a past day."""
        if self.known:
            return None
        return self.part("reach", lambda: reach_of(self.asked, on=self.month.last_day))

    @remembered_property
    def findings(self) -> FindingCounts | None:
        """Of this month and the last, for who may see them."""
        asked = self._noticed
        if self.waiting or not asked:
            return self.waiting and self.waiting.findings
        return finding_counts(asked.offices, asked.months, known_at=self.then)

    @property
    def _noticed(self) -> FindingsAsked | None:
        """This month and the last, of whoever belonged here in one of them."""
        if self.findings_at is None:
            return None
        months = (self.month.previous(), self.month)
        offices = frozenset().union(*(self.scope.members[month] for month in months))
        return FindingsAsked(offices, months, self.findings_at)

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
        key, book = (measure, month), self.books[measure]
        if key not in self._totals:
            self._totals[key] = book.total(self.scope.members[month], month)
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

    @remembered_property
    def discrepancies(self) -> tuple[Discrepancy, ...]:
        """Printed totals of these months that their parts do not reach, the widest gap first."""
        return self.part("discrepancies", lambda: _discrepancies(self))

    @remembered_property
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
        return not self.counted and not self.sessions(self.month).sessions

    @remembered_property
    def counted(self) -> bool:
        """Whether there is any figure of the month."""

        def found() -> bool:
            return any(self.total(each, self.month).value is not None for each in self.books)

        return self.part("counted", found)


def gather(
    scope: Scope,
    *,
    today: date,
    known: KnownOn | None = None,
    view: View | None = None,
    findings_at: datetime | None = None,
) -> Facts:
    """All there is to ask; the number of queries depends on neither offices nor villages.

    With `known`, as the portal knew it at the end of that day, which is then also `today`.
    `findings_at`: the moment by which findings are overdue; None for who may not see them.
    """
    return Facts(scope, today, known, view or View(known=known), findings_at)


def _places(facts: Facts) -> tuple[Standing, ...]:
    """Where offices stand in the country; the centre's own book holds all of them."""
    asked = facts.asked
    if not asked.is_whole:
        return ()
    if facts.scope.is_centre and not facts.then:
        names = {office.pk: office.short_name for office in facts.scope.now}
        return ranking.placed(names, facts.book, asked.months)
    return ranking.standings(asked.months, asked.measure, known_at=facts.then)


def _discrepancies(facts: Facts) -> tuple[Discrepancy, ...]:
    offices = (office.pk for office in facts.scope.now)
    found = [each for pk in offices for each in facts.book.discrepancies(pk, facts.to_date)]
    return tuple(sorted(found, key=lambda each: (-each.difference, each.office_id)))


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
