from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import (
    CentreFactory,
    KanwilFactory,
    OfficeFactory,
    OfficerFactory,
    UserFactory,
)
from outreach.actions.consultations import change_consultation, record_consultation
from outreach.actions.refusals import NamesAPerson
from outreach.models import Consultation
from outreach.tests.factories import ConsultationFactory, InstitutionFactory, TopicFactory
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db
NEXT_YEAR = timezone.localdate().year + 1
LIST = reverse("outreach:consultation-list")
CREATE = reverse("outreach:consultation-create")
NIK = "Warga ber-NIK 3275031010010001 bertanya soal paspor."


@pytest.fixture
def officer():
    user = UserFactory(role=Role.PIMPASA)
    return OfficerFactory(office=user.office, user=user)


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer.user)
    return client


def entries(**changed):
    return {
        "held_on": "2025-10-31",
        "topic": TopicFactory().pk,
        "channel": "whatsapp",
        "outcome": "dijawab",
    } | changed


def change_address(row):
    return reverse("outreach:consultation-change", args=[row.pk])


def test_a_consultation_sent_twice_is_stored_once(officer):
    draft = ConsultationFactory.build(office=officer.office, topic=TopicFactory())
    first = record_consultation(consultation=draft, by=officer.user)
    again = ConsultationFactory.build(
        client_id=first.client_id, office=officer.office, topic=first.topic
    )
    assert record_consultation(consultation=again, by=officer.user) == first
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize("note", [NIK, "Paspor C1234567 hilang di kapal."])
def test_no_door_lets_an_identity_in(officer, note):
    draft = ConsultationFactory.build(office=officer.office, topic=TopicFactory(), note=note)
    with pytest.raises(NamesAPerson):
        record_consultation(consultation=draft, by=officer.user)
    stored = ConsultationFactory(office=officer.office)
    stored.note = note
    with pytest.raises(NamesAPerson):
        change_consultation(consultation=stored, changes={}, by=officer.user)
    assert not Consultation.objects.exclude(note="").exists()


def test_the_form_starts_with_today_and_oneself(signed_in, officer):
    form = signed_in.get(CREATE).context["form"]
    assert form["held_on"].value() == timezone.localdate()
    assert form["officer"].value() == officer.pk
    assert "office" not in form.fields


def test_four_entries_are_enough(signed_in, officer):
    answer = signed_in.post(CREATE, entries(), follow=True)
    row = Consultation.objects.get()
    assert (row.office, row.channel, row.created_by) == (officer.office, "whatsapp", officer.user)
    assert "Bahaya TPPO tersimpan" in answer.text


def test_a_note_with_a_nik_is_refused_with_the_law_and_kept_in_the_form(signed_in):
    page = signed_in.post(CREATE, entries(note=NIK)).text
    assert "tampak seperti NIK" in page
    assert "UU 21/2007 pasal 24 dan 44" in page
    assert "bertanya soal paspor." in page
    assert not Consultation.objects.exists()


def test_a_referral_names_an_institution_that_exists_once(signed_in):
    known = InstitutionFactory(name="BP3MI Jawa Barat")
    signed_in.post(CREATE, entries(outcome="dirujuk", referred_name="bp3mi  jawabarat"))
    assert Consultation.objects.get().referred_to == known


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"outcome": "dirujuk"}, "Tulis instansi tujuan rujukan."),
        ({"referred_name": "BP3MI"}, "Kosongkan, atau pilih hasil"),
        ({"held_on": f"{NEXT_YEAR}-01-01"}, f"1 Januari {NEXT_YEAR} belum tiba"),
        ({"held_on": "0026-01-01"}, "Tahun 26? Periksa tanggalnya."),
        ({"held_on": "Selasa, 11 Oktober 2025"}, "bukan Selasa"),
    ],
)
def test_what_does_not_fit_is_told_in_a_sentence(signed_in, changed, sentence):
    assert sentence in signed_in.post(CREATE, entries(**changed)).text
    assert not Consultation.objects.exists()


def test_a_village_the_office_did_not_hold_that_day_is_told(signed_in, officer):
    village = GuidedVillageFactory(office=officer.office, region__name="Mustikajaya")
    page = signed_in.post(CREATE, entries(village=village.pk, held_on="2023-05-01")).text
    assert f"Pada 1 Mei 2023 Mustikajaya tidak dibina {officer.office}" in page


def test_a_village_of_another_office_is_no_choice(signed_in):
    signed_in.post(CREATE, entries(village=GuidedVillageFactory().pk))
    assert not Consultation.objects.exists()


def test_a_kanwil_records_for_the_office_that_holds_the_village(client):
    kanwil = KanwilFactory(under=CentreFactory())
    holder, other = OfficeFactory(under=kanwil), OfficeFactory(under=kanwil)
    village = GuidedVillageFactory(office=holder)
    client.force_login(UserFactory(role=Role.ADMIN, office=kanwil))
    refused = client.post(CREATE, entries(office=other.pk, village=village.pk)).text
    assert "tidak dibina" in refused
    client.post(CREATE, entries(office=holder.pk, village=village.pk))
    assert Consultation.objects.get().office == holder


def test_a_consultation_is_changed_and_the_trail_says_what(signed_in, officer):
    row = ConsultationFactory(office=officer.office)
    signed_in.post(change_address(row), entries(topic=row.topic_id, note="Sudah jelas."))
    row.refresh_from_db()
    assert (row.channel, row.note) == ("whatsapp", "Sudah jelas.")
    line = AuditEvent.objects.get(action="outreach.consultation.changed")
    assert line.changes["note"] == [0, len("Sudah jelas.")]


def test_a_referral_taken_back_forgets_the_institution(signed_in, officer):
    row = ConsultationFactory(
        office=officer.office, outcome="dirujuk", referred_to=InstitutionFactory()
    )
    signed_in.post(change_address(row), entries(topic=row.topic_id, outcome="belum"))
    row.refresh_from_db()
    assert (row.outcome, row.referred_to) == ("belum", None)


def test_the_list_shows_the_offices_own(signed_in, officer):
    ConsultationFactory(office=officer.office, held_on=date(2025, 10, 30))
    ConsultationFactory()
    page = signed_in.get(LIST).text
    assert "30 Oktober 2025" in page
    assert "1 konsultasi" in page


@pytest.mark.parametrize("name", ["consultation-detail", "consultation-change"])
def test_a_consultation_of_another_office_does_not_exist(signed_in, name):
    row = ConsultationFactory()
    assert signed_in.get(reverse(f"outreach:{name}", args=[row.pk])).status_code == 404


def test_the_detail_shows_a_consultation(signed_in, officer):
    village = GuidedVillageFactory(office=officer.office, region__name="Mustikajaya")
    row = ConsultationFactory(office=officer.office, village=village, note="Syarat paspor PMI")
    page = signed_in.get(row.get_absolute_url()).text
    assert "Mustikajaya" in page
    assert "Syarat paspor PMI" in page
    assert village.get_absolute_url() in page


def test_a_village_official_sees_no_consultations(client):
    official = UserFactory(role=Role.VILLAGE_OFFICIAL)
    client.force_login(official)
    assert client.get(LIST).status_code == 403
    assert (
        client.get(ConsultationFactory(office=official.office).get_absolute_url()).status_code
        == 404
    )
