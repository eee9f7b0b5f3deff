"""What the lines of one page need besides: whose applicants they are, when the last visit was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dbi_portal.lib.reading import reading
from reports.figures.need.ranked import Line
from reports.figures.slices import Slice

# Of the offices that counted applicants of a village, the one with most; by id where they tie.
BESIDE = """
    SELECT asked.region, (
        SELECT kept.office_id FROM reports_homesum kept
        WHERE kept.home_region = asked.region AND kept.figures > 0
          AND kept.office_id = ANY(%(offices)s::bigint[])
          AND kept.period_start >= %(first_day)s AND kept.period_end <= %(last_day)s
          AND kept.outcome = 'terbit' AND kept.purpose = 'pmi'
        GROUP BY kept.office_id ORDER BY sum(kept.total) DESC, kept.office_id LIMIT 1
    ), greatest((
        SELECT max(kept.last_on) FROM outreach_servedsum kept
        JOIN villages_guidedvillage village ON village.id = kept.village_id
        WHERE village.region_id = asked.region AND kept.month <= %(last_day)s
          AND kept.office_id = ANY(%(offices)s::bigint[])
    ), (
        SELECT max(kept.last_on) FROM outreach_reachedsum kept
        WHERE kept.region = asked.region AND kept.month <= %(last_day)s
          AND kept.office_id = ANY(%(offices)s::bigint[])
    ))
    FROM unnest(%(regions)s::text[]) AS asked (region)
"""


@dataclass(frozen=True)
class Beside:
    """`office_id` may be None: nobody counted PMI passports there. `last_on`: ever."""

    office_id: int | None = None
    last_on: date | None = None


def beside(lines: Sequence[Line], asked: Slice) -> dict[str, Beside]:
    """By region code, in one question."""
    if not lines:
        return {}
    given = {
        "regions": [line.region_id for line in lines],
        "offices": list(asked.offices),
        "first_day": asked.months.first_day,
        "last_day": asked.months.last_day,
    }
    with reading().cursor() as cursor:
        cursor.execute(BESIDE, given)
        return {region: Beside(*told) for region, *told in cursor.fetchall()}
