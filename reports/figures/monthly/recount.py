"""The month's passport figures a second way: SQL straight from the facts, no ledger in between."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from dbi_portal.lib.months import Month

# Per office the rows of one grain only: the one with the fewest dimensions beside the purpose,
# its home breakdown first among equals. A month without rows of its own gives nothing.
RECOUNT = """
    WITH grains AS (
        SELECT office_id, sum(count) AS total,
               array_remove(string_to_array(split_part(grain, ':', 2), ','), 'purpose') AS kept
        FROM reports_passportstatistic
        WHERE office_id = (SELECT id FROM officers_office WHERE code = %(office)s)
          AND period_start = %(first)s AND period_end = %(last)s
          AND outcome = %(outcome)s AND (%(purpose)s = '' OR purpose = %(purpose)s)
          AND recorded @> %(known_at)s::timestamptz
        GROUP BY office_id, kept
    )
    SELECT total FROM grains
    ORDER BY cardinality(kept), NOT 'home' = ANY(kept), kept LIMIT 1
"""


def recount(
    *, codes: Sequence[str], month: Month, outcome: str, purpose: str, known_at: datetime
) -> int | None:
    """The sum over these offices; None when none of them has rows for exactly that month."""
    found = []
    with connection.cursor() as cursor:
        for code in codes:
            cursor.execute(
                RECOUNT,
                {
                    "office": code,
                    "first": month.first_day,
                    "last": month.last_day,
                    "outcome": outcome,
                    "purpose": purpose,
                    "known_at": known_at,
                },
            )
            found += [row[0] for row in cursor.fetchall()]
    return int(sum(found)) if found else None
