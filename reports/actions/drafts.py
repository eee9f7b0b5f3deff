"""Asking for drafts: a person by a button, the portal by the calendar, one report by another."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.db import transaction

from dbi_portal.lib.days import in_zone
from dbi_portal.lib.months import Month
from officers import audit, jobs, policy
from officers.models import Job, Office, User
from reports.actions.consolidating import ABOVE, beneath, reporting
from reports.actions.reports import refuse_what_cannot_be
from reports.actions.spans import first_month, spans_ending
from reports.models import MonthlyReport
from reports.models.report import Span
from reports.policies import BUILD_DAY, BUILD_HOUR
from reports.workflow import recipient_of

BUILD = "reports.build"
# Offices are asked for before what sums them.
LEVELS = (Office.Kind.KANIM, Office.Kind.RUDENIM, Office.Kind.KANWIL, Office.Kind.CENTRE)


@transaction.atomic
def ask_for_report(
    *, office: Office, month: Month, by: User | None, at: datetime, span: str = Span.MONTH
) -> Job:
    """Queue the building of one report; asked twice at once, it is built once.

    With a longer `span`: of the quarter, half-year or year the month lies in.
    """
    month = first_month(month, span)
    refuse_what_cannot_be(office=office, month=month, at=at, span=span)
    report, _ = MonthlyReport.objects.get_or_create(office=office, month=month.first_day, span=span)
    job = _queue(report, by=by, at=at)
    if report.job_id != job.pk:
        report.job = job
        report.save(update_fields=["job"])
        audit.record("reports.report.asked", by=by, target=report, month=str(month))
    return job


def _queue(report: MonthlyReport, *, by: User | None, at: datetime) -> Job:
    """An unfinished job of the same report does for both, unless it is at work already.

    It may have read what it sums before the change that is the reason for asking again.
    """
    payload = {"month": str(report.report_month), "span": report.span}
    name = "" if report.span == Span.MONTH else f" {report.span}"
    key = f"{report.office.code} {report.report_month}{name}"
    queue = {"kind": BUILD, "office": report.office, "payload": payload, "by": by, "at": at}
    job = jobs.enqueue(**queue, key=key)
    if job.state == Job.State.RUNNING:
        return jobs.enqueue(**queue, key=f"{key} lagi")
    return job


def refresh_above(*, report: MonthlyReport, at: datetime) -> Job | None:
    """After an office's report changed: queue the rebuilding of the one that sums it.

    Only while that is a draft nobody has checked; harmless to repeat.
    """
    above = recipient_of(report)
    if above is None or report.span != Span.MONTH:
        return None
    summed = MonthlyReport.objects.in_month(report.report_month).filter(
        office=above, status=MonthlyReport.Status.DRAFT
    )
    if not summed.exists():
        return None
    return ask_for_report(office=above, month=report.report_month, by=None, at=at)


def ask_for_longer(*, report: MonthlyReport, at: datetime) -> list[Job]:
    """When a month's report is drafted: the quarter, half-year and year that end with it."""
    if report.span != Span.MONTH:
        return []
    asked = []
    for span, first in spans_ending(report.report_month):
        known = MonthlyReport.objects.filter(
            office=report.office, month=first.first_day, span=span
        ).first()
        if known is None or known.status == MonthlyReport.Status.DRAFT:
            asked.append(
                ask_for_report(office=report.office, month=first, by=None, at=at, span=span)
            )
    return asked


def ask_for_due_reports(*, at: datetime) -> int:
    """Queue last month's report for every office whose day and hour have come, once each.

    A Kanwil, and then the centre, when all it sums was asked for. Returns how many were asked for.
    """
    asked = 0
    offices = sorted(Office.objects.all(), key=lambda each: (LEVELS.index(each.kind), each.pk))
    for month, due in _by_month(due_months(offices, at=at)).items():
        known = set(MonthlyReport.objects.in_month(month).values_list("office", flat=True))
        for office in reporting(due, month):
            if office.pk in known or not _ready(office, month, known):
                continue
            ask_for_report(office=office, month=month, by=None, at=at)
            known.add(office.pk)
            asked += 1
    return asked


def _by_month(due: Iterator[tuple[Office, Month]]) -> dict[Month, list[Office]]:
    """Months end three times in Indonesia, so that two of them may be due at one moment."""
    months: dict[Month, list[Office]] = {}
    for office, month in due:
        months.setdefault(month, []).append(office)
    return months


def _ready(office: Office, month: Month, known: Collection[int]) -> bool:
    """Everything it sums was asked for; an office that sums nothing is always ready."""
    return office.kind not in ABOVE or all(each.pk in known for each in beneath(office, month))


def due_months(offices: list[Office], *, at: datetime) -> Iterator[tuple[Office, Month]]:
    """Each office whose draft is due now and the month it is about.

    Days and hours are the office's own: the first of the month comes three times in Indonesia.
    """
    due = {}
    for today, group in _by_local_day(offices, at).items():
        days, hours = (
            policy.values(key, offices=group, on=today) for key in (BUILD_DAY, BUILD_HOUR)
        )
        for office in group:
            now = in_zone(at, office.time_zone)
            if (now.day, now.hour) >= (days[office.pk], hours[office.pk]):
                due[office.pk] = Month.of(today).previous()
    return ((office, due[office.pk]) for office in offices if office.pk in due)


def _by_local_day(offices: list[Office], at: datetime) -> dict[date, list[Office]]:
    days: dict[date, list[Office]] = {}
    for office in offices:
        days.setdefault(in_zone(at, office.time_zone).date(), []).append(office)
    return days
