"""The quick form of a finding, filled in on a phone in a minute."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from officers.roles import Role
from officers.tests.factories import OfficerFactory, UserFactory
from outreach.models import Finding
from outreach.tests.finding_desk import CREATE, LIST, SECRET, Desk, entries, step_url, today
from villages.models import VillageAccount
from villages.tests.factories import GuidedVillageFactory, RegionFactory

pytestmark = pytest.mark.django_db
OK = 200


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def village(desk):
    return GuidedVillageFactory(office=desk.office, region__name="Mustikajaya")


@pytest.fixture
def as_user(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def test_four_entries_are_enough(as_user, desk, village):
    officer = OfficerFactory(office=desk.office, user=desk.officer)
    answer = as_user(desk.officer).post(CREATE, entries(village=village.pk), follow=True)
    row = Finding.objects.get()
    assert (row.office, row.village, row.region) == (desk.office, village, village.region)
    assert (row.submitted_by, row.officer, row.status) == (desk.officer, officer, "diajukan")
    assert "Temuan terkirim dan menunggu verifikasi." in answer.text
    assert "sisa 5 jam" in answer.text


def test_the_form_begins_with_today_and_says_what_the_law_says(as_user, desk):
    page = as_user(desk.officer).get(CREATE)
    assert page.context["form"]["seen_on"].value() == today()
    assert "UU 21/2007 pasal 24 dan 44" in page.text
    assert "Tanpa nama, NIK, nomor paspor" in page.text


def test_a_village_official_reports_for_his_own_village_without_choosing_it(as_user, desk, village):
    GuidedVillageFactory(office=desk.office)
    official = UserFactory(role=Role.VILLAGE_OFFICIAL, office=desk.office)
    VillageAccount.objects.create(user=official, village=village, office=desk.office)
    page = as_user(official)
    form = page.get(CREATE)
    assert "Desa: <b>Mustikajaya</b>" in form.text
    assert not {"village", "region", "office"} & set(form.context["form"].fields)
    page.post(CREATE, entries())
    row = Finding.objects.get()
    assert (row.village, row.region, row.office) == (village, village.region, desk.office)
    assert "1 temuan" in page.get(LIST).text
    assert page.get(row.get_absolute_url()).status_code == OK


def test_a_place_that_is_no_desa_binaan_is_named_by_its_region(as_user, desk):
    region = RegionFactory()
    as_user(desk.officer).post(CREATE, entries(region=region.pk, place="Terminal"))
    assert Finding.objects.get().region == region


def test_other_words_in_a_form_sent_before_are_not_lost_and_can_be_another_finding(as_user, desk):
    page = as_user(desk.officer)
    ticket = page.get(CREATE).context["form"]["client_id"].value()
    page.post(CREATE, entries(client_id=ticket))
    same = page.post(CREATE, entries(client_id=ticket), follow=True)
    assert (same.status_code, Finding.objects.count()) == (OK, 1)
    answer = page.post(CREATE, entries(client_id=ticket, account="Kejadian lain."))
    first = Finding.objects.get()
    assert "Formulir ini sudah pernah dikirim" in answer.text
    assert f'href="{first.get_absolute_url()}"' in answer.text
    assert "Kejadian lain.</textarea>" in answer.text
    again = re.search(r'name="client_id" value="([^"]+)"', answer.text)[1]
    page.post(CREATE, entries(client_id=again, account="Kejadian lain."))
    assert set(Finding.objects.values_list("account", flat=True)) == {SECRET, "Kejadian lain."}


def test_no_browser_keeps_a_page_of_findings(as_user, desk):
    finding = desk.sent()
    page = as_user(desk.verifier)
    for url in (LIST, CREATE, finding.get_absolute_url(), step_url(finding, "verify")):
        assert "no-store" in page.get(url)["Cache-Control"], url
    assert "no-store" in page.get(f"{LIST}?unduh=csv")["Cache-Control"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": ""}, "Pilih jenisnya."),
        ({"account": " "}, "Tulis apa yang Anda lihat atau dengar."),
        ({"account": "NIK 3275031010010001"}, "tampak seperti NIK"),
        ({"account": "Telepon 0812 3456 7890"}, "tampak seperti nomor telepon"),
        ({"place": "Rumah C1234567"}, "tampak seperti nomor paspor"),
        ({"people": "banyak"}, "banyak"),
        ({"people": "20.000"}, "Terlalu banyak."),
        ({"seen_on": "0026-01-01"}, "Tahun 26? Periksa tanggalnya."),
    ],
)
def test_what_does_not_fit_is_told_in_a_sentence_and_kept(as_user, desk, changed, sentence):
    page = as_user(desk.officer).post(CREATE, entries(**changed)).text
    assert sentence in page
    assert not Finding.objects.exists()


def test_what_is_to_come_was_not_seen(as_user, desk):
    tomorrow = today() + timedelta(days=1)
    page = as_user(desk.officer).post(CREATE, entries(seen_on=tomorrow.isoformat())).text
    assert "belum tiba. Periksa tanggalnya." in page


def test_a_village_the_office_did_not_hold_that_day_is_told(as_user, desk, village):
    sent = entries(village=village.pk, seen_on="2023-05-01")
    page = as_user(desk.officer).post(CREATE, sent).text
    assert f"Pada 1 Mei 2023 Mustikajaya tidak dibina {desk.office}" in page


def test_two_places_are_one_too_many(as_user, desk, village):
    page = as_user(desk.officer).post(
        CREATE, entries(village=village.pk, region=RegionFactory().pk)
    )
    assert "Mustikajaya sudah dipilih." in page.text


def test_the_villages_page_leads_to_the_form_and_tells_no_number(as_user, desk, village):
    desk.sent(village=village, region=village.region)
    panel = reverse("outreach:village-panel", args=[village.pk])
    for role, shown in ((Role.PIMPASA, True), (Role.VERIFIER, True), (Role.OPERATOR, False)):
        page = as_user(UserFactory(role=role, office=desk.office))
        assert (f'href="{CREATE}?village={village.pk}"' in page.get(panel).text) is shown, role
        assert "temuan</small>" not in page.get(panel).text
    form = as_user(desk.officer).get(f"{CREATE}?village={village.pk}").context["form"]
    assert str(form["village"].value()) == str(village.pk)
