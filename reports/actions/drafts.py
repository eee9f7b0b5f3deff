"""Asking for drafts: a person by a button, the portal by the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from dbi_portal.lib.days import in_zone
from dbi_portal.lib.months import Month
from officers import audit, jobs, policy
from officers.models import Job, Office, User
from reports.actions.reports import refuse_what_cannot_be
from reports.figures.reporting import is_open
from reports.models import MonthlyReport
from reports.policies import BUILD_DAY, BUILD_HOUR

BUILD = "reports.build"


@transaction.atomic
def ask_for_report(*, office: Office, month: Month, by: User | None, at: datetime) -> Job:
    """Queue the building of one report; asked twice at once, it is built once."""
    refuse_what_cannot_be(office=office, month=month, at=at)
    report, _ = MonthlyReport.objects.get_or_create(office=office, month=month.first_day)
    job = jobs.enqueue(
        kind=BUILD,
        office=office,
        payload={"month": str(month)},
        by=by,
        at=at,
        key=f"{office.code} {month}",
    )
    if report.job_id != job.pk:
        report.job = job
        report.save(update_fields=["job"])
        audit.record("reports.report.asked", by=by, target=report, month=str(month))
    return job


def ask_for_due_reports(*, at: datetime) -> int:
    """Queue last month's report for every office whose day and hour have come, once each.

    Returns how many were asked for.
    """
    asked = 0
    offices = Office.objects.exclude(kind=Office.Kind.CENTRE).order_by("pk")
    for office, month in due_months(list(offices), at=at):
        if not is_open(office, month.last_day):
            continue
        if MonthlyReport.objects.filter(office=office, month=month.first_day).exists():
            continue
        ask_for_report(office=office, month=month, by=None, at=at)
        asked += 1
    return asked


def due_months(offices: list[Office], *, at: datetime) -> Iterator[tuple[Office, Month]]:
    """Each office whose draft is due now and the month it is about.

    Days and hours are the office's own: the first of the month comes three times in Indonesia.
    """
    for today, group in _by_local_day(offices, at).items():
        days, hours = (
            policy.values(key, offices=group, on=today) for key in (BUILD_DAY, BUILD_HOUR)
        )
        for office in group:
            now = in_zone(at, office.time_zone)
            if (now.day, now.hour) >= (days[office.pk], hours[office.pk]):
                yield office, Month.of(today).previous()


def _by_local_day(offices: list[Office], at: datetime) -> dict[date, list[Office]]:
    days: dict[date, list[Office]] = {}
    for office in offices:
        days.setdefault(in_zone(at, office.time_zone).date(), []).append(office)
    return days
