"""Long work: a row is the job, Celery only rings the doorbell (docs/adr/jobs.md).

@jobs.handler("reports.build")
def build(job: Job, progress: Progress) -> dict: ...

jobs.enqueue(kind="reports.build", office=office, payload={"month": "2025-08"}, by=user, at=now)
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.utils import timezone

from dbi_portal.lib.doorbell import ring
from officers.models import Job, Office, User
from officers.pulse import Cancelled, Pulse

logger = logging.getLogger(__name__)

# A queued job nobody took is rung again after this; beat looks as often.
PATIENCE = timedelta(seconds=settings.JOB_SWEEP_SECONDS)
LEASE = 2 * PATIENCE  # a running job silent this long is rung for again
MOST_ATTEMPTS = 3  # of work that fails
MOST_DEATHS = 12  # of work whose worker or database went away: that is seldom the work's fault
AWAY = (OperationalError, InterfaceError)  # the database left, or took back a transaction

Progress = Pulse  # progress(50, "Menghitung"), progress.rows(4000, 100000)
Handler = Callable[[Job, Progress], dict]
_handlers: dict[str, Handler] = {}


class JobFailed(Exception):
    """The work cannot be done; the message is a sentence for the person who asked for it."""


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does jobs of this kind; it lives in the app's `tasks`."""

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        return function

    return register


def enqueue(
    *, kind: str, office: Office, payload: dict, by: User | None, at: datetime, key: str = ""
) -> Job:
    """Put work in the queue. With a `key`, an unfinished job of that key is returned instead."""
    while True:
        try:
            with transaction.atomic():
                job = Job.objects.create(
                    kind=kind,
                    office=office,
                    payload=payload,
                    requested_by=by,
                    key=key,
                    ring_again_at=at + PATIENCE,
                )
        except IntegrityError:
            known = Job.objects.unfinished().filter(kind=kind, key=key).first()
            if known:
                return known
            continue  # it ended between the two questions
        ring("officers.tasks.run_job", job_id=job.pk)
        return job


def run(*, job_id: int, at: datetime) -> None:
    """Do the job unless somebody else is at it. A failure is written down, never lost.

    Where the database has gone away nothing can be written down: the job stays as it is, and the
    sweeper rings again.
    """
    with Pulse(job_id, lease=LEASE) as pulse:
        # Whoever holds the pulse is alive: a second worker stays out however long this one takes.
        job = _claim(job_id, at) if pulse.is_mine else None
        if job:
            _work(job, pulse)


def _work(job: Job, pulse: Pulse) -> None:
    try:
        result = _handlers[job.kind](job, pulse) or {}
    except JobFailed as failure:
        _finish(job, Job.State.FAILED, error=str(failure))
    except Cancelled:
        _finish(job, Job.State.CANCELLED, message="Dibatalkan")
    except AWAY as away:
        logger.warning("job %s waits for the sweeper: %s", job.pk, away)
    except Exception:
        logger.exception("job %s failed", job.pk)
        _retry_or_give_up(job)
    else:
        _finish(job, Job.State.DONE, result=result, progress=100, message="Selesai")


@transaction.atomic
def cancel(*, job: Job, at: datetime) -> None:
    """A job nobody took ends at once; one that runs ends at its next sign of life."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state == Job.State.QUEUED:
        job.state, job.finished_at, job.message = Job.State.CANCELLED, at, "Dibatalkan"
    job.cancel_asked = True
    job.save(update_fields=["state", "finished_at", "message", "cancel_asked"])


def ring_forgotten(*, at: datetime) -> int:
    """Ring again for jobs nobody took and for those whose worker died. Returns how many."""
    forgotten = list(Job.objects.forgotten(now=at).values_list("pk", flat=True))
    for job_id in forgotten:
        ring("officers.tasks.run_job", job_id=job_id)
    return len(forgotten)


def ring_unfinished() -> None:
    """When a worker starts: whatever another one left behind is taken up at once."""
    for job_id in Job.objects.unfinished().values_list("pk", flat=True):
        ring("officers.tasks.run_job", job_id=job_id)


def _claim(job_id: int, at: datetime) -> Job | None:
    """The job for whoever holds its pulse: one that still counts as running has lost its worker."""
    with transaction.atomic():
        job = Job.objects.select_for_update(skip_locked=True).filter(pk=job_id).first()
        if job is None or job.finished_at:
            return None
        job.state, job.attempts = Job.State.RUNNING, job.attempts + 1
        job.ring_again_at, job.started_at = at + LEASE, at
        job.save(update_fields=["state", "attempts", "ring_again_at", "started_at"])
    if job.attempts > MOST_DEATHS:
        _give_up(job)
        return None
    return job


def _retry_or_give_up(job: Job) -> None:
    if job.attempts >= MOST_ATTEMPTS:
        _give_up(job)
        return
    job.state, job.ring_again_at = Job.State.QUEUED, timezone.now() + PATIENCE
    job.save(update_fields=["state", "ring_again_at"])


def _give_up(job: Job) -> None:
    _finish(
        job,
        Job.State.FAILED,
        error="Pekerjaan ini gagal berulang kali. Coba lagi; bila tetap gagal, hubungi admin "
        f"dan sebutkan nomor pekerjaan {job.pk}.",
    )


def _finish(job: Job, state: Job.State, **fields: object) -> None:
    job.state, job.finished_at = state, timezone.now()
    for name, value in fields.items():
        setattr(job, name, value)
    job.save(update_fields=["state", "finished_at", *fields])
