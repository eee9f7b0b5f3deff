"""Tables of what does not agree: corrections of earlier months, printed totals and their sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dbi_portal.lib.months import Month
from reports.documents.table import SHEET, Table, of_office
from reports.figures.monthly.content import Correction, MonthlyFigures
from reports.models.report import Span

MOST = 40


def corrections(figures: MonthlyFigures) -> Iterator[Table]:
    """ "Agustus 2025 | Paspor PMI terbit | 812 | 845 | 33 | Berkas susulan" """
    if figures.corrections:
        yield Table(
            key="selisih",
            section="Selisih",
            sheet="Koreksi",
            caption="Koreksi atas angka yang sudah dilaporkan",
            headers=(
                "Bulan",
                "Ukuran",
                "Satuan",
                "Kantor",
                "Dilaporkan",
                "Sekarang",
                "Perubahan",
                "Karena",
            ),
            rows=tuple(
                (
                    _month(figures, each),
                    each.label,
                    each.unit,
                    each.office,
                    each.before,
                    each.after,
                    None if None in (each.before, each.after) else each.after - each.before,
                    each.reason,
                )
                for each in _largest_first(figures.corrections)
            ),
            empty="",
            source="angka yang pernah dilaporkan dibandingkan dengan angka portal sekarang; "
            "tiap koreksi disebut satu kali",
            left_off=("Satuan", *of_office(figures)),
            most=MOST,
        )


def _largest_first(found: Iterable[Correction]) -> list[Correction]:
    """Totals, then villages and countries, the largest changes first: paper ends after some."""
    rows = list(found)
    parts = [each for each in rows if each.is_part]
    return [
        *(each for each in rows if not each.is_part),
        *sorted(parts, key=lambda each: -abs((each.after or 0) - (each.before or 0))),
    ]


def _is_own(figures: MonthlyFigures, each: Correction) -> bool:
    """Of the month the report itself speaks of: an earlier revision said otherwise."""
    return figures.span == Span.MONTH and each.month == figures.month


def _month(figures: MonthlyFigures, each: Correction) -> str:
    label = Month.parse(each.month).label
    return f"{label} (revisi sebelumnya)" if _is_own(figures, each) else label


def differences(figures: MonthlyFigures) -> Iterator[Table]:
    if figures.differences:
        yield Table(
            key="selisih",
            section="Selisih",
            sheet="Selisih",
            caption="Selisih antara angka tertulis dan jumlah bagiannya",
            headers=("Kantor", "Periode", "Tertulis", "Dihitung", "Selisih", "Bagian", SHEET),
            rows=tuple(
                (
                    *(d.office, d.period, d.printed, d.computed, d.printed - d.computed),
                    *(d.parts, d.source),
                )
                for d in figures.differences
            ),
            empty="",
            source="kedua angka disimpan apa adanya; tidak ada yang dibetulkan oleh portal",
            most=MOST,
        )
