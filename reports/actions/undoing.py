"""Putting back what an import of figures wrote. No row is overwritten or removed: each is closed,
and where it had corrected another, that one's count comes back as a new row with its old origin.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from dbi_portal.lib.days import long_date
from dbi_portal.lib.numbers import angka
from officers.imports.resource import Touched
from officers.models import ImportRun, User
from reports.actions.imported import after, in_turn
from reports.actions.statistics import KEY_COLUMNS
from reports.models import PassportStatistic
from reports.period import Period
from villages.models import RegionAlias

MOST_NAMED = 5
# A run writes one figure a key (`first`). What stands for it now may be a later row: a correction
# by another import that was undone in its turn brought the count back with this run's origin.
WRITTEN = f"""
    SELECT min(id) AS first, max(id) FILTER (WHERE upper_inf(recorded)) AS standing
    FROM reports_passportstatistic WHERE import_run_id = %(run)s
    GROUP BY {", ".join(KEY_COLUMNS)}
"""  # noqa: S608 - names of ours
TOUCHED = f"SELECT first FROM ({WRITTEN}) AS one WHERE standing IS NULL ORDER BY first"  # noqa: S608
OFFICES = """
    SELECT DISTINCT office_id::integer FROM reports_passportstatistic WHERE import_run_id = %(run)s
"""
HOLD = """
    SELECT count(*), max(lower(held.recorded)) FROM (
        SELECT row.recorded FROM reports_passportstatistic AS row
        WHERE row.import_run_id = %(run)s AND upper_inf(row.recorded)
        ORDER BY row.id FOR UPDATE
    ) AS held
"""
REMEMBER = f"""
    CREATE TEMPORARY TABLE undone_figures ON COMMIT DROP AS
    SELECT one.standing, row.supersedes_id AS former
    FROM ({WRITTEN}) AS one JOIN reports_passportstatistic AS row ON row.id = one.first
"""  # noqa: S608
CLOSE = """
    UPDATE reports_passportstatistic
    SET recorded = tstzrange(lower(recorded), %(at)s)
    WHERE import_run_id = %(run)s AND upper_inf(recorded)
"""
RESTORE = """
    INSERT INTO reports_passportstatistic (
        office_id, period_start, period_end, outcome, purpose, home_region_id, service_point,
        service, book_type, destination, sex, reason, count, grain, recorded, supersedes_id,
        correction_reason, entered_by_id, import_run_id, sheet, "row", "column", source, made_up)
    SELECT office_id, period_start, period_end, outcome, purpose, home_region_id, service_point,
        service, book_type, destination, sex, reason, count, grain, tstzrange(%(at)s, NULL),
        undone.standing, %(reason)s, entered_by_id, import_run_id, sheet, "row", "column", source,
        made_up
    FROM undone_figures AS undone
    JOIN reports_passportstatistic AS former ON former.id = undone.former
"""


@transaction.atomic
def put_back(*, run: ImportRun, by: User, at: datetime) -> dict[str, int]:
    """Close what the run wrote and bring back what it had corrected; how many of each.

    Raises Touched, naming figures that were corrected or withdrawn since; nothing changes then.
    """
    in_turn(OFFICES, run)
    with connection.cursor() as cursor:
        cursor.execute(HOLD, {"run": run.pk})
        standing, latest = cursor.fetchone()
        cursor.execute(TOUCHED, {"run": run.pk})
        if touched := [pk for (pk,) in cursor]:
            raise Touched(_named(touched))
        given = {"run": run.pk, "at": after(latest, at), "reason": _reason(run)}
        cursor.execute(REMEMBER, given)
        cursor.execute(CLOSE, given)
        cursor.execute(RESTORE, given)
        restored = cursor.rowcount
        cursor.execute("DROP TABLE undone_figures")
    RegionAlias.objects.filter(import_run=run).delete()
    return {"withdrawn": standing - restored, "restored": restored}


def _reason(run: ImportRun) -> str:
    return f"pembatalan impor {run.filename}"[:250]


def _named(touched: list[int]) -> list[str]:
    """Which figures were touched since, by whom and when; the first few by name."""
    rows = PassportStatistic.objects.filter(pk__in=touched[:MOST_NAMED])
    rows = rows.select_related("office", "home_region", "superseded_by__entered_by").order_by("pk")
    said = [_sentence(row) for row in rows]
    if len(touched) > MOST_NAMED:
        said.append(f"Dan {angka(len(touched) - MOST_NAMED)} angka lain.")
    return ["Impor ini tidak dapat dibatalkan karena angkanya sudah diubah sesudahnya:", *said]


def _sentence(row: PassportStatistic) -> str:
    where = f"{row.home_region}, " if row.home_region else ""
    period = Period(row.period_start, row.period_end).label
    day = long_date(timezone.localdate(row.recorded.upper))
    figure = f"{row.office}, {where}{period}, {row.get_outcome_display()} {angka(row.count)}"
    later = getattr(row, "superseded_by", None)
    if later is None:
        return f"{figure}: ditarik pada {day}."
    who = f" oleh {later.entered_by}" if later.entered_by else ""
    return f"{figure}: dikoreksi menjadi {angka(later.count)}{who} pada {day}."
