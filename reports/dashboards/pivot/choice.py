"""What the reader chose to see of the pivot, read from the address.

?data=kegiatan&baris=topik&kolom=bulan&ukuran=peserta. What an address does not mean is ignored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reports.dashboards.view import View
from reports.dashboards.words import measure_words, purpose_words
from reports.figures.measure import Measure
from reports.figures.pivot.axes import (
    APPLICATIONS,
    COUNTS,
    KIND,
    MONTH,
    OFFICE,
    OUTCOME,
    PURPOSE,
    SESSIONS,
    STATISTICS,
    Axis,
    Count,
)

FIGURES, HELD = "statistik", "kegiatan"
SOURCES = ((FIGURES, "Statistik paspor"), (HELD, "Kegiatan"))
NO_COLUMNS = "tanpa"  # the address's word for one column


@dataclass(frozen=True)
class Choice:
    """`column` None: rows and one sum."""

    source: str
    row: Axis
    column: Axis | None
    count: Count

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Choice:
        source = HELD if query.get("data") == HELD else FIGURES
        held, axes = source == HELD, axes_of(source)
        row = _found(axes, query.get("baris")) or (KIND if held else OFFICE)
        column = _found(axes, query.get("kolom"))
        if column is None and query.get("kolom") != NO_COLUMNS:
            column = MONTH
        count = _found(COUNTS, query.get("ukuran")) or COUNTS[0]
        return cls(source, row, None if column == row else column, count if held else APPLICATIONS)

    @property
    def is_held(self) -> bool:
        return self.source == HELD

    @property
    def axes(self) -> tuple[Axis, ...]:
        return tuple(filter(None, (self.row, self.column)))

    @property
    def words(self) -> dict[str, str]:
        """As the address says it, in full: a kept address means the same tomorrow."""
        told = {"data": self.source, "baris": self.row.key}
        told["kolom"] = self.column.key if self.column else NO_COLUMNS
        return told | ({"ukuran": self.count.key} if self.is_held else {})

    def title(self, view: View) -> str:
        """ "Peserta menurut topik dan bulan", "Paspor PMI terbit menurut kantor dan bulan"."""
        what = self.count.label if self.is_held else self._counted(view)
        by = " dan ".join(axis.label[0].lower() + axis.label[1:] for axis in self.axes)
        by = by.replace("desa Binaan", "Desa Binaan").replace("tugas PIMPASA", "tugas PIMPASA")
        return f"{what} menurut {by}"

    def _counted(self, view: View) -> str:
        """Which passports: of two tables side by side one may count PMI, the other all."""
        apart = {axis.key for axis in self.axes} - self.narrowed(view)
        purpose = "" if PURPOSE.key in apart else view.purpose
        if OUTCOME.key in apart:
            what = "Statistik paspor"
            if purpose:
                return f"{what}, keperluan {purpose_words(purpose)},"
        else:
            what = measure_words(Measure(view.outcome, purpose))
        return what if purpose or PURPOSE.key in apart else f"{what}, semua keperluan,"

    def narrowed(self, view: View) -> frozenset[str]:
        """The axes of which a filter names one row: the others are not shown then."""
        named = {OUTCOME.key: True, PURPOSE.key: bool(view.purpose)}
        words = {key for key, one in named.items() if one and key in view.words}
        return frozenset(axis.key for axis in self.axes if axis.key in words)

    def settled(self, view: View, query: Mapping[str, str]) -> View:
        """The filters as they fit the axes: every purpose where outcomes stand side by side.

        Of what was refused or stopped hardly an office tells the purpose.
        """
        if not self.is_held and OUTCOME in self.axes and not query.get("keperluan"):
            return replace(view, purpose="")
        return view


def axes_of(source: str) -> tuple[Axis, ...]:
    return SESSIONS if source == HELD else STATISTICS


def _found(choices: Sequence, key: str | None):
    return next((each for each in choices if each.key == key), None)
