"""An admin brings an ugly sheet in, in a real Chromium, with a real worker."""

from datetime import date

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from dbi_portal.tests.test_accessibility import DRESSED, SIZES, barriers, sticking_out
from officers.models import ImportRun
from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from reports.models import PassportStatistic
from reports.tests.sheets import xlsx_file
from villages.models import Jurisdiction
from villages.tests.real_regions import load_real_regions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
UGLY = [
    ["KANTOR IMIGRASI CONTOH"],
    ["Rekap paspor PMI Januari–Agustus 2025"],
    [],
    ["No", "Kelurahan", "Bulan", "Keperluan", "Hasil", "Jml"],
    [1, "Tiban", "Agustus 2025", "PMI", "Terbit", "1.153"],
    [2, "Kel. Tiban Indah", "Agt-25", "PMI", "Terbit", 20],
    [3, "Tiban", "07/2025", "PMI", "Terbit", 18],
    [4, "Teluk Tering", "Agustus 2025", "PMI", "Terbit", "seratus"],
    [5, "Baloi", "Agustus 2025", "PMI", "Terbit", 7],
    [None, "JUMLAH", None, None, None, 1198],
]


@pytest.fixture
def admin(page, live_portal, settings, tmp_path):
    """A browser in which the admin of Batam's office is signed in."""
    load_real_regions("21.71.03", "21.71.10")
    office = OfficeFactory(short_name="Kanim Batam")
    Jurisdiction.objects.create(office=office, region_id="21.71", starts_on=date(2020, 1, 1))
    client = Client()
    client.force_login(UserFactory(office=office, role=Role.ADMIN, full_name="Sari (contoh)"))
    cookie = {"name": settings.SESSION_COOKIE_NAME, "url": live_portal}
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([cookie | {"value": value}])
    return page


def upload(page, content):
    page.goto(f"{reverse('officers:import-create')}?jenis=passport-statistics")
    file = {"name": "Rekap Batam.xlsx", "mimeType": "", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Periksa berkas").click()
    page.get_by_role("heading", name="Baris demi baris").wait_for()


def looks_right(page):
    """No barrier and no sideways scrolling, on a dark phone and a light screen."""
    for size, scheme in (("phone", "dark"), ("office", "light")):
        page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.wait_for_function(DRESSED)
        assert barriers(page) == []
        assert sticking_out(page) == []


def test_an_ugly_sheet_is_answered_by_keyboard_saved_once_and_undone(admin, celery_worker_process):
    page = admin
    upload(page, xlsx_file(*UGLY))
    looks_right(page)
    questions = page.locator("#pertanyaan [data-ask]")
    first = questions.filter(has_text="“Tiban”").first
    first.locator("input[type=radio]").first.focus()
    page.keyboard.press("2")
    chosen = first.locator("input:checked").get_attribute("value")
    assert chosen.startswith("21.71.")
    page.keyboard.press("Enter")
    while page.locator("[data-ask]:focus-within").count():
        page.keyboard.press("0")
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.innerText") == "Terapkan jawaban"
    page.keyboard.press("Enter")
    page.get_by_text("sudah dijawab").wait_for()

    faulty = page.locator("tr.error", has_text="seratus")
    faulty.get_by_label("Lewati baris ini").check()
    page.get_by_role("button", name="Terapkan jawaban").first.click()
    page.get_by_role("button", name="Simpan 3 angka").wait_for()
    looks_right(page)

    page.get_by_role("button", name="Simpan 3 angka").click()
    page.get_by_text("Disimpan").wait_for()
    counts = PassportStatistic.objects.current().order_by("count").values_list("count", flat=True)
    assert list(counts) == [18, 20, 1153]
    homes = PassportStatistic.objects.filter(count__in=(18, 1153))
    assert set(homes.values_list("home_region", flat=True)) == {chosen}

    page.get_by_role("link", name="Lihat di daftar").click()
    page.get_by_text("Dari impor: Rekap Batam.xlsx").wait_for()
    page.go_back()
    page.get_by_role("link", name="Batalkan impor ini").click()
    page.get_by_role("heading", name="3 angka akan ditarik.").wait_for()
    looks_right(page)
    page.get_by_role("button", name="Ya, batalkan impor ini").click()
    page.get_by_text("Impor ini dibatalkan").wait_for()
    looks_right(page)
    assert not PassportStatistic.objects.current().exists()


def test_a_village_that_is_no_candidate_is_found_by_typing(admin, celery_worker_process):
    page = admin
    upload(page, xlsx_file(UGLY[3], UGLY[4]))
    card = page.locator("[data-ask]").first
    page.wait_for_function(DRESSED)
    card.locator(".ts-control input").click()
    page.keyboard.type("teluk tering", delay=20)
    page.get_by_role("option").filter(has_text="Teluk Tering").first.click()
    assert card.locator("input:checked").get_attribute("value") == "cari"
    page.get_by_role("button", name="Terapkan jawaban").first.click()
    page.get_by_role("button", name="Simpan 1 angka").wait_for()
    answer = ImportRun.objects.get().answers.values()
    assert all(code.startswith("21.71.") for code in answer)


def test_the_correction_workbook_comes_home_repaired(admin, celery_worker_process, tmp_path):
    page = admin
    upload(
        page, xlsx_file(UGLY[3], UGLY[5], ["6", "Tiban Lama", "Juli 2025", "PMI", "Terbit", "x"])
    )
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Unduh lembar koreksi").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    book = openpyxl.load_workbook(file)
    assert "bukan “x”" in book["Rekap"]["F3"].comment.text
    book["Rekap"]["F3"].value = 12
    book.save(file)
    page.locator("#perbaikan").set_input_files(file)
    page.get_by_role("button", name="Unggah perbaikan").click()
    page.get_by_role("button", name="Simpan 2 angka").wait_for()
    looks_right(page)
