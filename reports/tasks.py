"""Doors for Celery. Each calls one action; the work itself is a job's row (officers/jobs.py)."""

from __future__ import annotations

from celery import shared_task
from django.core.exceptions import ValidationError
from django.utils import timezone

from dbi_portal.lib.documents import DocumentError
from dbi_portal.lib.months import Month
from officers import jobs
from officers.models import Job
from reports.actions import delivery, drafts, reminders, sweeping
from reports.actions import reports as actions
from reports.models import ReportRevision
from reports.models.report import Span

BUILD = drafts.BUILD


@jobs.handler(BUILD)
def build(job: Job, progress: jobs.Progress) -> dict:
    """Build the report a job asks for; the result names where it opens.

    Where its month ends a quarter, half-year or year, that is asked for next; where it says
    something new, whatever sums it: a Kanwil's draft its offices, the centre's its Kanwil.
    """
    now = timezone.now()
    try:
        report = actions.build_report(
            office=job.office,
            month=Month.parse(job.payload["month"]),
            by=job.requested_by,
            at=now,
            tell=progress,
            span=job.payload.get("span", Span.MONTH),
        )
    except ValidationError as refused:
        raise jobs.JobFailed(" ".join(refused.messages)) from refused
    except DocumentError as failure:
        raise jobs.JobFailed(str(failure)) from failure
    drafts.ask_for_longer(report=report, at=now)
    if report.revision.built_at == now or job.attempts > 1:
        drafts.refresh_above(report=report, at=now)
    return {"report": report.pk, "url": report.get_absolute_url()}


@shared_task
def draft_due_reports() -> int:
    """Ask for every report that is due by its Kanwil's day and hour and was not asked for yet."""
    return drafts.ask_for_due_reports(at=timezone.now())


@shared_task
def remind() -> int:
    """Tell whom it concerns that a report is drafted, due or late; returns what was new."""
    return reminders.remind(at=timezone.now())


@shared_task
def sweep_files() -> int:
    """Throw away documents that no report names: what a dead worker left."""
    return sweeping.sweep_files(at=timezone.now())


@jobs.handler(delivery.DELIVER)
def deliver(job: Job, progress: jobs.Progress) -> dict:
    """Mail one revision to whoever of its office's list did not get it yet."""
    revision = ReportRevision.objects.select_related("office").get(pk=job.payload["revision"])
    sent = delivery.deliver(revision=revision, at=timezone.now(), tell=progress.rows)
    return {"letters": sent}


@shared_task
def mail_waiting_reports() -> int:
    """Ring for letters that the night or a silent mail server kept from leaving."""
    return delivery.ring_waiting(at=timezone.now())
