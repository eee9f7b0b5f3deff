"""The pivot for one reader: whose offices, which months, counted and named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from officers.models import User
from reports.dashboards.pivot.cell_links import CellLinks
from reports.dashboards.pivot.choice import Choice
from reports.dashboards.pivot.notes import notes
from reports.dashboards.pivot.table import MOST_ROWS, Table, table_of
from reports.dashboards.scope import Scope
from reports.dashboards.view import View
from reports.figures.period import MonthRange
from reports.figures.pivot.grid import Grid
from reports.figures.pivot.passports import passports
from reports.figures.pivot.sessions import sessions


@dataclass(frozen=True)
class Pivot:
    choice: Choice
    table: Table
    notes: tuple[str, ...]
    months: MonthRange
    made_up: str
    title: str


def grid_of(choice: Choice, view: View, scope: Scope, *, most: int | None = None) -> Grid:
    """The figures of what was chosen, of the offices this reader sees."""
    asked, known_at = view.slice(scope), view.known and view.known.moment
    more = {"kanwil": scope.kanwil_ids, "known_at": known_at}
    if choice.is_held:
        return sessions(asked, choice.row, choice.column, choice.count, **more)
    narrowed = choice.narrowed(view)
    return passports(asked, choice.row, choice.column, **more, most=most, narrowed=narrowed)


def pivot_of(choice: Choice, view: View, scope: Scope, *, user: User | None) -> Pivot:
    """With `user` as much as a screen holds, with links; without him all of it, for a file."""
    most = MOST_ROWS if user else None
    grid, months = grid_of(choice, view, scope, most=most), view.months(scope.month)
    links = CellLinks.of(choice, view, scope, user) if user else None
    table = table_of(grid, scope, months, links)
    told = tuple(notes(grid, choice, view, scope))
    title = f"{choice.title(view)}, {months.label}"
    return Pivot(choice, table, told, months, grid.made_up.value, title)


def file_rows(table: Table) -> Iterator[list]:
    """The table as rows of a file: numbers as numbers, what is unknown empty."""
    for line in table.lines:
        yield [
            line.head.label,
            *([line.head.detail] if table.has_details else []),
            *(cell.value for cell in line.cells),
            *([line.total.value] if line.total else []),
            *([line.printed, line.difference] if table.has_printed else []),
        ]
    for foot in table.feet:
        yield [
            foot.label,
            *([""] if table.has_details else []),
            *foot.values,
            *([foot.total] if table.has_totals else []),
            *([None, None] if table.has_printed else []),
        ]


def file_headers(table: Table) -> list[str]:
    return [
        table.grid.row_axis.label,
        *(["Letak"] if table.has_details else []),
        *(head.label for head in table.columns),
        *(["Jumlah"] if table.has_totals else []),
        *(["Tercetak", "Selisih"] if table.has_printed else []),
    ]
