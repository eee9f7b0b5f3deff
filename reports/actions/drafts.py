"""Asking for drafts: a person by a button, the portal by the calendar."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dbi_portal.lib.days import in_zone
from dbi_portal.lib.months import Month
from officers import audit, jobs
from officers.models import Job, Office, OfficeSupervision, User
from reports.actions.reports import refuse_what_cannot_be
from reports.figures.reporting import is_open
from reports.models import MonthlyReport, ReportSetting

BUILD = "reports.build"
USUAL = ReportSetting()  # the portal's defaults, where a Kanwil set nothing


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
    settings = {setting.office_id: setting for setting in ReportSetting.objects.all()}
    asked = 0
    for office in Office.objects.exclude(kind=Office.Kind.CENTRE).order_by("pk"):
        month = due_month(office, settings, at=at)
        if month is None or not is_open(office, month.last_day):
            continue
        if MonthlyReport.objects.filter(office=office, month=month.first_day).exists():
            continue
        ask_for_report(office=office, month=month, by=None, at=at)
        asked += 1
    return asked


def due_month(office: Office, settings: dict[int, ReportSetting], *, at: datetime) -> Month | None:
    """The month whose draft is due at this office now; None before its Kanwil's day and hour.

    Days and hours are the office's own: the first of the month comes three times in Indonesia.
    """
    local = in_zone(at, office.time_zone)
    setting = settings.get(_kanwil_id(office, local.date()), USUAL)
    if (local.day, local.hour) < (setting.build_day, setting.build_hour):
        return None
    return Month.of(local.date()).previous()


def _kanwil_id(office: Office, day) -> int | None:
    if office.kind == Office.Kind.KANWIL:
        return office.pk
    links = OfficeSupervision.objects.on(day).filter(office=office)
    return links.values_list("supervisor_id", flat=True).first()
