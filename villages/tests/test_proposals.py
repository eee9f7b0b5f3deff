"""A Kanim proposes several villages in one letter; its Kanwil answers village by village."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from villages import actions, evidence, workflow
from villages.models import Proposal, VillageStep
from villages.models.village import Stage
from villages.tests.factories import DecreeFactory, GuidedVillageFactory, RegionFactory
from villages.tests.proposing import (
    ANSWERED,
    NOW,
    SENT,
    Decision,
    Desk,
    complaint,
    line_of,
    stage_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def figures(monkeypatch):
    """What the figures say; tests change it."""
    said = [{"label": "Paspor PMI", "value": "860 paspor", "note": "peringkat 1", "url": "/data/"}]
    monkeypatch.setattr(evidence, "_providers", [lambda region, office, user, on: list(said)])
    return said


def test_a_draft_names_villages_and_moves_none_of_them(desk):
    one, other = desk.candidate(), desk.candidate()
    proposal = desk.draft(one, other)
    assert proposal.addressed_to == desk.kanwil
    assert set(proposal.villages.all()) == {one, other}
    assert stage_of(one) == Stage.CANDIDATE
    assert str(proposal) == "Usul Kanim Bekasi (konsep)"


def test_sending_proposes_every_village_on_the_letters_day_with_its_figures(desk, figures):
    one, other = desk.candidate(), desk.candidate()
    proposal = desk.sent(one, other)
    for village in (one, other):
        assert stage_of(village) == Stage.PROPOSED
        assert village.steps.last().happened_on == SENT
        assert village.steps.last().proposal == proposal
        assert line_of(village).evidence[0]["value"] == "860 paspor"


def test_figures_stay_as_they_were_when_the_letter_was_sent(desk, figures):
    village = desk.candidate()
    desk.sent(village)
    figures[0]["value"] = "12 paspor"
    assert line_of(village).evidence[0]["value"] == "860 paspor"


def test_a_letter_is_sent_with_its_number_and_not_before_its_day(desk):
    draft = desk.draft()
    send = {"proposal": draft, "by": desk.operator, "at": NOW}
    said = complaint(actions.send_proposal, number=" ", proposed_on=SENT, **send)
    assert "Isi nomor surat" in said["number"]
    said = complaint(actions.send_proposal, number="1", proposed_on=date(2025, 12, 2), **send)
    assert "belum tiba" in said["proposed_on"]


def test_a_letter_dated_before_the_villages_last_step_says_which_village(desk):
    village = desk.candidate(since=date(2025, 10, 10))
    draft = desk.draft(village)
    send = {"proposal": draft, "number": "1", "by": desk.operator, "at": NOW}
    said = complaint(actions.send_proposal, proposed_on=date(2025, 10, 9), **send)
    assert said["proposed_on"].startswith(f"{village}: ")


def test_a_number_names_one_letter_of_an_office(desk):
    desk.sent()
    said = complaint(desk.sent)
    assert "sudah dipakai usul lain" in said["number"]


@pytest.mark.parametrize("stage", [Stage.PROPOSED, Stage.ACTIVE, Stage.INACTIVE])
def test_only_a_village_before_its_proposal_can_be_named(desk, stage):
    village = GuidedVillageFactory(office=desk.office, stage=stage)
    said = complaint(desk.draft, village)
    assert f"sudah {stage.label.lower()}" in said[f"village_{village.pk}"]


def test_another_offices_village_cannot_be_named(desk):
    village = GuidedVillageFactory(stage=Stage.CANDIDATE)
    assert "bukan kantor Anda" in complaint(desk.draft, village)[f"village_{village.pk}"]


def test_a_region_that_ceased_to_exist_is_not_proposed(desk):
    village = desk.candidate(region=RegionFactory(retired_on=date(2025, 4, 25)))
    said = complaint(desk.draft, village)[f"village_{village.pk}"]
    assert said == f"Wilayah {village} tidak berlaku lagi sejak 25 April 2025."


def test_a_village_waits_in_one_proposal_only(desk):
    village = desk.candidate()
    desk.draft(village)
    said = complaint(desk.draft, village)[f"village_{village.pk}"]
    assert "usul lain yang belum dijawab" in said


def test_a_proposal_without_villages_is_none(desk):
    refused = complaint(
        actions.draft_proposal, office=desk.office, lines={}, proposed_on=SENT, by=None
    )
    assert refused["villages"] == "Pilih paling sedikit satu desa."


def test_an_office_without_kanwil_has_nobody_to_write_to(desk):
    said = complaint(desk.draft, desk.candidate(since=date(2019, 1, 1)), on=date(2019, 6, 1))
    assert "belum tercatat di bawah Kanwil" in said["proposed_on"]


def test_a_draft_can_be_rewritten_and_a_letter_cannot(desk):
    one, other = desk.candidate(), desk.candidate()
    draft = desk.draft(one)
    letter = {"proposed_on": SENT, "number": "7", "background": "", "source": ""}
    change = {"by": desk.operator, **letter}
    actions.change_proposal(proposal=draft, lines={other: "Lebih jauh"}, **change)
    assert list(draft.villages.all()) == [other]
    line = AuditEvent.objects.get(action="villages.proposal.changed")
    assert line.changes["villages"][1] == {str(other): "Lebih jauh"}
    sent = desk.sent(one)
    said = complaint(actions.change_proposal, proposal=sent, lines={one: ""}, **change)
    assert "sudah dikirim" in said["__all__"]


def test_the_kanwil_answers_village_by_village_and_the_rest_waits(desk):
    agreed, returned, refused, open_one = (desk.candidate() for _ in range(4))
    proposal = desk.sent(agreed, returned, refused, open_one)
    answer = desk.answer(
        proposal,
        (Decision.APPROVED, ""),
        (Decision.RETURNED, "Lampirkan berita acara"),
        (Decision.REJECTED, "Sudah ada pos pelayanan"),
    )
    assert [stage_of(each) for each in (agreed, returned, refused, open_one)] == [
        Stage.AGREED,
        Stage.CANDIDATE,
        Stage.REJECTED,
        Stage.PROPOSED,
    ]
    assert line_of(returned).decision_note == "Lampirkan berita acara"
    assert line_of(open_one).decision == Decision.WAITING
    assert agreed.steps.last().answer == answer
    assert Proposal.objects.waiting().get() == proposal
    desk.answer(proposal, None, None, None, (Decision.APPROVED, ""), on=date(2025, 11, 3))
    assert not Proposal.objects.waiting().exists()
    assert proposal.answers.count() == 2


def test_returning_and_refusing_say_why(desk):
    village = desk.candidate()
    proposal = desk.sent(village)
    for decision in (Decision.RETURNED, Decision.REJECTED):
        said = complaint(desk.answer, proposal, (decision, "  "))
        assert "Tulis alasan" in said[f"note_{line_of(village).pk}"]
    assert stage_of(village) == Stage.PROPOSED


def test_an_answer_comes_after_its_letter_and_not_tomorrow(desk):
    proposal = desk.sent()
    approved = (Decision.APPROVED, "")
    assert (
        "6 Oktober 2025" in complaint(desk.answer, proposal, approved, on=date(2025, 10, 5))["on"]
    )
    assert "belum tiba" in complaint(desk.answer, proposal, approved, on=date(2025, 12, 2))["on"]


def test_a_village_is_answered_once(desk):
    proposal = desk.sent(desk.candidate(), desk.candidate())
    desk.answer(proposal, (Decision.APPROVED, ""))
    said = complaint(desk.answer, proposal, (Decision.REJECTED, "Berubah pikiran"))
    assert "sudah dijawab" in next(iter(said.values()))


def test_a_supervisor_sends_back_but_does_not_decide(desk):
    one, other = desk.candidate(), desk.candidate()
    proposal = desk.sent(one, other)
    with pytest.raises(PermissionDenied):
        desk.answer(proposal, (Decision.APPROVED, ""), by=desk.supervisor)
    desk.answer(proposal, (Decision.RETURNED, "Angka bulan lalu"), by=desk.supervisor)
    assert (stage_of(one), stage_of(other)) == (Stage.CANDIDATE, Stage.PROPOSED)


def test_a_withdrawn_village_goes_back_to_where_it_was(desk):
    candidate, in_talks = desk.candidate(), desk.candidate()
    actions.advance_village(
        village=in_talks, to=Stage.TALKS, on=date(2025, 9, 1), by=desk.operator, at=NOW
    )
    proposal = desk.withdraw(desk.sent(candidate, in_talks))
    assert (stage_of(candidate), stage_of(in_talks)) == (Stage.CANDIDATE, Stage.TALKS)
    assert (proposal.status, proposal.withdrawn_on) == (Proposal.Status.WITHDRAWN, ANSWERED)
    assert candidate.steps.last().note == "Usul ditarik: Data belum lengkap"
    assert line_of(candidate).decision == Decision.WITHDRAWN
    assert VillageStep.objects.filter(village=candidate, stage=Stage.PROPOSED).exists()


def test_what_was_answered_stays_when_the_rest_is_withdrawn(desk):
    agreed, waiting = desk.candidate(), desk.candidate()
    proposal = desk.sent(agreed, waiting)
    desk.answer(proposal, (Decision.APPROVED, ""))
    desk.withdraw(proposal)
    assert (stage_of(agreed), stage_of(waiting)) == (Stage.AGREED, Stage.CANDIDATE)
    said = complaint(desk.withdraw, proposal)
    assert "Tidak ada lagi desa" in said["__all__"]


def test_a_withdrawal_says_why(desk):
    assert "alasan" in complaint(desk.withdraw, desk.sent(), reason=" ")["reason"]


def test_a_draft_laid_aside_frees_its_villages(desk):
    village = desk.candidate()
    desk.withdraw(desk.draft(village))
    assert desk.sent(village).villages.get() == village


def test_an_sk_that_comes_at_once_answers_the_proposal(desk):
    village = desk.candidate()
    proposal = desk.sent(village)
    decree = DecreeFactory(office=desk.kanwil, signed_on=ANSWERED, number="SK-9")
    actions.advance_village(
        village=village, to=Stage.APPROVED, on=ANSWERED, decree=decree, by=desk.head, at=NOW
    )
    line = line_of(village)
    assert (stage_of(village), line.decision) == (Stage.APPROVED, Decision.APPROVED)
    assert (line.answer.number, line.answer.proposal) == ("SK-9", proposal)


@pytest.mark.parametrize("to", [Stage.AGREED, Stage.CANDIDATE, Stage.REJECTED])
def test_a_village_in_a_letter_is_answered_in_the_letter(desk, to):
    village = desk.candidate()
    proposal = desk.sent(village)
    facts = {"village": village, "to": to, "on": ANSWERED, "note": "Alasan", "at": NOW}
    said = complaint(actions.advance_village, by=desk.head, **facts)
    assert f"dalam usul {proposal}" in said["to"]


def test_who_proposes_withdraws_and_answers(desk):
    village = desk.candidate()
    elsewhere = UserFactory(office=OfficeFactory(under=desk.kanwil), role=Role.OPERATOR)
    village.office = desk.office
    assert workflow.allowed(desk.operator, village, Stage.PROPOSED)
    for stranger in (elsewhere, desk.supervisor, desk.head):
        assert not workflow.allowed(stranger, village, Stage.PROPOSED)
    proposed = GuidedVillageFactory(office=desk.office, stage=Stage.PROPOSED)
    assert workflow.choices_for(desk.supervisor, proposed) == [Stage.CANDIDATE]
    assert workflow.choices_for(desk.operator, proposed) == [Stage.CANDIDATE]


def test_a_village_that_waits_does_not_change_its_office(desk):
    village = desk.candidate()
    desk.sent(village)
    said = complaint(
        actions.move_village_to_office,
        village=village,
        office=OfficeFactory(under=desk.kanwil),
        on=ANSWERED,
        by=None,
        at=NOW,
    )
    assert "Tarik dahulu usul" in said["office"]


def test_each_act_leaves_a_line_with_the_villages_it_is_about(desk):
    village = desk.candidate()
    proposal = desk.sent(village)
    desk.answer(proposal, (Decision.RETURNED, "Kurang"))
    key = f"villages.GuidedVillage:{village.pk}"
    told = AuditEvent.objects.filter(about__contains=[key]).values_list("action", flat=True)
    assert {
        "villages.proposal.drafted",
        "villages.proposal.sent",
        "villages.proposal.answered",
        "villages.guidedvillage.advanced",
    } <= set(told)


def test_a_kanwil_that_lost_the_office_still_reads_the_letters_sent_to_it(desk):
    proposal = desk.sent()
    link = desk.office.supervisions.get()
    link.ends_on = date(2025, 12, 31)
    link.save()
    head = type(desk.head).objects.get(pk=desk.head.pk)
    assert desk.office.pk not in head.visible_office_ids
    assert Proposal.objects.visible_to(head).get() == proposal
