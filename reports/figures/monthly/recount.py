"""The month's passport figures a second way: SQL straight from the facts, no ledger in between."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from dbi_portal.lib.months import Month

# One grain only: the office's own rows for the month, of the fewest dimensions, its home breakdown
# first among equals; without any, the difference of two running totals of that year. A measure of
# one purpose does not count the purpose among the dimensions.
RECOUNT = """
    WITH sums AS (
        SELECT period_start, period_end, kept, sum(count) AS total
        FROM (
            SELECT period_start, period_end, count,
                   CASE WHEN %(purpose)s = '' THEN dimensions
                        ELSE array_remove(dimensions, 'purpose') END AS kept
            FROM reports_passportstatistic,
                 string_to_array(split_part(grain, ':', 2), ',') AS dimensions
            WHERE office_id = (SELECT id FROM officers_office WHERE code = %(office)s)
              AND outcome = %(outcome)s AND (%(purpose)s = '' OR purpose = %(purpose)s)
              AND period_start >= %(new_year)s AND recorded @> %(known_at)s::timestamptz
        ) facts
        GROUP BY period_start, period_end, kept
    ), found AS (
        SELECT 0 AS way, period_start, kept, total FROM sums
        WHERE period_start = %(first)s AND period_end = %(last)s
        UNION ALL
        SELECT 1, now.period_start, now.kept, now.total - before.total
        FROM sums now JOIN sums before USING (period_start, kept)
        WHERE now.period_end = %(last)s AND before.period_end = %(first)s - 1
          AND now.total >= before.total
    )
    SELECT total::bigint FROM found
    ORDER BY way, period_start, cardinality(kept), NOT 'home' = ANY(kept), kept LIMIT 1
"""


def recount(
    *, code: str, month: Month, outcome: str, purpose: str, known_at: datetime
) -> int | None:
    """The office's figure as known at that moment; None while it has none for the month."""
    asked = {
        "office": code,
        "first": month.first_day,
        "last": month.last_day,
        "new_year": month.first_day.replace(month=1),
        "outcome": outcome,
        "purpose": purpose,
        "known_at": known_at,
    }
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, asked)
        found = cursor.fetchone()
    return found[0] if found else None
