"""A calendar month, the unit of reports."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dbi_portal.lib.days import MONTH_NAMES


class NotAMonth(ValueError):
    """The text is no month; the message is a sentence for the person who typed it."""


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month: the unit every report is counted in. `Month(2025, 8)` is August 2025."""

    year: int
    number: int

    def __post_init__(self):
        if not (1 <= self.number <= 12 and 1 <= self.year <= 9998):
            raise NotAMonth(f"Bulan {self.number} tahun {self.year} tidak ada.")

    @classmethod
    def of(cls, day: date) -> Month:
        """The month a date (or a datetime, in its own zone) falls in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read "2025-08". Raises NotAMonth with an Indonesian sentence."""
        match = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text.strip())
        if not match:
            raise NotAMonth(f"“{text}” bukan bulan. Tulis tahun dan bulan, misalnya 2025-08.")
        return cls(int(match[1]), int(match[2]))

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return _last_day(self.year, self.number)

    @property
    def year_ago(self) -> Month:
        """The same month of the year before."""
        return Month(self.year - 1, self.number)

    @property
    def name(self) -> str:
        """ "Agustus" """
        return MONTH_NAMES[self.number - 1]

    @property
    def short_label(self) -> str:
        """ "Agu 2025", for chart axes and narrow columns."""
        return f"{self.name[:3]} {self.year}"

    @property
    def label(self) -> str:
        """ "Agustus 2025" """
        return f"{self.name} {self.year}"

    def plus(self, months: int) -> Month:
        """The month so many months later; earlier when negative."""
        years, month = divmod(self.number - 1 + months, 12)
        return Month(self.year + years, month + 1)

    def next(self) -> Month:
        return self.plus(1)

    def previous(self) -> Month:
        return self.plus(-1)

    def until(self, last: Month) -> Iterator[Month]:
        """Every month from this one to `last`, both counted; none when `last` lies before."""
        month = self
        while month <= last:
            yield month
            month = month.next()

    def contains(self, day: date) -> bool:
        return Month.of(day) == self

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


@lru_cache(maxsize=4096)
def _last_day(year: int, number: int) -> date:
    """Asked for tens of thousands of times by a page of the whole country."""
    return date(year, number, monthrange(year, number)[1])
