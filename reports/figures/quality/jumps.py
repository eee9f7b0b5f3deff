"""A month many times the one before, or a small part of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka, desimal
from reports.figures.counted import Figure
from reports.figures.period import MonthRange
from reports.figures.quality.content import Limits, Oddity
from reports.figures.quality.series import Series, alike, named

RULE, LABEL = "lonjakan", "Lonjakan"
EXPLAINED = "Berlipat atau tinggal sebagian dari bulan sebelumnya, dan selisihnya besar."


def is_jump(now: int, before: int, limits: Limits) -> bool:
    high, low = max(now, before), min(now, before)
    return high - low >= limits.size and high >= limits.factor * max(low, 1)


def find(series: Series, months: MonthRange, limits: Limits) -> Iterator[Oddity]:
    for month, figure, before in series.judged(months):
        if not before or not alike(before[-1], figure):
            continue
        now, then = figure.value, before[-1].value
        if is_jump(now, then, limits) and not _is_way_back(figure, before, limits):
            yield _oddity(series, month, now, then, limits)


def _is_way_back(figure: Figure, before: Sequence[Figure], limits: Limits) -> bool:
    """The month before was the odd one, and told already: this one is as it was before that."""
    if len(before) < 2 or not alike(before[-2], figure):
        return False
    return not is_jump(figure.value, before[-2].value, limits)


def _oddity(series: Series, month: Month, now: int, then: int, limits: Limits) -> Oddity:
    before = month.previous()
    way = "naik" if now > then else "turun"
    times = desimal(max(now, then) / max(min(now, then), 1))
    return Oddity(
        RULE,
        series.office_id,
        MonthRange.of(month),
        f"{named(series.measure)} {month.label}: {angka(now)} {series.measure.unit}",
        f"{way.capitalize()} dari {angka(then)} pada {before.label}: {times} kali lipat, beda "
        f"{angka(abs(now - then))}. Batas {limits.factor} kali dan {angka(limits.size)}.",
        (now, then),
        series.measure,
    )
