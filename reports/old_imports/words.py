"""What cells say: months, days, figures and the words of a list, as offices write them.

Each reader takes the cell as the sheet holds it and raises ValueError with an Indonesian sentence
that follows the column's name: "Baris 14, kolom Bulan: “Agustus” bukan bulan. …".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from django.db.models import Choices

from dbi_portal.lib.days import MONTH_NAMES, weekday_contradiction
from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import Missing, angka, parse_count
from dbi_portal.lib.sheets import NOT_CALCULATED, Cell
from dbi_portal.lib.text import squash

NIL = "nihil"
NOT_APPLICABLE = {"-", "–", "—"}
NEVER_CALCULATED = "rumus tanpa hasil"  # what people see of such a cell
ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"}
MOST = 2_147_483_647  # what a column of counts holds
YEARS = range(2000, 2100)
OTHER_MONTHS = {
    "agt": 8, "ags": 8, "aug": 8, "may": 5, "oct": 10, "dec": 12, "nop": 11, "pebruari": 2,
    "nopember": 11, "sept": 9,
}  # fmt: skip
MONTH_WORDS = {
    **{name.lower(): number for number, name in enumerate(MONTH_NAMES, start=1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, start=1)},
    **OTHER_MONTHS,
}


class NotApplicable:
    """A dash: this cell has no figure, on purpose. Not nought, not nil, not forgotten."""


def text(cell: Cell) -> str:
    """The cell as one line of text; a dash is nothing. Control characters cannot be stored."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Ya" if cell else "Tidak"
    if isinstance(cell, datetime):
        cell = cell.date()
    if cell == NOT_CALCULATED:
        return NEVER_CALCULATED
    plain = str(cell)
    if not plain.isprintable():
        plain = "".join(" " if unicodedata.category(char) == "Cc" else char for char in plain)
    line = " ".join(plain.split())
    return "" if line in NOT_APPLICABLE else line


def line(most: int) -> Callable[[Cell], str]:
    """A reader of text of at most so many letters."""

    def read(cell: Cell) -> str:
        words = text(cell)
        if len(words) > most:
            raise ValueError(f"terlalu panjang: {len(words)} huruf, paling banyak {most}.")
        return words

    return read


def count(cell: Cell) -> int | type[NotApplicable]:
    """A whole number from zero up; "nihil" is zero, a dash is not applicable."""
    if isinstance(cell, str):
        word = cell.strip()
        if word in NOT_APPLICABLE:
            return NotApplicable
        if word.lower() == NIL:
            return 0
    refuse_formula(cell)
    if isinstance(cell, bool):
        raise ValueError(f"harus angka, bukan “{text(cell)}”.")
    try:
        number = parse_count(cell)
    except Missing:
        raise ValueError("harus diisi angka; tulis 0 bila nihil.") from None
    if number > MOST:
        raise ValueError(f"{angka(number)} terlalu besar; paling banyak {angka(MOST)}.")
    return number


def refuse_formula(cell: Cell) -> None:
    """A formula that failed, or whose result was never stored, has no value for any column."""
    word = cell.strip() if isinstance(cell, str) else ""
    if word == NOT_CALCULATED:
        raise ValueError(
            "hasil rumusnya belum tersimpan. Buka berkas di Excel, simpan, lalu unggah lagi."
        )
    if word.upper() in ERRORS:
        raise ValueError(
            f"berisi galat rumus {word}. Buka di Excel, perbaiki rumusnya, lalu simpan."
        )


def month(cell: Cell) -> Month | None:
    """An Excel date, "2025-08", "08/2025", "Agustus 2025" or "Agt-25"; None when empty."""
    if isinstance(cell, date):
        return _in_range(Month.of(cell), cell)
    words = text(cell)
    if not words:
        return None
    found = _month_of_text(words)
    if found is None:
        raise ValueError(f"“{words}” bukan bulan. Tulis misalnya 2025-08 atau Agustus 2025.")
    return _in_range(found, words)


def _month_of_text(words: str) -> Month | None:
    if match := re.fullmatch(r"([0-9]{4})[-/. ]([0-9]{1,2})", words):
        return _month(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"([0-9]{1,2})[-/. ]([0-9]{4})", words):
        return _month(int(match[2]), int(match[1]))
    if match := re.fullmatch(r"([A-Za-z]+)\.?[-/ ’']*([0-9]{4}|[0-9]{2})", words):
        year = int(match[2]) + (2000 if len(match[2]) == 2 else 0)
        return _month(year, MONTH_WORDS.get(match[1].lower(), 0))
    given = _day_of_text(words)
    return Month.of(given) if given else None


def _month(year: int, number: int) -> Month | None:
    return Month(year, number) if 1 <= number <= 12 and year else None


def _in_range(found: Month, said: object) -> Month:
    if found.year not in YEARS:
        raise ValueError(f"tahun {found.year} di luar jangkauan. Periksa “{said}”.")
    return found


def day(cell: Cell) -> date | None:
    """An Excel date, "31/10/2025", "2025-10-31" or "31 Oktober 2025"; None when empty.

    A weekday written with it must be the weekday of that date.
    """
    if isinstance(cell, datetime):
        cell = cell.date()
    words = "" if isinstance(cell, date) else text(cell)
    if not isinstance(cell, date) and not words:
        return None
    found = cell if isinstance(cell, date) else _day_of_text(words)
    if found is None:
        raise ValueError(f"“{words}” bukan tanggal. Tulis misalnya 31/10/2025.")
    _in_range(Month.of(found), words or found)
    if contradiction := weekday_contradiction(words, found):
        raise ValueError(contradiction[:1].lower() + contradiction[1:])
    return found


def _day_of_text(words: str) -> date | None:
    plain = re.sub(r"^[A-Za-z'’]+[, ]+(?=[0-9])", "", words)
    if match := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?: 00:00:00)?", plain):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})", plain):
        return _day(int(match[3]), int(match[2]), int(match[1]))
    if match := re.fullmatch(r"([0-9]{1,2})[- ]([A-Za-z]+)[- ]([0-9]{4})", plain):
        return _day(int(match[3]), MONTH_WORDS.get(match[2].lower(), 0), int(match[1]))
    return None


def _day(year: int, number: int, of_month: int) -> date | None:
    try:
        return date(year, number, of_month)
    except ValueError:
        return None


class WordList:
    """The words a column takes: value, label and other spellings, whatever case and spacing."""

    def __init__(self, choices: type[Choices], others: Mapping[str, Iterable[str]] = {}):
        self.labels = [str(label) for label in choices.labels]
        self.values = {}
        for value, label in choices.choices:
            for word in (value, label, *others.get(value, ())):
                self.values[squash(str(word))] = value

    def __call__(self, cell: Cell) -> str:
        """The value stored for this word; empty for an empty cell."""
        word = text(cell)
        if not word:
            return ""
        if squash(word) not in self.values:
            raise ValueError(f"“{word}” tidak dikenal. Pilih: {', '.join(self.labels)}.")
        return self.values[squash(word)]
