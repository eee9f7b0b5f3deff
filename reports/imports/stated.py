"""What a row of the passport sheet states, and the days it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.tabular import words
from officers.models import Office
from reports.grain import period_kind
from reports.period import BackwardsPeriod, Period
from villages.models import Region


@dataclass(slots=True)
class Days:
    """The days of a figure as the register writes them: ISO text, and "month" or "span"."""

    start: date
    end: date
    kind: str
    first: str
    last: str

    @classmethod
    def of(cls, period: Period) -> Days:
        kind = period_kind(period.start, period.end)
        first, last = period.start.isoformat(), period.end.isoformat()
        return cls(period.start, period.end, kind, first, last)


def month_or_span(cell: Cell) -> Period | None:
    """The days of "Agustus 2025" or of "Januari s.d. Februari 2025"; None when empty."""
    days = words.period(cell)
    return Period(*days) if days else None


@dataclass(slots=True)
class Stated:
    """What one row states, column by column; `days` and `region` are settled from several."""

    office: Office | None = None
    month: Period | None = None
    start: date | None = None
    end: date | None = None
    code: str = ""
    village: str = ""
    district: str = ""
    regency: str = ""
    purpose: str = ""
    outcome: str = ""
    service: str = ""
    book_type: str = ""
    destination: str = ""
    sex: str = ""
    service_point: str = ""
    reason: str = ""
    count: int | type[words.NotApplicable] = 0
    days: Days | None = None
    region: Region | None = None


class Calendar:
    """Which days rows speak of; each combination of month, start and end is settled once."""

    def __init__(self, *, on: date):
        self.on = on
        # By the very object a month was read as, which is one for all cells that write it so: its
        # own hash is a sum. The object is kept, so that no other one takes its place.
        self.known: dict[tuple, tuple[Days, Period | None]] = {}

    def days(self, stated: Stated) -> Days:
        """A month, or a first and a last day; when both are given they agree.

        Raises ValidationError at month, start or end.
        """
        month, start, end = stated.month, stated.start, stated.end
        said = id(month), start, end
        known = self.known.get(said)
        if known is None:
            known = self.known[said] = Days.of(self._settle(month, start, end)), month
        return known[0]

    def _settle(self, month: Period | None, start: date | None, end: date | None) -> Period:
        if not (month or start or end):
            raise ValidationError({"month": "harus diisi, misalnya 2025-08."})
        if (start is None) != (end is None):
            empty, filled = ("start", "Sampai") if start is None else ("end", "Mulai")
            raise ValidationError({empty: f"harus diisi, karena {filled} diisi."})
        try:
            period = Period(start, end) if start else month
        except BackwardsPeriod as refused:
            raise ValidationError({"end": "tidak boleh sebelum Mulai."}) from refused
        if month and period != month:
            raise ValidationError({"month": f"tidak sama dengan Mulai–Sampai ({period.label})."})
        self._refuse_future(period, "start" if start else "month")
        return period

    def _refuse_future(self, period: Period, given: str) -> None:
        if period.end.year > self.on.year + 1:
            year = period.end.year
            raise ValidationError({"end": f"tahun {year} terlalu jauh. Periksa tahunnya."})
        if period.start > self.on:
            raise ValidationError({given: f"{period.label} belum tiba. Periksa tahunnya."})
