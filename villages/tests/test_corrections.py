"""A step written wrong is put right or taken back, and everybody can see that it was."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from officers.models import AuditEvent
from officers.tests.factories import OfficerFactory
from villages import actions
from villages.models import Decree, GuidedVillage, Proposal, VillageStep
from villages.models.village import Stage
from villages.tests.factories import AssignmentFactory, DecreeFactory, GuidedVillageFactory
from villages.tests.proposing import NOW, SENT, Decision, Desk, complaint, line_of, stage_of

pytestmark = pytest.mark.django_db
START, TALKS = date(2025, 9, 1), date(2025, 9, 10)


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def village(desk):
    """A candidate since 1 September, in talks since the 10th."""
    village = desk.candidate(since=START)
    actions.advance_village(
        village=village, to=Stage.TALKS, on=TALKS, place="Balai RW", by=desk.operator, at=NOW
    )
    return village


def correct(desk, step, *, on=None, **facts):
    said = {"place": step.place, "note": step.note, "decree": step.decree}
    usual = {"reason": "Salah ketik", "by": desk.operator, "at": NOW, **said}
    return actions.correct_step(step=step, on=on or step.happened_on, **(usual | facts))


def undo(desk, step, **facts):
    usual = {"reason": "Tertukar", "by": desk.operator, "at": NOW}
    return actions.undo_step(step=step, **(usual | facts))


def test_a_corrected_step_keeps_its_place_and_what_it_said_before(desk, village):
    step = village.steps.last()
    correct(desk, step, on=date(2025, 9, 12), place="Kantor Kelurahan")
    now = village.steps.last()
    assert (now.pk, now.happened_on, now.place) == (step.pk, date(2025, 9, 12), "Kantor Kelurahan")
    before = VillageStep.trace.get(pk=now.replaces_id)
    assert (before.happened_on, before.place) == (TALKS, "Balai RW")
    assert (before.void_reason, before.voided_by) == ("Salah ketik", desk.operator)
    assert village.steps.count() == 2


def test_a_step_corrected_twice_remembers_both(desk, village):
    step = village.steps.last()
    correct(desk, step, on=date(2025, 9, 12))
    correct(desk, step, on=date(2025, 9, 14))
    second = VillageStep.trace.get(pk=step.pk).replaces
    assert (second.happened_on, second.replaces.happened_on) == (date(2025, 9, 12), TALKS)


def test_an_earlier_step_of_the_same_day_stays_the_earlier_one(desk):
    village = GuidedVillageFactory(office=desk.office, stage=Stage.PROPOSED, since=START)
    correct(desk, village.steps.first(), place="Kelurahan")
    assert [step.stage for step in village.steps.all()] == [Stage.CANDIDATE, Stage.PROPOSED]
    assert GuidedVillage.objects.with_stage_on(START).get().stage_then == Stage.PROPOSED


def test_a_correction_keeps_the_order_of_the_steps(desk, village):
    first, last = village.steps.all()
    said = complaint(correct, desk, last, on=date(2025, 8, 31))
    assert said["on"] == "Tanggal tidak boleh sebelum tahap Calon, 1 September 2025."
    said = complaint(correct, desk, first, on=date(2025, 9, 11))
    assert said["on"] == "Tanggal tidak boleh sesudah tahap Penjajakan, 10 September 2025."
    assert "belum tiba" in complaint(correct, desk, last, on=date(2026, 1, 1))["on"]


def test_the_office_holds_a_village_from_its_corrected_first_day(desk, village):
    correct(desk, village.steps.first(), on=date(2025, 8, 15))
    assert village.tenures.get().starts_on == date(2025, 8, 15)
    correct(desk, village.steps.first(), on=date(2025, 9, 5))
    assert village.tenures.get().starts_on == date(2025, 9, 5)


def test_a_village_does_not_begin_after_somebody_served_it(desk, village):
    AssignmentFactory(village=village, starts_on=date(2025, 9, 3))
    said = complaint(correct, desk, village.steps.first(), on=date(2025, 9, 5))
    assert "mulai 3 September 2025" in said["on"]


def test_a_correction_says_why_and_changes_something(desk, village):
    step = village.steps.last()
    assert "Tulis mengapa" in complaint(correct, desk, step, on=START, reason=" ")["reason"]
    assert complaint(correct, desk, step)["__all__"] == "Belum ada isian yang berubah."


def test_an_approval_is_not_left_without_its_paper(desk):
    village = GuidedVillageFactory(office=desk.office, stage=Stage.PROPOSED, since=START)
    decree = DecreeFactory(office=desk.kanwil, signed_on=START)
    facts = {"village": village, "to": Stage.APPROVED, "on": TALKS, "by": desk.head, "at": NOW}
    step = actions.advance_village(decree=decree, **facts)
    assert "Pilih SK" in complaint(correct, desk, step, decree=None, by=desk.head)["decree"]
    late = DecreeFactory(office=desk.kanwil, signed_on=date(2025, 9, 11))
    assert "baru ditetapkan" in complaint(correct, desk, step, decree=late, by=desk.head)["decree"]
    other = DecreeFactory(office=desk.kanwil, signed_on=START)
    correct(desk, step, decree=other, by=desk.head)
    assert Decree.objects.get(steps=step) == other


def test_only_who_may_take_a_step_puts_it_right(desk, village):
    proposal = desk.sent(village)
    desk.answer(proposal, (Decision.RETURNED, "Kurang"))
    answered = village.steps.last()
    for act in (correct, undo):
        with pytest.raises(PermissionDenied):
            act(desk, answered, by=desk.operator)
    with pytest.raises(PermissionDenied):
        correct(desk, village.steps.get(stage=Stage.PROPOSED), by=desk.supervisor)


def test_the_last_step_taken_back_leaves_the_village_where_it_stood(desk, village):
    step = village.steps.last()
    undo(desk, step)
    assert stage_of(village) == Stage.CANDIDATE
    gone = VillageStep.trace.get(pk=step.pk)
    assert (gone.void_reason, gone.voided_by, gone.voided_at) == ("Tertukar", desk.operator, NOW)
    line = AuditEvent.objects.get(action="villages.villagestep.undone")
    assert line.changes["stage"] == [Stage.TALKS, Stage.CANDIDATE]


def test_only_the_last_step_and_not_the_first_can_be_taken_back(desk, village):
    assert "Tahap pertama" in complaint(undo, desk, village.steps.first())["__all__"]
    last = village.steps.last()
    actions.advance_village(village=village, to=Stage.PROPOSED, on=SENT, by=desk.operator, at=NOW)
    assert "Hanya tahap terakhir" in complaint(undo, desk, last)["__all__"]


def test_a_step_is_taken_back_once(desk, village):
    step = village.steps.last()
    undo(desk, step)
    assert "orang lain" in complaint(undo, desk, step)["__all__"]


def test_an_answer_taken_back_lets_the_village_wait_again(desk, village):
    proposal = desk.sent(village)
    desk.answer(proposal, (Decision.APPROVED, ""))
    undo(desk, village.steps.last(), by=desk.head)
    assert stage_of(village) == Stage.PROPOSED
    assert (line_of(village).decision, line_of(village).answer) == (Decision.WAITING, None)
    desk.answer(proposal, (Decision.REJECTED, "Kuota"), number="W.11-2")
    assert stage_of(village) == Stage.REJECTED


def test_a_return_cannot_be_taken_back_while_the_village_is_in_a_new_letter(desk, village):
    desk.answer(desk.sent(village), (Decision.RETURNED, "Kurang"))
    desk.draft(village)
    said = complaint(undo, desk, village.steps.last(), by=desk.head)
    assert "usul lain yang belum dijawab" in said["villages"]


def test_a_withdrawal_taken_back_sends_the_letter_again(desk, village):
    proposal = desk.withdraw(desk.sent(village))
    undo(desk, village.steps.last())
    proposal.refresh_from_db()
    assert (proposal.status, proposal.withdrawn_on) == (Proposal.Status.SENT, None)
    assert line_of(village).decision == Decision.WAITING


def test_a_letter_is_withdrawn_not_its_step_alone(desk, village):
    proposal = desk.sent(village)
    said = complaint(undo, desk, village.steps.last())["__all__"]
    assert said == f"Tahap ini berasal dari usul {proposal}. Tarik usulnya bila memang salah."


def ended(desk, *, on=date(2025, 11, 1), **facts):
    village = GuidedVillageFactory(office=desk.office, since=START)
    posting = AssignmentFactory(village=village, starts_on=START, **facts)
    facts = {"village": village, "to": Stage.INACTIVE, "note": "Mandiri", "at": NOW}
    return actions.advance_village(on=on, by=desk.operator, **facts), posting


def test_an_end_taken_back_opens_the_postings_it_ended(desk):
    step, posting = ended(desk)
    undo(desk, step)
    posting.refresh_from_db()
    assert (stage_of(step.village), posting.ends_on) == (Stage.ACTIVE, None)


def test_a_posting_with_a_planned_end_has_it_again(desk):
    step, posting = ended(desk, ends_on=date(2026, 3, 31))
    posting.refresh_from_db()
    assert posting.ends_on == date(2025, 11, 1)
    undo(desk, step)
    posting.refresh_from_db()
    assert posting.ends_on == date(2026, 3, 31)


def test_a_posting_of_an_officer_who_left_stays_ended(desk):
    step, posting = ended(desk)
    posting.officer.left_on = date(2025, 11, 20)
    posting.officer.save()
    undo(desk, step)
    posting.refresh_from_db()
    assert posting.ends_on == date(2025, 11, 1)


def test_a_posting_ended_earlier_by_hand_stays_ended(desk):
    step, posting = ended(desk, ends_on=date(2025, 10, 1))
    undo(desk, step)
    posting.refresh_from_db()
    assert posting.ends_on == date(2025, 10, 1)


def test_postings_follow_the_corrected_day_of_the_end(desk):
    step, posting = ended(desk)
    correct(desk, step, on=date(2025, 11, 5))
    posting.refresh_from_db()
    assert posting.ends_on == date(2025, 11, 5)
    undo(desk, step)
    posting.refresh_from_db()
    assert posting.ends_on is None


def test_a_village_comes_back_only_while_nobody_else_guides_its_region(desk):
    step, _ = ended(desk)
    GuidedVillageFactory(region=step.village.region, stage=Stage.CANDIDATE)
    assert "sudah terdaftar" in complaint(undo, desk, step)["region"]
    assert stage_of(step.village) == Stage.INACTIVE


def test_badges_given_at_a_ceremony_stay_with_the_corrected_step(desk):
    village = GuidedVillageFactory(office=desk.office, stage=Stage.APPROVED, since=START)
    officer = OfficerFactory(office=desk.office)
    facts = {"on": TALKS, "place": "Aula", "by": desk.operator, "at": NOW}
    (step,) = actions.inaugurate_villages(ceremonies={village: [officer]}, **facts)
    correct(desk, step, place="Aula Kecamatan", officiated_by="Kepala Kanwil")
    now = village.steps.last()
    assert (now.place, now.officiated_by) == ("Aula Kecamatan", "Kepala Kanwil")
    assert list(now.pinned.all()) == [officer]
