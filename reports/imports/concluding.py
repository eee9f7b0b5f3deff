"""What a whole sheet says once all its lines are kept. Each step takes the findings and adds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db import connection

from officers.imports.checking import counts_of
from officers.imports.findings import Findings, Sum
from officers.models import ImportRun
from reports.grain import Grain
from reports.imports import closed_months, crosschecks, overlapping
from reports.imports.groups import groups_of
from reports.imports.relating import related
from reports.models import PassportStatistic

SUMS = """
    SELECT "values"->>'grain', "values"->>'outcome', count(*), sum(("values"->>'count')::bigint)
    FROM officers_importline
    WHERE run_id = %s AND state IN ('new', 'changed', 'unchanged', 'locked')
    GROUP BY 1, 2 ORDER BY 1, 2
"""
OUTCOMES = dict(PassportStatistic.Outcome.choices)


def conclude(run: ImportRun, findings: Findings, *, on: date) -> Findings:
    """Closed months stay out, totals meet their details, overlaps are asked; then the sums."""
    groups = groups_of(run)
    if closed_months.lock(run, groups):
        findings, groups = replace(findings, counts=counts_of(run)), groups_of(run)
    relations = list(related(groups))
    findings = crosschecks.check(findings, relations)
    findings = overlapping.ask(run, findings, relations)
    return replace(findings, sums=tuple(sums(run)))


def sums(run: ImportRun) -> Iterable[Sum]:
    """Figures of one grain and one outcome: the only ones that may be added up."""
    with connection.cursor() as cursor:
        cursor.execute(SUMS, [run.pk])
        for grain, outcome, lines, total in cursor.fetchall():
            yield Sum(Grain.parse(grain).label, OUTCOMES[outcome], lines, int(total))
