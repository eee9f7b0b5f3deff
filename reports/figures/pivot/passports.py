"""Figures of passports by two dimensions: every cell of one grain that tells both.

An office's month gives its coarsest breakdown that tells what is asked (ADR 0004); the totals that
were published stand beside and are never added to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from reports.figures.counted import RangeFigure
from reports.figures.ledger import Ledger
from reports.figures.made_up import MadeUp
from reports.figures.measure import Measure
from reports.figures.origins import Origin, Part
from reports.figures.period import MonthRange
from reports.figures.pivot.axes import APPLICATIONS, OUTCOME, PURPOSE, Axis, buckets, finest
from reports.figures.pivot.broken_down import REST, Chosen, Split, broken_down
from reports.figures.pivot.grid import Grid, Printed
from reports.figures.slices import Slice
from reports.figures.sums import ledgers
from reports.models.statistic import Outcome, Purpose


def passports(
    asked: Slice,
    row: Axis,
    column: Axis | None,
    *,
    kanwil: Mapping[int, int],
    known_at: datetime | None = None,
    most: int | None = None,
    narrowed: frozenset[str] = frozenset(),
) -> Grid:
    """The table. `kanwil`: the Kanwil's id of each office's id that has one.

    `known_at`: as the portal knew the figures then; without it, as it knows them now. `most`: so
    many villages or districts are kept apart; the others are in the totals alone (`folded`).
    `narrowed`: keys of the axes (hasil, keperluan) that show only the one `asked` is about.
    """
    return _Table(asked, row, column, kanwil, known_at, most, narrowed).grid()


def origins_of_cell(
    asked: Slice,
    row: Axis,
    column: Axis | None,
    cell: tuple[str, str | None],
    *,
    kanwil: Mapping[int, int],
    known_at: datetime | None = None,
    narrowed: frozenset[str] = frozenset(),
) -> list[Origin]:
    """The figures that were split for a cell, one origin for each measure; which of their rows the
    cell is made of, the axes that tell something of the applicants say. The column None: a row.
    """
    table = _Table(asked, row, column, kanwil, known_at, None, narrowed)
    parts: dict[Measure, dict[tuple, list[int]]] = defaultdict(lambda: defaultdict(list))
    for each in table.chosen if table.tokens else ():
        if table.holds(each, cell):
            office, *days_and_grain = each.asked[:4]
            parts[each.measure][tuple(days_and_grain)].append(office)
    return [
        Origin(
            measure,
            tuple(Part(*key, 1, tuple(offices)) for key, offices in found.items()),
            None,
            known_at=known_at,
        )
        for measure, found in parts.items()
    ]


@dataclass(frozen=True)
class _Table:
    asked: Slice
    row: Axis
    column: Axis | None
    kanwil: Mapping[int, int]
    known_at: datetime | None
    most: int | None = None
    narrowed: frozenset[str] = frozenset()

    @property
    def axes(self) -> tuple[Axis, ...]:
        return tuple(filter(None, (self.row, self.column)))

    @property
    def filters(self) -> frozenset[str]:
        """What a figure must tell to obey the filters."""
        told = {"destination"} if self.asked.destination else set()
        return frozenset(told | ({"home"} if self.asked.by_home else set()))

    @property
    def tokens(self) -> frozenset[str]:
        """What a figure must tell, its purpose apart: each purpose is a measure of its own."""
        return (frozenset(axis.tells for axis in self.axes) | self.filters) - {"", "purpose"}

    def _apart(self, axis: Axis) -> bool:
        """Every value of the axis is a row or column of its own."""
        return axis in self.axes and axis.key not in self.narrowed

    @property
    def outcomes(self) -> list[str]:
        return Outcome.values if self._apart(OUTCOME) else [self.asked.outcome]

    @property
    def purposes(self) -> list[str]:
        return Purpose.values if self._apart(PURPOSE) else [self.asked.purpose]

    @property
    def whole_purpose(self) -> str:
        return "" if self._apart(PURPOSE) else self.asked.purpose

    @cached_property
    def books(self) -> dict[Measure, Ledger]:
        purposes = [*self.purposes, self.whole_purpose]
        measures = [Measure(outcome, each) for outcome in self.outcomes for each in purposes]
        return ledgers(self.asked.offices, self.asked.months, measures, known_at=self.known_at)

    @cached_property
    def spans(self) -> dict[str, MonthRange]:
        """The periods cells are counted for: of the finest time axis, else all months at once."""
        axis = finest(self.axes)
        return buckets(self.asked.months, axis) if axis else {"": self.asked.months}

    @cached_property
    def chosen(self) -> list[Chosen]:
        """The sums that are split further; none where the offices' totals are asked for."""
        return [each for atom in self._atoms() for each in self._chosen(*atom)]

    def holds(self, each: Chosen, cell: tuple[str, str | None]) -> bool:
        """Whether a cell is split off from it, as far as office, time and measure say so."""
        sides = zip((self.row, self.column), each.key, cell, strict=True)
        return all(
            wanted is None or key == wanted
            for axis, key, wanted in sides
            if axis and (axis.is_place or axis.is_time or axis.key in ("hasil", "keperluan"))
        )

    def grid(self) -> Grid:
        split = self._broken_down() if self.tokens else Split(self._whole())
        rows, columns, total = _added_up(split.cells, self.row, self.column)
        kept = {key: value for key, value in split.cells.items() if REST not in key}
        rows.pop(REST, None)
        columns.pop(REST, None)
        parts = (kept, rows, columns, total)
        return self._told(Grid(self.row, self.column, APPLICATIONS, *parts, folded=split.folded))

    def _atoms(self) -> Iterator[tuple[int, MonthRange, Measure, tuple[str, str]]]:
        """Each office, period and measure with its place in the table, as far as that is known."""
        for outcome in self.outcomes:
            for purpose in self.purposes:
                measure = Measure(outcome, purpose)
                for span in self.spans.values():
                    for office in self.asked.offices:
                        yield office, span, measure, self._key(office, span, measure)

    def _key(self, office: int, span: MonthRange, measure: Measure) -> tuple[str, str]:
        return tuple(self._along(axis, office, span, measure) for axis in (self.row, self.column))

    def _along(self, axis: Axis | None, office: int, span: MonthRange, measure: Measure) -> str:
        if axis is None:
            return ""
        if axis.is_time:
            return next(iter(buckets(MonthRange.of(span.first), axis)))
        known = {
            "kantor": str(office), "kanwil": str(self.kanwil.get(office, "")),
            "hasil": measure.outcome, "keperluan": measure.purpose,
        }  # fmt: skip
        return known.get(axis.key, "")

    def _whole(self) -> dict[tuple[str, str], int]:
        """The offices' own totals, as on every dashboard."""
        cells: dict[tuple[str, str], int] = defaultdict(int)
        for office, span, measure, key in self._atoms():
            value = self.books[measure].range(office, span).value
            if value is not None:
                cells[key] += value
        return dict(cells)

    def _broken_down(self) -> Split:
        if not self.chosen:
            return Split({})
        return broken_down(
            self.chosen, self.axes, self.asked, self.tokens, self.known_at, self.most
        )

    def _chosen(
        self, office: int, span: MonthRange, measure: Measure, key: tuple[str, str]
    ) -> Iterator[Chosen]:
        """An office's months; where it broke down none, its figure for exactly the whole span."""
        book = self.books[measure]
        days = [(month.first_day, month.last_day) for month in span]
        found = [book.breakdown(office, *each, by=self.tokens) for each in days]
        if not any(found):
            found = [book.breakdown(office, span.first_day, span.last_day, by=self.tokens)]
        for each in filter(None, found):
            yield Chosen(each, measure, key)

    def _told(self, grid: Grid) -> Grid:
        """With what is known beside: who is missing, and what was published for the whole."""
        figures = self._published(self.asked.months)
        known = {office for office, figure in figures if figure.value is not None}
        detailed = {each.sum.office_id for each in self.chosen} if self.tokens else known
        return replace(
            grid,
            # Of one country or one village's applicants nobody published a whole.
            printed=Printed() if self.filters else self._printed(_figures(figures)),
            without=frozenset(self.asked.offices) - known - detailed,
            undetailed=frozenset(known - detailed),
            made_up=MadeUp.of(each.made_up for _, each in figures if each.value is not None),
        )

    def _printed(self, figures: list[RangeFigure]) -> Printed:
        along = [self._printed_along(axis) if axis else {} for axis in (self.row, self.column)]
        return Printed(*along, None if OUTCOME in self.axes else _printed(figures))

    def _published(
        self, span: MonthRange, outcome: str = "", offices: tuple[int, ...] = ()
    ) -> list[tuple[int, RangeFigure]]:
        outcomes = [outcome] if outcome else self.outcomes
        books = [self.books[Measure(each, self.whole_purpose)] for each in outcomes]
        offices = offices or self.asked.offices
        return [(office, book.range(office, span)) for book in books for office in offices]

    def _printed_along(self, axis: Axis) -> dict[str, int]:
        """By key of an axis that says nothing about the applicants: office, Kanwil, time, outcome.

        Across outcomes nothing is added up, so beside an axis of outcomes nothing is printed.
        """
        if OUTCOME in self.axes and axis != OUTCOME:
            return {}
        found = {key: _printed(figures) for key, figures in self._figures_along(axis).items()}
        return {key: value for key, value in found.items() if value is not None}

    def _figures_along(self, axis: Axis) -> dict[str, list[RangeFigure]]:
        months, found = self.asked.months, defaultdict(list)
        if axis == OUTCOME:
            return {each: _figures(self._published(months, each)) for each in self.outcomes}
        if axis.is_time:
            spans = buckets(months, axis).items()
            return {key: _figures(self._published(span)) for key, span in spans}
        if axis.is_place:
            for office, figure in self._published(months):
                key = office if axis.key == "kantor" else self.kanwil.get(office, "")
                found[str(key)].append(figure)
        return found


def _figures(published: list[tuple[int, RangeFigure]]) -> list[RangeFigure]:
    return [figure for _, figure in published]


def _printed(figures) -> int | None:
    """What was printed for the days, else what their months add up to; None: nothing known."""
    values = [
        figure.value if figure.printed is None else figure.printed
        for figure in figures
        if figure.value is not None
    ]
    return sum(values) if values else None


def _added_up(
    cells: Mapping[tuple[str, str], int], row: Axis, column: Axis | None
) -> tuple[dict[str, int], dict[str, int], int | None]:
    """Sums of rows, of columns and of all; never across outcomes, which are different things."""
    rows, columns = defaultdict(int), defaultdict(int)
    for (own, other), value in cells.items():
        if column != OUTCOME:
            rows[own] += value
        if row != OUTCOME:
            columns[other] += value
    apart = OUTCOME in (row, column)
    return dict(rows), dict(columns), None if apart or not cells else sum(cells.values())
