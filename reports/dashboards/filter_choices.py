"""Offices, regencies and countries to choose from, asked of the database in one question."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from dbi_portal.lib.reading import reading
from officers.models import Office, User
from officers.roles import OfficeKind
from reports.figures.period import MonthRange

# Of a page's own offices: those beneath a Kanwil at the month's end, or the one office.
CHOICES = """
    WITH beneath AS (
        SELECT office_id AS id FROM officers_officesupervision
        WHERE supervisor_id = %(head)s AND starts_on <= %(last_day)s
          AND (ends_on IS NULL OR ends_on >= %(last_day)s)
        UNION SELECT %(head)s
    ), area AS (
        SELECT DISTINCT region_id AS code FROM villages_jurisdiction
        WHERE office_id IN (SELECT id FROM beneath) AND starts_on <= %(last_day)s
          AND (ends_on IS NULL OR ends_on >= %(last_day)s)
    )
    SELECT 'kantor', code, short_name, kind FROM officers_office
    WHERE %(all)s OR id = ANY(%(seen)s::bigint[])
    UNION ALL
    SELECT 'kabupaten', code, name, path FROM villages_region
    WHERE level = 'kabupaten' AND retired_on IS NULL
      AND (%(centre)s OR code = %(regency)s OR left(code, 2) IN (SELECT code FROM area)
           OR code IN (SELECT left(code, 5) FROM area))
    UNION ALL
    SELECT DISTINCT 'tujuan', destination, destination, '' FROM reports_destinationsum
    WHERE (%(centre)s OR office_id IN (SELECT id FROM beneath))
      AND period_start >= %(first_day)s AND period_end <= %(last_day)s AND figures > 0
    ORDER BY 1, 4, 3
"""


@dataclass(frozen=True)
class Choices:
    """(code, name, kind) of offices; (code, name, province) of regencies; names of countries."""

    offices: list[tuple[str, str, str]]
    regencies: list[tuple[str, str, str]]
    destinations: list[str]


def choices(user: User, head: Office, months: MonthRange, *, regency: str) -> Choices:
    """What this reader can choose on the page of `head`; the regency chosen is always among it."""
    given = {
        "head": head.pk,
        "all": user.sees_all_offices,
        "seen": sorted(user.visible_office_ids) if not user.sees_all_offices else [],
        "centre": head.kind == OfficeKind.CENTRE,
        "regency": regency,
        "first_day": months.first_day,
        "last_day": months.last_day,
    }
    found: dict[str, list] = defaultdict(list)
    with reading().cursor() as cursor:
        cursor.execute(CHOICES, given)
        for word, *row in cursor.fetchall():
            found[word].append(tuple(row))
    countries = [name for name, _, _ in found["tujuan"]]
    return Choices(found["kantor"], found["kabupaten"], countries)
