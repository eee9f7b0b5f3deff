"""The child that colours cells of an .xlsx and leaves the rest of it as it was.

`python -m dbi_portal.lib.sheets.painting .xlsx '{limits}'` takes a line of JSON, the notes as
[sheet, row, column, sentence, tone], and behind it the file. It writes MARKED into its TMPDIR.
Formulas become the results that were kept; macros and links to other workbooks stay behind.
"""

import io
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from dbi_portal.lib.sheets.child import answer, confine
from dbi_portal.lib.sheets.excel import paths_of, survey
from dbi_portal.lib.sheets.kinds import kind_of
from dbi_portal.lib.sheets.marks import Marks
from dbi_portal.lib.sheets.notes import AUTHOR, COLOURS, MARKED, WIDTH, Note, Notes, Sticker
from dbi_portal.lib.sheets.packages import Package
from dbi_portal.lib.sheets.refusing import Refused
from dbi_portal.lib.sheets.values import NOT_CALCULATED, Limits

OURS = {f"{alpha}{colour}" for colour in COLOURS.values() for alpha in ("00", "FF")}
LETTER_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
MOST_XML = 10 * 1024**2  # bytes of sheets; openpyxl takes fifty times as much memory


def main(suffix: str, wishes: str) -> None:
    limits = Limits(**json.loads(wishes))
    confine(limits, written=limits.unpacked_size)
    answer(lambda: work(suffix, limits))


def work(suffix: str, limits: Limits) -> Iterator[dict]:
    notes = [Note(*note) for note in json.loads(sys.stdin.buffer.readline())]
    content = sys.stdin.buffer.read()
    if kind_of(content, suffix) != "xlsx":
        raise Refused("WrongType", "tidak disimpan sebagai .xlsx")
    marks = _checked(content, limits)
    paint(content, notes, marks).save(Path(tempfile.gettempdir()) / MARKED)
    yield {"end": True}


def _checked(content: bytes, limits: Limits) -> dict[str, Marks]:
    """What calamine would check of the package, and that openpyxl has room for it."""
    package = Package(content, limits)
    paths = paths_of(package, limits)
    if sum(package.size(path) for path in paths.values()) > MOST_XML:
        raise Refused("TooLarge", "isinya terlalu banyak untuk disalin beserta tampilannya")
    return survey(package, paths)


def paint(content: bytes, notes: list[Note], marks: dict[str, Marks]) -> openpyxl.Workbook:
    """The workbook with stored results instead of formulas, coloured."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    for sheet in book.worksheets:
        for (row, column), text in marks[sheet.title].cells.items():
            _keep(sheet.cell(row + 1, column + 1), text)
        said = Notes(note for note in notes if note.sheet == sheet.title)
        for number, cells in _rows(sheet):
            for cell in cells.values():
                _restore(cell)
            values = [getattr(cells.get(p), "value", None) for p in range(max(cells) + 1)]
            _stick(sheet, number, said.at(number, values))
        for number in said.rest():
            _stick(sheet, number, said.at(number, []))
    return book


def _rows(sheet: Worksheet) -> Iterator[tuple[int, dict[int, Cell]]]:
    """Rows that hold cells. (`iter_rows` would make every cell up to a far corner.)"""
    cells = sorted(sheet._cells.items())
    for number, row in groupby(cells, key=lambda item: item[0][0]):
        yield number, {column - 1: cell for (_, column), cell in row}


def _keep(cell: Cell, text: str) -> None:
    """A formula that was never calculated would come back as a blank."""
    if text == NOT_CALCULATED and isinstance(cell, Cell):
        cell.value = text


def _restore(cell: Cell) -> None:
    """Take off what the portal stuck on an earlier time; keep what openpyxl would write otherwise:
    all 17 digits of a number, and text that looks like the code of a letter ("_x0041_")."""
    if cell.comment and cell.comment.author == AUTHOR:
        cell.comment = None
        if cell.fill.fgColor.rgb in OURS:
            cell.fill = PatternFill()
    if type(cell.value) is float and float(f"{cell.value:.16g}") != cell.value:
        cell._value = repr(cell.value)  # what openpyxl writes as it stands
    elif type(cell.value) is str and "_x" in cell.value:
        cell._value = LETTER_CODE.sub("_x005F_", cell.value)


def _stick(sheet: Worksheet, number: int, stickers: dict[int, Sticker]) -> None:
    for column, sticker in stickers.items():
        cell = _top_left(sheet, number, column + 1)
        cell.fill = PatternFill("solid", fgColor=sticker.colour)
        said = [cell.comment.text] if cell.comment else []
        text = "\n".join([*said, sticker.text])
        cell.comment = Comment(text, AUTHOR, height=sticker.height, width=WIDTH)


def _top_left(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell itself, or the one that stands for it where cells are merged."""
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        area = next(a for a in sheet.merged_cells.ranges if cell.coordinate in a)
        cell = sheet.cell(area.min_row, area.min_col)
    return cell


if __name__ == "__main__":
    main(*sys.argv[1:])
