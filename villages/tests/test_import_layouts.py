"""Lists of villages and officers in the layouts offices really use."""

import io
from datetime import date

import pytest
import xlsxwriter

from dbi_portal.lib.text import squash
from officers.tests.factories import OfficeFactory, UserFactory
from villages.defaults import load_defaults
from villages.models import Assignment, GuidedVillage, Region
from villages.tests.factories import GuidedVillageFactory, JurisdictionFactory
from villages.tests.importing import imported, look, sheet
from villages.tests.real_regions import load_real_regions

pytestmark = pytest.mark.django_db
SK = "W.11.IMI.IMI.1.1949-GR.03.05 Tahun 2024"


@pytest.fixture(autouse=True)
def words_and_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_defaults()


@pytest.fixture
def office():
    load_real_regions("32.75")
    office = OfficeFactory()
    JurisdictionFactory(office=office)
    return office


@pytest.fixture
def clerk(office):
    return UserFactory(office=office)


def csv(*lines, encoding="utf-8-sig"):
    return "\r\n".join(lines).encode(encoding)


def stages():
    return dict(GuidedVillage.objects.values_list("region__name", "stage"))


def test_a_csv_of_an_older_excel_with_semicolons(clerk):
    content = csv(
        "DAFTAR DESA BINAAN;;;",
        ";;;",
        "No;Kelurahan;Kec.;Tahap",
        "1;Mustika Jaya;Mustikajaya;Calon",
        "2;Teluk Pucung;Bekasi Utara;Penjajakan",
        "Jumlah: 2 desa;;;",
        encoding="windows-1252",
    )
    imported("villages", content, clerk, name="daftar.csv")
    assert stages() == {"Mustikajaya": "calon", "Teluk Pucung": "penjajakan"}


def test_districts_as_lines_above_their_villages(clerk):
    content = sheet(
        ["No", "Desa/Kelurahan", "Alasan dipilih", "Ket"],
        ["Kecamatan Bekasi Utara"],
        [1, "Harapan Jaya", "TPPO", None],
        [2, "Kaliabang Tengah", "TPPO", None],
        ["Kec. Bantargebang"],
        [1, "Ciketing Udik", "Jauh", None],
    )
    imported("villages", content, clerk)
    assert set(stages()) == {"Harapanjaya", "Kaliabang Tengah", "Ciketingudik"}


def test_headings_over_two_merged_rows(clerk):
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    page, day = book.add_worksheet("DBI"), book.add_format({"num_format": "dd-mm-yyyy"})
    page.merge_range(0, 0, 0, 5, "DAFTAR DESA BINAAN IMIGRASI TAHUN 2024")
    for at, name in ((0, "No"), (1, "Nama Desa/Kelurahan"), (2, "Kecamatan"), (5, "Status")):
        page.merge_range(2, at, 3, at, name)
    page.merge_range(2, 3, 2, 4, "SK Penetapan")
    page.write_row(3, 3, ["Nomor SK", "Tanggal SK"])
    page.write_row(4, 0, [1, "Kel. Harapan Jaya", "Bekasi Utara", SK])
    page.write_datetime(4, 4, date(2024, 3, 1), day)
    page.write(4, 5, "AKTIF")
    book.close()
    imported("villages", content.getvalue(), clerk)
    village = GuidedVillage.objects.get()
    assert village.stage == "aktif"
    assert village.decrees.get().number == SK


def test_an_officer_merged_over_the_rows_of_his_villages(office, clerk):
    for name in ("Harapanjaya", "Telukpucung"):
        region = load_named(name)
        GuidedVillageFactory(region=region, office=office)
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    page, day = book.add_worksheet(), book.add_format({"num_format": "dd-mm-yyyy"})
    page.write_row(0, 0, ["No", "Nama PIMPASA", "NIP", "Desa Binaan", "TMT", "Mulai Membina"])
    page.merge_range(1, 0, 2, 0, 1)
    page.merge_range(1, 1, 2, 1, "Budi Santoso, S.H.")
    page.merge_range(1, 2, 2, 2, "199001012015011001")
    for row, village in ((1, "Harapan Jaya"), (2, "Teluk Pucung")):
        page.write(row, 3, village)
        page.write_datetime(row, 5, date(2024, 6, 1), day)
    book.close()
    imported("officers", content.getvalue(), clerk)
    officers = {posting.officer.employee_number for posting in Assignment.objects.all()}
    assert officers == {"199001012015011001"}
    assert Assignment.objects.count() == 2


def load_named(name):
    return Region.objects.get(key=squash(name), code__startswith="32.75.", level="desa")


def test_columns_nobody_may_set_are_left_out_and_said(clerk):
    content = sheet(
        ["id", "Desa", "Kecamatan", "office_id", "is_superuser", "stage"],
        [77, "Harapan Jaya", "Bekasi Utara", 1, True, "aktif"],
    )
    seen = look("villages", content, clerk)
    assert seen.states == ["new"]
    assert [line.values.get("stage", "") for line in seen.lines] == [""]
    said = " ".join(seen.findings.notices)
    assert all(word in said for word in ("id", "office_id", "is_superuser"))


def test_a_district_is_never_taken_for_a_village(clerk):
    content = sheet(["Desa", "Kabupaten/Kota"], ["Bekasi Utara", "Kota Bekasi"])
    assert look("villages", content, clerk).states != ["new"]


def test_a_long_list_is_checked_and_written_in_reasonable_time(clerk):
    villages = Region.objects.villages().filter(code__startswith="32.75.").order_by("code")
    rows = [
        [each.name, each.parent.name, "Aktif", SK, date(2024, 3, 1)]
        for each in villages.select_related("parent")
    ]
    content = sheet(["Desa", "Kecamatan", "Status", "Nomor SK", "Tanggal SK"], *rows)
    run = imported("villages", content, clerk)
    assert run.outcome["seconds"] < 30
    assert GuidedVillage.objects.filter(stage="aktif").count() == len(rows) > 50
    assert look("villages", content, clerk).findings.counts == {"unchanged": len(rows)}
