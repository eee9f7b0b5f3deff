from celery import shared_task
from django.utils import timezone

from officers import jobs


@shared_task
def run_job(*, job_id: int) -> None:
    jobs.run(job_id=job_id, at=timezone.now())


@shared_task
def ring_forgotten_jobs() -> int:
    return jobs.ring_forgotten(at=timezone.now())
