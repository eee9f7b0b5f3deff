"""A run of whole months, the span most figures are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dbi_portal.lib.months import Month


@dataclass(frozen=True)
class MonthRange:
    """The months from `first` to `last`, both counted."""

    first: Month
    last: Month

    def __post_init__(self):
        if self.last < self.first:
            raise ValueError(f"{self.last} lies before {self.first}.")

    @classmethod
    def of(cls, months: Month | MonthRange) -> MonthRange:
        """A single month is a range of one."""
        return months if isinstance(months, MonthRange) else cls(months, months)

    @classmethod
    def year_to(cls, month: Month) -> MonthRange:
        """January of that year to `month`."""
        return cls(Month(month.year, 1), month)

    @classmethod
    def ending(cls, last: Month, *, months: int) -> MonthRange:
        """So many months, `last` being the last of them."""
        return cls(last.plus(1 - months), last)

    @property
    def first_day(self) -> date:
        return self.first.first_day

    @property
    def last_day(self) -> date:
        return self.last.last_day

    @property
    def year_ago(self) -> MonthRange:
        """The same months of the year before."""
        return MonthRange(self.first.year_ago, self.last.year_ago)

    @property
    def label(self) -> str:
        """ "Agustus 2025", "Januari–Agustus 2025" or "November 2024–Agustus 2025"."""
        if self.first == self.last:
            return self.first.label
        begin = self.first.name if self.first.year == self.last.year else self.first.label
        return f"{begin}–{self.last.label}"

    def __iter__(self) -> Iterator[Month]:
        return iter(_months(self.first, self.last))

    def __contains__(self, month: Month) -> bool:
        return self.first <= month <= self.last

    def __len__(self) -> int:
        return (self.last.year - self.first.year) * 12 + self.last.number - self.first.number + 1


@lru_cache(maxsize=256)
def _months(first: Month, last: Month) -> tuple[Month, ...]:
    """A page of 185 offices asks a thousand times for the same few runs."""
    return tuple(first.until(last))
