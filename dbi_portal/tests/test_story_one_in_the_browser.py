"""Story 1 in a real Chromium: from sign-in and an Excel sheet to the Kanwil's report on paper."""

import io

import openpyxl
import pypdfium2
import pytest

from dbi_portal.lib.months import Month
from officers.models import Office
from officers.roles import Role
from officers.tests.factories import CentreFactory, UserFactory, supervise
from reports.tests.factories import StatisticFactory
from reports.tests.sheets import xlsx_file
from villages.tests.factories import JurisdictionFactory
from villages.tests.regions import load_regencies

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "kata sandi uji 1"
# The article gives the total and the five names; the numbers of each kelurahan are ours.
A_MONTH = {
    "Kel. Mustika Jaya": 240,
    "Teluk Pucung": 230,
    "HARAPAN JAYA": 220,
    "Kali Abang Tengah": 210,
    "Ciketing Udik": 200,
}
OFFICIAL = ["Mustikajaya", "Teluk Pucung", "Harapanjaya", "Kaliabang Tengah", "Ciketingudik"]
MONTHS = list(Month(2025, 1).until(Month(2025, 8)))
REST = 8837 - sum(A_MONTH.values()) * len(MONTHS)


def office(code, short_name, kind, under):
    made = Office.objects.create(
        code=code, kind=kind, name=f"Kantor {short_name}", short_name=short_name
    )
    supervise(made, under)
    return made


@pytest.fixture
def west_java():
    """Bekasi in its Kanwil, with two offices elsewhere that issue more."""
    load_regencies("Kota Bekasi", "Kabupaten Bekasi")
    centre = CentreFactory()
    west = office("kanwil-jawa-barat", "Kanwil Jawa Barat", Office.Kind.KANWIL, centre)
    central = office("kanwil-jawa-tengah", "Kanwil Jawa Tengah", Office.Kind.KANWIL, centre)
    bekasi = office("kanim-bekasi", "Kanim Bekasi", Office.Kind.KANIM, west)
    for region in ("32.75", "32.16"):
        JurisdictionFactory(office=bekasi, region_id=region)
    for code, name, count in (("cilacap", "Cilacap", 1500), ("pemalang", "Pemalang", 1300)):
        peer = office(f"kanim-{code}", f"Kanim {name}", Office.Kind.KANIM, central)
        for month in MONTHS:
            StatisticFactory(office=peer, month=month, count=count, made_up=True)
    supervisor = UserFactory(username="supervisor.uji", role=Role.SUPERVISOR, office=west)
    supervisor.set_password(PASSWORD)
    supervisor.save()
    return west


def the_offices_sheet():
    """As an office keeps it: a title above, names as people spell them, a JUMLAH row below."""
    rows = [
        ["Kanim Bekasi", month.label, name, "PMI", "Terbit", count]
        for month in MONTHS
        for name, count in A_MONTH.items()
    ]
    rows.append(["Kanim Bekasi", MONTHS[-1].label, "Perwira", "PMI", "Terbit", REST])
    return xlsx_file(
        ["Rekap Paspor PMI Januari–Agustus 2025"],
        [],
        ["Kantor", "Bulan", "Kelurahan", "Keperluan", "Hasil", "Jumlah"],
        *rows,
        ["JUMLAH", None, None, None, None, 8837],
    )


def test_a_supervisor_imports_a_sheet_and_downloads_the_months_report(
    page, west_java, celery_worker_process, tmp_path
):
    page.goto("/masuk/")
    page.get_by_label("Nama pengguna atau surel").fill("SUPERVISOR.UJI")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()

    page.get_by_role("link", name="Data", exact=True).click()
    page.get_by_role("link", name="Impor", exact=True).first.click()
    page.get_by_label("Berkas").set_input_files(
        {"name": "Rekap PMI Jan–Agu 2025.xlsx", "mimeType": "", "buffer": the_offices_sheet()}
    )
    page.get_by_role("button", name="Periksa berkas").click()
    page.get_by_role("button", name="Simpan 41 angka").click()
    page.get_by_role("link", name="Lihat di daftar").wait_for()

    page.goto("/?bulan=2025-08")
    assert page.get_by_text("8.837").first.is_visible()
    assert page.get_by_text(
        "Bekasi peringkat ketiga se-Indonesia Januari–Agustus 2025, setelah Cilacap dan Pemalang"
    ).is_visible()
    listed = page.locator(".homes").first.inner_text()
    places = [listed.index(name) for name in OFFICIAL]
    assert places == sorted(places)
    page.locator(".drawn-wide").first.scroll_into_view_if_needed()
    page.locator("svg.chart").first.wait_for()

    page.get_by_role("link", name="Laporan", exact=True).click()
    page.get_by_role("link", name="Susun laporan").first.click()
    page.get_by_label("Kantor").select_option(label="Kanwil Jawa Barat")
    page.get_by_label("Bulan").fill("2025-08")
    page.get_by_role("button", name="Susun laporan").click()
    page.get_by_role("link", name="Unduh PDF").wait_for(timeout=60_000)
    text = " ".join(text_of(download(page, "Unduh PDF", tmp_path)).split())
    assert "Paspor PMI terbit permohonan 1.137" in text
    assert "8.837" in text
    assert all(name in text for name in OFFICIAL)
    book = openpyxl.load_workbook(io.BytesIO(download(page, "Unduh XLSX", tmp_path)))
    cells = {cell for row in book["Kantor"].iter_rows(values_only=True) for cell in row}
    assert 8837 in cells


def download(page, name, folder) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    target = folder / waiting.value.suggested_filename
    waiting.value.save_as(target)
    return target.read_bytes()


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(sheet.get_textpage().get_text_range() for sheet in document)
