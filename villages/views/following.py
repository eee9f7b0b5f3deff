"""What comes next for a village, and the one click that does it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from dbi_portal.lib.days import long_date
from dbi_portal.lib.numbers import angka
from officers.models import User
from villages import workflow
from villages.actions.answers import may_decide
from villages.models import GuidedVillage, Proposal, ProposalVillage
from villages.models.village import Stage

Decision = ProposalVillage.Decision


@dataclass(frozen=True)
class Following:
    """A sentence, and where this reader does it; no address when it is not his to do."""

    text: str
    label: str = ""
    url: str = ""
    icon: str = "right"


def following(village: GuidedVillage, user: User, *, today: date) -> Following | None:
    """The usual next thing for the village as it stands; None once nothing has to come."""
    tell = TELLERS.get(Stage(village.stage))
    return tell(village, user, _waited(village, today)) if tell else None


def withdrawal(village: GuidedVillage, user: User) -> str:
    """Where the proposing office takes a proposed village back; empty when it may not."""
    own = user.office_id == village.office_id and user.has_perm(workflow.WITHDRAW)
    if village.stage != Stage.PROPOSED or not own:
        return ""
    line = workflow.waiting_line(village)
    if line is None:
        return reverse("villages:advance", args=[village.pk])
    return reverse("villages:proposal-withdraw", args=[line.proposal_id])


def draft_of(village: GuidedVillage) -> Proposal | None:
    """The draft that names the village already."""
    drafts = Proposal.objects.filter(status=Proposal.Status.DRAFT)
    return drafts.filter(proposal_villages__village=village).first()


def _waited(village: GuidedVillage, today: date) -> str:
    """ "sejak 12 Oktober 2025 (51 hari)", of the step the village stands at."""
    last = village.steps.last()
    if last is None:
        return ""
    days = (today - last.happened_on).days
    return f"sejak {long_date(last.happened_on)} ({angka(days)} hari)"


def _to_propose(village: GuidedVillage, user: User, waited: str) -> Following:
    stage = village.get_stage_display()
    draft = draft_of(village)
    if draft:
        text = f"Konsep usul untuk desa ini belum dikirim; {stage} {waited}."
        may = user.has_perm("villages.view_proposal")
        return Following(text, "Buka konsep", draft.get_absolute_url() if may else "", "send")
    text = f"Usulkan desa ini ke Kanwil; {stage} {waited}."
    own = workflow.permitted(
        user, office_id=village.office_id, now=village.stage, to=Stage.PROPOSED
    )
    url = f"{reverse('villages:proposal-create')}?desa={village.pk}"
    return Following(text, "Tulis usul", url if own else "", "send")


def _to_answer(village: GuidedVillage, user: User, waited: str) -> Following:
    text = f"Menunggu jawaban Kanwil {waited}."
    line = workflow.waiting_line(village)
    decides = any(may_decide(user, each) for each in (Decision.APPROVED, Decision.RETURNED))
    if line is None:
        url = reverse("villages:advance", args=[village.pk]) if decides else ""
        return Following(text, "Catat jawaban", url, "sign")
    if decides:
        url = reverse("villages:proposal-answer", args=[line.proposal_id])
        return Following(text, "Jawab usul", url, "sign")
    may = user.has_perm("villages.view_proposal")
    return Following(text, "Buka usul", line.proposal.get_absolute_url() if may else "", "doc")


def _to_designate(village: GuidedVillage, user: User, waited: str) -> Following:
    url = f"{reverse('villages:decree-create')}?desa={village.pk}"
    may = user.has_perm(workflow.DECREE)
    text = f"SK penetapan belum tercatat; disetujui Kanwil {waited}."
    return Following(text, "Catat SK", url if may else "", "stamp")


def _to_inaugurate(village: GuidedVillage, user: User, waited: str) -> Following:
    url = f"{reverse('villages:inaugurate')}?desa={village.pk}"
    may = user.has_perm(workflow.CHANGE)
    return Following(
        f"Kukuhkan desa ini; ditetapkan {waited}.", "Kukuhkan", url if may else "", "sign"
    )


def _to_begin(village: GuidedVillage, user: User, waited: str) -> Following:
    url = reverse("villages:advance", args=[village.pk])
    text = f"Catat bahwa pembinaan sudah berjalan; dikukuhkan {waited}."
    return Following(text, "Catat tahap", url if user.has_perm(workflow.CHANGE) else "")


TELLERS = {
    Stage.CANDIDATE: _to_propose,
    Stage.TALKS: _to_propose,
    Stage.PROPOSED: _to_answer,
    Stage.AGREED: _to_designate,
    Stage.APPROVED: _to_inaugurate,
    Stage.INAUGURATED: _to_begin,
}
