"""Work is credited to the officer named, else to who held the village that day."""

from datetime import date

import pytest
from django.urls import reverse

from officers.models import OfficerPost
from officers.tests.factories import OfficeFactory, OfficerFactory, UserFactory
from outreach.figures.credit import by_year, credited_consultations, credited_sessions
from outreach.models import SessionOfficer, SessionVillage
from outreach.tests.factories import ConsultationFactory, SessionFactory
from villages.actions.moves import transfer_officer
from villages.tests.factories import AssignmentFactory, GuidedVillageFactory

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2025, 10, 1), date(2025, 10, 31)
MIDDLE = date(2025, 10, 15)


@pytest.fixture
def village():
    return GuidedVillageFactory()


@pytest.fixture
def officer(village):
    officer = OfficerFactory(office=village.office, joined_on=date(2024, 1, 1))
    OfficerPost.objects.create(officer=officer, office=village.office, starts_on=officer.joined_on)
    AssignmentFactory(village=village, officer=officer)
    return officer


def session(village, day, *, named=(), **facts):
    held = SessionFactory(office=village.office, held_on=day, approved=True, **facts)
    SessionVillage.objects.create(session=held, village=village)
    for officer in named:
        SessionOfficer.objects.create(session=held, officer=officer)
    return held


def credited(officer, first=FIRST, last=LAST):
    return list(credited_sessions(officer, first, last))


def test_a_session_in_ones_village_counts_though_nobody_was_named(village, officer):
    held = session(village, MIDDLE)
    assert credited(officer) == [held]


def test_a_session_that_names_a_colleague_is_the_colleagues(village, officer):
    colleague = OfficerFactory(office=village.office)
    held = session(village, MIDDLE, named=[colleague])
    assert credited(officer) == []
    assert credited(colleague) == [held]


def test_only_approved_sessions_of_those_days_count(village, officer):
    session(village, date(2025, 9, 30))
    session(village, date(2025, 11, 1))
    waiting = SessionFactory(office=village.office, held_on=MIDDLE)
    SessionVillage.objects.create(session=waiting, village=village)
    assert credited(officer) == []


def test_a_session_for_two_of_ones_villages_counts_once(village, officer):
    held = session(village, MIDDLE)
    other = GuidedVillageFactory(office=village.office)
    AssignmentFactory(village=other, officer=officer)
    SessionVillage.objects.create(session=held, village=other)
    assert credited(officer) == [held]


def test_a_move_in_the_middle_of_a_month_divides_its_sessions(village, officer):
    new_office = OfficeFactory()
    before, after = session(village, date(2025, 10, 14)), session(village, date(2025, 10, 16))
    transfer_officer(officer=officer, office=new_office, on=MIDDLE, by=None, at=before.reviewed_at)
    successor = OfficerFactory(office=village.office)
    AssignmentFactory(village=village, officer=successor, starts_on=MIDDLE)
    assert credited(officer) == [before]
    assert credited(successor) == [after]


def test_consultations_follow_the_same_rule(village, officer):
    mine = ConsultationFactory(office=village.office, village=village, held_on=MIDDLE)
    colleague = OfficerFactory(office=village.office)
    ConsultationFactory(office=village.office, village=village, officer=colleague, held_on=MIDDLE)
    assert list(credited_consultations(officer, FIRST, LAST)) == [mine]


def test_years_add_up_by_office_and_leave_unknown_numbers_unknown(village, officer):
    session(village, MIDDLE, participants=40)
    session(village, date(2025, 10, 16))
    session(village, date(2024, 6, 1))
    ConsultationFactory(office=village.office, village=village, held_on=MIDDLE)
    ever = (date(2020, 1, 1), LAST)
    years = by_year(credited_sessions(officer, *ever), credited_consultations(officer, *ever))
    name = village.office.short_name
    said = [(y.year, y.office, y.sessions, y.participants, y.consultations) for y in years]
    assert said == [(2025, name, 2, 40, 1), (2024, name, 1, None, 0)]


def test_the_old_office_reads_what_he_did_there_and_the_new_one_his_whole_record(
    client, village, officer
):
    held = session(village, date(2025, 10, 14), title="Sosialisasi di balai desa")
    new_office = OfficeFactory()
    transfer_officer(officer=officer, office=new_office, on=MIDDLE, by=None, at=held.reviewed_at)
    elsewhere = SessionFactory(
        office=new_office, held_on=date(2025, 10, 20), approved=True, title="Sesi kantor baru"
    )
    SessionOfficer.objects.create(session=elsewhere, officer=officer)
    url = reverse("outreach:officer-panel", args=[officer.pk])
    client.force_login(UserFactory(office=village.office))
    old = client.get(url).content.decode()
    assert held.get_absolute_url() in old
    assert "Sesi kantor baru" not in old
    client.force_login(UserFactory(office=new_office))
    new = client.get(url).content.decode()
    assert elsewhere.get_absolute_url() in new
    assert "Sosialisasi di balai desa" in new
    assert held.get_absolute_url() not in new
    client.force_login(UserFactory())
    assert client.get(url).status_code == 404
