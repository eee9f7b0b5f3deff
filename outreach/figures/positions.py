"""Where sessions in a village were held: its point on the map while nobody has set one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from statistics import median

from django.db import connection

from outreach.models import Session

# A session's position speaks for the village it was held in. One that does not say where it was
# held speaks for its Desa Binaan, if it served that one alone: a hotel is no kelurahan.
POSITIONS = """
    SELECT held.place_region_id, held.latitude, held.longitude
    FROM outreach_session held
    WHERE held.latitude IS NOT NULL AND held.status = %(approved)s
      AND held.place_region_id = ANY(%(codes)s)
    UNION ALL
    SELECT min(village.region_id), min(held.latitude), min(held.longitude)
    FROM outreach_session held
    JOIN outreach_sessionvillage served ON served.session_id = held.id
    JOIN villages_guidedvillage village ON village.id = served.village_id
    WHERE held.latitude IS NOT NULL AND held.status = %(approved)s
      AND held.place_region_id IS NULL
    GROUP BY held.id
    HAVING count(*) = 1 AND min(village.region_id) = ANY(%(codes)s)
"""


def positions(codes: Collection[str]) -> dict[str, tuple[float, float, int]]:
    """{village code: (latitude, longitude, sessions)}: the middle one of its approved sessions."""
    if not codes:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(POSITIONS, asked_for(codes))
        return middles(cursor.fetchall())


def asked_for(codes: Collection[str]) -> dict[str, object]:
    """What `POSITIONS` is given."""
    return {"codes": list(codes), "approved": Session.Status.APPROVED}


def middles(rows: Iterable[tuple[str, float, float]]) -> dict[str, tuple[float, float, int]]:
    """{village code: (latitude, longitude, sessions)} of the rows of `POSITIONS`."""
    met: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for code, lat, lng in rows:
        met[code].append((lat, lng))
    return {
        code: (median(lat for lat, _ in each), median(lng for _, lng in each), len(each))
        for code, each in met.items()
    }
