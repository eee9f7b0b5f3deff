"""The Kanwil answers a proposal, village by village, in one letter or several."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from dbi_portal.lib.days import long_date
from dbi_portal.lib.integrity import translated
from officers import audit
from officers.models import Office, User
from officers.roles import OfficeKind
from villages import workflow
from villages.actions.rules import RULES, refuse_future
from villages.actions.taking import hold, take_step
from villages.models import Decree, Proposal, ProposalAnswer, ProposalVillage
from villages.models.village import Stage

Decision = ProposalVillage.Decision
BECOMES = {Decision.APPROVED: Stage.AGREED, Decision.REJECTED: Stage.REJECTED}


@transaction.atomic
def answer_proposal(
    *,
    proposal: Proposal,
    decisions: Mapping[ProposalVillage, tuple[str, str]],
    on: date,
    by: User | None,
    at: datetime,
    number: str = "",
    note: str = "",
    made_up: bool = False,
) -> ProposalAnswer:
    """Answer for the villages in `decisions` ({line: (decision, note)}); the others go on waiting.

    ValidationError at on, or at `decision_<line>` and `note_<line>` of the village concerned.
    """
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.status != Proposal.Status.SENT:
        raise ValidationError("Usul ini tidak sedang menunggu jawaban.")
    if not decisions:
        raise ValidationError("Jawab paling sedikit satu desa.")
    refuse_future(on, office=proposal.addressed_to, at=at)
    if on < proposal.proposed_on:
        day = long_date(proposal.proposed_on)
        raise ValidationError({"on": f"Jawaban tidak boleh sebelum tanggal surat usul, {day}."})
    answer = ProposalAnswer.objects.create(
        proposal=proposal,
        office=answering_office(proposal, by),
        number=number.strip(),
        answered_on=on,
        note=note.strip(),
        recorded_by=by,
        made_up=made_up,
    )
    for line, (decision, reason) in decisions.items():
        _answer_line(line, decision, reason, answer=answer, by=by, at=at)
    said = [
        f"{line.village}: {Decision(decision).label}{f' – {reason}' if reason else ''}"
        for line, (decision, reason) in decisions.items()
    ]
    about = [proposal, *(line.village for line in decisions)]
    audit.record("villages.proposal.answered", by=by, target=answer, about=about, answers=said)
    return answer


def answering_office(proposal: Proposal, by: User | None) -> Office:
    """The Kanwil that answers: the answerer's own, else the one the letter went to."""
    if by is not None and by.office and by.office.kind == OfficeKind.KANWIL:
        return by.office
    return proposal.addressed_to


def may_decide(user: User, decision: str) -> bool:
    """Approving and refusing is the head's, sending back also the supervisor's."""
    needed = workflow.RETURN if decision == Decision.RETURNED else workflow.APPROVE
    return user.has_perm(needed)


def _answer_line(
    line: ProposalVillage,
    decision: str,
    reason: str,
    *,
    answer: ProposalAnswer,
    by: User | None,
    at: datetime,
) -> None:
    if by is not None and not may_decide(by, decision):
        raise PermissionDenied
    line = ProposalVillage.objects.select_for_update().get(
        pk=line.pk, proposal_id=answer.proposal_id
    )
    if line.decision != Decision.WAITING:
        raise ValidationError({f"decision_{line.pk}": f"{line.village} sudah dijawab."})
    if decision != Decision.APPROVED and not reason.strip():
        raise ValidationError(
            {f"note_{line.pk}": f"Tulis alasan untuk {line.village}: kantor pengusul perlu tahu."}
        )
    village = hold(line.village)
    try:
        take_step(
            village,
            BECOMES.get(Decision(decision)) or workflow.came_from(village),
            on=answer.answered_on,
            by=by,
            at=at,
            note=reason[:300],
            proposal=answer.proposal,
            answer=answer,
            made_up=answer.made_up,
        )
    except ValidationError as refused:
        said = " ".join(refused.messages)
        field = "on" if "on" in getattr(refused, "error_dict", {}) else f"decision_{line.pk}"
        raise ValidationError({field: f"{line.village}: {said}"}) from refused
    _decide(line, decision, reason.strip(), answer)


def answer_with_decree(
    line: ProposalVillage, *, decree: Decree, on: date, by: User | None, at: datetime
) -> ProposalAnswer:
    """An SK that comes at once is the answer too; every village it names has the same one."""
    answer, _ = ProposalAnswer.objects.get_or_create(
        proposal=line.proposal,
        number=decree.number[:150],
        answered_on=on,
        office=answering_office(line.proposal, by),
        defaults={
            "note": "Dijawab langsung dengan SK.",
            "recorded_by": by,
            "made_up": decree.made_up,
        },
    )
    _decide(line, Decision.APPROVED, "", answer)
    return answer


def reopen_line(line: ProposalVillage) -> None:
    """The village waits again: its answer, or its withdrawal, was taken back."""
    proposal = Proposal.objects.select_for_update().get(pk=line.proposal_id)
    with translated(RULES):
        _decide(line, Decision.WAITING, "", None)
    if proposal.status == Proposal.Status.WITHDRAWN:
        proposal.status, proposal.withdrawn_on = Proposal.Status.SENT, None
        proposal.withdraw_reason = ""
        proposal.save(update_fields=["status", "withdrawn_on", "withdraw_reason"])


def _decide(line: ProposalVillage, decision: str, note: str, answer: ProposalAnswer | None) -> None:
    line.decision, line.decision_note, line.answer = decision, note, answer
    line.save(update_fields=["decision", "decision_note", "answer"])
