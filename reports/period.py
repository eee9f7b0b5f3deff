"""The days a figure speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dbi_portal.lib.days import long_date
from dbi_portal.lib.months import Month
from reports.figures.period import MonthRange
from reports.grain import MONTH, period_kind

ONE_DAY = timedelta(days=1)


class BackwardsPeriod(ValueError):
    """The last day lies before the first; the message is a sentence."""


@dataclass(frozen=True, order=True)
class Period:
    """From `start` to `end`, both days included: a month, several months, or any other days."""

    start: date
    end: date

    def __post_init__(self):
        if self.end < self.start:
            raise BackwardsPeriod(
                f"Akhir periode ({long_date(self.end)}) tidak boleh sebelum awalnya "
                f"({long_date(self.start)})."
            )

    @classmethod
    def of(cls, days: Period | MonthRange | Month) -> Period:
        """A month or a run of months as its days; a period as it is."""
        return days if isinstance(days, Period) else cls(days.first_day, days.last_day)

    @property
    def is_month(self) -> bool:
        """Exactly one whole calendar month."""
        return period_kind(self.start, self.end) == MONTH

    @property
    def label(self) -> str:
        """ "Agustus 2025", "Januari–Agustus 2025" or "1 Januari – 16 Desember 2025"."""
        if self.start.day == 1 and (self.end + ONE_DAY).day == 1:
            return MonthRange(Month.of(self.start), Month.of(self.end)).label
        if self.start == self.end:
            return long_date(self.start)
        first = long_date(self.start)
        if self.start.year == self.end.year:
            first = first.removesuffix(f" {self.start.year}")
        return f"{first} – {long_date(self.end)}"
