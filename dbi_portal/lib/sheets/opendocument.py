"""An .ods workbook, read by calamine; errors, hidden rows and merged cells come from its XML.

calamine shows an error as a blank or as 0, and does not tell what is merged or hidden.
"""

import re
from collections.abc import Iterator
from html import unescape
from itertools import product

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.sheets.calamined import UNMARKED, lines, opened
from dbi_portal.lib.sheets.marks import MOST_MERGED, Marks
from dbi_portal.lib.sheets.packages import Package
from dbi_portal.lib.sheets.refusing import Refused
from dbi_portal.lib.sheets.values import NOT_CALCULATED, Limits

MANIFEST, MOST_INDEX = "META-INF/manifest.xml", 4 * 1024**2
SIGNS = (b'calcext:value-type="error"', b">#", b"-spanned=", b":visibility=", b":formula=")
TAG = re.compile(
    rb"<(/?)table:(table|table-column|table-row|table-cell|covered-table-cell)(?=[\s/>])"
    rb"((?:[^>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>"
)
ATTRIBUTE = re.compile(rb"([\w-]+:[\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
SHOWN = re.compile(rb"<text:p[^>]*>(#[A-Z/0]+[!?]?|Err:\d+)</text:p>")
HIDDEN = (b"collapse", b"filter")
MOST_COLUMNS, MOST_ROWS, MOST_REPEATED = 16_384, 1_048_576, 10_000
Facts = dict[bytes, bytes]  # attributes of a tag


def read(content: bytes, limits: Limits) -> Iterator[dict | list]:
    """Every sheet, as `excel.read` gives them."""
    package = Package(content, limits)
    if MANIFEST in package.names() and b"encryption-data" in package.read(MANIFEST, MOST_INDEX):
        raise Refused("PasswordProtected")
    text = package.read("content.xml")
    for name in set(package.names()) - {"content.xml", MANIFEST}:
        package.weigh(name)
    marks = dict(_Walk(text).tables()) if any(sign in text for sign in SIGNS) else {}
    del package, text
    yield from lines(opened(content), lambda name: marks.get(name, UNMARKED), limits)


class _Walk:
    """From tag to tag through content.xml, counting rows and columns with their repetitions."""

    def __init__(self, text: bytes):
        self.text, self.depth = text, 0  # depth: a cell may hold a table of its own
        self._open("")

    def tables(self) -> Iterator[tuple[str, Marks]]:
        steps = {b"table-row": self._row, b"table-column": self._column}
        for tag in TAG.finditer(self.text):
            closing, kind, about, closed = tag.groups()
            if kind == b"table":
                self.depth += -1 if closing else 0 if closed else 1
                if self.depth == 1 and not closing:
                    self._open(_of(about).get(b"table:name", b"").decode("utf-8", "replace"))
                elif self.depth == 0:
                    yield self.name, self.marks
            elif self.depth == 1 and not closing:
                facts = _of(about)
                steps[kind](facts) if kind in steps else self._cell(tag, facts)

    def _open(self, name: str) -> None:
        self.name, self.marks = unescape(name), Marks()
        self.row = self.column = self.repeated = 0

    def _row(self, facts: Facts) -> None:
        self.row, self.column = self.row + self.repeated, 0
        self.repeated = _times(facts, b"table:number-rows-repeated", MOST_ROWS)
        if facts.get(b"table:visibility") in HIDDEN:
            self.marks.hidden_rows.update(number + 1 for number in self._rows())

    def _rows(self) -> range:
        """The rows one element stands for; the blank ones to the end of the sheet left out."""
        return range(self.row, self.row + min(self.repeated, MOST_REPEATED))

    def _column(self, facts: Facts) -> None:
        columns = self._columns(facts)
        if facts.get(b"table:visibility") in HIDDEN:
            self.marks.hidden_columns.update(columns)
        self.column = columns.stop

    def _columns(self, facts: Facts) -> range:
        times = _times(facts, b"table:number-columns-repeated", MOST_COLUMNS)
        return range(self.column, self.column + times)

    def _cell(self, tag: re.Match[bytes], facts: Facts) -> None:
        columns = self._columns(facts)
        self._merge(facts)
        if text := self._mark(tag, facts):
            places = product(self._rows(), columns)
            self.marks.cells.update((place, text) for place in places)
        self.column = columns.stop

    def _merge(self, facts: Facts) -> None:
        down = int(facts.get(b"table:number-rows-spanned", 1))
        across = int(facts.get(b"table:number-columns-spanned", 1))
        if down > 1 or across > 1:
            corner = (self.row + 1, self.row + down, self.column, self.column + across - 1)
            self.marks.merged.append(corner)
        if len(self.marks.merged) > MOST_MERGED:
            most = angka(MOST_MERGED)
            raise Refused("TooLarge", f"lebih dari {most} sel gabungan di lembar “{self.name}”")

    def _mark(self, tag: re.Match[bytes], facts: Facts) -> str | None:
        if b"table:formula" not in facts and facts.get(b"calcext:value-type") != b"error":
            return None
        if b"office:value-type" not in facts:
            return NOT_CALCULATED
        end = -1 if tag[4] else self.text.find(b"</table:table-cell>", tag.end())
        shown = SHOWN.search(self.text, tag.end(), end) if end > 0 else None
        if shown:
            return shown[1].decode()
        return "#N/A" if facts.get(b"calcext:value-type") == b"error" else None


def _of(about: bytes) -> Facts:
    return {name: double or single for name, double, single in ATTRIBUTE.findall(about)}


def _times(facts: Facts, name: bytes, most: int) -> int:
    return min(int(facts.get(name, 1)), most)
