"""An office's proposals: one answered, one that waits, one not sent yet."""

from __future__ import annotations

from datetime import date

from django.core.files.base import ContentFile

from officers.models import Office
from villages.models import (
    GuidedVillage,
    Proposal,
    ProposalAnswer,
    ProposalFile,
    ProposalVillage,
    VillageStep,
)

SENT, DRAFT = Proposal.Status.SENT, Proposal.Status.DRAFT
Decision = ProposalVillage.Decision
FIGURES = [{"label": "Paspor PMI", "value": "24 paspor", "note": "uji", "url": ""}]


def write_proposals(office: Office, villages: list[GuidedVillage], blank: bytes) -> None:
    """`villages`: an active and a proposed one; `blank` is the PDF that hangs on each proposal."""
    active, proposed = villages[:2]
    answered = _write(office, "01", SENT, active, blank)
    answer = ProposalAnswer.objects.create(
        proposal=answered, office=answered.addressed_to, number=f"J-UJI-01/2025/{office.code}",
        answered_on=date(2025, 3, 3), made_up=True,
    )  # fmt: skip
    line = answered.proposal_villages.get()
    line.decision, line.answer = Decision.APPROVED, answer
    line.save()
    active.steps.filter(stage="ditetapkan").update(answer=answer, proposal=answered)
    _write(office, "02", SENT, proposed, blank)
    _write(office, "03", DRAFT, None, blank)


def _write(
    office: Office, number: str, status: str, village: GuidedVillage | None, blank: bytes
) -> Proposal:
    day = date(2025, 2, 10)
    proposal = Proposal.objects.create(
        office=office, addressed_to=office.supervisor_on(day) or office,
        number=f"U-UJI-{number}/2025/{office.code}", proposed_on=day, status=status,
        made_up=True, source="Data contoh",
    )  # fmt: skip
    if village:
        ProposalVillage.objects.create(
            proposal=proposal, village=village, office=office, argument="Uji", evidence=FIGURES
        )
        VillageStep.objects.filter(village=village, stage="diusulkan").update(proposal=proposal)
    attached = ProposalFile(proposal=proposal, office=office, name="Lampiran uji")
    attached.file.save("uji.pdf", ContentFile(blank))
    return proposal
