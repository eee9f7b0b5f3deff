"""Lines that would change a month whose report is on its way stay out, and say so."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.db import connection

from dbi_portal.lib.months import Month
from officers.imports.checking import counts_of
from officers.imports.findings import Findings
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
NONE_LOCKED = 0


def lock(run: ImportRun, findings: Findings, groups: Collection[Group]) -> Findings:
    """The findings after new and changed lines of closed months were locked."""
    mine = [group for group in groups if group.in_run]
    if not mine or lock_lines(run, mine) == NONE_LOCKED:
        return findings
    return replace(findings, counts=counts_of(run))


def lock_lines(run: ImportRun, groups: Collection[Group]) -> int:
    ends = [Month.of(group.end) for group in groups]
    shut = closed({group.subject.office for group in groups}, min(ends), max(ends))
    if not shut:
        return NONE_LOCKED
    names = Office.objects.in_bulk({office for office, _ in shut})
    rows = [_shut(names[office], month) for office, month in sorted(shut)]
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [*(list(column) for column in zip(*rows, strict=True)), run.pk])
        return cursor.rowcount


def _shut(office: Office, month: Month) -> tuple[int, date, date, str]:
    said = json.dumps([sentence(month, office.short_name)], ensure_ascii=False)
    return office.pk, month.first_day, month.last_day, said
