"""Which session reached which village, asked of the database.

A session reaches the regions it names (`RegionReached`) and those of the Desa Binaan it served
(`SessionVillage`). One that names neither reached the village it was held in (`place_region`): a
hotel is the venue of a whole city's session and says nothing about the kelurahan around it.
What a region reached before it was split, merged or renamed counts for its successors.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Left

from outreach.figures.area import Area
from outreach.figures.coverage import DISTRICT, REGENCY, Visits
from outreach.models import RegionReached, Session, SessionVillage
from villages.models import RegionSuccession

APPROVED, PLANNED = Session.Status.APPROVED, Session.Status.PLANNED

REACHED = """
    WITH told (session_id, held_on, status, place_id) AS MATERIALIZED ({told}),
    area (code, district, regency) AS MATERIALIZED ({area}),
    named AS (
        SELECT session_id, region_id, FALSE AS by_place FROM outreach_regionreached
        UNION ALL
        SELECT served.session_id, village.region_id, FALSE
        FROM outreach_sessionvillage served
        JOIN villages_guidedvillage village ON village.id = served.village_id
        UNION ALL
        SELECT told.session_id, told.place_id, TRUE FROM told
        WHERE told.place_id IS NOT NULL
          AND NOT EXISTS (
              SELECT FROM outreach_regionreached r WHERE r.session_id = told.session_id
          )
          AND NOT EXISTS (
              SELECT FROM outreach_sessionvillage v WHERE v.session_id = told.session_id
          )
    ),
    reached AS MATERIALIZED (
        SELECT told.session_id, told.held_on, told.status = 'disetujui' AS approved,
               told.held_on >= %s AS within, area.*, bool_and(named.by_place) AS by_place
        FROM told
        JOIN named USING (session_id)
        LEFT JOIN villages_region old ON old.code = named.region_id AND old.retired_on <= %s
        LEFT JOIN villages_regionsuccession heir ON heir.retired_id = old.code
        JOIN area ON area.code = coalesce(heir.successor_id, named.region_id)
        GROUP BY 1, 2, 3, 4, 5, 6, 7
    )
"""
VISITS = """
    SELECT coalesce({finest}, regency, ''),
           count(DISTINCT session_id) FILTER (WHERE approved AND within),
           count(DISTINCT code) FILTER (WHERE approved AND within),
           max(held_on) FILTER (WHERE approved),
           count(DISTINCT session_id) FILTER (WHERE NOT approved),
           min(held_on) FILTER (WHERE NOT approved),
           bool_and(by_place) FILTER (WHERE approved AND within)
    FROM reached
    GROUP BY GROUPING SETS ({sets})
"""
SETS = "(), (regency), (regency, district)"
TO_DISTRICTS = {"finest": "district", "sets": SETS}
TO_VILLAGES = {"finest": "code, district", "sets": f"{SETS}, (regency, district, code)"}
TERMS = """
    SELECT part.{column}, left(reached.code, %s), count(DISTINCT reached.code),
           count(DISTINCT reached.session_id)
    FROM reached JOIN {table} part ON part.session_id = reached.session_id
    WHERE approved AND within
    GROUP BY GROUPING SETS ((1, 2), (1))
"""
TERM_TABLES = {
    "topic": ("outreach_sessiontopic", "topic_id"),
    "group": ("outreach_audience", "group_id"),
}
UNITS = """
    SELECT DISTINCT reached.code, part.units, part.rt_count, part.rw_count
    FROM reached
    JOIN outreach_regionreached part ON part.session_id = reached.session_id
    LEFT JOIN villages_regionsuccession heir ON heir.retired_id = part.region_id
    WHERE approved AND within AND reached.code IN (part.region_id, heir.successor_id)
      AND (part.units <> '' OR part.rt_count IS NOT NULL OR part.rw_count IS NOT NULL)
"""


@dataclass(frozen=True)
class Question:
    """Whose sessions (a queryset the reader sees), where, from which day to which, as of `on`."""

    sessions: QuerySet
    area: Area
    on: date
    start: date | None = None
    end: date | None = None

    @property
    def regions(self) -> QuerySet:
        """The villages of the area on the last day."""
        return self.area.regions(on=self.last_day)

    def rows(self, sql: str, *values) -> list[tuple]:
        """The rows of `sql`, which reads from `reached`."""
        codes = "pk", Left("code", DISTRICT), Left("code", REGENCY)
        try:
            told, sessions = self._told().query.sql_with_params()
            area, places = self.regions.values_list(*codes).query.sql_with_params()
        except EmptyResultSet:  # a reader who sees no session at all, or nowhere
            return []
        parameters = [*sessions, *places, self.start or date.min, self.last_day, *values]
        with connection.cursor() as cursor:
            cursor.execute(REACHED.format(told=told, area=area) + sql, parameters)
            return cursor.fetchall()

    @property
    def last_day(self) -> date:
        return min(self.end, self.on) if self.end else self.on

    def _told(self) -> QuerySet:
        """Approved sessions until the last day, and plans for later within the period."""
        plans = Q(status=PLANNED, held_on__gte=self.on)
        if self.end:
            plans &= Q(held_on__lte=self.end)
        held = Q(status=APPROVED, held_on__lte=self.last_day)
        rows = self.sessions.filter(held | plans).order_by()
        return rows.values_list("pk", "held_on", "status", "place_region_id")


def visits(question: Question, *, villages: bool) -> dict[str, Visits]:
    """By region code ("" for the whole area): regencies, districts, and with `villages` those."""
    rows = question.rows(VISITS.format(**(TO_VILLAGES if villages else TO_DISTRICTS)))
    return {code: Visits(*told, by_place=bool(place)) for code, *told, place in rows}


def terms(question: Question, kind: str, *, depth: int) -> Iterator[tuple]:
    """(term id, region code or None for all, villages, sessions) of one kind: topic or group.

    `depth` is how many letters of a village's code name the column.
    """
    table, column = TERM_TABLES[kind]
    yield from question.rows(TERMS.format(table=table, column=column), depth)


def named_units(question: Question) -> list[tuple[str, str, int | None, int | None]]:
    """(village, RT and RW in words, counted RT, counted RW) of each visit that names or counts."""
    return question.rows(UNITS)


def reaching(area: Area, *, on: date) -> Q:
    """Sessions that reached a village of the area, by the same rules: for a register."""
    codes = area.regions(on=on).values("pk")
    old = RegionSuccession.objects.filter(successor__in=codes).values("retired")
    named = RegionReached.objects.filter(Q(region__in=codes) | Q(region__in=old))
    served = SessionVillage.objects.filter(
        Q(village__region__in=codes) | Q(village__region__in=old)
    )
    held = Q(place_region__in=codes) | Q(place_region__in=old)
    return (
        Q(pk__in=named.values("session"))
        | Q(pk__in=served.values("session"))
        | (held & ~_names_a_region())
    )


def placeless() -> Q:
    """Sessions that say nowhere whom they reached: no coverage can hold them."""
    return Q(place_region__isnull=True) & ~_names_a_region()


def _names_a_region() -> Q:
    own = {"session": OuterRef("pk")}
    return Exists(RegionReached.objects.filter(**own)) | Exists(
        SessionVillage.objects.filter(**own)
    )
