"""A village goes its way from candidate to its end, each step with its day and its paper."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from villages import actions, workflow
from villages.models import DecreeVillage, GuidedVillage
from villages.models.village import Stage
from villages.tests.factories import (
    AssignmentFactory,
    DecreeFactory,
    GuidedVillageFactory,
    RegionFactory,
    SelectionReasonFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 12, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def kanwil():
    return KanwilFactory()


@pytest.fixture
def office(kanwil):
    return OfficeFactory(under=kanwil)


@pytest.fixture
def operator(office):
    return UserFactory(office=office, role=Role.OPERATOR)


@pytest.fixture
def head(kanwil):
    return UserFactory(office=kanwil, role=Role.KANWIL_HEAD)


def register(office, **facts):
    usual = {"region": RegionFactory(), "on": date(2025, 9, 1), "by": None, "at": NOW}
    return actions.register_village(office=office, **(usual | facts))


def advance(village, to, on=date(2025, 10, 1), by=None, **facts):
    return actions.advance_village(village=village, to=to, on=on, by=by, at=NOW, **facts)


def complaint(call, *arguments, **facts):
    """{field: sentence} of what an action refuses."""
    with pytest.raises(ValidationError) as refused:
        call(*arguments, **facts)
    return {field: " ".join(sentences) for field, sentences in refused.value.message_dict.items()}


def test_a_candidate_is_held_by_its_office_from_the_first_day(office, operator):
    demand = SelectionReasonFactory(name="Permintaan tertinggi")
    village = register(office, reasons={demand: "214 paspor"}, by=operator)
    assert village.stage == Stage.CANDIDATE
    assert village.tenures.get().starts_on == date(2025, 9, 1)
    assert [step.stage for step in village.steps.all()] == [Stage.CANDIDATE]
    assert village.village_reasons.get().note == "214 paspor"
    line = AuditEvent.objects.get(action="villages.guidedvillage.registered")
    assert (line.actor, line.office) == (operator.username, office)


def test_a_district_cannot_become_a_desa_binaan(office):
    refused = complaint(register, office, region=RegionFactory(code="32.75.03"))
    assert "Pilih desa atau kelurahan" in refused["region"]


def test_a_kanwil_does_not_hold_villages_itself(kanwil):
    assert "Pilih sebuah Kanim" in complaint(register, kanwil)["office"]


def test_a_village_that_ceased_to_exist_cannot_begin(office):
    gone = RegionFactory(retired_on=date(2025, 4, 25))
    assert "25 April 2025" in complaint(register, office, region=gone)["region"]


def test_a_village_already_under_guidance_is_said_at_the_field(office):
    known = GuidedVillageFactory()
    assert "sudah terdaftar" in complaint(register, office, region=known.region)["region"]


def test_tomorrow_has_not_happened_yet(office):
    assert "belum tiba" in complaint(register, office, on=date(2025, 12, 2))["on"]


def test_the_office_reads_its_own_clock():
    eastern = OfficeFactory(time_zone="Asia/Jayapura")
    late = datetime(2025, 12, 1, 16, 0, tzinfo=UTC)  # already the second in WIT, not in WIB
    assert register(eastern, on=date(2025, 12, 2), at=late).pk


def test_a_village_walks_all_the_way(office, operator, head):
    village = register(office, by=operator)
    advance(village, Stage.TALKS, date(2025, 9, 10), operator, place="Kantor Kelurahan")
    advance(village, Stage.PROPOSED, date(2025, 10, 11), operator)
    advance(village, Stage.AGREED, date(2025, 11, 10), head)
    decree = DecreeFactory(office=head.office, signed_on=date(2025, 11, 17))
    advance(village, Stage.APPROVED, date(2025, 11, 17), operator, decree=decree)
    advance(village, Stage.INAUGURATED, date(2025, 11, 27), operator)
    advance(village, Stage.ACTIVE, date(2025, 12, 1), operator)
    village.refresh_from_db()
    assert village.stage == Stage.ACTIVE
    assert [step.stage for step in village.steps.all()] == list(workflow.LIFE)
    assert DecreeVillage.objects.get(decree=decree).village == village
    assert GuidedVillage.objects.active_on(date(2025, 11, 30)).count() == 0


def test_talks_agreement_and_ceremony_may_be_left_out(office, operator, head):
    village = register(office)
    advance(village, Stage.PROPOSED, by=operator)
    advance(village, Stage.APPROVED, by=head, decree=DecreeFactory())
    assert advance(village, Stage.ACTIVE, by=operator).stage == Stage.ACTIVE


@pytest.mark.parametrize("to", [Stage.APPROVED, Stage.INAUGURATED, Stage.ACTIVE, Stage.INACTIVE])
def test_a_candidate_does_not_jump_over_the_proposal(office, to):
    refused = complaint(advance, register(office), to, decree=DecreeFactory(), note="Alasan")
    assert refused["to"] == f"Dari tahap Calon tidak dapat langsung ke {to.label}."


@pytest.mark.parametrize("over", [Stage.INACTIVE, Stage.REJECTED])
def test_nothing_follows_the_end(over):
    assert "to" in complaint(advance, GuidedVillageFactory(stage=over), Stage.ACTIVE)


def test_a_step_is_not_dated_before_the_one_it_follows(office):
    village = register(office)
    advance(village, Stage.PROPOSED, date(2025, 10, 11))
    refused = complaint(advance, village, Stage.TALKS, date(2025, 10, 10), note="Perbaiki")
    assert refused["on"] == "Tanggal tidak boleh sebelum tahap Diusulkan, 11 Oktober 2025."


def test_a_step_before_the_village_was_held_is_refused(office):
    assert (
        "belum tercatat dibina"
        in complaint(advance, register(office), Stage.TALKS, date(2025, 8, 1))["on"]
    )


def test_an_approval_needs_its_decree(office):
    village = GuidedVillageFactory(office=office, stage=Stage.PROPOSED)
    assert "Pilih SK" in complaint(advance, village, Stage.APPROVED)["decree"]
    late = DecreeFactory(signed_on=date(2025, 10, 2))
    refused = complaint(advance, village, Stage.APPROVED, decree=late)
    assert "baru ditetapkan 2 Oktober 2025" in refused["decree"]


def test_only_who_may_approve_decides_on_a_proposal(office, operator, head):
    village = GuidedVillageFactory(office=office, stage=Stage.PROPOSED)
    with pytest.raises(PermissionDenied):
        advance(village, Stage.APPROVED, by=operator, decree=DecreeFactory())
    assert advance(village, Stage.REJECTED, by=head, note="Data belum lengkap").pk


def test_what_a_user_may_do_next_follows_role_and_stage(office, operator, head):
    proposed = GuidedVillageFactory(office=office, stage=Stage.PROPOSED)
    active = GuidedVillageFactory(office=office)
    agreed = GuidedVillageFactory(office=office, stage=Stage.AGREED)
    answers = [Stage.AGREED, Stage.APPROVED, Stage.CANDIDATE, Stage.REJECTED]
    assert workflow.choices_for(operator, proposed) == [Stage.CANDIDATE]
    assert workflow.choices_for(head, proposed) == answers
    assert workflow.choices_for(operator, agreed) == [Stage.APPROVED, Stage.CANDIDATE]
    assert workflow.choices_for(head, agreed) == [Stage.APPROVED, Stage.REJECTED]
    assert workflow.choices_for(operator, active) == [Stage.INACTIVE]
    assert workflow.choices_for(head, active) == []


@pytest.mark.parametrize(
    ("stage", "to"),
    [
        (Stage.ACTIVE, Stage.INACTIVE),
        (Stage.PROPOSED, Stage.REJECTED),
        (Stage.PROPOSED, Stage.TALKS),
    ],
)
def test_an_end_and_a_return_say_why(stage, to):
    village = GuidedVillageFactory(stage=stage)
    assert "alasan" in complaint(advance, village, to, note="  ")["note"]
    assert advance(village, to, note="Kuota desa penuh").note == "Kuota desa penuh"


def test_a_village_that_ends_takes_its_open_postings_along():
    posting = AssignmentFactory()
    advance(posting.village, Stage.INACTIVE, date(2025, 6, 1), note="Sudah mandiri")
    posting.refresh_from_db()
    assert posting.ends_on == date(2025, 6, 1)


def test_a_posting_that_starts_later_stands_in_the_way_of_the_end():
    posting = AssignmentFactory(starts_on=date(2025, 7, 1))
    refused = complaint(
        advance, posting.village, Stage.INACTIVE, date(2025, 6, 1), note="Sudah mandiri"
    )
    assert "1 Juli 2025" in refused["on"]
    assert GuidedVillage.objects.get().stage == Stage.ACTIVE


def test_reasons_are_replaced_and_the_change_is_audited(office, operator):
    old, new = SelectionReasonFactory(code="lama"), SelectionReasonFactory(code="baru")
    village = register(office, reasons=[old])
    actions.change_village(village=village, reasons={new: "12 kasus"}, note="Catatan", by=operator)
    assert {row.reason: row.note for row in village.village_reasons.all()} == {new: "12 kasus"}
    line = AuditEvent.objects.get(action="villages.guidedvillage.changed")
    assert line.changes["reasons"] == [{"lama": ""}, {"baru": "12 kasus"}]


def test_a_change_that_changes_nothing_leaves_no_line(office):
    village = register(office)
    actions.change_village(village=village, reasons=[], note="", by=None)
    assert not AuditEvent.objects.filter(action="villages.guidedvillage.changed").exists()


def test_a_village_moves_and_the_past_stays_where_it_was(office):
    village, new = GuidedVillageFactory(office=office), OfficeFactory()
    posting = AssignmentFactory(village=village)
    actions.move_village_to_office(
        village=village, office=new, on=date(2025, 7, 1), by=None, at=NOW, note="Surat 12"
    )
    village.refresh_from_db()
    posting.refresh_from_db()
    held = [(tenure.office, tenure.ends_on) for tenure in village.tenures.all()]
    assert held == [(office, date(2025, 6, 30)), (new, None)]
    assert (posting.office, posting.ends_on) == (office, date(2025, 6, 30))
    assert advance(village, Stage.INACTIVE, note="Selesai").office == new
    assert village.steps.first().office == office


def test_a_village_does_not_move_before_what_is_already_recorded(office):
    village = GuidedVillageFactory(office=office, since=date(2025, 7, 1))
    move = {"village": village, "office": OfficeFactory(), "by": None, "at": NOW}
    refused = complaint(actions.move_village_to_office, on=date(2025, 7, 1), **move)
    assert "Tahap Aktif tercatat 1 Juli 2025" in refused["on"]
    AssignmentFactory(village=village, starts_on=date(2025, 9, 1))
    refused = complaint(actions.move_village_to_office, on=date(2025, 8, 1), **move)
    assert "1 September 2025" in refused["on"]
    same = move | {"office": office}
    assert "office" in complaint(actions.move_village_to_office, on=date(2025, 9, 2), **same)
