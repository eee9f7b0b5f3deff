"""What every table of a report is, and the words its cells share."""

from __future__ import annotations

from dataclasses import dataclass

from dbi_portal.lib.months import Month
from officers.roles import OfficeKind
from reports.figures.monthly.content import MonthlyFigures

REMARK = "Keterangan"
SHEET = "Berkas dan baris"
MADE_UP = "data contoh"


@dataclass(frozen=True)
class Table:
    """`section` is the chapter on paper, `sheet` the tab; `total` sets the last row apart.

    `left_off`: headers that only the workbook has room for. `short_rows`: what paper prints
    instead of `rows` where many of them say the same. `key`: of the section, in `reports.sections`.
    """

    section: str
    sheet: str
    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple, ...]
    empty: str
    total: bool = False
    source: str = ""
    left_off: tuple[str, ...] = ()
    short_rows: tuple[tuple, ...] | None = None
    key: str = ""


def is_kanwil(figures: MonthlyFigures) -> bool:
    """A Kanwil's tables name the office of each row; an office's own need not."""
    return figures.letterhead.kind == OfficeKind.KANWIL


def to_date(month: Month) -> str:
    return month.label if month.number == 1 else f"Januari–{month.label}"


def remarks(*parts: str) -> str:
    """Remarks one after the other, the empty ones left out."""
    return "; ".join(filter(None, parts))


def mark(made_up: object) -> str:
    return MADE_UP if made_up else ""


def marks(month: str, to_date: str) -> str:
    """Which figures of a line were made up: a published total may stand beside invented months."""
    if month == to_date:
        return month
    told = [("bulan ini", month), ("sejak Januari", to_date)]
    return ", ".join(f"{which}: {mark}" for which, mark in told if mark)
