"""Pengukuhan: one ceremony for many villages; and one SK that designates those that wait for it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import OfficerFactory, UserFactory
from villages import actions
from villages.models import Assignment, StepOfficer
from villages.models.village import Stage
from villages.tests.factories import AssignmentFactory, DecreeFactory, GuidedVillageFactory
from villages.tests.proposing import NOW, Desk, complaint, stage_of

pytestmark = pytest.mark.django_db
SIGNED, HELD = date(2025, 11, 3), date(2025, 11, 20)


@pytest.fixture
def desk():
    return Desk()


def standing_at(desk, stage, **facts):
    return GuidedVillageFactory(office=desk.office, stage=stage, **facts)


def inaugurate(desk, ceremonies, **facts):
    usual = {"on": HELD, "place": "Aula Kecamatan", "by": desk.operator, "at": NOW}
    return actions.inaugurate_villages(ceremonies=ceremonies, **(usual | facts))


def designate(desk, *villages, by=None, **facts):
    usual = {"office": desk.kanwil, "number": "SK-1", "title": "Penetapan", "signed_on": SIGNED}
    return actions.record_decree(
        designates=villages, by=by or desk.supervisor, at=NOW, **(usual | facts)
    )


def test_one_ceremony_inaugurates_many_villages_and_pins_their_officers(desk):
    one, other = standing_at(desk, Stage.APPROVED), standing_at(desk, Stage.APPROVED)
    first, second = OfficerFactory.create_batch(2, office=desk.office)
    steps = inaugurate(desk, {one: [first, second], other: []}, officiated_by="Kepala Kanwil")
    assert [stage_of(village) for village in (one, other)] == [Stage.INAUGURATED] * 2
    assert set(steps[0].pinned.all()) == {first, second}
    assert {(step.place, step.officiated_by) for step in steps} == {
        ("Aula Kecamatan", "Kepala Kanwil")
    }
    assert not Assignment.objects.exists()
    key = f"officers.Officer:{first.pk}"
    assert AuditEvent.objects.filter(action="villages.officer.pinned", about__contains=[key])


def test_a_ceremony_can_post_its_officers_by_the_villages_sk(desk):
    village = standing_at(desk, Stage.AGREED)
    decree = designate(desk, village)
    new, known = OfficerFactory.create_batch(2, office=desk.office)
    AssignmentFactory(village=village, officer=known, starts_on=date(2025, 11, 4))
    inaugurate(desk, {village: [new, known]}, posts=True)
    posting = Assignment.objects.get(officer=new)
    assert (posting.starts_on, posting.decree) == (HELD, decree)
    assert Assignment.objects.filter(officer=known).count() == 1


def test_a_ceremony_can_begin_the_guidance_at_once(desk):
    village = standing_at(desk, Stage.APPROVED)
    inaugurate(desk, {village: []}, activates=True)
    assert [step.stage for step in village.steps.all()][-2:] == [Stage.INAUGURATED, Stage.ACTIVE]


def test_an_officer_of_another_office_is_said_at_his_village(desk):
    village = standing_at(desk, Stage.APPROVED)
    said = complaint(inaugurate, desk, {village: [OfficerFactory()]}, posts=True)
    assert f"officers_{village.pk}" in said
    assert not StepOfficer.objects.exists()


@pytest.mark.parametrize("stage", [Stage.CANDIDATE, Stage.AGREED, Stage.ACTIVE])
def test_only_a_designated_village_is_inaugurated(desk, stage):
    village = standing_at(desk, stage)
    said = complaint(inaugurate, desk, {village: []})
    assert "hanya desa yang sudah ditetapkan" in said["villages"]


def test_a_refusal_names_the_village_it_is_about(desk):
    early, late = standing_at(desk, Stage.APPROVED), standing_at(desk, Stage.APPROVED, since=HELD)
    said = complaint(inaugurate, desk, {early: [], late: []}, on=date(2025, 11, 19))
    assert said["on"].startswith(f"{late}: Pada 19 November 2025")
    assert stage_of(early) == Stage.APPROVED
    assert "paling sedikit satu" in complaint(inaugurate, desk, {})["villages"]


def test_a_pimpasa_inaugurates_nobody(desk):
    pimpasa = UserFactory(office=desk.office, role=Role.PIMPASA)
    village = standing_at(desk, Stage.APPROVED)
    with pytest.raises(PermissionDenied):
        inaugurate(desk, {village: []}, by=pimpasa)


def test_one_sk_designates_every_village_that_waits_for_it(desk):
    one, other = standing_at(desk, Stage.AGREED), standing_at(desk, Stage.AGREED)
    decree = designate(desk, one, other)
    for village in (one, other):
        assert stage_of(village) == Stage.APPROVED
        step = village.steps.last()
        assert (step.decree, step.happened_on) == (decree, SIGNED)
    assert set(decree.villages.all()) == {one, other}


def test_a_kanim_designates_by_its_own_sk_what_the_kanwil_agreed_to(desk):
    village = standing_at(desk, Stage.AGREED)
    designate(desk, village, office=desk.office, by=desk.operator)
    assert stage_of(village) == Stage.APPROVED


def test_what_nobody_agreed_to_is_designated_by_the_head_alone(desk):
    village = standing_at(desk, Stage.PROPOSED)
    said = complaint(designate, desk, village, by=desk.operator)
    assert "belum disetujui Kanwil" in said["designates"]
    designate(desk, village, by=desk.head)
    assert stage_of(village) == Stage.APPROVED


def test_an_sk_older_than_the_agreement_is_said_with_the_villages_name(desk):
    village = standing_at(desk, Stage.AGREED, since=HELD)
    said = complaint(designate, desk, village)
    assert said["designates"].startswith(f"{village}: Pada 3 November 2025")


def test_a_surat_tugas_designates_nothing(desk):
    said = complaint(designate, desk, standing_at(desk, Stage.AGREED), kind="surat-tugas")
    assert "Surat tugas tidak menetapkan desa" in said["designates"]


def test_an_sk_names_a_village_or_an_officer(desk):
    assert "paling sedikit satu desa atau satu petugas" in complaint(designate, desk)["villages"]
    assert designate(desk, officers=[OfficerFactory(office=desk.office)]).pk
    assert designate(desk, number="ST-1", kind="surat-tugas").pk


def test_an_sk_on_record_designates_a_village_that_waits_since(desk):
    village = standing_at(desk, Stage.AGREED)
    decree = DecreeFactory(office=desk.kanwil, signed_on=SIGNED, covers=[village])
    actions.change_decree(
        decree=decree, villages=[village], officers=[], designates=[village], changes={},
        by=desk.supervisor, at=NOW,
    )  # fmt: skip
    assert stage_of(village) == Stage.APPROVED
    assert decree.decree_villages.count() == 1
