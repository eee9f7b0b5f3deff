"""The grain of a figure: which dimensions it is broken down by, and the kind of its period.

Figures add up only within one grain. An office total beside its kelurahan breakdown, or
"Januari–Agustus 8.837" beside its months, is a check on the sum, never a part of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dbi_portal.lib.months import Month

# Token in the grain → column of the statistic, and how a reader knows it. No token is part of
# another one, because the database compares by "contains".
DIMENSIONS: dict[str, tuple[str, str]] = {
    "book": ("book_type", "jenis paspor"),
    "destination": ("destination", "negara tujuan"),
    "home": ("home_region", "desa/kelurahan asal"),
    "point": ("service_point", "tempat layanan"),
    "purpose": ("purpose", "keperluan"),
    "reason": ("reason", "alasan"),
    "service": ("service", "jenis layanan"),
    "sex": ("sex", "jenis kelamin"),
}
MONTH, SPAN = "month", "span"


@dataclass(frozen=True)
class Grain:
    """`Grain("month", frozenset({"home", "purpose"}))` is written "month:home,purpose"."""

    period: str
    dimensions: frozenset[str]

    @classmethod
    def of_row(cls, *, period_start: date, period_end: date, **columns: object) -> Grain:
        """The grain of a row: every dimension whose column is filled, and its kind of period."""
        filled = {token for token, (column, _) in DIMENSIONS.items() if columns.get(column)}
        return cls(period_kind(period_start, period_end), frozenset(filled))

    @classmethod
    def parse(cls, text: str) -> Grain:
        period, _, tokens = text.partition(":")
        dimensions = frozenset(tokens.split(",")) if tokens else frozenset()
        if period not in (MONTH, SPAN) or not dimensions <= DIMENSIONS.keys():
            raise ValueError(f"no grain: {text!r}")
        return cls(period, dimensions)

    def __str__(self) -> str:
        return f"{self.period}:{','.join(sorted(self.dimensions))}"

    @property
    def label(self) -> str:
        """ "per bulan, dirinci menurut desa/kelurahan asal dan keperluan" """
        period = "per bulan" if self.period == MONTH else "per rentang tanggal"
        words = [DIMENSIONS[token][1] for token in sorted(self.dimensions)]
        if not words:
            return f"{period}, total kantor"
        listed = " dan ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
        return f"{period}, dirinci menurut {listed}"


def period_kind(start: date, end: date) -> str:
    """`month` for one whole calendar month, `span` for any other days."""
    month = Month.of(start)
    return MONTH if (start, end) == (month.first_day, month.last_day) else SPAN
