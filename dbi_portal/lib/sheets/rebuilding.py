"""A marked copy written anew, row by row: the cells of any file as .xlsx, without its looks."""

import io
import tempfile
from collections.abc import Iterable
from datetime import date, datetime

import xlsxwriter

from dbi_portal.lib.sheets.notes import AUTHOR, WIDTH, Note, Notes, Sticker
from dbi_portal.lib.sheets.streaming import SheetStream, Source, stream
from dbi_portal.lib.sheets.values import Cell, Limits
from dbi_portal.lib.workbooks import fitting_name

# What a user typed never becomes a formula, a link or a number.
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "constant_memory": True}  # fmt: skip
LOOKS = {"day": "dd/mm/yyyy", "moment": "dd/mm/yyyy hh:mm:ss", "plain": "General"}
NARROWEST, WIDEST, SAMPLE = 10, 50, 200  # column widths in letters, judged by the first rows


class _Exact(float):
    """XlsxWriter writes 16 digits of a number, a float has 17."""

    def __format__(self, _: str) -> str:
        return repr(float(self))


def rebuilt(content: Source, filename: str, notes: Iterable[Note], limits: Limits) -> bytes:
    """A new workbook with the same cells in the same places, and the notes."""
    by_sheet: dict[str, list[Note]] = {}
    for note in notes:
        by_sheet.setdefault(note.sheet, []).append(note)
    with tempfile.TemporaryDirectory() as folder:
        written = io.BytesIO()
        book = xlsxwriter.Workbook(written, {**SAFE, "tmpdir": folder})
        looks, taken, copies = _Looks(book), set(), []
        with stream(content, filename, limits) as sheets:
            for sheet in sheets:
                copy = book.add_worksheet(fitting_name(sheet.name, taken))
                copies.append((sheet.hidden, copy))
                _copy(sheet, copy, Notes(by_sheet.get(sheet.name, ())), looks)
        _hide(copies)
        book.close()
        return written.getvalue()


class _Looks:
    """Formats by kind of value and tone, each made once."""

    def __init__(self, book: xlsxwriter.Workbook):
        self._book, self._made = book, {}

    def of(self, cell: Cell, sticker: Sticker | None):
        kind = "moment" if isinstance(cell, datetime) else "plain"
        kind = "day" if isinstance(cell, date) and kind == "plain" else kind
        colour = sticker and sticker.colour
        if (kind, colour) not in self._made:
            look = {"num_format": LOOKS[kind]} | ({"bg_color": f"#{colour}"} if colour else {})
            self._made[kind, colour] = self._book.add_format(look)
        return self._made[kind, colour]


def _hide(copies: list[tuple[bool, object]]) -> None:
    """Excel opens no workbook of which every sheet is hidden, nor one opened at a hidden sheet."""
    shown = next((copy for hidden, copy in copies if not hidden), None)
    for hidden, copy in copies:
        if hidden and shown:
            copy.hide()
    if shown:
        shown.activate()
        shown.set_first_sheet()


def _copy(sheet: SheetStream, copy, notes: Notes, looks: _Looks) -> None:
    widths: dict[int, int] = {}
    for number, cells in sheet.rows():
        stickers = notes.at(number, cells)
        if number in sheet.hidden_rows:
            copy.set_row(number - 1, None, None, {"hidden": True})
        if number <= SAMPLE:
            _measure(cells, widths)
        _write_row(copy, number - 1, cells, stickers, looks)
    for number in notes.rest():
        _write_row(copy, number - 1, [], notes.at(number, []), looks)
    for column, width in widths.items():
        copy.set_column(column, column, width, None, {"hidden": column in sheet.hidden_columns})


def _write_row(copy, row: int, cells: list[Cell], stickers: dict[int, Sticker], looks) -> None:
    for column in range(max(len(cells), *(place + 1 for place in stickers), 0)):
        cell = cells[column] if column < len(cells) else None
        sticker = stickers.get(column)
        _write(copy, row, column, cell, looks.of(cell, sticker))
        if sticker:
            size = {"author": AUTHOR, "width": WIDTH, "height": sticker.height}
            copy.write_comment(row, column, sticker.text, size)


def _write(copy, row: int, column: int, cell: Cell, look) -> None:
    match cell:
        case None:
            copy.write_blank(row, column, None, look)
        case bool():
            copy.write_boolean(row, column, cell, look)
        case str():
            copy.write_string(row, column, cell, look)
        case datetime() | date():
            copy.write_datetime(row, column, cell, look)
        case _:
            copy.write_number(row, column, _Exact(cell) if type(cell) is float else cell, look)


def _measure(cells: list[Cell], widths: dict[int, int]) -> None:
    for column, cell in enumerate(cells):
        longest = len(str(cell)) + 2 if cell is not None else 0
        widths[column] = min(max(widths.get(column, NARROWEST), longest), WIDEST)
