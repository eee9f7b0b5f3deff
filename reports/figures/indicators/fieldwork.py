"""Measures of work in the villages: approved sessions, consultations, what was agreed there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from dbi_portal.lib.months import Month
from outreach.figures.known import counted as known
from reports.figures.indicators.asked import Asked, Values, counted
from reports.figures.sessions import SessionCount, by_month

HELD = """
    SELECT n, office_id, sum(sessions)::bigint,
           CASE WHEN sum(sessions) > sum(uncounted) THEN sum(people)::bigint END
    FROM asked JOIN outreach_sessionsum held ON held.month BETWEEN first_day AND last_day
        AND held.office_id = ANY(%(offices)s::bigint[])
    GROUP BY GROUPING SETS ((n, office_id), (n))
"""
SERVED = """
    SELECT n, office_id, count(DISTINCT village_id)
    FROM asked JOIN outreach_servedsum served ON served.month BETWEEN first_day AND last_day
        AND served.office_id = ANY(%(offices)s::bigint[])
    GROUP BY GROUPING SETS ((n, office_id), (n))
"""
SERVED_THEN = """
    SELECT n, session.office_id, count(DISTINCT served.village_id)
    FROM asked JOIN outreach_session session ON session.held_on BETWEEN first_day AND last_day
        AND session.office_id = ANY(%(offices)s::bigint[]) AND {counted}
    JOIN outreach_sessionvillage served ON served.session_id = session.id
    GROUP BY GROUPING SETS ((n, session.office_id), (n))
"""
# By month first: a country's consultations stand in several periods each.
CONSULTED = """, monthly AS (
        SELECT office_id, date_trunc('month', held_on)::date AS month, count(*) AS number
        FROM outreach_consultation
        WHERE office_id = ANY(%(offices)s::bigint[])
          AND held_on >= (SELECT min(first_day) FROM asked)
          AND held_on <= (SELECT max(last_day) FROM asked)
        GROUP BY 1, 2
    )
    SELECT n, office_id, sum(number)::bigint
    FROM asked JOIN monthly ON month BETWEEN first_day AND last_day
    GROUP BY GROUPING SETS ((n, office_id), (n))
"""
# Agreed on the day of its session; of sessions that count.
AGREED = """
    SELECT held.office_id, date_trunc('month', held.held_on)::date,
           date_trunc('month', follow.done_on)::date, count(*)
    FROM outreach_followup follow JOIN outreach_session held ON held.id = follow.session_id
    WHERE held.status = 'disetujui' AND held.office_id = ANY(%(offices)s::bigint[])
      AND held.held_on <= (SELECT max(last_day) FROM asked)
    GROUP BY 1, 2, 3
"""


def sessions(asked: Asked) -> Mapping[str, Values]:
    if asked.known_at:
        return _sessions_then(asked)
    rows = asked.rows(HELD)
    return {"kegiatan": counted(asked, rows, 2), "peserta": counted(asked, rows, 3)}


def _sessions_then(asked: Asked) -> Mapping[str, Values]:
    """Counted from the sessions themselves; people unknown where nobody counted any."""
    monthly = by_month(asked.ids, asked.whole, known_at=asked.known_at)
    held, people = asked.zeros(), asked.zeros()
    for office, span in held:
        found = SessionCount.of(
            [
                each
                for (pk, month), each in monthly.items()
                if month in span and office in (None, pk)
            ]
        )
        held[office, span] = found.sessions
        told = not found.sessions or found.sessions > found.uncounted
        people[office, span] = found.participants if told else None
    return {"kegiatan": held, "peserta": people}


def served(asked: Asked) -> Mapping[str, Values]:
    if asked.known_at:
        sql = SERVED_THEN.format(counted=known(asked.known_at))
        rows = asked.rows(sql, known_at=asked.known_at)
    else:
        rows = asked.rows(SERVED)
    return {"desa-dikunjungi": counted(asked, rows, 2)}


def consultations(asked: Asked) -> Mapping[str, Values]:
    return {"konsultasi": counted(asked, asked.rows(CONSULTED), 2)}


def follow_ups(asked: Asked) -> Mapping[str, Values]:
    """Those done in the period, and those still open at its end."""
    begun, done = Counter(), Counter()
    for office, agreed_in, done_in, number in asked.rows(AGREED):
        begun[office, Month.of(agreed_in)] += number
        if done_in:
            done[office, Month.of(done_in)] += number
    return {
        "tindak-lanjut-selesai": _within(asked, done),
        "tindak-lanjut-terbuka": _open(asked, begun, done),
    }


def _within(asked: Asked, monthly: Counter) -> Values:
    found = asked.zeros()
    for (office, month), number in monthly.items():
        for span in asked.spans:
            if month in span:
                found[office, span] += number
                found[None, span] += number
    return found


def _open(asked: Asked, begun: Counter, done: Counter) -> Values:
    left = Counter(begun)
    left.subtract(done)
    found = asked.zeros()
    for (office, month), number in left.items():
        for span in asked.spans:
            if month <= span.last:
                found[office, span] += number
                found[None, span] += number
    return found
