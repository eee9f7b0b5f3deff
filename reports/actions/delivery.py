"""Mailing a received report to everyone on its office's delivery list.

A letter is a row before it is a letter: what a killed worker, a silent server or the night keeps
from leaving is still there in the morning, and the next run takes it up.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F, QuerySet

from officers import audit, jobs
from officers.actions.mail import is_quiet
from officers.models import User
from reports.documents.delivery_letter import letter
from reports.models import MonthlyReport, ReportDelivery, ReportRecipient, ReportRevision

logger = logging.getLogger(__name__)
DELIVER = "reports.deliver"
MOST_ATTEMPTS = 3  # of an address the server refuses; a server that is away costs none
STALE = timedelta(days=7)  # what could not leave for a week waits for a person
REFUSED = (SMTPRecipientsRefused, SMTPDataError, SMTPSenderRefused)
NO_SERVER = "Peladen surel tidak menjawab; portal mencoba lagi."
Tell = Callable[[int, int], None]


def in_silence(done: int, total: int) -> None:
    """For callers whom nobody watches."""


@transaction.atomic
def queue_deliveries(*, report: MonthlyReport, at: datetime) -> list[ReportDelivery]:
    """Write one waiting delivery per recipient of the report's office and ring for the post.

    Harmless to repeat: each recipient gets each revision once. Returns the new ones.
    """
    revision = report.revision
    if revision is None or revision.frozen_at is None:
        return []
    rows = [
        ReportDelivery(
            revision=revision,
            office=report.office,
            recipient=each,
            email=each.email,
            attach=each.attach,
            queued_at=at,
        )
        for each in missing_recipients(report)
    ]
    ReportDelivery.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        audit.record("reports.delivery.queued", by=None, target=report, letters=len(rows))
    _ring(revision, at=at)
    return rows


def missing_recipients(report: MonthlyReport) -> QuerySet[ReportRecipient]:
    """Those on the office's list to whom the report's present revision was not addressed yet."""
    on_list = ReportRecipient.objects.filter(office=report.office, removed_at__isnull=True)
    return on_list.exclude(deliveries__revision=report.revision)


@transaction.atomic
def send_again(*, delivery: ReportDelivery, by: User, at: datetime) -> ReportDelivery:
    """One letter once more, with the address and the wish of the list as they are now."""
    delivery = ReportDelivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    before = delivery.sent_at
    delivery.email, delivery.attach = delivery.recipient.email, delivery.recipient.attach
    delivery.sent_at, delivery.queued_at = None, at
    delivery.attempts, delivery.error = 0, ""
    delivery.save()
    said = {"email": delivery.email, "sent_at": [before, None]}
    report = delivery.revision.report
    audit.record("reports.delivery.sent_again", by=by, target=report, **said)
    _ring(delivery.revision, at=at)
    return delivery


def waiting(*, at: datetime) -> QuerySet[ReportDelivery]:
    """Letters that may leave: still wanted, not given up, of the revision that speaks now."""
    return ReportDelivery.objects.filter(
        sent_at__isnull=True,
        attempts__lt=MOST_ATTEMPTS,
        queued_at__gt=at - STALE,
        recipient__removed_at__isnull=True,
        revision__number=F("revision__report__revision_number"),
    )


def ring_waiting(*, at: datetime) -> int:
    """Ring for every revision with waiting letters, by day on its office's clock; how many."""
    ids = waiting(at=at).order_by().values("revision_id").distinct()
    revisions = ReportRevision.objects.filter(pk__in=ids).select_related("office")
    return sum(_ring(each, at=at) for each in revisions.defer("snapshot").order_by("pk"))


def deliver(
    *, revision: ReportRevision, at: datetime, tell: Tell = lambda done, total: None
) -> int:
    """Mail every waiting letter of this revision, each once; returns how many left.

    An address the server refuses does not stop the others; a server that is away ends the run, and
    the next one goes on from there.
    """
    if is_quiet(revision.office, at):
        return 0
    letters = list(waiting(at=at).filter(revision=revision).values_list("pk", flat=True))
    connection, sent = get_connection(), 0
    try:
        if letters:
            connection.open()
        for number, pk in enumerate(letters):
            tell(number, len(letters))
            sent += _send(pk, connection, at)
    except OSError as failure:  # SMTPException is one of them
        logger.warning("Reports wait for the next run: %s", failure)
        waiting(at=at).filter(pk__in=letters).update(error=NO_SERVER)
    finally:
        _close(connection)
    return sent


@transaction.atomic
def _send(pk: int, connection, at: datetime) -> int:
    """One letter, with its row held, so that it is noted as sent with the server's yes."""
    rows = waiting(at=at).select_related("recipient", "revision__report__office")
    delivery = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if delivery is None:  # taken off the list, or sent, while the others were on their way
        return 0
    try:
        letter(delivery, connection).send()
    except REFUSED as refused:
        logger.warning("Delivery %s was refused: %s", pk, refused)
        delivery.attempts, delivery.error = delivery.attempts + 1, _in_words(refused)
    else:
        delivery.attempts, delivery.error = delivery.attempts + 1, ""
        delivery.sent_at = at
    delivery.save(update_fields=["attempts", "error", "sent_at"])
    return int(delivery.sent_at is not None)


def _ring(revision: ReportRevision, *, at: datetime) -> bool:
    """Queue the job that mails this revision, unless the office's clock says to wait."""
    if is_quiet(revision.office, at) or not waiting(at=at).filter(revision=revision).exists():
        return False
    payload, key = {"revision": revision.pk}, str(revision.pk)
    jobs.enqueue(kind=DELIVER, office=revision.office, payload=payload, by=None, at=at, key=key)
    return True


def _in_words(refused: Exception) -> str:
    """ "Ditolak peladen surel: 550 unknown user": what the server said, for the office's admin."""
    if isinstance(refused, SMTPRecipientsRefused):
        answers: Iterable = refused.recipients.values()
        code, reason = next(iter(answers), (0, b""))
    else:
        code, reason = refused.smtp_code, refused.smtp_error
    text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
    return f"Ditolak peladen surel: {code} {' '.join(text.split())}"[:300]


def _close(connection) -> None:
    try:
        connection.close()
    except OSError:
        logger.info("The mail server had hung up already.")
