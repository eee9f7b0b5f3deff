"""Signing a report: what it says is frozen from then on, down to the bytes of its PDF."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from dbi_portal.lib.days import in_zone, long_date
from officers.models import User
from officers.signing import POSITIONS, head_on, signer_on
from reports.actions.delivery import queue_deliveries
from reports.actions.drafts import refresh_above
from reports.actions.drawing import put_down
from reports.actions.paper import dressed, open_next_revision
from reports.actions.steps import (
    capacity_of,
    headship_of,
    locked,
    readable,
    refuse_unreadable,
    take,
)
from reports.actions.telling import tell_of
from reports.figures.monthly.content import MonthlyFigures, Signer
from reports.models import MonthlyReport, ReportRevision
from reports.photos import keep
from reports.signatures import SignatureError, sign_pdf, why_unsigned
from reports.workflow import Verb, recipient_of


@transaction.atomic
def sign_report(*, report: MonthlyReport, by: User, at: datetime, seen: str = "") -> MonthlyReport:
    """Sign what was read: its figures and the moment they were known stay.

    Remark, letter number, copies, photos and signer enter the snapshot; documents are drawn and
    checked again, signed electronically where the office has a certificate, and frozen. Raises
    ValidationError for a report that is held, was drafted anew since `seen`, or whose head on
    record is somebody else.
    """
    report = locked(report, Verb.SIGN, by=by)
    revision = readable(report, seen)
    drafted = revision.built_at, revision.built_by
    figures = _as_signed(report, revision, by=by, at=at)
    put_down(revision, figures, at=at, by=by, everything=True)
    if figures.paper.electronic and not _carries_a_signature(revision, by=by, at=at):
        unsigned = replace(figures, paper=replace(figures.paper, electronic=False))
        put_down(revision, unsigned, at=at, by=by, everything=True)
    refuse_unreadable(report, revision)  # drawn again, checked again
    revision.built_at, revision.built_by = drafted
    revision.frozen_at, revision.frozen_by = at, by
    revision.save()
    tell_of(take(report, Verb.SIGN, by=by, at=at), report, at=at)
    refresh_above(report=report, at=at)
    if recipient_of(report) is None:  # nobody above receives it: signed is as far as it goes
        queue_deliveries(report=report, at=at)
    return report


@transaction.atomic
def unsign_report(
    *, report: MonthlyReport, by: User, at: datetime, note: str = ""
) -> MonthlyReport:
    """Withdraw a signature before sending. The signed revision stays; the next one is opened."""
    report = locked(report, Verb.UNSIGN, by=by)
    step = take(report, Verb.UNSIGN, by=by, at=at, note=note)
    open_next_revision(report, by=by, at=at)
    report.save(update_fields=["revision_number"])
    tell_of(step, report, at=at)
    refresh_above(report=report, at=at)
    return report


def signer_of(report: MonthlyReport, *, by: User, at: datetime) -> Signer:
    """Whose name stands under the paper: whoever signs, in the capacity he has on that day.

    Raises ValidationError when another account is on record as leading the office that day: the
    paper would carry a name that did not sign it.
    """
    own = headship_of(by, at=at)
    if own is not None:
        return Signer(capacity_of(by, at=at), own.name, own.employee_number)
    day = in_zone(at, report.office.time_zone).date()
    head = head_on(report.office, day)
    if head is None:
        return Signer(POSITIONS[report.office.kind], str(by))
    if head.user_id is not None:
        raise ValidationError(
            f"Menurut catatan, {report.office} dipimpin {head.name} pada {long_date(day)}. "
            "Perbarui pimpinan kantor dahulu, agar nama di bawah laporan benar."
        )
    known = signer_on(report.office, day)
    return Signer(known.position, known.name, known.employee_number)


def _as_signed(
    report: MonthlyReport, revision: ReportRevision, *, by: User, at: datetime
) -> MonthlyFigures:
    figures = dressed(MonthlyFigures.from_json(revision.snapshot), report=report, revision=revision)
    paper = replace(
        figures.paper,
        signed_on=in_zone(at, report.office.time_zone).date().isoformat(),
        signed_by=str(by),
        electronic=not why_unsigned(report.office.code, at),
    )
    signer = signer_of(report, by=by, at=at)
    return replace(figures, paper=paper, signer=signer, photos=keep(figures.photos))


def _carries_a_signature(revision: ReportRevision, *, by: User, at: datetime) -> bool:
    """Sign the drawn PDF with the office's certificate; whether that went well.

    A certificate that fails never keeps a head from signing: the paper then says that it carries
    no electronic signature.
    """
    report, storage, drawn = revision.report, revision.pdf.storage, revision.pdf.name
    with storage.open(drawn) as file:
        pdf = file.read()
    reason = f"{report}, ditandatangani {by}"
    try:
        signed, said = sign_pdf(pdf, office_code=report.office.code, reason=reason, at=at)
    except SignatureError:
        return False
    revision.pdf.save("pdf", ContentFile(signed), save=False)
    transaction.on_commit(lambda: storage.delete(drawn))
    revision.pdf_digest, revision.signature = hashlib.sha256(signed).hexdigest(), said
    return True
