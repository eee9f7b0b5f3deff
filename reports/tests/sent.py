"""Reports that went out: what an office last told of a month, and when."""

from __future__ import annotations

from datetime import date, datetime

from dbi_portal.lib.months import Month
from officers.models import Office
from officers.tests.factories import UserFactory
from reports.models import MonthlyReport, ReportRevision
from reports.tests.months import JAKARTA


def at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=JAKARTA)


def sent_report(
    office: Office, month: Month, on: date, *, status: str = MonthlyReport.Status.SENT
) -> MonthlyReport:
    """A report signed and sent on that day, at noon; its figures are those known then."""
    moment = at(on)
    report = MonthlyReport.objects.create(
        office=office, month=month.first_day, status=status, sent_at=moment
    )
    ReportRevision.objects.create(
        report=report, office=office, number=1, snapshot={}, digest="0" * 64, known_at=moment,
        built_at=moment, frozen_at=moment, frozen_by=UserFactory(office=office),
    )  # fmt: skip
    return report
