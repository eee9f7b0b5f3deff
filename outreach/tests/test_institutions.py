"""One row per institution: recognised, asked about, renamed, and merged when there are two."""

import pytest
from django.urls import reverse

from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import CentreFactory, KanwilFactory, OfficeFactory, UserFactory
from outreach.actions.institutions import (
    change_institution,
    institution_named,
    meant_by,
    merge_institutions,
    retire_institution,
    used_elsewhere,
)
from outreach.actions.refusals import StillUsed
from outreach.figures.likeness import institution_twins, suggested
from outreach.models import Consultation, Institution, InstitutionAlias, Speaker
from outreach.tests.entries import filled, recorded
from outreach.tests.factories import (
    ConsultationFactory,
    InstitutionFactory,
    SessionFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return UserFactory(role=Role.OPERATOR)


@pytest.fixture
def banten():
    return InstitutionFactory(name="BP3MI Banten")


def speaker(institution, office):
    session = SessionFactory(office=office)
    return Speaker.objects.create(session=session, institution=institution)


def speaking(name, **more):
    return {"narasumber": [{"institution": name} | more]}


# Recognised and asked about


def test_an_old_name_is_the_same_institution(banten):
    InstitutionAlias.objects.create(institution=banten, text="BNP2TKI Serang")
    assert institution_named("bnp2tki  serang") == banten
    assert Institution.objects.count() == 1


def test_a_name_very_like_a_known_one_is_asked_about_once(operator, banten):
    form = filled(operator, rows=speaking("BP3MI Bantn"))
    assert not form.is_valid()
    (said,) = [sentence for *_, sentence in form.part_errors()]
    assert said == (
        "Maksud Anda “BP3MI Banten”? Tulis demikian, "
        "atau centang “Ini instansi lain” bila memang berbeda."
    )
    assert "insists" in [field.name for field in form.speakers.forms[0].visible_fields()]


def test_whoever_insists_gets_a_new_institution(operator, banten):
    session = recorded(filled(operator, rows=speaking("BP3MI Bantan", insists="on")))
    assert session.speakers.get().institution.name == "BP3MI Bantan"


@pytest.mark.parametrize(
    "name",
    ["BP3MI Banten", "b.p.3.m.i. banten", "Dinas Sosial", "Dinas Tenaga Kerja Kota Bekasi"],
)
def test_what_is_known_or_quite_different_is_not_asked_about(operator, banten, name):
    InstitutionFactory(name="Dinas Tenaga Kerja Kota Cilegon")
    form = filled(operator, rows=speaking(name))
    assert form.is_valid()
    assert "insists" not in [field.name for field in form.speakers.forms[0].visible_fields()]


def test_the_likest_one_is_meant(banten):
    InstitutionFactory(name="BP3MI Jawa Barat")
    assert meant_by("BP3MI Bantenn") == banten
    assert meant_by("BP3MI Banten") is None


def test_suggestions_come_by_a_part_a_slip_and_an_old_name(client, operator, banten):
    InstitutionFactory(name="Dinas Tenaga Kerja Kota Cilegon")
    retired = InstitutionFactory(name="BP3MI Serang", retired_on="2025-01-01")
    InstitutionAlias.objects.create(institution=banten, text="BNP2TKI")
    for typed in ("bante", "BP3MI Bantn", "bnp2"):
        assert suggested(typed).first() == banten, typed
    assert retired not in suggested("BP3MI")
    client.force_login(operator)
    found = client.get(reverse("outreach:institution-search"), {"q": "tenaga kerja"}).json()
    assert found["results"][0]["name"] == "Dinas Tenaga Kerja Kota Cilegon"
    assert client.get(reverse("outreach:institution-search"), {"q": "\0"}).json() == {"results": []}


# Renamed, retired, merged


def test_a_renamed_institution_is_still_found_by_its_old_name(operator, banten):
    banten.name = "Balai Pelayanan Pelindungan PMI Banten"
    change_institution(institution=banten, changes={"name": ["a", "b"]}, by=operator)
    assert institution_named("BP3MI Banten") == banten


def test_everything_that_hangs_on_the_merged_ones_moves(operator, banten):
    twin = InstitutionFactory(name="BP3MI Propinsi Banten")
    InstitutionAlias.objects.create(institution=twin, text="BP3MI Prov. Banten")
    spoke = speaker(twin, operator.office)
    asked = ConsultationFactory(
        office=operator.office, outcome=Consultation.Outcome.REFERRED, referred_to=twin
    )
    merge_institutions(stays=banten, gone=[twin], by=operator)
    spoke.refresh_from_db()
    asked.refresh_from_db()
    assert spoke.institution == asked.referred_to == banten
    assert not Institution.objects.filter(pk=twin.pk).exists()
    for spelling in ("BP3MI Propinsi Banten", "BP3MI Prov. Banten"):
        assert institution_named(spelling) == banten
    line = AuditEvent.objects.get(action="outreach.institution.merged")
    assert line.changes == {
        "merged": ["BP3MI Propinsi Banten"],
        "speakers": 1,
        "consultations": 1,
    }


def test_an_institution_another_office_uses_is_left_to_the_level_above(operator, banten):
    twin = InstitutionFactory(name="BP3MI Propinsi Banten")
    speaker(twin, OfficeFactory())
    assert used_elsewhere(twin, by=operator)
    with pytest.raises(StillUsed, match="di luar kewenangan Anda"):
        merge_institutions(stays=banten, gone=[twin], by=operator)
    with pytest.raises(StillUsed):
        retire_institution(institution=twin, on=None, by=operator)
    twin.name = "Nama lain"
    with pytest.raises(StillUsed):
        change_institution(institution=twin, changes={}, by=operator)
    merge_institutions(
        stays=banten, gone=[twin], by=UserFactory(role=Role.ADMIN, office=CentreFactory())
    )
    assert Speaker.objects.get().institution == banten


def test_a_kanwil_merges_what_only_its_offices_use(banten):
    kanwil = KanwilFactory(under=CentreFactory())
    supervisor = UserFactory(role=Role.SUPERVISOR, office=kanwil)
    twin = InstitutionFactory(name="BP3MI Propinsi Banten")
    for _ in range(2):
        speaker(twin, OfficeFactory(under=kanwil))
    merge_institutions(stays=banten, gone=[twin], by=supervisor)
    assert {row.institution for row in Speaker.objects.all()} == {banten}


def test_rows_that_are_probably_one_are_pointed_out(client, operator, banten):
    twin = InstitutionFactory(name="BP3MI Bantenn")
    InstitutionFactory(name="Dinas Sosial")
    assert [(pair.one, pair.other) for pair in institution_twins(limit=10)] == [(banten, twin)]
    client.force_login(operator)
    shown = client.get(reverse("outreach:institution-twins")).text
    assert f"?baris={banten.pk}&amp;baris={twin.pk}" in shown


# The pages


def test_merging_shows_what_hangs_on_each_before_it_happens(client, operator, banten):
    client.force_login(operator)
    twin = InstitutionFactory(name="BP3MI Bantenn")
    speaker(twin, operator.office)
    url = reverse("outreach:institution-merge")
    shown = client.get(url, {"baris": [banten.pk, twin.pk]}).text
    assert "1 narasumber" in shown
    assert "belum dipakai" in shown
    refused = client.post(url, {"baris": [banten.pk]}).text
    assert "Pilih instansi yang tetap dipakai" in refused
    sent = {"baris": [banten.pk, twin.pk], "tetap": banten.pk}
    done = client.post(url, sent, follow=True)
    assert done.redirect_chain[-1][0] == banten.get_absolute_url()
    assert "“BP3MI Bantenn” digabungkan ke “BP3MI Banten”." in done.text


def test_a_merge_that_is_not_ones_own_is_refused_on_the_page(client, operator, banten):
    client.force_login(operator)
    twin = InstitutionFactory(name="BP3MI Bantenn")
    speaker(twin, OfficeFactory())
    sent = {"baris": [banten.pk, twin.pk], "tetap": banten.pk}
    page = client.post(reverse("outreach:institution-merge"), sent)
    assert "di luar kewenangan Anda" in page.text
    assert Institution.objects.filter(pk=twin.pk).exists()


def test_the_list_counts_what_its_reader_sees(client, operator, banten):
    speaker(banten, operator.office)
    speaker(banten, OfficeFactory())
    client.force_login(operator)
    page = client.get(reverse("outreach:institution-list"))
    (row,) = page.context["rows"]
    assert [cell.text for cell in row.cells][:3] == ["BP3MI Banten", "1", "0"]


def test_a_name_that_is_taken_is_told_at_the_field(client, operator, banten):
    client.force_login(operator)
    page = client.post(reverse("outreach:institution-create"), {"name": "bp3mi banten"})
    assert "Nama ini sudah milik “BP3MI Banten”" in page.text


def test_a_retired_institution_is_no_longer_offered_and_can_come_back(client, operator, banten):
    client.force_login(operator)
    url = reverse("outreach:institution-retire", args=[banten.pk])
    client.post(url, {"retired_on": "2025-12-01"})
    assert banten not in suggested("BP3MI")
    assert institution_named("BP3MI Banten") == banten
    client.post(url, {"retired_on": ""})
    assert banten in suggested("BP3MI")


def test_a_referral_to_a_name_very_like_a_known_one_is_asked_about(client, operator, banten):
    client.force_login(operator)
    sent = {
        "held_on": "2025-10-31",
        "topic": TopicFactory().pk,
        "channel": "tatap-muka",
        "outcome": "dirujuk",
        "referred_name": "BP3MI Bantn",
    }
    url = reverse("outreach:consultation-create")
    assert "insists" not in client.get(url).text
    asked = client.post(url, sent).text
    assert "Maksud Anda “BP3MI Banten”?" in asked
    assert 'name="insists"' in asked
    client.post(url, sent | {"insists": "on"})
    assert Consultation.objects.get().referred_to.name == "BP3MI Bantn"
