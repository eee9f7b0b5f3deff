"""Figures whose days cross: the end of one lies within the other, so neither is part of the other.

A total beside its months, or a running total that goes on, is no such thing: what stands beside a
figure in that way is said on its own page (reports/figures/overlaps.py) and checked as a selisih.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from reports.figures.measure import Measure
from reports.figures.period import MonthRange
from reports.figures.quality.content import Oddity
from reports.figures.quality.series import named
from reports.period import Period

RULE, LABEL = "tumpang-tindih", "Tumpang tindih"
EXPLAINED = "Dua angka mencakup sebagian hari yang sama, dan tidak satu pun bagian dari yang lain."

CROSSING = """
    SELECT one.office_id, one.outcome, one.purpose, one.period_start, one.period_end,
           other.period_start, other.period_end, one.total, other.total
    FROM reports_figuresum one
    JOIN reports_figuresum other
      ON other.office_id = one.office_id AND other.outcome = one.outcome
     AND other.purpose = one.purpose AND other.figures > 0
     AND split_part(other.grain, ':', 2) = split_part(one.grain, ':', 2)
     AND one.period_start < other.period_start AND other.period_start <= one.period_end
     AND one.period_end < other.period_end
    WHERE one.office_id = ANY(%(offices)s::bigint[]) AND one.figures > 0
      AND one.period_start <= %(last_day)s AND other.period_end >= %(first_day)s
    ORDER BY 1, 4, 6, 2, 3
"""


def find(rows: Iterable[tuple]) -> Iterator[Oddity]:
    """From rows as CROSSING gives them."""
    for office_id, outcome, purpose, start, end, begin, last, one, other in rows:
        measure = Measure(outcome, purpose)
        first, second = _days(start, end), _days(begin, last)
        yield Oddity(
            RULE,
            office_id,
            MonthRange(Month.of(start), Month.of(last)),
            f"{named(measure)} {first}: {angka(one)}, di samping {second}: {angka(other)}",
            f"Sama-sama mencakup {_days(begin, end)}; menjumlahkannya menghitung hari itu dua "
            "kali.",
            (start, end, begin, last, one, other),
            measure,
        )


def _days(start: date, end: date) -> str:
    return Period(start, end).label
