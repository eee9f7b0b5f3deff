"""Where the tables of two sets of figures say different things, cell by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dbi_portal.lib.days import long_date
from dbi_portal.lib.numbers import angka
from reports.documents.table import Table

UNKNOWN, ABSENT, PRESENT = "–", "tidak ada", "ada"
ABOUT_PAPERS = ("Laporan",)  # columns that tell of the report itself, not of what it counts
Row = tuple[str, int]  # its first cell, and the how manieth of that name


@dataclass(frozen=True)
class Differing:
    """One cell, or with an empty `column` a whole row that only one of the two has."""

    table: str
    row: str
    column: str
    then: str
    now: str


def compared(then: Iterable[Table], now: Iterable[Table]) -> Iterator[Differing]:
    """What differs, in the order of the tables; a table is known by its sheet."""
    before = {table.sheet: table for table in then}
    after = {table.sheet: table for table in now}
    for sheet in dict.fromkeys([*before, *after]):
        yield from _of_table(sheet, before.get(sheet), after.get(sheet))


def written(cell: object) -> str:
    """A cell as a page shows it."""
    if cell is None:
        return UNKNOWN
    if isinstance(cell, date):
        return long_date(cell)
    return angka(cell) if isinstance(cell, int) else str(cell)


def _of_table(sheet: str, before: Table | None, after: Table | None) -> Iterator[Differing]:
    old, new = _rows(before), _rows(after)
    for row in dict.fromkeys([*old, *new]):
        if row in old and row in new:
            yield from _of_row(sheet, row[0], old[row], new[row])
        else:
            there = (PRESENT, ABSENT) if row in old else (ABSENT, PRESENT)
            yield Differing(sheet, row[0], "", *there)


def _of_row(sheet: str, name: str, old: dict, new: dict) -> Iterator[Differing]:
    for column in dict.fromkeys([*old, *new]):
        then, now = written(old.get(column)), written(new.get(column))
        if then != now:
            yield Differing(sheet, name, column, then, now)


def _rows(table: Table | None) -> dict[Row, dict[str, object]]:
    """By row, its cells by their headers; rows of one name are told apart by their order."""
    found: dict[Row, dict[str, object]] = {}
    seen: Counter[str] = Counter()
    for cells in table.rows if table else ():
        name = written(cells[0])
        seen[name] += 1
        pairs = zip(table.headers[1:], cells[1:], strict=False)
        found[name, seen[name]] = {head: cell for head, cell in pairs if head not in ABOUT_PAPERS}
    return found
