"""Find a sheet's header: one to three rows below its title lines, merged or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.tabular.headings import Heading, heading, words_of
from dbi_portal.lib.tabular.layout import END, FIGURE, MONTH, START, Layout

MOST_ROWS = 3
FEWEST_KNOWN = 2
FEWEST_MONTHS = 3  # columns of months that make a header without any other known column
NUMBER = re.compile(r"\(?[0-9][0-9.,]*\)?")
YEAR = re.compile(r"20[0-9]{2}")
WORD = re.compile(r"[^\W_]")

Numbered = tuple[int, list[Cell]]
Merged = tuple[int, int, int, int]


@dataclass(frozen=True)
class Header:
    """`rows` are the header's own rows, `at` where the first of them stands among those read."""

    at: int
    rows: tuple[Numbered, ...]
    headings: tuple[Heading, ...]

    @property
    def number(self) -> int:
        """The row people point at: the last one."""
        return self.rows[-1][0]

    @cached_property
    def weight(self) -> int:
        """How much was understood; cells of lower rows that mean nothing are rather data."""
        lower = {at for _, cells in self.rows[1:] for at, cell in enumerate(cells) if cell}
        strange = [each for each in self.headings if not each.weight and each.index in lower]
        return sum(map(self._weight, self.headings)) - 2 * len(strange)

    def _weight(self, heading: Heading) -> int:
        """A title with a month above a column of months is no part of the header."""
        return 0 if heading.span and self._has_time_column else heading.weight

    @cached_property
    def _has_time_column(self) -> bool:
        return any(each.column in {MONTH, START, END} for each in self.headings)


def find(rows: Sequence[Numbered], merged: Sequence[Merged], layout: Layout) -> Header | None:
    """The header among a sheet's first rows, None when no row looks like one.

    The first that qualifies, unless a better one follows before any data: a line of filters above
    the table ("Periode | Agustus 2025") can look like a small header.
    """
    best = None
    for at in range(len(rows)):
        found = _best_at(rows, at, merged, layout)
        if found is None:
            continue
        if best and (_has_data(best, rows[best.at + len(best.rows) : at])):
            break
        if best is None or found.weight > best.weight:
            best = found
    return best


def _best_at(rows, at: int, merged, layout: Layout) -> Header | None:
    best = None
    for many in range(1, MOST_ROWS + 1):
        block = rows[at : at + many]
        if len(block) < many or (many > 1 and not _may_go_on(block)):
            break
        header = Header(at, tuple(block), tuple(_headings(block, merged, layout)))
        if not qualifies(header.headings, layout):
            continue
        if best is None or header.weight > best.weight:
            best = header
    return best


def _may_go_on(block: Sequence[Numbered]) -> bool:
    """Header rows stand directly below each other; figures and lines of dashes are no headings."""
    (before, _), (number, cells) = block[-2:]
    texts = [words_of(cell) for cell in cells if cell is not None]
    figures = [each for each in texts if NUMBER.fullmatch(each) and not YEAR.fullmatch(each)]
    return number == before + 1 and any(map(WORD.search, texts)) and not figures


def qualifies(headings: Sequence[Heading], layout: Layout) -> bool:
    """Whether these can be the headings of a table, and not a line above it."""
    figures = [each for each in headings if each.measure]
    timed = [each for each in figures if each.span]
    columns = {each.column for each in headings if each.column}
    if timed:  # a sheet with months above its figures has no column of months
        columns -= {MONTH, START, END}
    columns |= {each.either[0] for each in headings if each.either and not each.column}
    anchors = {FIGURE, *layout.anchors} if layout.measures or layout.anchors else columns
    enough = len(columns) >= FEWEST_KNOWN or len(timed) >= FEWEST_MONTHS
    return enough and bool(columns & anchors)


def _has_data(header: Header, between: Sequence[Numbered]) -> bool:
    known = [each.index for each in header.headings if each.measure] or [
        each.index for each in header.headings if each.column
    ]
    for _, cells in between:
        filled = [at for at in known if at < len(cells) and cells[at] is not None]
        if len(filled) * 2 >= len(known):
            return True
    return False


def _headings(block: Sequence[Numbered], merged, layout: Layout) -> Iterator[Heading]:
    for index, parts in enumerate(_stacks(block, merged)):
        if parts:
            yield heading(index, parts, layout)


def _stacks(block: Sequence[Numbered], merged: Sequence[Merged]) -> list[list[str]]:
    """Each column's texts from top to bottom, a text said once however many cells it covers."""
    width = max(len(cells) for _, cells in block)
    grid = [[words_of(cell) for cell in cells] + [""] * (width - len(cells)) for _, cells in block]
    if len(block) > 1:
        first, last = block[0][0], block[-1][0]
        touching = [each for each in merged if first <= each[0] <= last]
        wide = {each[0] for each in touching if each[3] > each[2]}
        for at, (number, _) in enumerate(block[:-1]):
            if _is_title(grid[at], grid[at + 1]):
                continue
            if number in wide:
                _spread_merged(grid[at], [each for each in touching if each[0] == number])
            else:
                _spread(grid, at)
    return [_said(column) for column in zip(*grid, strict=True)]


def _is_title(row: list[str], below: list[str]) -> bool:
    """One text that begins where the row below begins: a line above the table, no heading."""
    filled = [at for at, words in enumerate(row) if words]
    first = next((at for at, words in enumerate(below) if words), 0)
    return len(filled) == 1 and filled[0] <= first


def _spread_merged(row: list[str], merged: Sequence[Merged]) -> None:
    for _, _, first, last in merged:
        for at in range(first + 1, min(last + 1, len(row))):
            row[at] = row[at] or row[first]


def _spread(grid: list[list[str]], at: int) -> None:
    """Without merged cells: a text with something below it reaches right over empty cells."""
    row, below = grid[at], [any(column) for column in zip(*grid[at + 1 :], strict=True)]
    reach = ""
    for index, words in enumerate(row):
        if words:
            reach = words if below[index] else ""
        elif reach and below[index]:
            row[index] = reach
        else:
            reach = ""


def _said(column: Sequence[str]) -> list[str]:
    said: list[str] = []
    for words in column:
        if words and words not in said:
            said.append(words)
    return said
