"""What a figure is, once it was counted: its value, how it came about, what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import NamedTuple

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from reports.figures.made_up import MadeUp
from reports.figures.period import MonthRange
from reports.grain import Grain
from reports.period import Period

COMPUTED = "dihitung dari selisih"  # how every note of a month that nobody published begins


class Basis(Enum):
    """What a figure was made of; the value is how a reader is told, empty when nothing is odd."""

    NONE = "belum ada angka"
    OWN = ""  # the office's own row
    PARTS = "jumlah rincian"  # no row of the office itself: the sum of one breakdown
    DIFFERENCE = "dihitung dari selisih dua angka kumulatif"  # a month between running totals
    SHRINKING = "angka kumulatifnya turun"  # the later total is the smaller one: no figure
    CUMULATIVE = "angka kumulatif"  # the office published the whole span only
    MONTHS = "jumlah bulan"


class Sum(NamedTuple):
    """The rows of one office, period and grain, added up. `grain` without the measure's own."""

    office_id: int
    start: date
    end: date
    grain: frozenset[str]
    value: int
    made_up: MadeUp


@dataclass(frozen=True)
class RunningTotals:
    """Two totals of one year, begun on the same day, that end a month apart."""

    start: date
    before: date
    now: date
    value_before: int
    value_now: int

    @property
    def shrink(self) -> bool:
        return self.value_now < self.value_before

    @property
    def labels(self) -> tuple[str, str]:
        """ "Januari–Agustus", "Januari–Juli"; the year is the month's own."""
        year = f" {self.start.year}"
        return tuple(
            Period(self.start, end).label.removesuffix(year) for end in (self.now, self.before)
        )

    @property
    def note(self) -> str:
        now, before = self.labels
        if self.shrink:
            return (
                f"tidak dihitung: kumulatif {now} ({angka(self.value_now)}) lebih kecil daripada "
                f"{before} ({angka(self.value_before)})"
            )
        return f"{COMPUTED} kumulatif {now} dan {before}"


@dataclass(frozen=True)
class Figure:
    """A counted value and where it comes from; `value` is None when nothing is known."""

    value: int | None = None
    basis: Basis = Basis.NONE
    grain: frozenset[str] = frozenset()
    made_up: MadeUp = MadeUp.NONE
    totals: RunningTotals | None = None

    @property
    def note(self) -> str:
        """What a reader must know about how the figure came about; mostly nothing."""
        if self.totals:
            return self.totals.note
        if self.basis is Basis.PARTS:
            return Grain("month", self.grain).label.replace("per bulan, ", "")
        told = self.value is not None and self.basis is not Basis.MONTHS
        return self.basis.value if told else ""


UNKNOWN = Figure()


@dataclass(frozen=True)
class RangeFigure(Figure):
    """A figure over several months, beside what the office printed for the same days."""

    printed: int | None = None
    computed: int | None = None
    missing: tuple[Month, ...] = ()

    @property
    def difference(self) -> int | None:
        """Printed minus computed; None unless both are there and differ."""
        if None in (self.printed, self.computed) or self.printed == self.computed:
            return None
        return self.printed - self.computed


@dataclass(frozen=True)
class Total:
    """A sum over offices: how many had a figure, and which had none."""

    value: int | None
    made_up: MadeUp
    offices: int
    without: frozenset[int] = field(default_factory=frozenset)
    grains: frozenset[frozenset[str]] = field(default_factory=frozenset)
    differences: frozenset[int] = field(default_factory=frozenset)  # whose month nobody published

    def comparable(self, other: Total) -> bool:
        """Both were counted from the same grains: one village's row is no office's total."""
        return None in (self.value, other.value) or self.grains == other.grains


@dataclass(frozen=True)
class Discrepancy:
    """A printed total whose parts add up to something else. Shown, never repaired."""

    office_id: int
    months: MonthRange
    printed: int
    computed: int
    parts: str
    missing: tuple[Month, ...] = ()

    @property
    def difference(self) -> int:
        return abs(self.printed - self.computed)
