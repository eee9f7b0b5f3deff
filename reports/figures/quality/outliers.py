"""A month far from the office's own twelve months before it.

Robust z: 0,6745 × (value − median) / MAD, the median of the distances from the median. Unlike mean
and standard deviation it is not moved by the very figure that is wrong. Where more than half of the
months are equal, MAD is 0 and nothing is judged: the rule of jumps still is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka, desimal
from reports.figures.period import MonthRange
from reports.figures.quality.content import Limits, Oddity
from reports.figures.quality.series import Series, alike, named

RULE, LABEL = "pencilan", "Pencilan"
SCALE = 0.6745  # makes MAD comparable with a standard deviation
EXPLAINED = "Jauh dari median dua belas bulan sebelumnya di kantor itu sendiri."


def robust_z(value: float, history: Sequence[float]) -> float | None:
    """None where the months before are too alike to tell."""
    middle = median(history)
    spread = median(abs(each - middle) for each in history)
    return SCALE * (value - middle) / spread if spread else None


def find(series: Series, months: MonthRange, limits: Limits) -> Iterator[Oddity]:
    for month, figure, before in series.judged(months):
        history = [each.value for each in before if alike(each, figure)]
        if len(history) < limits.history:
            continue
        score = robust_z(figure.value, history)
        if score is not None and abs(score) >= limits.score:
            yield _oddity(series, month, history, score, limits)


def _oddity(
    series: Series, month: Month, history: list[int], score: float, limits: Limits
) -> Oddity:
    value, middle = series.value(month), median(history)
    way = "di atas" if score > 0 else "di bawah"
    return Oddity(
        RULE,
        series.office_id,
        MonthRange.of(month),
        f"{named(series.measure)} {month.label}: {angka(value)} {series.measure.unit}",
        f"Jauh {way} median {desimal(middle, 0)} dari {len(history)} bulan sebelumnya "
        f"(terendah {angka(min(history))}, tertinggi {angka(max(history))}); skor "
        f"{desimal(abs(score))}, batas {desimal(limits.score)}.",
        (value, middle),
        series.measure,
    )
