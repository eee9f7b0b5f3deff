"""What was done in the villages: approved sessions only. Told its offices and months.

As the portal knows them now their sums are kept (outreach/models/summary.py); as it knew them at a
moment they are counted from the sessions.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from dbi_portal.lib.months import Month
from dbi_portal.lib.reading import reading
from outreach.figures.known import counted
from outreach.models import Audience, Session
from reports.figures.made_up import MadeUp
from reports.figures.period import MonthRange

KEPT_BY_MONTH = """
    SELECT office_id, month, sum(sessions), sum(people)::bigint, sum(uncounted),
           bool_or(made_up > 0), bool_and(made_up = sessions)
    FROM outreach_sessionsum
    WHERE office_id = ANY(%(offices)s::bigint[]) AND month BETWEEN %(first_day)s AND %(last_day)s
    GROUP BY 1, 2
"""
KEPT_HERE = """
    SELECT * FROM {table}
    WHERE office_id = ANY(%(offices)s::bigint[]) AND month BETWEEN %(first_day)s AND %(last_day)s
"""
# In the order of SessionFigures' fields after the count, as REACH.
KEPT_REACH = f"""
    WITH held AS ({KEPT_HERE.format(table="outreach_sessionsum")}),
    served AS ({KEPT_HERE.format(table="outreach_servedsum")}),
    reached AS ({KEPT_HERE.format(table="outreach_reachedsum")}),
    kinds AS (
        SELECT kind.name, sum(sessions) AS number FROM held
        JOIN outreach_sessionkind kind ON kind.id = held.kind_id GROUP BY kind.name
    )
    SELECT (SELECT json_agg(json_build_array(name, number) ORDER BY number DESC, name) FROM kinds),
           (SELECT coalesce(sum(without_village), 0) FROM held),
           (SELECT count(DISTINCT village_id) FROM served),
           (SELECT count(*) FROM (
                SELECT region FROM reached UNION
                SELECT village.region_id FROM served
                JOIN villages_guidedvillage village ON village.id = served.village_id) places),
           (SELECT coalesce(sum(rt), 0) FROM reached),
           (SELECT coalesce(sum(rw), 0) FROM reached),
           (SELECT count(DISTINCT institution_id) FROM (
                {KEPT_HERE.format(table="outreach_institutionsum")}) spoke)
"""  # noqa: S608 - names of ours
# People: the written total, else what the groups add up to, else unknown (`with_people`).
BY_MONTH = """
    SELECT held.office_id, date_trunc('month', held.held_on)::date, count(*),
           coalesce(sum(held.people), 0)::bigint, count(*) FILTER (WHERE held.people IS NULL),
           bool_or(held.made_up), bool_and(held.made_up)
    FROM (
        SELECT office_id, held_on, made_up, coalesce(participants, (
            SELECT sum(count) FROM outreach_audience WHERE session_id = session.id)) AS people
        FROM outreach_session session
        WHERE {counted} AND office_id = ANY(%(offices)s::bigint[])
          AND held_on BETWEEN %(first_day)s AND %(last_day)s
    ) held
    GROUP BY 1, 2
"""
# In the order of SessionFigures' fields after the count.
REACH = """
    WITH held AS (
        SELECT id, kind_id FROM outreach_session session
        WHERE {counted} AND office_id = ANY(%(offices)s::bigint[])
          AND held_on BETWEEN %(first_day)s AND %(last_day)s
    ), served AS (
        SELECT session_id, village_id FROM outreach_sessionvillage
        WHERE session_id IN (SELECT id FROM held)
    ), reached AS (
        SELECT region_id, rt_count, rw_count FROM outreach_regionreached
        WHERE session_id IN (SELECT id FROM held)
    ), kinds AS (
        SELECT kind.name, count(*) AS number FROM held
        JOIN outreach_sessionkind kind ON kind.id = held.kind_id GROUP BY kind.name
    )
    SELECT (SELECT json_agg(json_build_array(name, number) ORDER BY number DESC, name) FROM kinds),
           (SELECT count(*) FROM held WHERE id NOT IN (SELECT session_id FROM served)),
           (SELECT count(DISTINCT village_id) FROM served),
           (SELECT count(*) FROM (
                SELECT region_id FROM reached UNION
                SELECT village.region_id FROM served
                JOIN villages_guidedvillage village ON village.id = served.village_id) places),
           (SELECT coalesce(sum(rt_count), 0) FROM reached),
           (SELECT coalesce(sum(rw_count), 0) FROM reached),
           (SELECT count(DISTINCT institution_id) FROM outreach_speaker
            WHERE session_id IN (SELECT id FROM held))
"""


@dataclass(frozen=True)
class SessionCount:
    """Sessions of one office in one month, or sums of such."""

    sessions: int = 0
    participants: int = 0
    uncounted: int = 0  # sessions that say nothing about their participants
    made_up: MadeUp = MadeUp.NONE

    @classmethod
    def of(cls, counts: Collection[SessionCount]) -> SessionCount:
        return cls(
            sessions=sum(each.sessions for each in counts),
            participants=sum(each.participants for each in counts),
            uncounted=sum(each.uncounted for each in counts),
            made_up=MadeUp.of(each.made_up for each in counts if each.sessions),
        )


@dataclass(frozen=True)
class SessionFigures:
    """Sessions of some offices and months: how many, of which kind, whom and where they reached."""

    count: SessionCount
    kinds: tuple[tuple[str, int], ...]
    without_village: int
    villages: int  # Desa Binaan served, each once
    regions: int  # villages reached, the Desa Binaan served among them, each once
    rt: int
    rw: int
    institutions: int  # that sent a speaker, each once


def by_month(
    offices: Collection, months: Month | MonthRange, *, known_at: datetime | None = None
) -> dict[tuple[int, Month], SessionCount]:
    """Counts by office id and month; an office without a session in a month has no entry.

    `known_at`: as the portal knew it at that moment; without it, as it knows it now.
    """
    rows = _asked(BY_MONTH if known_at else KEPT_BY_MONTH, offices, MonthRange.of(months), known_at)
    return {
        (office_id, Month.of(first)): SessionCount(*counts, MadeUp.read(some=some, every=every))
        for office_id, first, *counts, some, every in rows
    }


def held(
    offices: Collection,
    months: Month | MonthRange,
    *,
    count: SessionCount | None = None,
    known_at: datetime | None = None,
) -> SessionFigures:
    """Approved sessions of these offices. One without a village counts for its office all the same.

    `count`: where the caller has it already, which saves a query.
    """
    months = MonthRange.of(months)
    if count is None:
        count = SessionCount.of(list(by_month(offices, months, known_at=known_at).values()))
    if not count.sessions:
        return SessionFigures(count, (), 0, 0, 0, 0, 0, 0)
    [(kinds, *reach)] = _asked(REACH if known_at else KEPT_REACH, offices, months, known_at)
    return SessionFigures(count, tuple((name, number) for name, number in kinds), *reach)


def with_people(sessions: QuerySet) -> QuerySet:
    """Adds `people`: the written total, else the sum of the groups; None when nobody counted."""
    groups = Audience.objects.filter(session=OuterRef("pk")).order_by().values("session")
    counted = Subquery(groups.values(total=Sum("count")))
    return sessions.annotate(people=Coalesce("participants", counted))


def _asked(
    sql: str, offices: Collection, months: MonthRange, known_at: datetime | None
) -> list[tuple]:
    given = {
        "offices": [getattr(office, "pk", office) for office in offices],
        "first_day": months.first_day,
        "last_day": months.last_day,
        "approved": Session.Status.APPROVED,
        "known_at": known_at,
    }
    with reading().cursor() as cursor:
        cursor.execute(sql.format(counted=counted(known_at)), given)
        return cursor.fetchall()
