"""Workbooks for people who go on working in Excel: real numbers, real dates, text that stays text.

`#,##0` shows 8.837 on an Indonesian computer; the cell holds 8837.
"""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from django.utils import timezone
from xlsxwriter.format import Format

# What a user typed never becomes a formula, a link or a number.
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "in_memory": True, "remove_timezone": True}  # fmt: skip
LOOKS = {
    "title": {"bold": True, "font_size": 14},
    "note": {"italic": True, "font_color": "#4a5a6b"},
    "head": {"bold": True, "bottom": 1, "bg_color": "#e6edf6", "text_wrap": True, "valign": "top"},
    "text": {"valign": "top"},
    "long": {"valign": "top", "text_wrap": True},
    "whole": {"num_format": "#,##0", "valign": "top"},
    "decimal": {"num_format": "#,##0.0", "valign": "top"},
    "date": {"num_format": "d mmmm yyyy", "align": "left", "valign": "top"},
    "moment": {"num_format": "d mmmm yyyy hh:mm", "align": "left", "valign": "top"},
}
NARROWEST, WIDEST = 8, 60  # column widths in characters
UPRIGHT = 100  # characters across a page of A4; a wider sheet is printed on its side
LONGEST_FOOTER = 120
UNDATED = datetime(2025, 1, 1)  # noqa: DTZ001 (a workbook's dates know no zone)
MOST_ROWS = 1_048_576  # what one sheet of Excel holds
LONGEST_TEXT = 32_767  # what one cell of Excel holds


class Workbook:
    """A workbook that grows sheet by sheet; `bytes()` closes it.

    `made_at` is written into the file as its date, else a fixed one: the same content gives the
    same bytes. `footer` stands at the foot of every printed page, beside "Halaman 3 dari 12".
    """

    def __init__(self, *, title: str, made_at: datetime = UNDATED, footer: str = ""):
        self._bytes = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._bytes, SAFE)
        self._book.set_properties({"title": title, "created": made_at.replace(tzinfo=None)})
        self._looks = {name: self._book.add_format(look) for name, look in LOOKS.items()}
        self._names: set[str] = set()
        words = footer[:LONGEST_FOOTER].replace("&", "&&")
        self._footer = f"&L&8{words}&R&8Halaman &P dari &N"

    def sheet(
        self,
        name: str,
        *,
        title: str,
        headers: Sequence[str],
        rows: Iterable[Sequence],
        note: str = "",
        total: bool = False,
    ) -> None:
        """Add a sheet: title line, a note when given, frozen headers with a filter, the rows.

        Cells are numbers, dates, moments (shown in the current time zone), truth values (Ya,
        Tidak), None (empty); anything else is written as its text. `total` sets the last row
        apart and leaves it out of the filter. ValueError when the rows do not fit one sheet.
        """
        rows = [[plain(value) for value in row] for row in rows]
        sheet = self._book.add_worksheet(fitting_name(name, self._names))
        sheet.write_string(0, 0, title, self._looks["title"])
        if note:
            sheet.write_string(1, 0, note, self._looks["note"])
        top = 3 if note else 2
        if top + 1 + len(rows) > MOST_ROWS:
            raise ValueError(f"Lembar “{name}” berisi {len(rows)} baris; Excel tidak memuatnya.")
        widths = [
            width(header, [row[column] for row in rows[:500]])
            for column, header in enumerate(headers)
        ]
        for column, header in enumerate(headers):
            sheet.write_string(top, column, header, self._looks["head"])
            sheet.set_column(column, column, widths[column])
        for place, row in enumerate(rows, start=top + 1):
            bold = total and place == top + len(rows)
            for column, value in enumerate(row):
                self._write(sheet, place, column, value, bold=bold)
        sheet.freeze_panes(top + 1, 0)
        sheet.autofilter(top, 0, top + max(len(rows) - total, 0), max(len(headers) - 1, 0))
        self._for_paper(sheet, top, wide=sum(widths) > UPRIGHT)

    def _for_paper(self, sheet, top: int, *, wide: bool) -> None:
        """A4, as wide as the page, the heads on each of them."""
        sheet.repeat_rows(top)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(self._footer)
        if wide:
            sheet.set_landscape()

    def sources(self, facts: Sequence[tuple[str, object]]) -> None:
        """The sheet “Sumber”: where the figures come from, as name and value pairs."""
        self.sheet("Sumber", title="Sumber dan keterangan", headers=["Hal", "Isi"], rows=facts)

    def bytes(self) -> bytes:
        """The finished .xlsx. Nothing can be added afterwards."""
        self._book.close()
        return self._bytes.getvalue()

    def _write(self, sheet, row: int, column: int, value: object, *, bold: bool) -> None:
        look = self._look(kind(value), bold=bold)
        if value is None:
            sheet.write_blank(row, column, None, look)
        elif isinstance(value, datetime | date):
            sheet.write_datetime(row, column, value, look)
        elif isinstance(value, str):
            sheet.write_string(row, column, value[:LONGEST_TEXT], look)
        else:
            sheet.write_number(row, column, value, look)

    def _look(self, kind: str, *, bold: bool) -> Format:
        name = f"{kind}-total" if bold else kind
        if name not in self._looks:
            self._looks[name] = self._book.add_format(LOOKS[kind] | {"bold": True, "top": 1})
        return self._looks[name]


def fitting_name(wanted: str, taken: set[str]) -> str:
    """A name Excel takes: without some signs, at most 31 letters, not yet `taken` (added to it)."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", wanted).strip("' ")[:31] or "Lembar"
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[:27]} ({number})"
    taken.add(name.casefold())
    return name


def plain(value: object) -> int | float | Decimal | date | str | None:
    """What Excel can hold of a value."""
    match value:
        case bool():
            return "Ya" if value else "Tidak"
        case datetime() if timezone.is_aware(value):
            return timezone.localtime(value)
        case None | int() | float() | Decimal() | date():
            return value
        case _:
            return str(value) or None


def kind(value: object) -> str:
    """Which of LOOKS shows the value."""
    match value:
        case datetime():
            return "moment"
        case date():
            return "date"
        case int():
            return "whole"
        case float() | Decimal():
            return "decimal"
        case str() if len(value) > WIDEST or "\n" in value:
            return "long"
        case _:
            return "text"


def width(header: str, values: Sequence) -> int:
    """As wide as its longest shown value; long texts are cut at WIDEST."""
    lengths = [len(header) + 3]  # the filter's arrow takes room
    for value in values:
        shown = "31 September 2025" if isinstance(value, date) else str(value or "")
        lengths.append(max(map(len, shown.splitlines()), default=0) + 2)
    return min(max(NARROWEST, *lengths), WIDEST)
