"""Whether what a report says is still what the portal knows."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from dbi_portal.lib.months import Month
from outreach.models import Session
from reports.figures.period import MonthRange
from reports.models import PassportStatistic, ReportRevision


def changed_since(revision: ReportRevision) -> bool:
    """A figure of that year or a session of that month was added or corrected after `known_at`."""
    month, then = Month.parse(revision.snapshot["month"]), revision.known_at
    codes = [revision.snapshot["letterhead"]["code"]]
    codes += [office["code"] for office in revision.snapshot["offices"]]
    figures = PassportStatistic.objects.filter(
        Q(recorded__startswith__gt=then) | Q(recorded__endswith__gt=then),
        office__code__in=codes,
        period_start__gte=MonthRange.year_to(month).first_day,
        period_end__lte=month.last_day,
    )
    return figures.exists() or _sessions(month, codes, then).exists()


def _sessions(month: Month, codes: list[str], then: datetime) -> QuerySet:
    """Approved since, or corrected since: the correction may have led to another month."""
    counted = Q(status=Session.Status.APPROVED, reviewed_at__gt=then)
    corrected = Q(
        corrections__status__in=[Session.Status.APPROVED, Session.Status.SUPERSEDED],
        corrections__reviewed_at__gt=then,
    )
    return Session.objects.in_month(month).filter(counted | corrected, office__code__in=codes)
