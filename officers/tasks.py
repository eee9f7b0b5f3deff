from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from celery.signals import worker_ready
from django.core.exceptions import ValidationError
from django.utils import timezone

from dbi_portal.lib.changes import forget
from dbi_portal.lib.kept import MINUTES
from dbi_portal.lib.sheets import SheetError
from officers import jobs, links
from officers.actions import imports as actions
from officers.imports import running
from officers.imports.checking import NotUsable
from officers.imports.news import tell_if_long
from officers.imports.resource import Overtaken
from officers.models import ImportRun, Job, User
from officers.pulse import Cancelled


@shared_task
def run_job(*, job_id: int) -> None:
    jobs.run(job_id=job_id, at=timezone.now())


@worker_ready.connect
def take_up_what_was_left(**_) -> None:
    jobs.ring_unfinished()


@shared_task
def ring_forgotten_jobs() -> int:
    return jobs.ring_forgotten(at=timezone.now())


@shared_task
def forget_changes() -> int:
    """Notes of changes that nothing kept can still be older than (dbi_portal/lib/changes.py)."""
    return forget(2 * timedelta(seconds=MINUTES))


@shared_task
def send_password_link(*, name: str, base_url: str) -> bool:
    """To whoever signs in by that name or address, if there is such a person with an address."""
    account = User.objects.known_as(name).exclude(email="").filter(is_active=True).first()
    return bool(account) and links.send_password_link(account, base_url=base_url)


@jobs.handler(actions.CHECK)
def check_import(job: Job, progress: jobs.Progress) -> dict:
    """Read and check an uploaded sheet; a file that cannot be used fails with its sentence."""
    run = ImportRun.objects.get(pk=job.payload["run"])
    try:
        running.check_run(run=run, at=timezone.now(), tell=progress.rows)
    except (SheetError, NotUsable) as refused:
        tell_if_long(run, job, at=timezone.now())
        raise jobs.JobFailed(str(refused)) from refused
    return _ended(run, job)


@jobs.handler(actions.COMMIT)
def commit_import(job: Job, progress: jobs.Progress) -> dict:
    """Write a confirmed import; when the register moved on, check it anew for another look."""
    run = ImportRun.objects.get(pk=job.payload["run"])
    by = User.objects.get(pk=job.payload["by"])
    try:
        running.commit_run(run=run, by=by, at=timezone.now(), tell=progress.rows)
    except Overtaken as moved:
        actions.reopen(run=run)
        running.check_run(run=run, at=timezone.now(), tell=progress.rows)
        raise jobs.JobFailed(" ".join(moved.messages)) from moved
    except Cancelled:
        actions.back_to_preview(run=run)
        raise
    except ValidationError as refused:
        actions.back_to_preview(run=run)
        raise jobs.JobFailed(" ".join(refused.messages)) from refused
    return _ended(run, job)


@jobs.handler(actions.UNDO)
def undo_import(job: Job, progress: jobs.Progress) -> dict:
    """Put back what an import wrote, unless something later rests on it; then say what does."""
    run = ImportRun.objects.get(pk=job.payload["run"])
    by = User.objects.get(pk=job.payload["by"])
    try:
        running.undo_run(run=run, by=by, at=timezone.now())
    except ValidationError as refused:
        raise jobs.JobFailed("\n".join(refused.messages)) from refused
    return _ended(run, job)


def _ended(run: ImportRun, job: Job) -> dict:
    tell_if_long(run, job, at=timezone.now())
    return {"run": run.pk, "url": run.get_absolute_url()}
