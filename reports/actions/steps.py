"""What every step of a report shares: the lock, the refusals, the dated row, the capacity."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError

from dbi_portal.lib.days import in_zone
from officers import audit
from officers.models import OfficeHead, User
from reports.models import MonthlyReport, ReportRevision, ReportStep
from reports.workflow import Verb, allowed, obstacle, possible

Kind, Status = ReportStep.Kind, MonthlyReport.Status
DONE = {
    Verb.CHECK: Kind.CHECKED,
    Verb.UNCHECK: Kind.UNCHECKED,
    Verb.SIGN: Kind.SIGNED,
    Verb.UNSIGN: Kind.UNSIGNED,
    Verb.SEND: Kind.SENT,
    Verb.RECALL: Kind.RECALLED,
    Verb.RECEIVE: Kind.RECEIVED,
    Verb.RETURN: Kind.RETURNED,
    Verb.ASK_REVISION: Kind.REVISION_ASKED,
}
LEADS_TO = {
    Verb.CHECK: Status.CHECKED,
    Verb.UNCHECK: Status.DRAFT,
    Verb.SIGN: Status.SIGNED,
    Verb.UNSIGN: Status.DRAFT,
    Verb.SEND: Status.SENT,
    Verb.RECALL: Status.DRAFT,
    Verb.RECEIVE: Status.RECEIVED,
    Verb.RETURN: Status.RETURNED,
    Verb.ASK_REVISION: Status.RETURNED,
}
NEEDED = {
    Verb.CHECK: "diperiksa",
    Verb.UNCHECK: "dibatalkan pemeriksaannya",
    Verb.SIGN: "ditandatangani",
    Verb.UNSIGN: "ditarik tanda tangannya",
    Verb.SEND: "dikirim",
    Verb.RECALL: "ditarik kembali",
    Verb.RECEIVE: "diterima",
    Verb.RETURN: "dikembalikan",
    Verb.ASK_REVISION: "diminta revisinya",
}
AUDIT = {
    Verb.CHECK: "reports.report.checked_over",
    Verb.UNCHECK: "reports.report.unchecked",
    Verb.SIGN: "reports.report.signed",
    Verb.UNSIGN: "reports.report.unsigned",
    Verb.SEND: "reports.report.sent",
    Verb.RECALL: "reports.report.recalled",
    Verb.RECEIVE: "reports.report.received",
    Verb.RETURN: "reports.report.returned",
    Verb.ASK_REVISION: "reports.report.revision_asked",
}


def locked(report: MonthlyReport, verb: Verb, *, by: User | None) -> MonthlyReport:
    """The report as it stands now, held until the step is taken.

    Raises ValidationError when the step does not follow its status, PermissionDenied when it is
    not for `by`. None is the portal itself.
    """
    rows = MonthlyReport.objects.select_for_update(of=("self",)).select_related("office", "job")
    report = rows.get(pk=report.pk)
    if not possible(report, verb):
        now = report.get_status_display().lower()
        raise ValidationError(
            f"{report} tidak dapat {NEEDED[verb]}: statusnya sekarang “{now}”. Muat ulang halaman."
        )
    if by is not None and not allowed(report, verb, by):
        raise PermissionDenied
    return report


def readable(report: MonthlyReport, seen: str) -> ReportRevision:
    """The revision somebody has read and now stands for.

    `seen` is the digest his page showed; empty: not asked. Raises ValidationError for one that is
    missing, held, or was drafted anew since.
    """
    revision = report.revision
    refuse_unreadable(report, revision)
    if seen and seen != revision.digest:
        raise ValidationError(
            "Laporan ini berubah sejak Anda membukanya. Baca lagi, lalu ulangi langkah Anda."
        )
    return revision


def refuse_unreadable(report: MonthlyReport, revision: ReportRevision | None) -> None:
    """Raises ValidationError for what nobody can stand for: not built, or figures that differ."""
    reason = obstacle(report, revision)
    if reason:
        raise ValidationError(reason)


def take(
    report: MonthlyReport, verb: Verb, *, by: User | None, at: datetime, note: str = ""
) -> ReportStep:
    """Write the step and what it leads to; `report` is saved with whatever changed beside it."""
    before = report.status
    step = ReportStep.objects.create(
        report=report,
        office=report.office,
        revision_number=report.revision_number,
        kind=DONE[verb],
        happened_at=at,
        by=by,
        capacity=capacity_of(by, at=at),
        note=note,
    )
    report.status = LEADS_TO[verb]
    report.save()
    changes = {"status": [before, report.status], "revision": step.revision_number}
    audit.record(AUDIT[verb], by=by, target=report, **changes, **({"note": note} if note else {}))
    return step


def headship_of(user: User, *, at: datetime) -> OfficeHead | None:
    """How `user` leads his own office on that day by its clock; acting before definitive."""
    day = in_zone(at, user.office.time_zone).date()
    heads = list(user.headships.on(day).filter(office=user.office_id))
    heads.sort(key=lambda head: head.capacity == OfficeHead.Capacity.DEFINITIVE)
    return heads[0] if heads else None


def capacity_of(user: User | None, *, at: datetime) -> str:
    """As whom somebody acts: "Plh. Kepala Kantor", else his role; empty for the portal itself."""
    if user is None or user.office is None:
        return ""
    head = headship_of(user, at=at)
    if head is None:
        return user.get_role_display()
    acting = head.capacity != OfficeHead.Capacity.DEFINITIVE
    return f"{head.capacity.capitalize()}. {head.position}" if acting else head.position
