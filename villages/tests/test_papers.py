"""Decrees and postings."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, OfficerFactory, UserFactory
from villages import actions
from villages.models import Decree, DecreeVillage, VillageStep
from villages.models.village import Stage
from villages.tests.factories import AssignmentFactory, DecreeFactory, GuidedVillageFactory

pytestmark = pytest.mark.django_db


def record(office=None, **facts):
    usual = {"number": "W.11-1 Tahun 2025", "title": "Penetapan", "signed_on": date(2025, 3, 1)}
    if not facts.get("villages"):
        usual["officers"] = [OfficerFactory()]
    return actions.record_decree(office=office or OfficeFactory(), by=None, **(usual | facts))


def change(decree, villages, officers=(), **facts):
    for name, value in facts.items():
        setattr(decree, name, value)
    return actions.change_decree(
        decree=decree, villages=villages, officers=officers, changes={"title": ["a", "b"]}, by=None
    )


def assign(village, **facts):
    usual = {"officer": OfficerFactory(office=village.office), "starts_on": date(2025, 3, 1)}
    return actions.assign_officer(village=village, by=None, **(usual | facts))


def complaint(call, *arguments, **facts):
    with pytest.raises(ValidationError) as refused:
        call(*arguments, **facts)
    return {field: " ".join(sentences) for field, sentences in refused.value.message_dict.items()}


def test_one_decree_covers_many_villages_and_names_officers():
    villages = GuidedVillageFactory.create_batch(3)
    officer = OfficerFactory()
    decree = record(villages=villages, officers=[officer])
    assert set(decree.villages.all()) == set(villages)
    assert decree.officers.get() == officer
    assert AuditEvent.objects.get(action="villages.decree.recorded").changes["number"]


def test_a_number_used_twice_is_said_at_the_number():
    decree = record()
    assert complaint(record, decree.office)["number"] == (
        "Nomor ini sudah tercatat untuk kantor yang sama."
    )
    assert record().pk


def test_a_decree_does_not_end_before_it_is_signed():
    assert "ends_on" in complaint(record, ends_on=date(2025, 2, 1))


def test_a_designation_gets_the_paper_that_is_recorded_later():
    early, late = GuidedVillageFactory.create_batch(2, stage=Stage.APPROVED)
    VillageStep.objects.filter(village=late, stage=Stage.APPROVED).update(happened_on="2025-04-01")
    decree = record(villages=[early, late])
    assert VillageStep.objects.get(decree=decree).village == late


def test_an_order_to_serve_designates_nothing():
    village = GuidedVillageFactory(stage=Stage.APPROVED, since=date(2025, 4, 1))
    record(villages=[village], kind=Decree.Kind.ORDER)
    assert not VillageStep.objects.filter(decree__isnull=False).exists()


def test_what_a_decree_covers_is_replaced():
    kept, dropped, added = GuidedVillageFactory.create_batch(3)
    decree = record(villages=[kept, dropped])
    before = DecreeVillage.objects.get(decree=decree, village=kept).pk
    change(decree, [kept, added])
    assert set(decree.villages.all()) == {kept, added}
    assert DecreeVillage.objects.get(decree=decree, village=kept).pk == before


def test_a_village_designated_by_a_decree_stays_on_it():
    village = GuidedVillageFactory(stage=Stage.APPROVED, since=date(2025, 4, 1))
    decree = record(villages=[village])
    assert str(village) in complaint(change, decree, [])["villages"]
    refused = complaint(change, decree, [village], signed_on=date(2025, 4, 2))
    assert "1 April 2025" in refused["signed_on"]


def test_a_kanim_reads_the_kanwils_decree_for_its_village_but_does_not_own_it():
    kanwil = KanwilFactory()
    office = OfficeFactory(under=kanwil)
    operator = UserFactory(office=office, role=Role.OPERATOR)
    mine = DecreeFactory(office=kanwil, covers=[GuidedVillageFactory(office=office)])
    DecreeFactory(office=kanwil, covers=[GuidedVillageFactory()])
    assert list(Decree.objects.visible_to(operator)) == [mine]
    assert not Decree.objects.own_to(operator).exists()
    supervisor = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    assert Decree.objects.own_to(supervisor).count() == 2


def test_nobody_without_an_office_reads_a_decree():
    DecreeFactory(covers=[GuidedVillageFactory()])
    stranger = UserFactory(office=None, role="")
    assert not Decree.objects.visible_to(stranger).exists()


def test_a_posting_belongs_to_the_office_that_holds_the_village():
    village = GuidedVillageFactory()
    posting = assign(village)
    assert posting.office == village.office
    assert AuditEvent.objects.get(action="villages.assignment.started").office == village.office


def test_the_same_posting_twice_is_said_at_the_officer():
    village = GuidedVillageFactory()
    first = assign(village)
    refused = complaint(assign, village, officer=first.officer, starts_on=date(2025, 5, 1))
    assert "sudah bertugas" in refused["officer"]


def test_an_open_posting_is_of_the_offices_own_people():
    village, stranger = GuidedVillageFactory(), OfficerFactory()
    assert str(stranger.office) in complaint(assign, village, officer=stranger)["officer"]
    past = assign(village, officer=stranger, ends_on=date(2025, 4, 1))
    assert past.office == village.office


def test_a_posting_stays_within_the_officers_service():
    village = GuidedVillageFactory()
    officer = OfficerFactory(
        office=village.office, joined_on=date(2025, 2, 1), left_on=date(2025, 6, 30)
    )
    dated = {"officer": officer, "starts_on": date(2025, 1, 31)}
    assert "1 Februari 2025" in complaint(assign, village, **dated)["starts_on"]
    dated["starts_on"] = date(2025, 2, 1)
    assert "30 Juni 2025" in complaint(assign, village, **dated)["ends_on"]
    assert assign(village, **dated, ends_on=date(2025, 6, 30)).pk


def test_nobody_is_newly_posted_to_a_village_that_has_ended():
    village = GuidedVillageFactory(stage=Stage.INACTIVE)
    assert "tidak aktif" in complaint(assign, village)["ends_on"]


def test_no_posting_before_the_village_was_held():
    village = GuidedVillageFactory(since=date(2025, 5, 1))
    assert "belum tercatat dibina" in complaint(assign, village)["starts_on"]


def test_a_posting_ends_on_its_last_day():
    posting = AssignmentFactory(starts_on=date(2025, 3, 1))
    actions.end_assignment(assignment=posting, ends_on=date(2025, 9, 30), note="Mutasi", by=None)
    posting.refresh_from_db()
    assert (posting.ends_on, posting.note) == (date(2025, 9, 30), "Mutasi")
    refused = complaint(
        actions.end_assignment, assignment=posting, ends_on=date(2025, 2, 28), by=None
    )
    assert refused["ends_on"] == "Tanggal selesai tidak boleh sebelum tanggal mulai."


def test_changed_days_still_obey_the_rules():
    village = GuidedVillageFactory()
    first = assign(village, ends_on=date(2025, 5, 31))
    second = assign(village, officer=first.officer, starts_on=date(2025, 6, 1))
    second.starts_on = date(2025, 5, 31)
    refused = complaint(actions.change_assignment, assignment=second, changes={}, by=None)
    assert "sudah bertugas" in refused["officer"]
