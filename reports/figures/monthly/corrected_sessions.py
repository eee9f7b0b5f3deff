"""Sessions of months already told: how many there were then, how many by now, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from django.db import connection

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from outreach.figures.known import THEN
from reports.figures.monthly.closed import Closed
from reports.figures.monthly.content import Correction

SESSIONS, PEOPLE = "kegiatan", "peserta"
# What belongs into an office's report: its own sessions and those that served a village it held
# that day. `was` and `is` say whether a session counted when it was told and counts now.
COUNTED = f"""
    WITH asked AS (
        SELECT * FROM unnest(%(offices)s::bigint[], %(firsts)s::date[], %(lasts)s::date[],
                             %(told)s::timestamptz[])
               AS asked (office_id, first_day, last_day, told_at)
    ), belonging AS (
        SELECT asked.office_id, asked.first_day, asked.told_at, session.id
        FROM asked
        JOIN outreach_session session ON session.office_id = asked.office_id
         AND session.held_on BETWEEN asked.first_day AND asked.last_day
        UNION
        SELECT asked.office_id, asked.first_day, asked.told_at, session.id
        FROM asked
        JOIN villages_tenure tenure ON tenure.office_id = asked.office_id
        JOIN outreach_sessionvillage served ON served.village_id = tenure.village_id
        JOIN outreach_session session ON session.id = served.session_id
         AND session.held_on BETWEEN asked.first_day AND asked.last_day
         AND session.held_on >= tenure.starts_on
         AND (tenure.ends_on IS NULL OR session.held_on <= tenure.ends_on)
    ), known AS (
        SELECT belonging.office_id, belonging.first_day, session.corrects_id,
               coalesce(session.participants, (
                   SELECT sum(count) FROM outreach_audience WHERE session_id = session.id
               ), 0) AS people,
               {THEN.replace("%(known_at)s", "belonging.told_at")} AS was,
               {THEN} AS is_now,
               session.correction_reason AS reason,
               (SELECT later.correction_reason FROM outreach_session later
                WHERE later.corrects_id = session.id AND later.status IN ('disetujui', 'digantikan')
                LIMIT 1) AS replaced_because
        FROM belonging JOIN outreach_session session USING (id)
    )
    SELECT office_id, first_day,
           count(*) FILTER (WHERE was), count(*) FILTER (WHERE is_now),
           coalesce(sum(people) FILTER (WHERE was), 0)::bigint,
           coalesce(sum(people) FILTER (WHERE is_now), 0)::bigint,
           count(*) FILTER (WHERE is_now AND NOT was AND corrects_id IS NULL),
           array_agg(DISTINCT coalesce(nullif(reason, ''), replaced_because)) FILTER (
               WHERE was <> is_now AND coalesce(nullif(reason, ''), replaced_because) IS NOT NULL)
    FROM known GROUP BY 1, 2 HAVING bool_or(was <> is_now) ORDER BY 1, 2
"""  # noqa: S608 -- texts of our own


def corrections(
    asked: Collection[Closed], known_at: datetime, names: Mapping[int, str]
) -> Iterator[tuple[int, Correction]]:
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, _asked(asked, known_at))
        rows = cursor.fetchall()
    for office_id, first, was, now, people_then, people_now, late, reasons in rows:
        about = (names[office_id], str(Month.of(first)))
        why = _why(late, reasons or [])
        if was != now:
            words = (SESSIONS, "Kegiatan yang disetujui", "kegiatan")
            yield office_id, Correction(*about, *words, was, now, why)
        if people_then != people_now:
            words = (PEOPLE, "Peserta kegiatan", "orang")
            yield office_id, Correction(*about, *words, people_then, people_now, why)


def _asked(asked: Collection[Closed], known_at: datetime) -> dict[str, object]:
    return {
        "offices": [each.office_id for each in asked],
        "firsts": [each.month.first_day for each in asked],
        "lasts": [each.month.last_day for each in asked],
        "told": [each.told_at for each in asked],
        "known_at": known_at,
    }


def _why(late: int, reasons: list[str]) -> str:
    """What corrections say of themselves; a session approved late says so."""
    told = [f"{angka(late)} kegiatan disetujui setelah laporan dikirim"] if late else []
    return "; ".join([*told, *reasons])
