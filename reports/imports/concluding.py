"""What a whole sheet says once all its lines are kept. Each step takes the findings and adds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db import connection

from officers.imports.findings import Findings, Sum
from officers.models import ImportRun
from reports.grain import Grain
from reports.models import PassportStatistic

SUMS = """
    SELECT "values"->>'grain', "values"->>'outcome', count(*), sum(("values"->>'count')::bigint)
    FROM officers_importline
    WHERE run_id = %s AND state IN ('new', 'changed', 'unchanged', 'locked')
    GROUP BY 1, 2 ORDER BY 1, 2
"""
OUTCOMES = dict(PassportStatistic.Outcome.choices)


def conclude(run: ImportRun, findings: Findings, *, on: date) -> Findings:
    return replace(findings, sums=tuple(sums(run)))


def sums(run: ImportRun) -> Iterable[Sum]:
    """Figures of one grain and one outcome: the only ones that may be added up."""
    with connection.cursor() as cursor:
        cursor.execute(SUMS, [run.pk])
        for grain, outcome, lines, total in cursor.fetchall():
            yield Sum(Grain.parse(grain).label, OUTCOMES[outcome], lines, int(total))
