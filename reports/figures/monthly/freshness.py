"""Whether what a report says is still what the portal knows."""

from __future__ import annotations

from django.db.models import Q

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
    sessions = Session.objects.in_month(month).filter(office__code__in=codes, reviewed_at__gt=then)
    return figures.exists() or sessions.exists()
