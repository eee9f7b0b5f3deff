"""A report on its way: checked, sent, received or returned. Signing has a file of its own.

Every step is one transaction with the report locked, one dated row, one audit line. Nothing is
undone: what was wrong is put right by the next step. Rules are in `reports/workflow.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from officers.models import User
from reports.actions.delivery import queue_deliveries
from reports.actions.drafts import refresh_above
from reports.actions.paper import open_next_revision
from reports.actions.steps import locked, readable, take
from reports.actions.telling import tell_of
from reports.models import MonthlyReport, ReportRemark, ReportStep
from reports.sections import SECTIONS
from reports.workflow import Verb, recipient_of

WHOLE = ""  # a remark about the report as a whole


@transaction.atomic
def check_report(
    *, report: MonthlyReport, by: User | None, at: datetime, seen: str = ""
) -> MonthlyReport:
    """Somebody of the office has read it: what it says is right. `seen`: see `readable`."""
    report = locked(report, Verb.CHECK, by=by)
    readable(report, seen)
    return _told(report, take(report, Verb.CHECK, by=by, at=at), at)


@transaction.atomic
def uncheck_report(
    *, report: MonthlyReport, by: User | None, at: datetime, note: str = ""
) -> MonthlyReport:
    """Back to the draft it was."""
    report = locked(report, Verb.UNCHECK, by=by)
    return _told(report, take(report, Verb.UNCHECK, by=by, at=at, note=note), at)


@transaction.atomic
def send_report(*, report: MonthlyReport, by: User | None, at: datetime) -> MonthlyReport:
    """Send the signed revision to the office above; its month is closed from now on."""
    report = locked(report, Verb.SEND, by=by)
    if recipient_of(report) is None:
        raise ValidationError(
            f"Kantor atasan {report.office} pada {report.last_month.label} belum tercatat. "
            "Minta pusat mencatatnya, lalu kirim."
        )
    report.sent_at = report.sent_at or at
    return _told(report, take(report, Verb.SEND, by=by, at=at), at)


@transaction.atomic
def recall_report(
    *, report: MonthlyReport, by: User | None, at: datetime, note: str = ""
) -> MonthlyReport:
    """Take it back before it was received, and work on the next revision."""
    report = locked(report, Verb.RECALL, by=by)
    step = take(report, Verb.RECALL, by=by, at=at, note=note)
    return _opened(report, step, by=by, at=at)


@transaction.atomic
def receive_report(*, report: MonthlyReport, by: User | None, at: datetime) -> MonthlyReport:
    """The office above takes it; whoever stands on the delivery list gets it by mail."""
    report = locked(report, Verb.RECEIVE, by=by)
    report.received_at = at
    step = take(report, Verb.RECEIVE, by=by, at=at)
    queue_deliveries(report=report, at=at)
    return _told(report, step, at)


@transaction.atomic
def return_report(
    *, report: MonthlyReport, remarks: Mapping[str, str], by: User | None, at: datetime
) -> MonthlyReport:
    """Send it back with notes: {section's key: note}, "" for the whole report; one at least."""
    report = locked(report, Verb.RETURN, by=by)
    notes = _written(remarks)
    step = take(report, Verb.RETURN, by=by, at=at, note=notes.get(WHOLE, ""))
    _note(step, notes)
    return _opened(report, step, by=by, at=at)


@transaction.atomic
def ask_revision(
    *,
    report: MonthlyReport,
    reason: str,
    by: User | None,
    at: datetime,
    remarks: Mapping[str, str] | None = None,
) -> MonthlyReport:
    """Ask for a revision of a report that was received already, and say why."""
    report = locked(report, Verb.ASK_REVISION, by=by)
    if not reason.strip():
        raise ValidationError({"reason": "Tulis mengapa revisi diminta."})
    notes = _written({**(remarks or {}), WHOLE: reason})
    report.received_at = None
    step = take(report, Verb.ASK_REVISION, by=by, at=at, note=notes[WHOLE])
    _note(step, notes)
    return _opened(report, step, by=by, at=at)


def _written(remarks: Mapping[str, str]) -> dict[str, str]:
    """What was really written; raises ValidationError when that is nothing, or about nothing."""
    unknown = remarks.keys() - SECTIONS.keys() - {WHOLE}
    if unknown:
        raise ValidationError(f"Laporan tidak mempunyai bagian “{min(unknown)}”.")
    notes = {section: note.strip() for section, note in remarks.items() if note.strip()}
    if not notes:
        raise ValidationError("Tulis sedikitnya satu catatan: apa yang perlu diperbaiki.")
    return notes


def _note(step: ReportStep, notes: Mapping[str, str]) -> None:
    """In the order of the report, what is about the whole of it first."""
    ReportRemark.objects.bulk_create(
        ReportRemark(
            step=step, report=step.report, office=step.office, section=key, note=notes[key]
        )
        for key in (WHOLE, *SECTIONS)
        if key in notes
    )


def _opened(
    report: MonthlyReport, step: ReportStep, *, by: User | None, at: datetime
) -> MonthlyReport:
    open_next_revision(report, by=by, at=at)
    report.save(update_fields=["revision_number"])
    return _told(report, step, at)


def _told(report: MonthlyReport, step: ReportStep, at: datetime) -> MonthlyReport:
    """Those it concerns hear of it, and the draft above says how far this one is."""
    tell_of(step, report, at=at)
    refresh_above(report=report, at=at)
    return report
