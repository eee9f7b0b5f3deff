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
from reports.imports.groups import Group, groups_of, places_of
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
    locked = closed_months.lock(run, groups)
    if locked:
        findings, groups = replace(findings, counts=counts_of(run)), groups_of(run)
    relations = list(related(groups))
    if relations:
        places = places_of(run, {group for each in relations for group in each.groups})
        findings = crosschecks.check(findings, relations, places)
        findings = overlapping.ask(run, findings, relations, places)
    as_grouped = not (locked or relations)
    return replace(findings, sums=tuple(sums_of(groups) if as_grouped else sums(run)))


def sums_of(groups: Iterable[Group]) -> Iterable[Sum]:
    """The same as `sums`, where no line was locked, asked about or left out since."""
    added: dict[tuple[str, str], list[int]] = {}
    for group in groups:
        if group.in_run:
            lines = added.setdefault((str(group.grain), group.subject.outcome), [0, 0])
            lines[0] += group.lines
            lines[1] += group.sum
    for (grain, outcome), (lines, total) in sorted(added.items()):
        yield Sum(Grain.parse(grain).label, OUTCOMES[outcome], lines, total)


def sums(run: ImportRun) -> Iterable[Sum]:
    """Figures of one grain and one outcome: the only ones that may be added up."""
    with connection.cursor() as cursor:
        cursor.execute(SUMS, [run.pk])
        for grain, outcome, lines, total in cursor.fetchall():
            yield Sum(Grain.parse(grain).label, OUTCOMES[outcome], lines, int(total))
