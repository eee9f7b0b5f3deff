"""A Kanim, its Kanwil and their people, with the shortest way to a proposal; for several tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from villages import actions
from villages.models import ProposalVillage
from villages.models.village import Stage
from villages.tests.factories import GuidedVillageFactory

NOW = datetime(2025, 12, 1, 3, 0, tzinfo=UTC)
SENT, ANSWERED = date(2025, 10, 6), date(2025, 10, 20)
Decision = ProposalVillage.Decision


class Desk:
    """Everyone who has a hand in a proposal of one office."""

    def __init__(self):
        self.kanwil = KanwilFactory(name="Kantor Wilayah Contoh Jawa", city="Bandung")
        self.office = OfficeFactory(
            under=self.kanwil, name="Kantor Imigrasi Contoh Bekasi", short_name="Kanim Bekasi"
        )
        self.operator = UserFactory(office=self.office, role=Role.OPERATOR)
        self.head = UserFactory(office=self.kanwil, role=Role.KANWIL_HEAD)
        self.supervisor = UserFactory(office=self.kanwil, role=Role.SUPERVISOR)

    def candidate(self, **facts):
        return GuidedVillageFactory(office=self.office, stage=Stage.CANDIDATE, **facts)

    def draft(self, *villages, on=SENT, **facts):
        villages = villages or (self.candidate(),)
        usual = {"office": self.office, "by": self.operator, "proposed_on": on}
        lines = dict.fromkeys(villages, "Permintaan paspor PMI tertinggi")
        return actions.draft_proposal(lines=lines, **(usual | facts))

    def sent(self, *villages, number="W.11-812", on=SENT):
        proposal = self.draft(*villages, on=on)
        return actions.send_proposal(
            proposal=proposal, number=number, proposed_on=on, by=self.operator, at=NOW
        )

    def answer(self, proposal, *said, by=None, on=ANSWERED, **facts):
        """`said`: (decision, note) for each village in turn; None leaves it waiting."""
        lines = proposal.proposal_villages.order_by("pk")
        decisions = {line: told for line, told in zip(lines, said, strict=False) if told}
        usual = {"by": by or self.head, "at": NOW, "on": on, "number": "W.11-2231"}
        return actions.answer_proposal(proposal=proposal, decisions=decisions, **(usual | facts))

    def withdraw(self, proposal, on=ANSWERED, reason="Data belum lengkap"):
        return actions.withdraw_proposal(
            proposal=proposal, reason=reason, on=on, by=self.operator, at=NOW
        )


def complaint(call, *arguments, **facts) -> dict[str, str]:
    """{field: sentence} of what an action refuses; "__all__" for what names no field."""
    with pytest.raises(ValidationError) as refused:
        call(*arguments, **facts)
    error = refused.value
    if not hasattr(error, "error_dict"):
        return {"__all__": " ".join(error.messages)}
    return {field: " ".join(sentences) for field, sentences in error.message_dict.items()}


def line_of(village) -> ProposalVillage:
    return ProposalVillage.objects.get(village=village)


def stage_of(village) -> str:
    village.refresh_from_db()
    return village.stage
