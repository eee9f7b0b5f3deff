"""An .xls workbook, read by calamine; errors, hidden rows and a lock come from its records.

[MS-XLS]: the workbook's stream is a row of records, each a number, a length and that many bytes.
calamine shows an error as a blank; a blank would mean "no figure".
"""

import struct
from collections.abc import Iterator

from dbi_portal.lib.sheets.calamined import UNMARKED, lines, opened
from dbi_portal.lib.sheets.compound import Compound
from dbi_portal.lib.sheets.marks import Marks
from dbi_portal.lib.sheets.refusing import Refused
from dbi_portal.lib.sheets.values import Limits

BOUND_SHEET, FILE_PASS, END, BEGIN = 0x85, 0x2F, 0x0A, 0x809
ROW, COLUMNS, ERROR, FORMULAS = 0x208, 0x7D, 0x205, (0x06, 0x206, 0x406)
ROW_HIDDEN, COLUMN_HIDDEN, MOST_COLUMNS = 0x20, 0x01, 256
NAMES = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


def read(content: bytes, limits: Limits) -> Iterator[dict | list]:
    """Every worksheet, as `excel.read` gives them."""
    compound = Compound(content)
    stream = compound.stream("Workbook" if "Workbook" in compound.names() else "Book")
    marks = [_marks(stream, start) for start in _starts(stream)]
    book = opened(content)
    names = [sheet.name for sheet in book.sheets_metadata]
    known = dict(zip(names, marks, strict=True)) if len(names) == len(marks) else {}
    yield from lines(book, lambda name: known.get(name, UNMARKED), limits)


def _records(stream: bytes, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """(number, content) up to the end of the part that begins at `start`."""
    while start + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, start)
        if number == END:
            return
        yield number, stream[start + 4 : start + 4 + length]
        start += 4 + length


def _starts(stream: bytes) -> Iterator[int]:
    """Where each sheet's records begin, in the workbook's order."""
    for number, record in _records(stream):
        if number == FILE_PASS:
            raise Refused("PasswordProtected")
        if number == BOUND_SHEET:
            yield struct.unpack_from("<I", record)[0]


def _marks(stream: bytes, start: int) -> Marks:
    marks = Marks()
    for number, record in _records(stream, start):
        if number == ROW and len(record) >= 16 and record[12] & ROW_HIDDEN:
            marks.hidden_rows.add(struct.unpack_from("<H", record)[0] + 1)
        elif number == COLUMNS and len(record) >= 10 and record[8] & COLUMN_HIDDEN:
            first, last = struct.unpack_from("<HH", record)
            marks.hidden_columns.update(range(first, min(last + 1, MOST_COLUMNS)))
        elif (code := _error(number, record)) is not None:
            marks.cells[struct.unpack_from("<HH", record)] = NAMES.get(code, "#N/A")
    return marks


def _error(number: int, record: bytes) -> int | None:
    """The error a cell holds: as a value of its own, or as what its formula came to."""
    if number == ERROR and len(record) >= 8 and record[7]:
        return record[6]
    if number in FORMULAS and record[12:14] == b"\xff\xff" and record[6] == 2:
        return record[8]
    return None
