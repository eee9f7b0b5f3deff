"""Passport figures a second way: one question for all offices, months and measures of a report."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import connection

from reports.figures.recount.asked import ASKED, Asked, arrays

Key = tuple[str, str]  # outcome, purpose; the purpose empty for every purpose

# One grain only: of an office's rows for the same days those of the fewest dimensions, its home
# breakdown first among equals. A month without rows is the difference of two running totals of its
# year. A year to date is the sum of its months, or what was printed for just these days when no
# month was counted by itself. A measure of one purpose does not count the purpose among the
# dimensions.
RECOUNT = f"""
    WITH {ASKED}, measure AS (
        SELECT * FROM unnest(%(outcomes)s::text[], %(purposes)s::text[]) AS each (outcome, purpose)
    ), rows AS (
        SELECT asked.place, fact.outcome, fact.purpose, fact.period_start, fact.period_end,
               fact.grain, sum(fact.count) AS total
        FROM asked
        JOIN reports_passportstatistic fact
          ON fact.office_id = asked.office_id AND fact.period_start >= asked.new_year
         AND fact.period_end <= asked.last AND fact.recorded @> asked.known_at
         AND (upper_inf(fact.recorded) OR NOT upper_inf(fact.recorded)) -- each has an index
        GROUP BY 1, 2, 3, 4, 5, 6
    ), sums AS (
        SELECT place, measure.outcome, measure.purpose, period_start, period_end, kept.dimensions,
               sum(total) AS total
        FROM rows
        JOIN measure ON measure.outcome = rows.outcome
                    AND measure.purpose IN ('', rows.purpose)
        CROSS JOIN LATERAL (
            SELECT array_remove(string_to_array(split_part(grain, ':', 2), ','),
                                CASE WHEN measure.purpose <> '' THEN 'purpose' END) AS dimensions
        ) kept
        GROUP BY 1, 2, 3, 4, 5, 6
    ), told AS (
        SELECT *, cardinality(dimensions) AS many, NOT 'home' = ANY(dimensions) AS elsewhere,
               date_trunc('month', period_end)::date AS month,
               (date_trunc('month', period_end) + interval '1 month - 1 day')::date AS month_end
        FROM sums
    ), ways AS (
        SELECT place, outcome, purpose, month, 0 AS way, period_start, many, elsewhere, dimensions,
               total
        FROM told WHERE period_start = month AND period_end = month_end
        UNION ALL
        SELECT place, outcome, purpose, now.month, 1, period_start, now.many, now.elsewhere,
               dimensions, now.total - before.total
        FROM told now JOIN told before USING (place, outcome, purpose, period_start, dimensions)
        WHERE now.period_end = now.month_end AND before.period_end = now.month - 1
          AND now.total >= before.total
    ), months AS (
        SELECT DISTINCT ON (place, outcome, purpose, month) *
        FROM ways
        ORDER BY place, outcome, purpose, month, way, period_start, many, elsewhere, dimensions
    ), printed AS (
        SELECT DISTINCT ON (place, outcome, purpose) place, outcome, purpose, total
        FROM told JOIN asked USING (place)
        WHERE period_start = new_year AND period_end = last AND first > new_year
        ORDER BY place, outcome, purpose, many, elsewhere, dimensions
    ), years AS (
        SELECT place, outcome, purpose, sum(total) AS total,
               coalesce(bool_or(way = 0), false) AS counted,
               max(total) FILTER (WHERE months.month = asked.first) AS this_month
        FROM months JOIN asked USING (place)
        GROUP BY place, outcome, purpose
    )
    SELECT asked.latest, outcome, purpose, years.this_month::bigint,
           (CASE WHEN printed.total IS NOT NULL AND NOT coalesce(years.counted, false)
                 THEN printed.total ELSE years.total END)::bigint
    FROM years FULL JOIN printed USING (place, outcome, purpose) JOIN asked USING (place)
"""  # noqa: S608 - words of ours


@dataclass(frozen=True)
class Counted:
    """A measure of the report's whole time, and of January to its last month. None: unknown."""

    value: int | None = None
    to_date: int | None = None

    def plus(self, value: int | None, to_date: int | None) -> Counted:
        return Counted(_sum(self.value, value), _sum(self.to_date, to_date))


def recount(entries: tuple[Asked, ...], measures: Collection[Key]) -> dict[Key, Counted]:
    """By measure, over all entries; one without any figure has no entry."""
    outcomes, purposes = zip(*measures, strict=True)
    given = arrays(entries) | {"outcomes": list(outcomes), "purposes": list(purposes)}
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, given)
        return _added(cursor.fetchall())


def _added(rows: Iterable[tuple]) -> dict[Key, Counted]:
    """A year to date is the last month's; the months before it are in it."""
    found: dict[Key, Counted] = {}
    for latest, outcome, purpose, value, to_date in rows:
        before = found.get((outcome, purpose), Counted())
        found[outcome, purpose] = before.plus(value, to_date if latest else None)
    return found


def _sum(one: int | None, other: int | None) -> int | None:
    known = [value for value in (one, other) if value is not None]
    return sum(known) if known else None
