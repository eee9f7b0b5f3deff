"""From calamine's sheets to the lines the parent reads, with what `marks` adds."""

import io
from collections.abc import Callable, Iterator
from itertools import islice

import python_calamine as calamine

from dbi_portal.lib.sheets.budget import Budget, refuse_many_sheets
from dbi_portal.lib.sheets.marks import Marks
from dbi_portal.lib.sheets.values import Limits
from dbi_portal.lib.sheets.wire import CHUNK, packed

UNMARKED = Marks()


def opened(content: bytes) -> calamine.CalamineWorkbook:
    return calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))


def worksheets(book: calamine.CalamineWorkbook, limits: Limits) -> list[calamine.SheetMetadata]:
    """Sheets with cells: neither charts nor macros. Raises Refused when there are too many."""
    found = [s for s in book.sheets_metadata if s.typ == calamine.SheetTypeEnum.WorkSheet]
    refuse_many_sheets(len(found), limits)
    return found


def lines(
    book: calamine.CalamineWorkbook, marks_of: Callable[[str], Marks], limits: Limits
) -> Iterator[dict | list]:
    """Of each worksheet one dict that describes it, then its rows as [first row, columns].

    `marks_of` is asked for a sheet's marks by its name, after calamine has read the sheet.
    """
    budget = Budget(limits)
    for about in worksheets(book, limits):
        sheet, known = book.get_sheet_by_name(about.name), marks_of(about.name)
        rows, columns = _extent(sheet, known)
        budget.allow(about.name, rows, columns)
        yield {
            "name": about.name,
            "hidden": about.visible != calamine.SheetVisibleEnum.Visible,
            "hidden_rows": [row for row in sorted(known.hidden_rows) if row <= rows],
            "hidden_columns": [c for c in sorted(known.hidden_columns) if c < columns],
            "merged": known.merged or _merged(sheet),
            "row_count": rows,
        }
        for first, chunk in _chunks(sheet, known):
            cells = packed(chunk)
            budget.weigh(about.name, first, cells)
            yield [first, cells]


def _extent(sheet: calamine.CalamineSheet, marks: Marks) -> tuple[int, int]:
    """Rows and columns from A1 to the last filled cell."""
    corners = [*marks.cells, *([sheet.end] if sheet.end else [])]
    return tuple(max((corner[axis] for corner in corners), default=-1) + 1 for axis in (0, 1))


def _merged(sheet: calamine.CalamineSheet) -> list[tuple[int, int, int, int]]:
    """calamine counts rows and columns from 0; the spreadsheet shows rows from 1."""
    return [
        (top + 1, bottom + 1, left, right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]


def _chunks(sheet: calamine.CalamineSheet, marks: Marks) -> Iterator[tuple[int, list[list]]]:
    """(number of the first row, rows), from the first filled row to the last."""
    height = sheet.end[0] + 1 if sheet.end else 0
    indent = [""] * (sheet.start[1] if sheet.start else 0)
    rows = sheet.iter_rows()
    filled = [sheet.start[0]] if sheet.start else []
    first = min([*filled, *(row for row, _ in marks.cells)], default=0)
    for _ in islice(rows, first):
        pass
    last = max([height, *(row + 1 for row, _ in marks.cells)])
    by_row = _by_row(marks)
    for start in range(first, last, CHUNK):
        chunk = [indent + row if indent else row for row in islice(rows, CHUNK)]
        chunk.extend([] for _ in range(min(last - start, CHUNK) - len(chunk)))
        if by_row:
            _put(chunk, start, by_row)
        yield start + 1, chunk


def _by_row(marks: Marks) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in marks.cells.items():
        found.setdefault(row, []).append((column, text))
    return found


def _put(rows: list[list], start: int, marks: dict[int, list[tuple[int, str]]]) -> None:
    """Write what calamine left blank, beyond its last filled row and column too."""
    for row in marks.keys() & range(start, start + len(rows)):
        cells = rows[row - start]
        for column, text in marks[row]:
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = text
