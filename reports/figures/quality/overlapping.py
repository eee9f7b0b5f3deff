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

# Whole months never cross one another: one of the two is always a longer period or an odd one, and
# those are few.
CROSSING = """
    WITH span AS MATERIALIZED (
        SELECT * FROM reports_figuresum
        WHERE office_id = ANY(%(offices)s::bigint[]) AND figures > 0 AND grain NOT LIKE 'month:%%'
    ), pair AS (
        SELECT span.id AS one, other.id AS other FROM span
        JOIN reports_figuresum other ON other.office_id = span.office_id
         AND span.period_start < other.period_start AND other.period_start <= span.period_end
         AND span.period_end < other.period_end
        UNION
        SELECT one.id, span.id FROM span
        JOIN reports_figuresum one ON one.office_id = span.office_id
         AND one.period_start < span.period_start AND span.period_start <= one.period_end
         AND one.period_end < span.period_end
    )
    SELECT one.office_id, one.outcome, one.purpose, one.period_start, one.period_end,
           other.period_start, other.period_end, one.total, other.total
    FROM pair
    JOIN reports_figuresum one ON one.id = pair.one
    JOIN reports_figuresum other ON other.id = pair.other
    WHERE one.figures > 0 AND other.figures > 0
      AND other.outcome = one.outcome AND other.purpose = one.purpose
      AND split_part(other.grain, ':', 2) = split_part(one.grain, ':', 2)
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
