"""What calamine does not tell of an .xlsx sheet, from one pass over the sheet's own XML.

Cells that calamine shows as blank though they are not (errors, formulas never calculated: a blank
would mean "no figure"; these mean "look here"), hidden rows and columns, merged cells. The XML is
taken in pieces; plain searches find the few places worth a closer look.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.sheets.refusing import Refused
from dbi_portal.lib.sheets.values import NOT_CALCULATED, Merged

# An error cell; a formula without a result (closed at once, or its <v> is empty); a hidden row.
SIGNS = (b'="e"', b"='e'", b"f></", b"<v></", b"hidden=")
CLOSED_AT_ONCE = re.compile(rb"/></(?:\w+:)?c>")
ROOT = re.compile(rb"<(\w+:)?worksheet\b")
ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])([^>]*)>")
CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
RESULT = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)<")
COLUMN = re.compile(rb"<(?:\w+:)?col(?=[\s/>])([^>]*)>")
MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)[\"']")
ATTRIBUTE = re.compile(rb"(?:^|\s)(r|t|hidden|min|max)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
TRUE = (b"1", b"true")
MOST_PENDING = 32 * 1024**2  # XML of one row, or of all that stands behind the rows
MOST_ROWS, MOST_COLUMNS, MOST_MERGED = 1_048_576, 16_384, 10_000


@dataclass
class Marks:
    """`cells`: (row, column), both from 0 → "#REF!" and the like, or "#RUMUS"."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)  # as the spreadsheet numbers them
    hidden_columns: set[int] = field(default_factory=set)  # from 0
    merged: list[Merged] = field(default_factory=list)


def marks_of(pieces: Iterable[bytes], name: str) -> Marks:
    """`pieces` of the XML of the sheet called `name`. Raises Refused when it holds too much."""
    marks, row, before_rows = Marks(), 0, True
    for part, last in _cut_at_rows(pieces, name):
        start = ROW.search(part)
        if before_rows:
            marks.hidden_columns.update(_hidden_columns(part[: start.start()] if start else part))
            before_rows = start is None
        if start:
            row = _look(part, last, row, marks)
            if row > MOST_ROWS:
                raise Refused("TooLarge", f"lebih dari {angka(MOST_ROWS)} baris di lembar “{name}”")
        if b"mergeCell" in part:
            marks.merged.extend(_merged(part))
        if len(marks.merged) > MOST_MERGED:
            most = angka(MOST_MERGED)
            raise Refused("TooLarge", f"lebih dari {most} sel gabungan di lembar “{name}”")
    return marks


def _cut_at_rows(pieces: Iterable[bytes], name: str) -> Iterator[tuple[bytes, int]]:
    """The same XML, cut only where a row begins, and where the last row of each part begins."""
    pending, tag = b"", b""
    for piece in pieces:
        pending += piece
        if b"<!--" in pending:
            pending = _without_comments(pending)
        if not tag and (root := ROOT.search(pending)):
            tag = b"<" + (root[1] or b"") + b"row"
        cut = pending.rfind(tag) if tag else -1
        if cut > 0:
            yield pending[:cut], pending.rfind(tag, 0, cut)
            pending = pending[cut:]
        elif len(pending) > MOST_PENDING:
            raise Refused("TooLarge", f"satu baris lembar “{name}” terlalu panjang")
    yield pending, pending.rfind(tag) if tag else -1


def _without_comments(text: bytes) -> bytes:
    """The last comment stays where it is not closed yet."""
    kept, start = [], 0
    while (begin := text.find(b"<!--", start)) >= 0 and (end := text.find(b"-->", begin)) >= 0:
        kept.append(text[start:begin])
        start = end + 3
    return b"".join([*kept, text[start:]])


def _look(part: bytes, last: int, row: int, marks: Marks) -> int:
    """Note what stands out in these rows; the number of the last one. `row` is the one before."""
    if not any(sign in part for sign in SIGNS) and not CLOSED_AT_ONCE.search(part):
        found = ROW.match(part, max(last, 0))
        if found and (number := _attributes(found[1]).get(b"r")):
            return int(number)
    rows = list(ROW.finditer(part))
    ends = [after.start() for after in rows[1:]] + [len(part)]
    for found, end in zip(rows, ends, strict=True):
        about = _attributes(found[1])
        row = int(about.get(b"r", row + 1))
        if about.get(b"hidden") in TRUE:
            marks.hidden_rows.add(row)
        inside = part[found.end() : end]
        if any(sign in inside for sign in SIGNS) or CLOSED_AT_ONCE.search(inside):
            marks.cells.update(((row - 1, column), text) for column, text in _marked(inside))
    return row


def _marked(row: bytes) -> Iterator[tuple[int, str]]:
    column = -1
    for found in CELL.finditer(row):
        about, inside = _attributes(found[1]), found[2] or b""
        column = column_index(about[b"r"].decode()) if about.get(b"r") else column + 1
        result = RESULT.search(inside)
        text = result[1].decode("utf-8", "replace") if result else ""
        if about.get(b"t") == b"e":
            yield column, text or NOT_CALCULATED
        # A formula whose result is an empty text says so: t="str".
        elif not text and about.get(b"t") != b"str" and FORMULA.search(inside):
            yield column, NOT_CALCULATED


def _hidden_columns(head: bytes) -> Iterator[int]:
    for found in COLUMN.finditer(head):
        about = _attributes(found[1])
        if about.get(b"hidden") in TRUE:
            last = min(int(about.get(b"max", 0)), MOST_COLUMNS)
            yield from range(int(about.get(b"min", 1)) - 1, last)


def _merged(part: bytes) -> Iterator[Merged]:
    for found in islice(MERGE.finditer(part), MOST_MERGED + 1):
        left, top, right, bottom = found.groups()
        columns = column_index(left.decode()), column_index(right.decode())
        yield int(top), int(bottom), *columns


def _attributes(tag: bytes) -> dict[bytes, bytes]:
    return {name: double or single for name, double, single in ATTRIBUTE.findall(tag)}


def column_index(reference: str) -> int:
    """ "AB12" -> 27"""
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter.upper()) - 64
    return number - 1
