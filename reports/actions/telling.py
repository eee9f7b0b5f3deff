"""Who hears of a step: the head when a report waits for him, the office above, the office."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from officers import notices
from officers.models import Office, User
from reports.models import MonthlyReport, ReportStep
from reports.workflow import RULES, Verb, recipient_of

CHECK, SIGN, SEND, RECEIVE = (
    RULES[verb].permission for verb in (Verb.CHECK, Verb.SIGN, Verb.SEND, Verb.RECEIVE)
)
NOTICE = "laporan"
RETURNED = "dikembalikan"


def tell_of(step: ReportStep, report: MonthlyReport, *, at: datetime) -> None:
    """Tell those whom `step` concerns, once each; never the one who took it."""
    office, right, words = _told(step, report)
    if office is None:
        return
    kinds = ReportStep.Kind
    back = step.kind in (kinds.RETURNED, kinds.REVISION_ASKED)
    notices.tell(
        [user for user in having(office, right) if user.pk != step.by_id],
        key=f"laporan:{report.pk}:langkah:{step.pk}",
        kind=RETURNED if back else NOTICE,
        text=words,
        url=report.get_absolute_url(),
        office=report.office,
        at=at,
    )


def having(office: Office, permissions: Collection[str]) -> list[User]:
    """Active people of that office with one of these rights, acting heads included."""
    users = User.objects.filter(office=office, is_active=True).select_related("office")
    return [user for user in users if user.permissions & set(permissions)]


def _told(step: ReportStep, report: MonthlyReport) -> tuple[Office | None, set[str], str]:
    """Whose people with which rights hear which sentence."""
    kinds, home = ReportStep.Kind, report.office
    what, whose = f"Laporan {report.label}", f"Laporan {home.short_name} {report.label}"
    note = f" {step.note}" if step.note else ""
    match step.kind:
        case kinds.CHECKED:
            return home, {SIGN}, f"{what} sudah diperiksa dan menunggu tanda tangan Anda."
        case kinds.UNCHECKED:
            return home, {CHECK, SIGN}, f"Pemeriksaan {what.lower()} dibatalkan.{note}"
        case kinds.SIGNED:
            return home, {SEND}, f"{what} sudah ditandatangani dan dapat dikirim."
        case kinds.UNSIGNED:
            return home, {CHECK, SEND}, f"Tanda tangan {what.lower()} ditarik.{note}"
        case kinds.SENT:
            return recipient_of(report), {RECEIVE}, f"{whose} masuk dan menunggu diterima."
        case kinds.RECALLED:
            return recipient_of(report), {RECEIVE}, f"{whose} ditarik kembali oleh kantornya.{note}"
        case kinds.RECEIVED:
            return home, {SEND, SIGN}, f"{what} diterima {step.by.office if step.by else ''}."
        case kinds.RETURNED:
            return home, {CHECK, SEND, SIGN}, f"{what} dikembalikan. Baca catatannya, perbaiki."
    return home, {CHECK, SEND, SIGN}, f"Revisi {what.lower()} diminta.{note}"
