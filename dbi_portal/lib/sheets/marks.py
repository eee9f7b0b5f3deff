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
# %s is the prefix some programs write before every tag.
SIGNS = (b't="e"', b"t='e'", b"</%sf></", b"<%sv></", b"hidden=")
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
    scan = _Scan(name)
    for piece in pieces:
        scan.take(piece)
    scan.look(scan.pending)
    return scan.marks


class _Scan:
    """Looks at the XML in parts that begin with a row, the first with all that stands before."""

    def __init__(self, name: str):
        self.name, self.marks = name, Marks()
        self.pending, self.row_tag, self.signs = b"", b"", ()
        self.row, self.before_rows = 0, True

    def take(self, piece: bytes) -> None:
        self.pending += piece
        if b"!" in self.pending and b"<!--" in self.pending:
            self.pending = _without_comments(self.pending)
        if not self.row_tag and (root := ROOT.search(self.pending)):
            prefix = root[1] or b""
            self.row_tag = b"<" + prefix + b"row"
            self.signs = tuple(sign % prefix if b"%s" in sign else sign for sign in SIGNS)
        cut = self.pending.rfind(self.row_tag) if self.row_tag else -1
        if cut > 0:
            self.look(self.pending[:cut])
            self.pending = self.pending[cut:]
        elif len(self.pending) > MOST_PENDING:
            raise Refused("TooLarge", f"satu baris lembar “{self.name}” terlalu panjang")

    def look(self, part: bytes) -> None:
        start = ROW.search(part)
        if self.before_rows:
            head = part[: start.start()] if start else part
            self.marks.hidden_columns.update(_hidden_columns(head))
            self.before_rows = start is None
        if start:
            self.row = self._number_of_last(part) or self._each_row(part)
            self._refuse_over(MOST_ROWS, self.row, "baris")
        if b"mergeCell" in part:
            self.marks.merged.extend(_merged(part))
            self._refuse_over(MOST_MERGED, len(self.marks.merged), "sel gabungan")

    def _refuse_over(self, most: int, count: int, word: str) -> None:
        if count > most:
            raise Refused("TooLarge", f"lebih dari {angka(most)} {word} di lembar “{self.name}”")

    def _stands_out(self, part: bytes) -> bool:
        return any(sign in part for sign in self.signs) or bool(CLOSED_AT_ONCE.search(part))

    def _number_of_last(self, part: bytes) -> int | None:
        """Of plain rows only the last one's number matters; None when all must be looked at."""
        if self._stands_out(part):
            return None
        last = ROW.match(part, max(part.rfind(self.row_tag), 0))
        number = _attributes(last[1]).get(b"r") if last else None
        return int(number) if number else None

    def _each_row(self, part: bytes) -> int:
        rows = list(ROW.finditer(part))
        ends = [after.start() for after in rows[1:]] + [len(part)]
        number = self.row
        for found, end in zip(rows, ends, strict=True):
            about = _attributes(found[1])
            number = int(about.get(b"r", number + 1))
            if about.get(b"hidden") in TRUE:
                self.marks.hidden_rows.add(number)
            inside = part[found.end() : end]
            if self._stands_out(inside):
                self.marks.cells.update(
                    ((number - 1, column), text) for column, text in _marked(inside)
                )
        return number


def _without_comments(text: bytes) -> bytes:
    """The last comment stays where it is not closed yet."""
    kept, start = [], 0
    while (begin := text.find(b"<!--", start)) >= 0 and (end := text.find(b"-->", begin)) >= 0:
        kept.append(text[start:begin])
        start = end + 3
    return b"".join([*kept, text[start:]])


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
