"""Who hears of a step, and in which words: neutral ones, for a letter and a lock screen travel far.

Neither kind nor account, neither village nor sender is named; the page behind the address tells.
"""

from __future__ import annotations

from collections.abc import Iterable

from dbi_portal.lib.days import long_date
from dbi_portal.lib.templatetags.indonesian import waktu
from officers import notices
from officers.models import User
from officers.occasions import by_office
from officers.roles import Role
from outreach.models import Finding, FindingStep

Status = Finding.Status
KIND, URGENT = "temuan", "temuan-mendesak"
TO_SENDER = {
    Status.RETURNED: "minta diperbaiki. Lengkapi, lalu kirim lagi.",
    Status.VERIFIED: "sudah diverifikasi dan akan ditindaklanjuti.",
    Status.DONE: "sudah selesai ditindaklanjuti.",
    Status.REJECTED: "tidak dilanjutkan. Alasannya ada di halamannya.",
}


REOPENED = "dibuka lagi. Alasannya ada di halamannya."


def tell_of(step: FindingStep, *, reopened: bool = False) -> None:
    """Whoever it waits for, and its sender; nobody is told what he did himself."""
    finding = step.finding
    if step.status == Status.SUBMITTED:
        words = f"Satu temuan menunggu verifikasi, tenggat {in_words(finding)}."
        _tell(verifiers(finding.office_id), step, words)
    said = REOPENED if reopened else TO_SENDER.get(step.status)
    if said:
        own = f"Temuan Anda nomor {finding.pk}, {long_date(finding.submitted_on)},"
        _tell([finding.submitted_by], step, f"{own} {said}")


def in_words(finding: Finding) -> str:
    """ "2 Desember 2025 pukul 14.00 WIB", on the clock of the finding's office."""
    return waktu(finding.due_at, finding.office.time_zone)


def kind_of(finding: Finding) -> str:
    """Urgent ones go by mail at once, whoever gets his letters once a day."""
    return URGENT if finding.is_urgent else KIND


def verifiers(office_id: int) -> list[User]:
    """Those who verify in that office; in an office without one, its head."""
    found = by_office({Role.VERIFIER, Role.OFFICE_HEAD}, office=office_id)[office_id]
    return [user for user in found if user.role == Role.VERIFIER] or found


def _tell(users: Iterable[User | None], step: FindingStep, text: str) -> None:
    finding = step.finding
    notices.tell(
        [user for user in users if user and user.pk != step.by_id and sees(user, finding)],
        key=f"temuan:{finding.pk}:langkah:{step.pk}",
        kind=kind_of(finding) if step.status == Status.SUBMITTED else KIND,
        text=text,
        url=finding.get_absolute_url(),
        at=step.at,
        office=finding.office,
    )


def sees(user: User, finding: Finding) -> bool:
    return Finding.objects.visible_to(user).filter(pk=finding.pk).exists()
