from celery import shared_task
from django.utils import timezone

from officers import jobs, links
from officers.models import User


@shared_task
def run_job(*, job_id: int) -> None:
    jobs.run(job_id=job_id, at=timezone.now())


@shared_task
def ring_forgotten_jobs() -> int:
    return jobs.ring_forgotten(at=timezone.now())


@shared_task
def send_password_link(*, name: str, base_url: str) -> bool:
    """To whoever signs in by that name or address, if there is such a person with an address."""
    account = User.objects.known_as(name).exclude(email="").filter(is_active=True).first()
    return bool(account) and links.send_password_link(account, base_url=base_url)
