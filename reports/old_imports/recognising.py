"""Find the table in a sheet: below its title lines, its headings by any known name, its totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dbi_portal.lib.sheets import Cell, Sheet
from dbi_portal.lib.text import squash
from reports.old_imports import words
from reports.old_imports.layout import FIGURE, Layout, Measure

DEEPEST_HEADER = 40  # rows looked at for the headings
FEWEST_KNOWN = 2
TOTAL = re.compile(r"(sub\s*-?\s*total|grand\s+total|total|jumlah)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """A heading of the sheet and what it was taken for; `column` is empty when for nothing."""

    index: int
    text: str
    column: str = ""
    measure: Measure | None = None
    either: tuple[str, ...] = ()  # what it may mean, as long as its cells do not tell

    @property
    def letter(self) -> str:
        """ "A", "B", … "AA": as the spreadsheet names the column."""
        letters, number = "", self.index + 1
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return letters


@dataclass(frozen=True)
class Row:
    """A row with the number the spreadsheet shows for it."""

    number: int
    cells: Sequence[Cell]

    def cell(self, heading: Heading) -> Cell:
        return self.cells[heading.index] if heading.index < len(self.cells) else None


@dataclass(frozen=True)
class Table:
    """`tail`: lines under the last total without a figure, such as a source or a signature.

    `title`: the lines above the headings.
    """

    sheet: str
    header_row: int
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    totals: tuple[Row, ...]
    tail: tuple[Row, ...]
    title: str = ""

    @property
    def columns(self) -> tuple[Heading, ...]:
        return tuple(heading for heading in self.headings if heading.column and not heading.measure)

    @property
    def measures(self) -> tuple[Heading, ...]:
        """Columns whose figures are taken: beside "Terbit" and "Ditolak", "Jumlah" only adds up."""
        every = [heading for heading in self.headings if heading.measure]
        split = [heading for heading in every if heading.measure.fixed]
        return tuple(split or every)

    @property
    def unknown(self) -> tuple[Heading, ...]:
        return tuple(each for each in self.headings if not (each.column or each.either))

    def written(self, heading: Heading) -> list[str]:
        """What the column's filled cells say."""
        return list(filter(None, (words.text(row.cell(heading)) for row in self.rows)))

    def has(self, column: str) -> bool:
        return any(heading.column == column for heading in self.headings)


def recognise(sheet: Sheet, layout: Layout) -> Table | None:
    """The sheet's table, None when no row looks like headings."""
    numbered = [Row(number, cells) for number, cells in sheet.numbered()]
    for at, row in enumerate(numbered[:DEEPEST_HEADER]):
        headings = tuple(_headings(row, layout))
        if _is_header(headings, layout):
            table = _table(sheet.name, row, headings, numbered[at + 1 :])
            title = (words.text(cell) for above in numbered[:at] for cell in above.cells)
            return replace(settled(table, layout), title=" ".join(filter(None, title)))
    return None


def _headings(row: Row, layout: Layout) -> Iterator[Heading]:
    for index, cell in enumerate(row.cells):
        text = words.text(cell)
        key = squash(text)
        if not text or key in layout.silent_keys:
            continue
        measure = layout.measures_by_key.get(key)
        column = FIGURE if measure else layout.columns_by_key.get(key, "")
        yield Heading(index, text, column, measure, layout.either_by_key.get(key, ()))


def _is_header(headings: Sequence[Heading], layout: Layout) -> bool:
    known = {heading.column for heading in headings if heading.column}
    anchored = known & {FIGURE, *layout.anchors}
    return len(known) >= FEWEST_KNOWN and bool(anchored)


def _table(sheet: str, header: Row, headings: tuple[Heading, ...], below: Sequence[Row]) -> Table:
    known = [heading for heading in headings if heading.column]
    measures = [heading for heading in headings if heading.measure]
    filled = [row for row in below if any(words.text(row.cell(each)) for each in known)]
    totals = [row for row in filled if is_total(row, measures)]
    last = totals[-1].number if totals else None
    tail = [
        row
        for row in filled
        if last and row.number > last and not any(words.text(row.cell(each)) for each in measures)
    ]
    apart = {row.number for row in (*totals, *tail)}
    rows = [row for row in filled if row.number not in apart]
    return Table(sheet, header.number, headings, tuple(rows), tuple(totals), tuple(tail))


def settled(table: Table, layout: Layout) -> Table:
    """Headings that may mean several things, by their cells; undecided ones keep `either`."""

    def settle(heading: Heading) -> Heading:
        if not heading.either:
            return heading
        filled = table.written(heading)
        fits = [name for name in heading.either if any(map(layout.tells[name], filled))]
        if not filled:  # an empty column means nothing at all
            return replace(heading, either=())
        return replace(heading, column=fits[0], either=()) if len(fits) == 1 else heading

    return replace(table, headings=tuple(map(settle, table.headings)))


def total_label(row: Row, measures: Sequence[Heading]) -> str:
    """ "TOTAL" or "Jumlah Kec. Bekasi Utara": the row's first text, figures apart."""
    skipped = {heading.index for heading in measures}
    for index, cell in enumerate(row.cells):
        if index not in skipped and isinstance(cell, str) and cell.strip():
            return " ".join(cell.split())
    return ""


def is_total(row: Row, measures: Sequence[Heading]) -> bool:
    return bool(TOTAL.match(total_label(row, measures)))
