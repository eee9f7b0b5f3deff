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
    `most`: so many rows on paper, which then says how many more the workbook has (0: all of them);
    `on_paper` False: a table for the workbook alone.
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
    most: int = 0
    on_paper: bool = True


def is_sum(figures: MonthlyFigures) -> bool:
    """A Kanwil's tables and the centre's name the office of each row; an office's own need not."""
    return figures.letterhead.kind in (OfficeKind.KANWIL, OfficeKind.CENTRE)


def of_office(figures: MonthlyFigures) -> tuple[str, ...]:
    """What an office's own tables leave off on paper."""
    return () if is_sum(figures) else ("Kantor",)


def has(figures: MonthlyFigures, key: str) -> bool:
    """Whether the report has that section; a snapshot that names none has them all."""
    return figures.has(key)


def to_date(month: Month) -> str:
    return month.label if month.number == 1 else f"Januari–{month.label}"


def remarks(*parts: str) -> str:
    """Remarks one after the other, the empty ones left out."""
    return "; ".join(filter(None, parts))


def mark(made_up: object) -> str:
    return MADE_UP if made_up else ""
