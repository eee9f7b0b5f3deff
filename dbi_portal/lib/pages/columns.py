"""The columns of a register: declared once, drawn on the page and written to the workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.text import slugify

from dbi_portal.lib.months import Month
from dbi_portal.lib.pages.parts import Chip
from dbi_portal.lib.templatetags import indonesian

Getter = str | Callable[[Any], Any]

DRAWN: dict[str, Callable[[Any], str]] = {
    "number": lambda value: (
        indonesian.angka(value) if isinstance(value, int) else indonesian.desimal(value)
    ),
    "date": indonesian.tanggal,
    "month": indonesian.bulan,
    "moment": indonesian.waktu,
}


@dataclass(frozen=True)
class Column:
    """One column of a list.

    `value` and `note` (a small second line) are a dotted attribute ("region.name", methods are
    called) or a callable taking the row. `sort` is the ORM path it sorts by; without one it does
    not sort. `kind`: text, number, date, month, moment, chip (value gives a Chip) or link (with
    `url`). The first column of a list is the link that opens the row.
    """

    label: str
    value: Getter
    sort: str | None = None
    kind: str = "text"
    hide_on_phone: bool = False
    note: Getter | None = None
    url: Getter | None = None

    @property
    def key(self) -> str:
        """How the address names this column: "Tanggal SK" is `tanggal-sk`."""
        return slugify(self.label)

    @property
    def css(self) -> str:
        """Figures to the right, days unbroken; words need no class."""
        look = self.kind if self.kind in DRAWN else ""
        return f"{look} hide-phone".strip() if self.hide_on_phone else look

    def cell(self, row: Any) -> Cell:
        value = read(row, self.value)
        note = read(row, self.note) if self.note else ""
        url = read(row, self.url) if self.url else ""
        chip = value if isinstance(value, Chip) else None
        return Cell(self, text=draw(self.kind, value), note=note or "", url=url or "", chip=chip)

    def raw(self, row: Any) -> object:
        """The value as a workbook takes it: number, date, text or nothing."""
        value = read(row, self.value)
        if isinstance(value, bool):
            return draw("text", value)
        if value is None or isinstance(value, int | float | Decimal | date):
            return value
        return draw(self.kind, value)


@dataclass(frozen=True)
class Cell:
    column: Column
    text: str
    note: str = ""
    url: str = ""
    chip: Chip | None = None


@dataclass(frozen=True)
class Row:
    """A drawn row; `url` opens it, empty when it has no page of its own."""

    cells: Sequence[Cell]
    url: str = ""


def read(row: Any, getter: Getter) -> Any:
    """Follow a dotted attribute or call the getter; None where the way ends early."""
    if callable(getter):
        return getter(row)
    return reduce(_step, getter.split("."), row)


def _step(value: Any, name: str) -> Any:
    if value is None:
        return None
    try:
        found = getattr(value, name)
    except ObjectDoesNotExist:  # a one-to-one that is not there
        return None
    return found() if callable(found) else found


def draw(kind: str, value: Any) -> str:
    """A value as an office writes it; empty text for what is not known."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if kind in DRAWN:
        return DRAWN[kind](value)
    if isinstance(value, datetime):
        return indonesian.waktu(value)
    if isinstance(value, date):
        return indonesian.tanggal(value)
    return value.label if isinstance(value, Month) else str(value)


def rows(columns: Sequence[Column], objects: Iterable, url_of: Callable[[Any], str]) -> list[Row]:
    """Every object drawn through every column, lazily fetched relations included."""
    return [Row([column.cell(each) for column in columns], url_of(each)) for each in objects]
