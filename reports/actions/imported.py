"""Figures of a checked sheet into the register, by the database itself: all of them or none.

The lines of the run are the source; nothing travels through Python, however many they are.
"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, connection, transaction

from dbi_portal.lib.integrity import constraint_of
from officers.imports.resource import Overtaken
from officers.models import ImportLine, ImportRun, User
from reports.actions.statistics import ONE_PER_KEY, SHORTEST

# An import closes figures in one statement and writes others in the next, and each changes sums
# that are kept (reports/models/summary.py): two of one office take turns, or they could wait for
# each other in a circle.
IN_TURN = """
    SELECT pg_advisory_xact_lock(20252, office) FROM ({offices} ORDER BY 1) AS asked (office)
"""
ROOM = "SET LOCAL work_mem = '64MB'"  # a hundred thousand lines are sorted without a file
OFFICES = """
    SELECT DISTINCT ("values"->>'office_id')::integer FROM officers_importline
    WHERE run_id = %(run)s AND state IN ('new', 'changed')
"""
# Held in the order of their keys, so that two imports never wait for each other.
HOLD = """
    SELECT count(*), max(lower(held.recorded)) FROM (
        SELECT row.recorded
        FROM officers_importline AS line
        JOIN reports_passportstatistic AS row ON row.id = line.target::bigint
        WHERE line.run_id = %(run)s AND line.state = 'changed' AND upper_inf(row.recorded)
        ORDER BY row.id FOR UPDATE OF row
    ) AS held
"""
CLOSE = """
    UPDATE reports_passportstatistic AS row
    SET recorded = tstzrange(lower(row.recorded), %(at)s)
    FROM officers_importline AS line
    WHERE line.run_id = %(run)s AND line.state = 'changed' AND row.id = line.target::bigint
"""
# In the order of the key, so that two imports of the same figures never wait for each other.
INSERT = """
    INSERT INTO reports_passportstatistic (
        office_id, period_start, period_end, outcome, purpose, home_region_id, service_point,
        service, book_type, destination, sex, reason, count, grain, recorded, supersedes_id,
        correction_reason, entered_by_id, import_run_id, sheet, "row", "column", source, made_up)
    SELECT (v->>'office_id')::bigint, (v->>'period_start')::date, (v->>'period_end')::date,
        v->>'outcome', coalesce(v->>'purpose', ''), v->>'home_region_id',
        coalesce(v->>'service_point', ''), coalesce(v->>'service', ''),
        coalesce(v->>'book_type', ''), coalesce(v->>'destination', ''), coalesce(v->>'sex', ''),
        coalesce(v->>'reason', ''), (v->>'count')::integer, v->>'grain',
        tstzrange(%(at)s, NULL), nullif(target, '')::bigint,
        CASE WHEN target = '' THEN '' ELSE %(reason)s END,
        %(by)s, run_id, sheet, "row", "column", %(example)s, %(example)s <> ''
    FROM (SELECT *, "values" AS v FROM officers_importline) AS line
    WHERE run_id = %(run)s AND state IN ('new', 'changed')
    ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
"""


@transaction.atomic
def write_figures(*, run: ImportRun, by: User, at: datetime, example: str = "") -> dict[str, int]:
    """Write the run's new and changed lines; how many of each. With `example` as their source
    they are marked as made up.

    A changed one closes the figure it corrects. Raises Overtaken when one of those is no longer
    current, or when a new one's key has been filled meanwhile; nothing is written then.
    """
    in_turn(OFFICES, run)
    corrected = run.lines.filter(state=ImportLine.State.CHANGED).count()
    begin = _close_corrected(run, corrected, at)
    reason = f"impor {run.filename}"[:250]
    given = {"run": run.pk, "by": by.pk, "at": begin, "reason": reason, "example": example}
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(INSERT, given)
            written = cursor.rowcount
    except IntegrityError as refused:
        if constraint_of(refused) == ONE_PER_KEY:
            raise Overtaken from refused
        raise
    return {"new": written - corrected, "corrected": corrected}


def in_turn(offices: str, run: ImportRun) -> None:
    """Wait for whoever writes figures of the same offices; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(ROOM)
        cursor.execute(IN_TURN.format(offices=offices), {"run": run.pk})


def _close_corrected(run: ImportRun, expected: int, at: datetime) -> datetime:
    """Close every figure that is corrected, all at one moment; returns that moment."""
    if not expected:
        return at
    with connection.cursor() as cursor:
        cursor.execute(HOLD, {"run": run.pk})
        held, latest = cursor.fetchone()
        if held != expected:
            raise Overtaken
        moment = after(latest, at)
        cursor.execute(CLOSE, {"run": run.pk, "at": moment})
    return moment


def after(latest: datetime | None, at: datetime) -> datetime:
    """`at`, or the shortest time after `latest`, so that no figure is known for no time at all."""
    return max(at, latest + SHORTEST) if latest else at
