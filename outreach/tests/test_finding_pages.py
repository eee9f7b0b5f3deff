"""The pages of findings: who finds what there, and what each may do."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.days import in_zone
from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import (
    CentreFactory,
    KanwilFactory,
    OfficeFactory,
    OfficerFactory,
    UserFactory,
)
from outreach.models import Finding
from outreach.tests.finding_desk import Desk
from villages.models import VillageAccount
from villages.tests.factories import GuidedVillageFactory, RegionFactory

pytestmark = pytest.mark.django_db
OK, FOUND, FORBIDDEN, MISSING = 200, 302, 403, 404
LIST, CREATE = reverse("outreach:finding-list"), reverse("outreach:finding-create")
SECRET = "Rumah kontrakan bercat hijau di ujung gang."
STEPS = ("verify", "return", "reject", "take", "close", "reopen", "amend")


def step_url(finding, step):
    return reverse(f"outreach:finding-{step}", args=[finding.pk])


@pytest.fixture
def kanwil():
    return KanwilFactory()


@pytest.fixture
def desk(kanwil):
    return Desk(OfficeFactory(under=kanwil))


@pytest.fixture
def village(desk):
    return GuidedVillageFactory(office=desk.office, region__name="Mustikajaya")


@pytest.fixture
def as_user(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def entries(**changed):
    return {
        "kind": "tppo",
        "seen_on": in_zone(timezone.now(), "Asia/Jakarta").date().isoformat(),
        "account": SECRET,
    } | changed


# Who sees what


def everybody(desk, kanwil, village):
    """An account of every role on this office's line, by role."""
    at = {
        Role.SUPERVISOR: kanwil,
        Role.KANWIL_HEAD: kanwil,
        Role.MONEV: CentreFactory(),
    }
    found = {role: UserFactory(role=role, office=at.get(role, desk.office)) for role in Role}
    official = found[Role.VILLAGE_OFFICIAL]
    VillageAccount.objects.create(user=official, village=village, office=desk.office)
    return found


READERS = {Role.VERIFIER, Role.OFFICE_HEAD, Role.SUPERVISOR, Role.KANWIL_HEAD, Role.MONEV}
SENDERS = {Role.PIMPASA, Role.VERIFIER, Role.VILLAGE_OFFICIAL}
OWNERS = {Role.VERIFIER, Role.OFFICE_HEAD}


def test_every_role_sees_what_it_may_and_nothing_else(client, desk, kanwil, village):
    finding = desk.sent(village=village, region=village.region, account=SECRET)
    elsewhere = Desk().sent()
    for role, user in everybody(desk, kanwil, village).items():
        client.force_login(user)
        got = {
            "list": client.get(LIST).status_code,
            "form": client.get(CREATE).status_code,
            "row": client.get(finding.get_absolute_url()).status_code,
            "verify": client.get(step_url(finding, "verify")).status_code,
        }
        assert got == {
            "list": OK if role in READERS | SENDERS else FORBIDDEN,
            "form": OK if role in SENDERS else FORBIDDEN,
            "row": OK if role in READERS else MISSING,
            "verify": (OK if role in OWNERS else FORBIDDEN) if role in READERS else MISSING,
        }, role
        wanted = OK if role == Role.MONEV else MISSING  # the centre reads all offices
        assert client.get(elsewhere.get_absolute_url()).status_code == wanted, role


def test_a_sender_reads_his_own_words_and_takes_no_step_of_the_office(as_user, desk):
    mine = desk.sent(account=SECRET)
    colleague = desk.sent(by=UserFactory(role=Role.PIMPASA, office=desk.office), account="Lain.")
    page = as_user(desk.officer)
    assert SECRET in page.get(mine.get_absolute_url()).text
    assert page.get(colleague.get_absolute_url()).status_code == MISSING
    assert "1 temuan" in page.get(LIST).text
    for step in STEPS[:-1]:
        assert page.get(step_url(mine, step)).status_code == FORBIDDEN


def test_who_only_records_finds_no_entry_in_the_menu(as_user, desk):
    for role, shown in ((Role.OPERATOR, False), (Role.ADMIN, False), (Role.PIMPASA, True)):
        page = as_user(UserFactory(role=role, office=desk.office)).get(reverse("outreach:list"))
        assert (f'href="{LIST}"' in page.text) is shown, role


# The quick form


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
    assert page.context["form"]["seen_on"].value() == in_zone(timezone.now(), "Asia/Jakarta").date()
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
    tomorrow = in_zone(timezone.now(), "Asia/Jakarta").date() + timedelta(days=1)
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


# Steps


def test_the_next_step_is_the_button_and_says_what_it_does(as_user, desk):
    page = as_user(desk.verifier)
    labels = []
    finding = desk.sent()
    for verb, note in (("verify", ""), ("take", "Dirujuk."), ("close", "Dicegah.")):
        head = page.get(finding.get_absolute_url()).context["page"]
        labels.append([head.primary.label, *(act.label for act in head.others)])
        answer = page.post(step_url(finding, verb), {"note": note}, follow=True)
    closed = answer.context["page"]
    labels.append([closed.primary, *(act.label for act in closed.others)])
    assert labels == [
        ["Verifikasi", "Minta perbaikan", "Tolak"],
        ["Tindak lanjuti", "Tolak"],
        ["Tandai selesai"],
        [None, "Buka lagi"],
    ]
    assert "Temuan selesai." in answer.text
    assert "Dicegah." in answer.text


def test_the_sender_puts_right_what_came_back(as_user, desk):
    finding = desk.give_back(desk.sent(), "Tulis tempatnya.")
    page = as_user(desk.officer)
    shown = page.get(finding.get_absolute_url())
    assert (shown.context["page"].primary.label, shown.text.count("Tulis tempatnya.")) == (
        "Perbaiki",
        1,
    )
    sent = entries(kind=finding.kind, seen_on="2025-11-30", place="Pelabuhan")
    assert page.post(step_url(finding, "amend"), sent).status_code == FOUND
    finding.refresh_from_db()
    assert (finding.status, finding.place, finding.account) == ("diajukan", "Pelabuhan", SECRET)
    assert as_user(desk.verifier).get(step_url(finding, "amend")).status_code == FORBIDDEN


def test_a_step_that_is_not_the_next_one_leads_back_with_a_sentence(as_user, desk):
    finding = desk.sent()
    answer = as_user(desk.verifier).get(step_url(finding, "close"), follow=True)
    assert "Temuan ini berstatus “Diajukan”: “Tandai selesai” tidak berlaku." in answer.text


def test_a_reason_is_asked_for_and_nothing_typed_is_lost(as_user, desk):
    finding = desk.sent()
    page = as_user(desk.verifier)
    url = step_url(finding, "reject")
    assert "Tulis mengapa temuan ini ditolak." in page.post(url, {"note": ""}).text
    refused = page.post(url, {"note": "Warga ber-NIK 3275031010010001 keliru."}).text
    assert "tampak seperti NIK" in refused
    assert "keliru.</textarea>" in refused
    finding.refresh_from_db()
    assert finding.status == "diajukan"


def test_the_second_of_two_verifiers_is_shown_what_the_first_did(as_user, desk):
    finding = desk.sent()
    other = UserFactory(role=Role.VERIFIER, office=desk.office, full_name="Ayu Contoh")
    url = step_url(finding, "reject")
    opened = as_user(desk.verifier).get(url).text
    seen = re.search(r'name="_dilihat" value="([^"]+)"', opened)[1]
    as_user(other).post(step_url(finding, "verify"), {})
    sent = {"note": "Tidak terbukti.", "_dilihat": seen}
    answer = as_user(desk.verifier).post(url, sent).text
    assert "Ayu Contoh menyimpan perubahan" in answer
    assert "Diverifikasi, " in answer
    assert "Tidak terbukti.</textarea>" in answer
    finding.refresh_from_db()
    assert finding.status == "diverifikasi"


def test_the_same_button_twice_is_one_step(as_user, desk):
    finding = desk.sent()
    page = as_user(desk.verifier)
    page.post(step_url(finding, "verify"), {})
    again = page.post(step_url(finding, "verify"), {})
    assert f"Temuan ini sudah “Diverifikasi” oleh {desk.verifier}" in again.text
    assert finding.steps.count() == 2


# The list


def test_the_nearest_deadline_stands_first_and_what_is_over_last(as_user, desk):
    over, later = desk.closed(), desk.sent()
    urgent = desk.sent(kind="tppm")
    page = as_user(desk.verifier).get(LIST)
    order = re.findall(r'href="/temuan/(\d+)/"', page.text)
    assert list(dict.fromkeys(map(int, order))) == [urgent.pk, later.pk, over.pk]
    assert re.search(r"lewat \d+ hari", page.text)


def test_filters_narrow_the_list(as_user, desk, village):
    late = desk.sent(village=village, region=village.region)
    fresh = desk.sent(at=timezone.now(), kind="insiden")
    desk.closed()
    page = as_user(desk.verifier)
    for query, wanted in (
        ("keadaan=lewat-tenggat", {late.pk}),
        ("keadaan=terbuka", {late.pk, fresh.pk}),
        ("kind=insiden", {fresh.pk}),
        (f"village={village.pk}", {late.pk}),
        ("q=mustika", {late.pk}),
        ("q=penampungan", set()),  # the account is not searched
    ):
        rows = page.get(f"{LIST}?{query}").context["object_list"]
        assert {row.pk for row in rows} == wanted, query


def test_a_file_of_the_list_leaves_out_what_was_told(as_user, desk):
    desk.sent(account=SECRET, place="Gang buntu", people=4)
    answer = as_user(desk.verifier).get(f"{LIST}?unduh=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    [row] = list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text else ","))
    assert row["Jenis"] == "Orang asing"
    assert row["Tenggat"] == "3 Desember 2025 pukul 10.00 WIB"
    assert SECRET not in text
    assert "Gang buntu" not in text


# Where a finding must not show


def test_no_word_of_a_finding_stands_anywhere_else(as_user, desk, village):
    finding = desk.sent(village=village, region=village.region, account=SECRET, kind="tppo")
    desk.reject(finding, SECRET)
    page = as_user(desk.verifier)
    village_history = reverse("officers:history", args=["villages.guidedvillage", village.pk])
    office_history = reverse("officers:history", args=["officers.office", desk.office.pk])
    for url in (
        village.get_absolute_url(),
        reverse("outreach:village-panel", args=[village.pk]),
        village_history,
        office_history,
        f"{reverse('find')}?q=kontrakan",
        reverse("officers:notices"),
        reverse("outreach:list"),
    ):
        text = page.get(url).text
        assert SECRET not in text, url
        assert "Indikasi TPPO" not in text, url
    told = page.get(finding.get_absolute_url()).text
    assert SECRET in told
    assert SECRET not in re.search(r"<title>(.*?)</title>", told, re.S)[1]
    assert not any(SECRET in str(line.changes) for line in AuditEvent.objects.all())


def test_the_history_of_a_finding_is_for_its_readers(as_user, desk):
    finding = desk.sent(account=SECRET)
    url = reverse("officers:history", args=["outreach.finding", finding.pk])
    assert "mengajukan temuan" in as_user(desk.verifier).get(url).text
    assert as_user(desk.officer).get(url).status_code == FORBIDDEN
    operator = UserFactory(role=Role.OPERATOR, office=desk.office)
    assert as_user(operator).get(url).status_code == MISSING


def test_what_waits_for_a_reader_stands_in_the_menu(as_user, desk, kanwil):
    desk.sent()
    desk.verified()
    desk.closed()
    returned = desk.give_back(desk.sent(), "Lengkapi.")

    def waits(user):
        page = as_user(user).get(LIST).text
        tab = re.search(rf'href="{LIST}"[^>]*>Temuan(.*?)</a>', page, re.S)[1]
        return int(found[0]) if (found := re.findall(r"\d+", tab)) else 0

    supervisor = UserFactory(role=Role.SUPERVISOR, office=kanwil)
    assert (waits(desk.verifier), waits(desk.officer), waits(supervisor)) == (2, 1, 0)
    assert returned.submitted_by == desk.officer
