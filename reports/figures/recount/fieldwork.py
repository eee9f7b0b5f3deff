"""Sessions, villages, consultations, findings, follow-ups and officers a second way, at once."""

from __future__ import annotations

import json

from django.db import connection

from reports.figures.recount.asked import ASKED, Asked, arrays

# A session counts from its approval until a correction of it was approved, by the two moments that
# the register keeps. What stands (villages, follow-ups, officers) is as the last month ended. What
# several offices tell counts once: a session that served another office's village belongs to the
# one that held it.
COUNTED = """
    session.status IN ('disetujui', 'digantikan')
    AND coalesce(session.reviewed_at, '-infinity') <= asked.known_at
    AND NOT EXISTS (
        SELECT FROM outreach_session later
        WHERE later.corrects_id = session.id AND later.status IN ('disetujui', 'digantikan')
          AND coalesce(later.reviewed_at, '-infinity') <= asked.known_at)
"""
# Of all revisions of a session the first: two months may each have told of another one.
FIRST = """
    CROSS JOIN LATERAL (
        WITH RECURSIVE line AS (
            SELECT session.id, session.corrects_id
            UNION ALL
            SELECT before.id, before.corrects_id
            FROM line JOIN outreach_session before ON before.id = line.corrects_id
        ) SELECT id FROM line WHERE corrects_id IS NULL
    ) first
"""
RECOUNT = f"""
    WITH {ASKED}, held AS (
        SELECT DISTINCT ON (first.id) coalesce(session.participants, (
            SELECT sum(count) FROM outreach_audience WHERE session_id = session.id)) AS people
        FROM asked
        JOIN outreach_session session
          ON session.office_id = asked.office_id
         AND session.held_on BETWEEN asked.first AND asked.last
        {FIRST}
        WHERE {COUNTED} ORDER BY first.id, asked.first DESC, asked.place
    ), villages AS (
        SELECT DISTINCT ON (tenure.village_id) tenure.village_id, reached.stage
        FROM asked
        JOIN villages_tenure tenure
          ON tenure.office_id = asked.office_id
         AND daterange(tenure.starts_on, tenure.ends_on, '[]') @> asked.last
        CROSS JOIN LATERAL (
            SELECT step.stage
            FROM villages_villagestep step
            LEFT JOIN villages_villagestep today ON today.replaces_id = step.id
            WHERE step.village_id = tenure.village_id AND step.happened_on <= asked.last
              AND step.recorded_at <= asked.known_at
              AND (step.voided_at IS NULL OR step.voided_at > asked.known_at)
            ORDER BY step.happened_on DESC, coalesce(today.id, step.id) DESC LIMIT 1
        ) reached
        WHERE asked.latest ORDER BY tenure.village_id, asked.place
    ), late AS (
        SELECT DISTINCT task.id
        FROM asked
        JOIN outreach_followup task
          ON task.office_id = asked.office_id AND task.due_on < asked.last
         AND (task.done_on IS NULL OR task.done_on > asked.last)
        JOIN outreach_session session
          ON session.id = task.session_id AND session.held_on <= asked.last
        WHERE asked.latest AND {COUNTED}
    ), officers AS (
        SELECT DISTINCT officer.id
        FROM asked
        JOIN officers_officer officer
          ON (officer.left_on >= asked.last) IS NOT FALSE
         AND (officer.joined_on <= asked.last) IS NOT FALSE
        LEFT JOIN officers_officerpost post
          ON post.officer_id = officer.id
         AND daterange(post.starts_on, post.ends_on, '[]') @> asked.last
        WHERE asked.latest AND asked.office_id = CASE
            WHEN EXISTS (SELECT FROM officers_officerpost WHERE officer_id = officer.id)
            THEN post.office_id ELSE officer.office_id END
    ), shared AS (
        SELECT DISTINCT first.id
        FROM asked
        JOIN villages_tenure tenure ON tenure.office_id = asked.office_id
        JOIN outreach_sessionvillage served ON served.village_id = tenure.village_id
        JOIN outreach_session session
          ON session.id = served.session_id AND session.held_on BETWEEN asked.first AND asked.last
         AND daterange(tenure.starts_on, tenure.ends_on, '[]') @> session.held_on
        {FIRST}
        WHERE session.office_id NOT IN (SELECT office_id FROM asked) AND {COUNTED}
    ), noticed AS (
        SELECT DISTINCT ON (finding.id, asked.place)
               asked.latest, step.status, step.due_at < least(
                   (asked.last + 1)::timestamp AT TIME ZONE office.time_zone, asked.known_at
               ) AS overdue,
               (step.at AT TIME ZONE office.time_zone)::date >= asked.first AS of_the_month
        FROM asked
        JOIN officers_office office ON office.id = asked.office_id
        JOIN outreach_finding finding ON finding.office_id = asked.office_id
        JOIN outreach_findingstep step
          ON step.finding_id = finding.id AND step.at <= asked.known_at
         AND (step.at AT TIME ZONE office.time_zone)::date <= asked.last
        ORDER BY finding.id, asked.place, step.at DESC, step.id DESC
    )
    SELECT (SELECT count(*) FROM held),
           (SELECT CASE WHEN count(*) = 0 THEN 0 ELSE sum(people) END FROM held)::bigint,
           (SELECT count(*) FROM outreach_consultation asking JOIN asked
              ON asking.office_id = asked.office_id
             AND asking.held_on BETWEEN asked.first AND asked.last),
           (SELECT count(*) FROM late),
           (SELECT count(*) FROM officers),
           (SELECT count(*) FROM shared),
           (SELECT count(*) FROM outreach_finding finding JOIN asked
              ON finding.office_id = asked.office_id AND finding.submitted_at <= asked.known_at
             AND finding.submitted_on BETWEEN asked.first AND asked.last),
           (SELECT count(*) FROM noticed WHERE of_the_month AND status = 'selesai'),
           (SELECT count(*) FROM noticed WHERE of_the_month AND status = 'ditolak'),
           (SELECT count(*) FROM noticed
            WHERE latest AND status NOT IN ('selesai', 'ditolak')),
           (SELECT count(*) FROM noticed
            WHERE latest AND status NOT IN ('selesai', 'ditolak') AND overdue),
           (SELECT coalesce(json_object_agg(stage, number), '{{}}')::text FROM (
               SELECT stage, count(*) AS number FROM villages GROUP BY stage) AS stages)
"""  # noqa: S608 - words of ours
FINDINGS = ("temuan", "temuan-selesai", "temuan-ditolak", "temuan-terbuka", "temuan-lewat")
NAMES = ("kegiatan", "peserta", "konsultasi", "terlambat", "petugas", "bersama", *FINDINGS)


def recount(entries: tuple[Asked, ...]) -> dict[str, int | None]:
    """By name: NAMES, and "tahap:aktif" for each stage a village stands at."""
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, arrays(entries))
        *counts, stages = cursor.fetchone()
    told = {f"tahap:{stage}": number for stage, number in json.loads(stages).items()}
    return dict(zip(NAMES, counts, strict=True)) | told
