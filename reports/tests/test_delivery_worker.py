"""Reports are mailed by a real Celery worker, also when one is killed between two letters."""

from datetime import UTC, datetime
from email import message_from_string
from pathlib import Path

import pytest
from django.conf import settings as portal
from django.db import transaction
from django.utils import timezone

from dbi_portal.local import processes
from officers import policy
from officers.models import Job
from officers.tests.factories import OfficeFactory
from reports.actions import delivery, recipients
from reports.models import MonthlyReport, ReportDelivery, ReportRecipient
from reports.tests.kept_papers import kept_paper

MORNING = datetime(2025, 9, 5, 2, tzinfo=UTC)
PDF = b"%PDF-1.7 satu"


def received(office) -> MonthlyReport:
    report = kept_paper(office, pdf=PDF).report
    report.status = MonthlyReport.Status.RECEIVED
    report.save()
    return report


def at_any_hour(office):
    """The worker goes by the real clock, which may stand in the night."""
    for key in ("mail_quiet_from", "mail_quiet_until"):
        policy.choose(key=key, office=office, value=0, by=None, at=timezone.now())


def letters_to(address: str) -> list:
    """What the file backend wrote to that address."""
    texts = [file.read_text() for file in Path(portal.MAIL_FOLDER).glob("*")]
    parts = [part for text in texts for part in text.split("-" * 79)]
    return [
        letter for part in parts if (letter := message_from_string(part.strip()))["To"] == address
    ]


@pytest.mark.django_db(transaction=True)
def test_a_real_celery_worker_mails_the_report(celery_worker_process):
    office = OfficeFactory()
    at_any_hour(office)
    report = received(office)
    row = ReportRecipient(office=office, name="Ayu", email="ayu.sekali@contoh.id")
    recipients.add_recipient(recipient=row, by=None, at=MORNING)
    delivery.queue_deliveries(report=report, at=timezone.now())
    finished = Job.objects.filter(kind=delivery.DELIVER, finished_at__isnull=False)
    assert processes.wait_until(finished.exists, seconds=60)
    assert finished.get().result == {"letters": 1}
    (letter,) = letters_to("ayu.sekali@contoh.id")
    (attached,) = [part for part in letter.walk() if part.get_filename()]
    assert attached.get_payload(decode=True) == PDF


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_two_letters_is_followed_by_one_that_sends_the_rest(
    start_celery_worker,
):
    office = OfficeFactory()
    at_any_hour(office)
    report = received(office)
    for name in ("a.pertama", "b.kedua"):
        row = ReportRecipient(office=office, name=name, email=f"{name}@contoh.id")
        recipients.add_recipient(recipient=row, by=None, at=MORNING)
    delivery.queue_deliveries(report=report, at=timezone.now())
    first, second = ReportDelivery.objects.order_by("email")
    gone_out = ReportDelivery.objects.filter(pk=first.pk, sent_at__isnull=False)
    with transaction.atomic():  # the worker cannot get past the second letter
        ReportDelivery.objects.select_for_update().get(pk=second.pk)
        worker = start_celery_worker()
        assert processes.wait_until(gone_out.exists, seconds=60)
        worker.kill()
        worker.wait()
    assert Job.objects.get().state == Job.State.RUNNING
    start_celery_worker()
    left = ReportDelivery.objects.filter(sent_at__isnull=True)
    assert processes.wait_until(lambda: not left.exists(), seconds=60)
    assert [len(letters_to(f"{name}@contoh.id")) for name in ("a.pertama", "b.kedua")] == [1, 1]
