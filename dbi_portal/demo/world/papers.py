"""The monthly reports of August 2025, who gets them, and a finished job for every office."""

from __future__ import annotations

from datetime import datetime

from dbi_portal.lib.months import Month
from officers.models import Job, Office, User
from reports.actions.drafts import BUILD
from reports.actions.recipients import add_recipient
from reports.actions.reports import build_report
from reports.models import (
    MonthlyReport,
    ReportDeclaration,
    ReportDelivery,
    ReportRecipient,
    ReportRemark,
    ReportStep,
    Span,
)

MONTH = Month(2025, 8)


def write_report(office: Office, *, by: User, at: datetime) -> None:
    """A Kanwil's report brings those of its Kanim along, the centre's those of its Kanwil."""
    if office.kind in (Office.Kind.KANWIL, Office.Kind.CENTRE):
        build_report(office=office, month=MONTH, by=by, at=at)


def write_job(office: Office, *, by: User, at: datetime) -> None:
    report = MonthlyReport.objects.get(office=office, month=MONTH.first_day)
    Job.objects.create(
        office=office, kind=BUILD, payload={"month": str(MONTH)}, state=Job.State.DONE,
        progress=100, message="Selesai", result={"url": report.get_absolute_url()},
        requested_by=by, ring_again_at=at, finished_at=at,
    )  # fmt: skip


def write_declaration(office: Office, *, by: User, at: datetime) -> None:
    """Every office said of the month before why it did not report."""
    ReportDeclaration.objects.create(
        office=office, month=MONTH.previous().first_day, kind=ReportDeclaration.Kind.EXCUSED,
        reason="Kantor dipindahkan (contoh).", declared_by=by, declared_at=at,
    )  # fmt: skip


def write_recipient(office: Office, *, by: User, at: datetime) -> None:
    """Somebody on the office's delivery list, and a letter to him that waits."""
    recipient = add_recipient(
        recipient=ReportRecipient(
            office=office, name="Arsip (contoh)", email=f"arsip@{office.code}.contoh.id"
        ),
        by=by,
        at=at,
    )
    report = MonthlyReport.objects.get(office=office, month=MONTH.first_day, span=Span.MONTH)
    ReportDelivery.objects.create(
        revision=report.revision, office=office, recipient=recipient, email=recipient.email,
        queued_at=at,
    )  # fmt: skip


def write_return(office: Office, *, by: User, at: datetime) -> None:
    """Word from above, as if an earlier paper about the month had come back."""
    report = MonthlyReport.objects.get(office=office, month=MONTH.first_day, span=Span.MONTH)
    step = ReportStep.objects.create(
        report=report, office=office, revision_number=1, kind=ReportStep.Kind.RETURNED,
        happened_at=at, by=by, capacity="Supervisor (contoh)",
    )  # fmt: skip
    ReportRemark.objects.create(
        step=step, report=report, office=office, section="kegiatan", note="Lengkapi foto (contoh)."
    )
