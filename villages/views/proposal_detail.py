"""A proposal's own page: its letter, its villages with their figures, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.pages import Action, Chip, DetailPage, Fact
from officers.models import User
from villages import evidence
from villages.actions.answers import may_decide
from villages.models import Proposal, ProposalAnswer, ProposalFile, ProposalVillage
from villages.views.parts import MADE_UP, answer_chip, stage_chip
from villages.views.proposals import (
    Decision,
    ProposalPage,
    Status,
    is_own,
    state_chip,
    takes_papers,
)


@dataclass(frozen=True)
class Line:
    """One village of a proposal as the page draws it."""

    row: ProposalVillage
    figures: list[evidence.Figure]
    stage: Chip
    decision: Chip | None  # None while the proposal is a draft


def lines_of(proposal: Proposal, user: User, today: date) -> list[Line]:
    """Its villages; a draft shows today's figures, a letter those it was sent with."""
    rows = proposal.proposal_villages.select_related("village__region", "proposal")
    draft = proposal.status == Status.DRAFT
    return [
        Line(
            row,
            evidence.figures_for(row.village.region, proposal.office, user, today)
            if draft
            else row.evidence,
            stage_chip(row.village),
            None if draft else answer_chip(row),
        )
        for row in rows
    ]


class ProposalDetail(ProposalPage, DetailPage):
    permission = "villages.view_proposal"
    template_name = "villages/proposal.html"
    facts_title = "Surat usul"

    def get_title(self):
        return str(self.object)

    def get_chips(self):
        return [state_chip(self.object), MADE_UP if self.object.made_up else None]

    def get_primary(self) -> Action | None:
        proposal, user = self.object, self.request.user
        if proposal.status == Status.DRAFT and self.may_write():
            return Action("Kirim ke Kanwil", self.to("send"), icon="send")
        waits = proposal.status == Status.SENT and proposal.waiting_count
        if waits and any(may_decide(user, each) for each in (Decision.APPROVED, Decision.RETURNED)):
            return Action("Jawab usul", self.to("answer"), icon="sign")
        return None

    def get_others(self):
        proposal, acts = self.object, []
        if self.may_write() and proposal.status == Status.DRAFT:
            acts = [
                Action("Ubah", self.to("change"), icon="edit"),
                Action("Batalkan konsep", self.to("withdraw"), icon="x"),
            ]
        elif self.may_write() and proposal.status == Status.SENT and proposal.waiting_count:
            acts = [Action("Tarik usul", self.to("withdraw"), icon="returned")]
        return [*acts, *(self.letter(kind) for kind in ("pdf", "docx"))]

    def may_write(self) -> bool:
        user = self.request.user
        return is_own(user, self.object) and user.has_perm("villages.change_proposal")

    def letter(self, kind: str) -> Action:
        url = reverse("villages:proposal-letter", args=[self.object.pk, kind])
        return Action(f"Surat ({kind.upper()})", url, icon="doc" if kind == "pdf" else "download")

    def to(self, name: str) -> str:
        return reverse(f"villages:proposal-{name}", args=[self.object.pk])

    def get_facts(self):
        proposal = self.object
        withdrawn = proposal.status == Status.WITHDRAWN
        facts = [
            Fact("Kantor pengusul", proposal.office.name),
            Fact("Kepada", proposal.addressed_to.name),
            Fact("Nomor", proposal.number),
            Fact("Tanggal surat", proposal.proposed_on),
            Fact("Latar belakang", proposal.background),
            Fact("Sumber", proposal.source),
        ]
        if withdrawn:
            facts += [
                Fact("Ditarik", proposal.withdrawn_on),
                Fact("Alasan penarikan", proposal.withdraw_reason),
            ]
        return facts

    def get_context_data(self, **context):
        proposal, user = self.object, self.request.user
        named = ProposalVillage.objects.select_related("village__region")
        answers = ProposalAnswer.objects.filter(proposal=proposal).select_related("office")
        return super().get_context_data(
            lines=lines_of(proposal, user, timezone.localdate()),
            answers=answers.prefetch_related(Prefetch("proposal_villages", named)),
            files=ProposalFile.objects.filter(proposal=proposal).select_related("village__region"),
            may_attach=self.may_write() and takes_papers(proposal),
            may_detach=self.may_write() and proposal.status == Status.DRAFT,
            **context,
        )
