"""Tables of any length as .xlsx or .csv: written row by row, so that memory stays flat.

A cell of .csv has no type, and a spreadsheet takes a text that begins with one of `LIVE` for a
formula. Such a text gets one apostrophe in front, and so does a text that begins with an apostrophe
already: taking one apostrophe off the front of a text gives back exactly what the portal holds.
Numbers and days are never touched: -5 stays -5, days are 2025-08-31, moments 2025-08-31 14:30.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from types import NoneType
from typing import BinaryIO

import xlsxwriter

from dbi_portal.lib.workbooks import LONGEST_TEXT, LOOKS, MOST_ROWS, SAFE, kind, plain, width

LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
APOSTROPHE = "'"
READY = (str, int, float, Decimal, date, NoneType)  # datetimes are brought to the reader's zone
WRITTEN = {
    "text": "string", "whole": "number", "decimal": "number", "date": "datetime",
    "moment": "datetime",
}  # fmt: skip
LOOKED_AT = 500  # rows that tell how wide the columns must be
Rows = Iterable[Sequence]


def write_csv(file: BinaryIO, *, headers: Sequence[str], rows: Rows) -> int:
    """UTF-8 with a byte order mark (Excel asks for it), commas, text in quotes where needed.

    Returns how many rows were written, headers not counted.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([_for_csv(header) for header in headers])
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007 (told at the end)
        writer.writerow([_for_csv(plain(value)) for value in row])
    text.detach()  # the file stays open for whoever sends it
    return count


def _for_csv(value: object) -> object:
    match value:
        case str():
            return f"{APOSTROPHE}{value}" if value.startswith((*LIVE, APOSTROPHE)) else value
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case _:
            return value


def write_xlsx(
    file: BinaryIO, *, title: str, headers: Sequence[str], rows: Rows, note: str = ""
) -> int:
    """One sheet with title, note, frozen bold headers and a filter; returns how many rows.

    More rows than a sheet of Excel holds go on in a second sheet under the same headers.
    """
    book = xlsxwriter.Workbook(file, SAFE | {"in_memory": False, "constant_memory": True})
    book.set_properties({"title": title})
    looks = {name: book.add_format(look) for name, look in LOOKS.items()}
    rows, count = ([_for_xlsx(value) for value in row] for row in rows), 0
    while True:
        sheet = _Sheet(book.add_worksheet(), looks, headers)
        sheet.open(title, note)
        written = sheet.fill(rows)
        count += written
        following = next(rows, None) if sheet.full else None
        if following is None:
            break
        rows = chain([following], rows)
    book.close()
    return count


def _for_xlsx(value: object) -> object:
    """What a cell of Excel holds; most values are that already."""
    if type(value) not in READY:
        value = plain(value)
    return value[:LONGEST_TEXT] or None if isinstance(value, str) else value


class _Sheet:
    """One worksheet that is written downwards and never looked back at."""

    def __init__(self, sheet, looks: dict, headers: Sequence[str]):
        self.sheet, self.looks, self.headers = sheet, looks, headers
        self.top = self.next = 0

    def open(self, title: str, note: str) -> None:
        self.sheet.write_string(0, 0, title, self.looks["title"])
        if note:
            self.sheet.write_string(1, 0, note[:LONGEST_TEXT], self.looks["note"])
        self.top = 3 if note else 2
        for column, header in enumerate(self.headers):
            self.sheet.write_string(self.top, column, header, self.looks["head"])
        self.next = self.top + 1
        self.sheet.freeze_panes(self.next, 0)

    @property
    def full(self) -> bool:
        return self.next == MOST_ROWS

    def fill(self, rows: Iterator[Sequence]) -> int:
        """As many of the rows as fit, then what depends on how many there were."""
        first = list(islice(rows, min(LOOKED_AT, MOST_ROWS - self.next)))
        self._widths(first)
        start = self.next
        self._write(first)
        self._write(islice(rows, MOST_ROWS - self.next))
        self.sheet.autofilter(self.top, 0, self.next - 1, max(len(self.headers) - 1, 0))
        self.sheet.repeat_rows(self.top)
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        return self.next - start

    def _widths(self, first: list[Sequence]) -> None:
        for column, header in enumerate(self.headers):
            self.sheet.set_column(column, column, width(header, [row[column] for row in first]))

    def _write(self, rows: Iterable[Sequence]) -> None:
        """What a cell is decides how it is written: looked up by type, for there are a million."""
        writers = {}
        for row in rows:
            for column, value in enumerate(row):
                if value is None:  # an empty cell needs no look
                    continue
                known = type(value)
                if known not in writers:
                    writers[known] = self._writer(kind(value))
                write, look = writers[known]
                write(self.next, column, value, look)
            self.next += 1

    def _writer(self, kind_of_cell: str) -> tuple:
        """The method of XlsxWriter for such a cell, and its look."""
        return getattr(self.sheet, f"write_{WRITTEN[kind_of_cell]}"), self.looks[kind_of_cell]
