"""Lines that would change a month whose report is on its way stay out, and say so."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from django.db import connection

from dbi_portal.lib.months import Month
from officers.models import ImportRun, Office
from reports.closing import closed, sentence
from reports.imports.groups import Group

# A span belongs to the month in which it ends: Januari–Agustus is August's figure.
LOCK = """
    UPDATE officers_importline AS line
    SET state = 'locked', messages = shut.message
    FROM unnest(%s::bigint[], %s::date[], %s::date[], %s::jsonb[])
         AS shut(office, first, last, message)
    WHERE run_id = %s AND state IN ('new', 'changed')
      AND ("values"->>'office_id')::bigint = shut.office
      AND ("values"->>'period_end')::date BETWEEN shut.first AND shut.last
"""


def lock(run: ImportRun, groups: Iterable[Group]) -> int:
    """How many new and changed lines were locked because they speak of a closed month."""
    groups = [group for group in groups if group.in_run]
    if not groups:
        return 0
    ends = [Month.of(group.end) for group in groups]
    shut = closed({group.subject.office for group in groups}, min(ends), max(ends))
    if not shut:
        return 0
    names = Office.objects.in_bulk({office for office, _ in shut})
    rows = [_shut(names[office], month) for office, month in sorted(shut)]
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [*(list(column) for column in zip(*rows, strict=True)), run.pk])
        return cursor.rowcount


def _shut(office: Office, month: Month) -> tuple[int, date, date, str]:
    said = json.dumps([sentence(month, office.short_name)], ensure_ascii=False)
    return office.pk, month.first_day, month.last_day, said
