"""Which months an office has told about already, and as of when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from dbi_portal.lib.months import Month
from reports.closing import CLOSING
from reports.models import ReportRevision
from reports.models.report import Span


@dataclass(frozen=True)
class Closed:
    """A month whose report went out; `told_at` is the moment of what was last said about it."""

    office_id: int
    month: Month
    told_at: datetime


def closed_months(
    office_ids: Collection[int], month: Month, known_at: datetime
) -> dict[int, list[Closed]]:
    """By office id, closed months before `month`, the first one first.

    `month` itself is among them when its own report was sent before: a revision the Kanwil asked
    for tells what changed since. What a report of a later month said counts as told.
    """
    sent = ReportRevision.objects.filter(
        office__in=office_ids,
        report__span=Span.MONTH,
        report__month__lte=month.first_day,
        report__sent_at__lte=known_at,
        frozen_at__isnull=False,
        known_at__lt=known_at,
    ).order_by("-report__month")
    found: dict[int, list[Closed]] = defaultdict(list)
    latest: dict[int, datetime] = {}
    closing: dict[tuple[int, Month], bool] = {}
    for office_id, first, status, moment in sent.values_list(
        "office_id", "report__month", "report__status", "known_at"
    ):
        about = Month.of(first)
        latest[office_id] = max(latest.get(office_id, moment), moment)
        closing[office_id, about] = status in CLOSING or about == month
        found[office_id] = [each for each in found[office_id] if each.month != about]
        found[office_id].append(Closed(office_id, about, latest[office_id]))
    return {
        office_id: sorted(
            (each for each in months if closing[office_id, each.month]),
            key=lambda each: each.month,
        )
        for office_id, months in found.items()
    }
