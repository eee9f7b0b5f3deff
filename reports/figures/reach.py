"""How many desa and kelurahan of a work area approved sessions reached, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dbi_portal.lib.reading import reading
from reports.figures.slices import Slice

# A work area names provinces, regencies, districts or villages; a village lies in it by its code.
REACH = """
    WITH area AS (
        SELECT DISTINCT region_id AS code FROM villages_jurisdiction
        WHERE office_id = ANY(%(offices)s::bigint[]) AND starts_on <= %(day)s
          AND (ends_on IS NULL OR ends_on >= %(day)s)
    ), reached AS (
        SELECT region AS code FROM outreach_reachedsum
        WHERE office_id = ANY(%(offices)s::bigint[]) AND sessions > 0
          AND month BETWEEN %(first_day)s AND %(last_day)s
        UNION
        SELECT village.region_id FROM outreach_servedsum served
        JOIN villages_guidedvillage village ON village.id = served.village_id
        WHERE served.office_id = ANY(%(offices)s::bigint[]) AND served.sessions > 0
          AND served.month BETWEEN %(first_day)s AND %(last_day)s
    )
    SELECT count(*), count(*) FILTER (WHERE code IN (SELECT code FROM reached))
    FROM villages_region
    WHERE level = 'desa' AND (retired_on IS NULL OR retired_on > %(day)s)
      AND (left(code, 2) IN (SELECT code FROM area) OR left(code, 5) IN (SELECT code FROM area)
           OR left(code, 8) IN (SELECT code FROM area) OR code IN (SELECT code FROM area))
      AND (%(beneath)s = '' OR code LIKE %(beneath)s)
      AND (%(homes)s::text[] IS NULL OR code = ANY(%(homes)s::text[]))
"""


@dataclass(frozen=True)
class Reach:
    """`villages` of the area on the day; `reached`: those a session of the months names or served.

    A session that only says where it was held counts in Cakupan, not here.
    """

    villages: int
    reached: int

    @property
    def missing(self) -> int:
        return self.villages - self.reached


def reach_of(asked: Slice, *, on: date) -> Reach:
    """Of the offices' work area on that day, within the regency or the villages asked for."""
    given = {
        "offices": list(asked.offices),
        "day": on,
        "first_day": asked.months.first_day,
        "last_day": asked.months.last_day,
        "beneath": f"{asked.regency}.%" if asked.regency else "",
        "homes": None if asked.homes is None else list(asked.homes),
    }
    with reading().cursor() as cursor:
        cursor.execute(REACH, given)
        return Reach(*cursor.fetchone())
