"""A cross table as it is drawn: names instead of keys, addresses, totals and what was printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.dashboards.pivot.cell_links import CellLinks
from reports.dashboards.pivot.naming import Head, heads
from reports.dashboards.scope import Scope
from reports.figures.period import MonthRange
from reports.figures.pivot.broken_down import LONG
from reports.figures.pivot.grid import Grid, difference

MOST_ROWS, MOST_COLUMNS = 100, 24  # on the screen; a file holds everything
SHADES = 4


@dataclass(frozen=True)
class Cell:
    """`value` None is not known. `shade`: 0 (none) to 4, how much of the largest cell it is."""

    value: int | None
    url: str = ""
    shade: int = 0


@dataclass(frozen=True)
class Line:
    head: Head
    cells: tuple[Cell, ...]
    total: Cell | None = None
    printed: int | None = None
    difference: int | None = None


@dataclass(frozen=True)
class Foot:
    """A line under the table: sums, what was printed, what differs; `total` at its end."""

    label: str
    values: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True)
class Table:
    grid: Grid
    columns: tuple[Head, ...]
    lines: tuple[Line, ...]
    feet: tuple[Foot, ...]
    has_totals: bool  # a column with the sum of each row
    has_printed: bool  # and what was printed for it, which differs somewhere
    more_rows: int = 0
    more_columns: int = 0

    @property
    def has_details(self) -> bool:
        """Some rows' names do not say where they lie."""
        return any(line.head.detail for line in self.lines)


def table_of(grid: Grid, scope: Scope, months: MonthRange, links: CellLinks | None = None) -> Table:
    """The table; with `links` as much of it as a screen holds, without them all of it."""
    rows = heads(grid.row_axis, _keys(grid, 0), grid.rows or _weights(grid, 0), scope, months)
    columns = _columns(grid, scope, months)
    shown = (rows[:MOST_ROWS], columns[:MOST_COLUMNS]) if links else (rows, columns)
    shades = min(len(rows), len(columns)) > 1  # one row or column has nothing to stand out from
    highest = max((value or 0 for value in grid.cells.values()), default=0) if shades else 0
    has_totals = grid.column_axis is not None and bool(grid.rows)
    # Of one column the sum of a row is its only cell.
    gaps = {head.key: difference(grid.printed.rows.get(head.key), _row(grid, head.key))
            for head in rows}  # fmt: skip
    lines = tuple(
        _line(grid, head, shown[1], links, highest, gaps[head.key], totals=has_totals)
        for head in shown[0]
    )
    return Table(
        grid, tuple(shown[1]), lines, tuple(_feet(grid, shown[1])), has_totals,
        any(gap is not None for gap in gaps.values()),
        *_beyond(grid, len(rows) - len(shown[0]), len(columns) - len(shown[1])),
    )  # fmt: skip


def _beyond(grid: Grid, rows: int, columns: int) -> tuple[int, int]:
    """How many rows and columns are not shown, those the database has folded together included."""
    if grid.folded and grid.row_axis.key in LONG:
        return rows + grid.folded, columns
    return rows, columns + grid.folded


def _columns(grid: Grid, scope: Scope, months: MonthRange) -> list[Head]:
    if grid.column_axis is None:
        return [Head("", grid.count.label)]
    weights = grid.columns or _weights(grid, 1)
    return heads(grid.column_axis, _keys(grid, 1), weights, scope, months, short=True)


def _keys(grid: Grid, side: int) -> set[str]:
    """Every key along a side, of a printed sum too."""
    printed = (grid.printed.rows, grid.printed.columns)[side]
    return {key[side] for key in grid.cells} | set(printed)


def _weights(grid: Grid, side: int) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for key, value in grid.cells.items():
        found[key[side]] = max(found.get(key[side], 0), value or 0)
    return found


def _row(grid: Grid, key: str) -> int | None:
    return grid.rows.get(key) if grid.column_axis else grid.cells.get((key, ""))


def _line(
    grid: Grid,
    head: Head,
    columns: list[Head],
    links: CellLinks | None,
    highest: int,
    gap: int | None,
    *,
    totals: bool,
) -> Line:
    cells = tuple(_cell(grid, head.key, each.key, links, highest) for each in columns)
    total = None
    if totals:
        value = grid.rows.get(head.key, grid.absent)
        total = Cell(value, links.url(head.key) if links and value else "")
    return Line(head, cells, total, grid.printed.rows.get(head.key), gap)


def _cell(grid: Grid, row: str, column: str, links: CellLinks | None, highest: int) -> Cell:
    value = grid.cell(row, column)
    if not links or not value:
        return Cell(value)
    shade = min(SHADES, 1 + value * SHADES // (highest + 1)) if highest else 0
    return Cell(value, links.url(row, column if grid.column_axis else None), shade)


def _feet(grid: Grid, columns: list[Head]) -> Iterator[Foot]:
    """The sums; what was printed and the difference only where there is one."""
    if not grid.columns and grid.total is None:
        return
    added = {each.key: grid.columns.get(each.key, grid.absent) for each in columns}
    yield Foot("Jumlah", tuple(added.values()), grid.total)
    printed = dict(grid.printed.columns) if grid.column_axis else {"": grid.printed.total}
    gaps = {key: difference(printed.get(key), value) for key, value in added.items()}
    gap = difference(grid.printed.total, grid.total)
    if gap is None and not any(each is not None for each in gaps.values()):
        return
    told = tuple(printed.get(each.key) for each in columns)
    yield Foot("Tercetak", told, grid.printed.total)
    yield Foot("Selisih", tuple(gaps.values()), gap)
