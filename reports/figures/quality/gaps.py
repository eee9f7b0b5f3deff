"""Months without a figure between months that have one, and that nobody said were nil."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from reports.figures.period import MonthRange
from reports.figures.quality.content import Oddity
from reports.figures.quality.series import Series, named

RULE, LABEL = "bulan-kosong", "Bulan kosong"
EXPLAINED = "Tidak ada angka di antara bulan-bulan yang ada angkanya, dan tidak dinyatakan nihil."


def find(
    series: Series, months: MonthRange, nil: Collection[tuple[int, Month]]
) -> Iterator[Oddity]:
    """One for each run of missing months that touches `months`."""
    known = [month for month in series.points if series.value(month) is not None]
    missing = [
        month
        for month in MonthRange(min(known), max(known))
        if series.value(month) is None and (series.office_id, month) not in nil
    ]
    for run in _runs(missing):
        if run.last >= months.first and run.first <= months.last:
            yield _oddity(series, run)


def _runs(missing: list[Month]) -> Iterator[MonthRange]:
    """Months that follow one another, together."""
    begin = None
    for month in missing:
        begin = begin or month
        if month.next() not in missing:
            yield MonthRange(begin, month)
            begin = None


def _oddity(series: Series, run: MonthRange) -> Oddity:
    before, after = run.first.previous(), run.last.next()
    around = [f"{each.label} {angka(series.value(each))}"
              for each in (before, after) if series.value(each) is not None]  # fmt: skip
    nearest = f" {' dan '.join(around)} ada." if around else ""
    return Oddity(
        RULE,
        series.office_id,
        run,
        f"{named(series.measure)} {run.label}: belum ada angka",
        f"Bulan sebelum dan sesudahnya terisi.{nearest} Tidak dinyatakan nihil.",
        (series.value(before), series.value(after)),
        series.measure,
    )
