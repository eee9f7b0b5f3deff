"""The workbook to fill in: the data sheet with what the office has so far, an example, the words.

Any kind of sheet builds its template here; what it offers is a list of columns.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.workbooks import SAFE

DATA, EXAMPLE, WORDS = "Data", "Contoh", "Daftar kata"
ROWS_TO_FILL = 2_000
CAPTION = "Contoh pengisian. Isinya karangan; lembar ini tidak diimpor."
LOOKS = {
    "head": {"bold": True, "bg_color": "#e6edf6", "bottom": 1, "text_wrap": True, "valign": "top"},
    "bold": {"bold": True},
    "text": {"num_format": "@"},
    "number": {"num_format": "#,##0"},
    "date": {"num_format": "dd/mm/yyyy", "align": "left"},
}
NARROWEST = 12  # characters


@dataclass(frozen=True)
class Column:
    """One column to fill in.

    `note` is shown at its heading, `choices` become a drop-down that warns and lets other spellings
    through (the import knows many of them). `look`: "text", "number" or "date"; a code or a NIP is
    text, else Excel would count with it. `width` in characters, 0: as wide as the heading.
    """

    name: str
    note: str = ""
    width: int = 0
    choices: Sequence[str] = ()
    look: str = ""

    @property
    def wide(self) -> int:
        return max(self.width, NARROWEST, len(self.name) + 2)


Row = Mapping[str, Cell]  # column name -> what stands there


def workbook(
    *,
    title: str,
    columns: Sequence[Column],
    examples: Iterable[Row],
    rows: Iterable[Row] = (),
    caption: str = CAPTION,
) -> bytes:
    """The finished .xlsx: `rows` filled in on the data sheet, `examples` on one of their own."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, SAFE)
    book.set_properties({"title": title})
    looks = {name: book.add_format(look) for name, look in LOOKS.items()}
    _data(book, columns, list(rows), looks)
    _example(book, columns, examples, caption, looks)
    _words(book, columns, looks)
    book.close()
    return content.getvalue()


def _data(book, columns: Sequence[Column], rows: Sequence[Row], looks: Mapping) -> None:
    sheet = book.add_worksheet(DATA)
    last = len(rows) + ROWS_TO_FILL
    lists = [column.name for column in columns if column.choices]
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column.name, looks["head"])
        sheet.set_column(at, at, column.wide, looks.get(column.look))
        if column.note:
            sheet.write_comment(0, at, column.note, {"x_scale": 2})
        if column.choices:
            sheet.data_validation(1, at, last, at, _only_from(column, lists.index(column.name)))
    _fill(sheet, columns, rows, 1, looks)
    sheet.freeze_panes(1, 0)


def _only_from(column: Column, at: int) -> dict:
    """The drop-down of the words in column `at` of the sheet of words."""
    return {
        "validate": "list",
        "source": f"='{WORDS}'!{xl_range_abs(1, at, len(column.choices), at)}",
        "error_type": "warning",
        "error_title": "Tidak ada di daftar",
        "error_message": "Pilih dari daftar, atau periksa ejaannya.",
    }


def _example(book, columns, examples: Iterable[Row], caption: str, looks: Mapping) -> None:
    sheet = book.add_worksheet(EXAMPLE)
    sheet.write_string(0, 0, caption, looks["bold"])
    for at, column in enumerate(columns):
        sheet.write_string(2, at, column.name, looks["head"])
        sheet.set_column(at, at, column.wide, looks.get(column.look))
    _fill(sheet, columns, examples, 3, looks)


def _fill(sheet, columns: Sequence[Column], rows: Iterable[Row], top: int, looks: Mapping) -> None:
    for number, row in enumerate(rows, start=top):
        for at, column in enumerate(columns):
            _write(sheet, number, at, row.get(column.name), column, looks)


def _write(sheet, row: int, at: int, value: Cell, column: Column, looks: Mapping) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date):
        sheet.write_datetime(row, at, value, looks["date"])
    elif isinstance(value, str):
        sheet.write_string(row, at, value, looks.get(column.look))
    else:
        sheet.write_number(row, at, value, looks.get(column.look))


def _words(book, columns: Sequence[Column], looks: Mapping) -> None:
    sheet = book.add_worksheet(WORDS)
    for at, column in enumerate(column for column in columns if column.choices):
        sheet.write_string(0, at, column.name, looks["bold"])
        sheet.set_column(at, at, max(34, column.width))
        for row, word in enumerate(column.choices, start=1):
            sheet.write_string(row, at, str(word))
