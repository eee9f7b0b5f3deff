"""Keeping figures as a draft: one revision, one set of files, however often it is built."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from dbi_portal.lib.months import Month
from officers import audit
from officers.models import Office, User
from reports.actions.drawing import put_down
from reports.actions.paper import dressed
from reports.figures.monthly.content import MonthlyFigures
from reports.models import MonthlyReport, ReportRevision, ReportStep
from reports.models.report import Span
from reports.workflow import drafted_anew

Status = MonthlyReport.Status
REDRAFTED = "Disusun ulang dengan angka yang berubah."


@transaction.atomic
def keep(
    figures: MonthlyFigures,
    *,
    office: Office,
    month: Month,
    by: User | None,
    at: datetime,
    span: str = Span.MONTH,
) -> MonthlyReport:
    """Store figures and documents as the report's draft, unless they say what it says already.

    What people added (remark, letter, photos) stays and stands in the new paper too. Raises
    ValidationError for a report that is signed. A draft of later knowledge is left as it is.
    """
    report, _ = MonthlyReport.objects.select_for_update().get_or_create(
        office=office, month=month.first_day, span=span
    )
    revision = report.revision
    refuse_what_is_signed(report, revision)
    figures = dressed(figures, report=report, revision=revision)
    if revision and revision.pdf and not _is_news(revision, figures):
        return report
    revision = revision or ReportRevision(
        report=report, office=office, number=report.revision_number
    )
    put_down(revision, figures, at=at, by=by)
    revision.save()
    _uncheck(report, by=by, at=at)
    audit.record("reports.report.built", by=by, target=report, digest=revision.digest)
    return report


def refuse_what_is_signed(report: MonthlyReport, revision: ReportRevision | None) -> None:
    """Raises ValidationError when nobody may draft it anew any more."""
    if is_signed(report, revision):
        raise ValidationError(
            f"{report} sudah ditandatangani. Angkanya tidak disusun ulang; "
            "perubahan dilaporkan sebagai koreksi."
        )


def is_signed(report: MonthlyReport, revision: ReportRevision | None) -> bool:
    return bool(revision and revision.frozen_at) or not drafted_anew(report)


def _is_news(revision: ReportRevision, figures: MonthlyFigures) -> bool:
    """It says something else than the draft, or could not be trusted; and it is not older."""
    if revision.known_at > datetime.fromisoformat(figures.known_at):
        return False
    return bool(revision.held) or _said(revision.snapshot) != _said(figures.as_json())


def _said(snapshot: dict) -> dict:
    """What it says, whenever that was known: its own moment stands in it twice for a Kanwil."""
    code = snapshot["letterhead"]["code"]
    taken = [
        each | {"known_at": ""} if each["office"] == code and each["digest"] == "" else each
        for each in snapshot.get("taken", ())
    ]
    return snapshot | {"known_at": "", "taken": taken}


def _uncheck(report: MonthlyReport, *, by: User | None, at: datetime) -> None:
    """Whoever checked it has not read these figures: it is a draft again, and says so."""
    if report.status != Status.CHECKED:
        return
    ReportStep.objects.create(
        report=report,
        office=report.office,
        revision_number=report.revision_number,
        kind=ReportStep.Kind.UNCHECKED,
        happened_at=at,
        by=by,
        note=REDRAFTED,
    )
    report.status = Status.DRAFT
    report.save(update_fields=["status"])
