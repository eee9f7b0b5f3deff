"""Doors for Celery. Each calls one action; the work itself is a job's row (officers/jobs.py)."""

from __future__ import annotations

from celery import shared_task
from django.core.exceptions import ValidationError
from django.utils import timezone

from dbi_portal.lib.documents import DocumentError
from dbi_portal.lib.months import Month
from officers import jobs
from officers.models import Job
from reports.actions import drafts
from reports.actions import reports as actions

BUILD = drafts.BUILD


@jobs.handler(BUILD)
def build(job: Job, progress: jobs.Progress) -> dict:
    """Build the report a job asks for; the result names where it opens."""
    try:
        report = actions.build_report(
            office=job.office,
            month=Month.parse(job.payload["month"]),
            by=job.requested_by,
            at=timezone.now(),
            tell=progress,
        )
    except ValidationError as refused:
        raise jobs.JobFailed(" ".join(refused.messages)) from refused
    except DocumentError as failure:
        raise jobs.JobFailed(str(failure)) from failure
    return {"report": report.pk, "url": report.get_absolute_url()}


@shared_task
def draft_due_reports() -> int:
    """Ask for every report that is due by its Kanwil's day and hour and was not asked for yet."""
    return drafts.ask_for_due_reports(at=timezone.now())
