"""The pictures of a report: the trend, the offices side by side, sessions, the map of villages.

Each is drawn from the snapshot and prints well without colour. The same picture is drawn once a
process, however often a report is drawn again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from dbi_portal.lib import charts
from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from officers.roles import OfficeKind
from reports.documents.columns import covered_period
from reports.documents.words import first_month, is_monthly, last_month, period
from reports.figures.monthly.content import MonthlyFigures
from reports.figures.monthly.months_in import lacks_months, months_in

SCREENLESS_WIDTH = 620  # px of the chart's own scale; typst fits it to the page
MOST_BARS = 12
NO_REPORT = "belum ada laporan"


def chart_block(chart: charts.Chart) -> dict:
    """The chart as the template draws it."""
    return {
        "kind": "chart",
        "svg": _drawn(Drawing(chart)),
        "title": chart.title,
        "sentence": chart.sentence,
    }


@lru_cache(maxsize=32)
def _drawn(drawing: Drawing) -> str:
    return charts.svg(drawing.chart, width=SCREENLESS_WIDTH)


class Drawing:
    """A chart as the key of a cache: two that look the same are the same."""

    def __init__(self, chart: charts.Chart):
        self.chart, self.digest = chart, charts.digest(chart)

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Drawing) and other.digest == self.digest


def trend(figures: MonthlyFigures) -> Iterator[charts.Chart]:
    """The PMI passports of thirteen months; nothing when none of them has a figure."""
    known = [point for point in figures.trend if point.value is not None]
    if not known:
        return
    months = [Month.parse(point.month) for point in figures.trend]
    top = max(known, key=lambda point: point.value)
    computed = [Month.parse(point.month).label for point in known if point.computed]
    odd = f" Dihitung dari selisih angka kumulatif: {', '.join(computed)}." if computed else ""
    if lacks_months(figures):
        last = months_in(figures)[-1]
        odd += f" Menurut laporan {last.label}, juga untuk bulan yang laporannya belum ada."
    yield charts.trend_chart(
        title="Paspor PMI terbit per bulan",
        sentence=f"Paspor PMI terbit per bulan, {months[0].label} sampai {months[-1].label}. "
        f"Tertinggi {Month.parse(top.month).label}: {angka(top.value)}.{odd}",
        months=months,
        series={"Paspor PMI terbit": [point.value for point in figures.trend]},
    )


def offices(figures: MonthlyFigures) -> Iterator[charts.Chart]:
    """The offices of a Kanwil (the Kanwil, for the centre) by what they issued."""
    if figures.letterhead.kind not in (OfficeKind.KANWIL, OfficeKind.CENTRE):
        return
    counted = [(each.name, each.issued) for each in figures.offices if each.issued is not None]
    if len(counted) < 2:
        return
    counted.sort(key=lambda row: (-row[1], row[0]))
    yield _bars(
        "Paspor PMI terbit menurut kantor",
        f"Paspor PMI terbit, {covered_period(figures)}",
        ("Kantor", "Paspor PMI terbit"),
        counted,
    )


def sessions(figures: MonthlyFigures) -> Iterator[charts.Chart]:
    """By month in a longer report; else by office where there are several."""
    if not is_monthly(figures):
        if figures.sessions:
            yield _bars(
                "Kegiatan menurut bulan",
                f"Kegiatan yang disetujui, {covered_period(figures)}",
                ("Bulan", "Kegiatan"),
                list(_by_month(figures)),
            )
        return
    rows = Counter(each.office for each in figures.sessions).most_common()
    if len(rows) > 1:
        yield _bars(
            "Kegiatan menurut kantor",
            f"Kegiatan yang disetujui, {period(figures)}",
            ("Kantor", "Kegiatan"),
            sorted(rows, key=lambda row: (-row[1], row[0])),
        )


def _by_month(figures: MonthlyFigures) -> Iterator[tuple[str, int | None]]:
    """A month without a report is a gap with a word: of it the report knows nothing."""
    held = Counter(Month.parse(each.held_on[:7]) for each in figures.sessions)
    there = set(months_in(figures)) if lacks_months(figures) else None
    for month in first_month(figures).until(last_month(figures)):
        if there is None or month in there or held[month]:
            yield month.label, held[month]
        else:
            yield month.label, None


def _bars(title: str, about: str, headers: tuple[str, str], rows: list) -> charts.Chart:
    top = max(rows, key=lambda row: row[1] or 0)
    left = len(rows) - MOST_BARS
    more = f" {angka(left)} lainnya ada di tabel." if left > 0 else ""
    gaps = any(value is None for _, value in rows)
    more += " Bulan tanpa laporan: belum diketahui, bukan nol." if gaps else ""
    return charts.slim_bars(
        title=title,
        sentence=f"{about}. Terbanyak {top[0]}: {angka(top[1])}.{more}",
        headers=headers,
        rows=rows[:MOST_BARS],
        unknown=NO_REPORT,
    )
