"""The life of a finding: which step may follow which, whose step it is, and what it must say.

diajukan → (minta perbaikan) → diverifikasi → ditindaklanjuti → selesai, or ditolak. What is over
can be opened again, by a new step: nothing that was written is taken back.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from officers.models import User
from outreach.models import Finding

Status = Finding.Status

SUBMIT, VERIFY = "outreach.add_finding", "outreach.verify_finding"
HANDLE, VIEW = "outreach.handle_finding", "outreach.view_finding"


@dataclass(frozen=True)
class Move:
    """One step: its states before, the one after, who may take it, and how its note is asked for.

    `missing` is said when the note is needed and empty; empty itself, the note may be left out.
    """

    after: Status
    before: tuple[Status, ...]
    right: str
    missing: str = ""


RETURN, AMEND, CHECK, REJECT, TAKE, CLOSE, REOPEN = (
    "kembalikan",
    "perbaiki",
    "verifikasi",
    "tolak",
    "tindak-lanjut",
    "selesai",
    "buka-lagi",
)
# In the order in which they are offered; the first that is legal is the next thing to do.
MOVES: dict[str, Move] = {
    AMEND: Move(Status.SUBMITTED, (Status.RETURNED,), SUBMIT),
    CHECK: Move(Status.VERIFIED, (Status.SUBMITTED,), VERIFY),
    TAKE: Move(
        Status.IN_HAND,
        (Status.VERIFIED,),
        HANDLE,
        "Tulis apa yang dilakukan atau dirujuk ke instansi mana.",
    ),
    CLOSE: Move(Status.DONE, (Status.IN_HAND,), HANDLE, "Tulis hasilnya."),
    RETURN: Move(
        Status.RETURNED, (Status.SUBMITTED,), VERIFY, "Tulis apa yang harus dilengkapi pengirim."
    ),
    REJECT: Move(
        Status.REJECTED,
        (Status.SUBMITTED, Status.RETURNED, Status.VERIFIED),
        VERIFY,
        "Tulis mengapa temuan ini ditolak.",
    ),
    REOPEN: Move(
        Status.IN_HAND,
        (Status.DONE, Status.REJECTED),
        HANDLE,
        "Tulis mengapa temuan ini dibuka lagi.",
    ),
}


def leads_to(move: str, now: str) -> Status | None:
    """The state after this step from `now`; None when it is no legal step there.

    What was rejected opens as submitted, for nobody ever verified it for good.
    """
    step = MOVES[move]
    if now not in step.before:
        return None
    return Status.SUBMITTED if move == REOPEN and now == Status.REJECTED else step.after


def may_take(user: User, finding: Finding, move: str) -> bool:
    """Whether this step is his, whatever state the finding is in. Amending is its sender's."""
    if move == AMEND and finding.submitted_by_id != user.pk:
        return False
    return user.has_perm(MOVES[move].right)


def moves_for(user: User, finding: Finding) -> list[str]:
    """What this reader may do now, the next step first."""
    return [
        move for move in MOVES if leads_to(move, finding.status) and may_take(user, finding, move)
    ]


def waiting_for(user: User) -> QuerySet | None:
    """Findings at this person's desk, to verify, to handle, to put right; None: never any."""
    desks = {VERIFY: (Status.SUBMITTED,), HANDLE: (Status.VERIFIED, Status.IN_HAND)}
    states = [state for right, held in desks.items() if user.has_perm(right) for state in held]
    if not states and not user.has_perm(SUBMIT):
        return None
    back = Q(status=Status.RETURNED, submitted_by=user)
    return Finding.objects.visible_to(user).filter(Q(status__in=states) | back)
