"""The letter that brings a received report to one recipient."""

from __future__ import annotations

import logging

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.utils import DNS_NAME
from django.template.loader import render_to_string

from dbi_portal.lib.mail import portal_url
from reports.addresses import check_address
from reports.models import ReportDelivery, ReportRevision

logger = logging.getLogger(__name__)
TEMPLATE = "reports/delivery/letter.txt"
LARGEST = 8 * 1024 * 1024  # what a mail server takes for certain, a third more once encoded


def letter(delivery: ReportDelivery, connection: BaseEmailBackend | None = None) -> EmailMessage:
    """One letter, with the PDF where it is wanted and small enough, otherwise with a link.

    It carries the same Message-ID however often it is made: should a worker die between the
    server's yes and the portal's note of it, the reader's mailbox can tell the second from a new.
    """
    revision = delivery.revision
    pdf = attachment(revision) if delivery.attach else None
    subject, _, text = render_to_string(TEMPLATE, _said(delivery, pdf)).strip().partition("\n")
    message = EmailMessage(
        subject.strip(), text.strip() + "\n", to=[delivery.email], connection=connection
    )
    office = revision.report.office
    message.reply_to = [office.email] if office.email else []
    message.extra_headers["Message-ID"] = f"<laporan-{revision.pk}-{_nth(delivery)}@{DNS_NAME}>"
    if pdf is not None:
        message.attach(file_name(revision), pdf, "application/pdf")
    return message


def attachment(revision: ReportRevision) -> bytes | None:
    """The stored PDF; None when it is too large for a letter, or is not where it should be."""
    try:
        if not revision.pdf or revision.pdf.size > LARGEST:
            return None
        with revision.pdf.open("rb") as file:
            return file.read()
    except OSError as missing:
        logger.warning("The PDF of revision %s cannot be read: %s", revision.pk, missing)
        return None


def file_name(revision: ReportRevision) -> str:
    """ "laporan-kanim-bekasi-2025-08-r1.pdf"."""
    report = revision.report
    span = "" if report.span == report.Span.MONTH else f"-{report.span}"
    return f"laporan-{report.office.code}-{report.report_month}{span}-r{revision.number}.pdf"


def _nth(delivery: ReportDelivery) -> str:
    """Sent again on purpose is another letter: queued at another moment."""
    return f"{delivery.pk}-{delivery.queued_at:%Y%m%d%H%M%S}"


def _said(delivery: ReportDelivery, pdf: bytes | None) -> dict:
    revision, base = delivery.revision, portal_url()
    return {
        "delivery": delivery,
        "report": revision.report,
        "revision": revision,
        "office": revision.report.office,
        "attached": pdf is not None,
        "url": base + revision.report.get_absolute_url() if base else "",
        "check": check_address(revision.code),
        "sample": revision.snapshot.get("made_up", False),
    }
