"""Reading our own documents back: a number counts where it stands in its own row, nowhere else."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cached_property

import pypdfium2
from python_calamine import CalamineWorkbook

from reports.documents.table import MADE_UP, Table

NUMBER = r"(?:\d{1,3}(?:\.\d{3})*|–)(?!\S)"
UNSEEN = dict.fromkeys([0x200B, 0xAD, 0xFFFE])  # where a word may break, and where it did


class Paper:
    """The text of a PDF, read page by page as far as it is needed."""

    def __init__(self, pdf: bytes):
        self._pages = _pages(pdf)
        self._text = ""

    def numbers(self, label: str, unit: str, *, at: int, wanted: int | None) -> int | None:
        """The number in the column `at` (0: the first) of the row with this label and unit.

        None where there is no such row or a dash stands there. What somebody wrote may look like
        the row; `wanted` is taken if any such row says it, else what the first one says.
        """
        row = re.compile(
            rf"{_spaced(label)}(?: \({MADE_UP}\))? {_spaced(unit)}((?: {NUMBER}){{{at + 1},}})"
        )
        first, found = None, False
        for text in self._so_far():
            for match in row.finditer(text):
                value = _value(match[1].split()[at])
                if value == wanted:
                    return value
                if not found:
                    first, found = value, True
        return first

    def _so_far(self) -> Iterator[str]:
        """What is read already, then more and more of it."""
        yield self._text
        for page in self._pages:
            self._text = f"{self._text} {' '.join(page.translate(UNSEEN).split())}"
            yield self._text


class Book:
    """The cells of a workbook."""

    def __init__(self, xlsx: bytes):
        self._book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx))
        self._read: dict[str, list[list]] = {}

    @cached_property
    def sheets(self) -> frozenset[str]:
        return frozenset(self._book.sheet_names)

    def cell(self, table: Table, label: str, *, at: int) -> int | None:
        """The number in column `at` of the row that begins with the label; None without one."""
        row = next((row for row in self.rows(table) if row[0] == label), None)
        return _number(row[at]) if row and at < len(row) else None

    def column(self, table: Table, header: str) -> list:
        """Every cell below a header."""
        at = table.headers.index(header)
        return [row[at] for row in self.rows(table)]

    def rows(self, table: Table) -> list[list]:
        """What stands below the table's heads; nothing where the sheet is not there."""
        if table.sheet not in self._read:
            self._read[table.sheet] = self._below_heads(table)
        return self._read[table.sheet]

    def _below_heads(self, table: Table) -> list[list]:
        if table.sheet not in self.sheets:
            return []
        rows = self._book.get_sheet_by_name(table.sheet).to_python()
        heads = list(table.headers)
        at = next((at for at, row in enumerate(rows) if row[: len(heads)] == heads), len(rows))
        return rows[at + 1 :]


def _pages(pdf: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            yield page.get_textpage().get_text_range()
    finally:
        document.close()


def _spaced(words: str) -> str:
    return r" ?".join(re.escape(part) for part in words.split(" "))


def _value(shown: str) -> int | None:
    return None if shown == "–" else int(shown.replace(".", ""))


def _number(cell: object) -> int | None:
    """Of a cell that holds a number; text that looks like one is none."""
    known = isinstance(cell, int | float) and not isinstance(cell, bool)
    return int(cell) if known else None
