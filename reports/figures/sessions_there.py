"""Approved sessions of a slice that names places: a regency, or villages of some status.

A session is of a place when it served a Desa Binaan there or names a region there as reached.
Sums of months cannot tell that without counting a session of two villages twice, so the sessions
themselves are asked; purposes, outcomes and destinations are no matter of sessions.
"""

from __future__ import annotations

from datetime import datetime

from dbi_portal.lib.months import Month
from dbi_portal.lib.reading import reading
from outreach.figures.known import counted
from outreach.models import Session
from reports.figures import sessions
from reports.figures.made_up import MadeUp
from reports.figures.sessions import SessionCount, SessionFigures
from reports.figures.slices import Slice

# A regency written as the first letters of a code, or a list of villages' codes; both may be asked.
THERE = """
    AND session.id IN (
        SELECT session_id FROM outreach_regionreached reached
        WHERE (%(beneath)s = '' OR reached.region_id LIKE %(beneath)s)
          AND (%(homes)s::text[] IS NULL OR reached.region_id = ANY(%(homes)s::text[]))
        UNION ALL
        SELECT served.session_id FROM outreach_sessionvillage served
        JOIN villages_guidedvillage village ON village.id = served.village_id
        WHERE (%(beneath)s = '' OR village.region_id LIKE %(beneath)s)
          AND (%(homes)s::text[] IS NULL OR village.region_id = ANY(%(homes)s::text[])))
"""


def by_month(
    asked: Slice, *, known_at: datetime | None = None
) -> dict[tuple[int, Month], SessionCount]:
    """As `sessions.by_month`, of the places the slice names; of all, where it names none."""
    if not asked.by_home:
        return sessions.by_month(asked.offices, asked.months, known_at=known_at)
    rows = _asked(sessions.BY_MONTH, asked, known_at)
    return {
        (office_id, Month.of(first)): SessionCount(*counts, MadeUp.read(some=some, every=every))
        for office_id, first, *counts, some, every in rows
    }


def held(
    asked: Slice, *, count: SessionCount | None = None, known_at: datetime | None = None
) -> SessionFigures:
    """As `sessions.held`, of the places the slice names; of all, where it names none."""
    if not asked.by_home:
        return sessions.held(asked.offices, asked.months, count=count, known_at=known_at)
    if count is None:
        count = SessionCount.of(list(by_month(asked, known_at=known_at).values()))
    if not count.sessions:
        return SessionFigures(count, (), 0, 0, 0, 0, 0, 0)
    [(kinds, *reach)] = _asked(sessions.REACH, asked, known_at)
    return SessionFigures(count, tuple((name, number) for name, number in kinds), *reach)


def condition(known_at: datetime | None = None) -> str:
    """SQL about a table named `session`: approved, and of the slice's places (`values_of`)."""
    return counted(known_at) + THERE


def values_of(asked: Slice, known_at: datetime | None = None) -> dict[str, object]:
    """What a question with that condition is given."""
    return {
        "offices": list(asked.offices),
        "first_day": asked.months.first_day,
        "last_day": asked.months.last_day,
        "approved": Session.Status.APPROVED,
        "known_at": known_at,
        "beneath": f"{asked.regency}.%" if asked.regency else "",
        "homes": None if asked.homes is None else list(asked.homes),
    }


def _asked(sql: str, asked: Slice, known_at: datetime | None) -> list[tuple]:
    with reading().cursor() as cursor:
        cursor.execute(sql.format(counted=condition(known_at)), values_of(asked, known_at))
        return cursor.fetchall()
