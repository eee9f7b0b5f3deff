"""Keeping what a sheet printed and what its parts come to, where the two differ."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import connection

from officers.imports.findings import Findings, Total
from officers.models import ImportRun
from reports.models import StatisticDiscrepancy

LONGEST = 200
# The days and offices of the figures a total stands beside: of its own column where it names one,
# else of its sheet, else of the whole file.
SPOKEN_OF = """
    SELECT min(("values"->>'period_start')::date), max(("values"->>'period_end')::date),
           min(("values"->>'office_id')::bigint), count(DISTINCT "values"->>'office_id')
    FROM officers_importline
    WHERE run_id = %s AND "values" ? 'period_start'
      AND (%s = '' OR sheet = %s) AND (%s = '' OR "column" = %s)
"""
COLUMN = "kolom "


def keep(run: ImportRun) -> int:
    """Write down the differences the check found, in the caller's transaction; how many."""
    rows = list(_rows(run, Findings.from_json(run.outcome)))
    StatisticDiscrepancy.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _rows(run: ImportRun, findings: Findings) -> Iterator[StatisticDiscrepancy]:
    asked: dict[tuple[str, str], tuple] = {}
    for total in findings.discrepancies:
        office, start, end = _about(run, total, asked)
        yield StatisticDiscrepancy(
            office_id=office,
            run=run,
            period_start=start,
            period_end=end,
            sheet=total.sheet,
            row=total.row or None,
            where=total.where[:LONGEST],
            printed=total.printed,
            computed=total.computed,
        )


def _about(run: ImportRun, total: Total, asked: dict) -> tuple[int, date, date]:
    if total.office and total.start:
        start, end = date.fromisoformat(total.start), date.fromisoformat(total.end)
        return total.office, start, end
    column = total.where.rpartition(COLUMN)[2] if COLUMN in total.where else ""
    for place in ((total.sheet, column), (total.sheet, ""), ("", "")):
        if place not in asked:
            asked[place] = _asked(run, *place)
        start, end, office, offices = asked[place]
        if start:
            # A total over several offices is nobody's own: it stands with whoever sent the sheet.
            return (office if offices == 1 else run.office_id), start, end
    raise ValueError("a total without a single figure")


def _asked(run: ImportRun, sheet: str, column: str) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(SPOKEN_OF, [run.pk, sheet, sheet, column, column])
        return cursor.fetchone()
