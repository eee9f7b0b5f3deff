"""Which offices had reported at a past moment, from the steps their reports had taken by then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef

from dbi_portal.lib.months import Month
from reports.figures.ways import Built, way
from reports.models import MonthlyReport, ReportRevision, ReportStep

Kind, Status = ReportStep.Kind, MonthlyReport.Status
AFTER = {
    Kind.CHECKED: Status.CHECKED,
    Kind.UNCHECKED: Status.DRAFT,
    Kind.SIGNED: Status.SIGNED,
    Kind.UNSIGNED: Status.DRAFT,
    Kind.SENT: Status.SENT,
    Kind.RECALLED: Status.DRAFT,
    Kind.RECEIVED: Status.RECEIVED,
    Kind.RETURNED: Status.RETURNED,
    Kind.REVISION_ASKED: Status.RETURNED,
}
MOVED = (Kind.SENT, Kind.RECALLED, Kind.RECEIVED, Kind.RETURNED, Kind.REVISION_ASKED)


def built_reports(
    office_ids: Collection[int], month: Month, *, known_at: datetime
) -> dict[int, Built]:
    """By office id, its report about that month as it stood at `known_at`: as the steps say.

    One without a step by then was a draft since it was asked for.
    """
    reports = MonthlyReport.objects.in_month(month).filter(
        Exists(ReportRevision.objects.filter(report=OuterRef("pk"))),
        office__in=office_ids,
        created_at__lte=known_at,
    )
    found = dict(reports.order_by().values_list("pk", "office_id"))
    steps = _steps(found, known_at)
    return {office_id: _built(pk, steps[pk]) for pk, office_id in found.items()}


def _steps(reports: Collection[int], known_at: datetime) -> dict[int, list[tuple[str, datetime]]]:
    taken = defaultdict(list)
    steps = ReportStep.objects.filter(report__in=list(reports), happened_at__lte=known_at)
    for pk, kind, at in steps.values_list("report_id", "kind", "happened_at"):
        taken[pk].append((kind, at))
    return taken


def _built(pk: int, steps: list[tuple[str, datetime]]) -> Built:
    status = AFTER[steps[-1][0]] if steps else Status.DRAFT
    return Built(pk, status, *way([s for s in steps if s[0] in MOVED], otherwise=None))
