"""The way of a sheet through the pages, with real files."""

import io
from datetime import date
from urllib.parse import unquote

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from officers.models import AuditEvent, ImportRun
from officers.roles import Role
from officers.tests.factories import CentreFactory, KanwilFactory, OfficeFactory, UserFactory
from reports.models import PassportStatistic
from reports.tests.factories import ImportRunFactory, StatisticFactory
from reports.tests.sheets import csv_file, xlsx_file
from villages.models import Jurisdiction
from villages.tests.real_regions import load_real_regions

pytestmark = pytest.mark.django_db
PLAIN = ["Bulan", "Keperluan", "Hasil", "Jumlah"]
AUGUST = ["2025-08", "PMI", "Terbit"]
UPLOAD = "reports:import-create"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def clerk(client, office):
    clerk = UserFactory(office=office)
    client.force_login(clerk)
    return clerk


def upload(client, content, name="rekap.csv", **more):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse(UPLOAD), {"file": file, **more}, follow=True)


def said(response):
    """What a reader sees, without the runs of spaces a template leaves."""
    return " ".join(response.content.decode().split())


def confirm(client, run):
    return client.post(reverse("reports:import-commit", args=[run.pk]), follow=True)


def test_a_sheet_is_checked_shown_and_stored_on_confirmation(client, clerk, office):
    StatisticFactory(office=office, count=150)
    shown = upload(client, csv_file(PLAIN, [*AUGUST, "8.837"], ["2025-07", *AUGUST[1:], 10]))
    text = said(shown)
    assert "<dd>1</dd>" in text
    assert "150</del>" in text
    assert "8.837</ins>" in text
    assert "Simpan 2 angka" in text
    assert PassportStatistic.objects.count() == 1
    run = ImportRun.objects.get()
    stored = confirm(client, run)
    assert "Angka dari berkas ini sudah berlaku" in said(stored)
    assert PassportStatistic.objects.current().count() == 2
    assert PassportStatistic.objects.current().get(count=8837).import_run == run


def test_what_counts_for_every_purpose_says_so_beside_the_button(client, clerk):
    text = said(upload(client, csv_file(["Bulan", "Terbit"], ["2025-08", 5])))
    before, button = text.split("Simpan 1 angka")[0], "Simpan 1 angka"
    assert "bukan khusus PMI.</b> Belum ada yang disimpan" in before[-700:]
    assert button in text


def test_confirming_twice_is_harmless(client, clerk):
    upload(client, csv_file(PLAIN, [*AUGUST, 5]))
    run = ImportRun.objects.get()
    assert confirm(client, run).status_code == confirm(client, run).status_code == 200
    assert PassportStatistic.objects.count() == 1
    assert AuditEvent.objects.filter(action="reports.import.committed").count() == 1


def test_the_same_file_again_has_nothing_to_confirm(client, clerk):
    content = csv_file(PLAIN, [*AUGUST, 5])
    upload(client, content)
    confirm(client, ImportRun.objects.get())
    again = said(upload(client, content))
    assert "Tidak ada perubahan" in again
    assert "import-commit" not in again
    assert "/simpan/" not in again


def test_one_bad_row_takes_the_button_away_and_says_why(client, clerk):
    rows = [["2025-07", *AUGUST[1:], 10], [*AUGUST, "seratus"], ["x", "PMI", "lulus", -1]]
    text = said(upload(client, csv_file(PLAIN, *rows)))
    assert "Baris 3, kolom Jumlah: harus angka, bukan “seratus”." in text
    assert "Baris 4, kolom Bulan: “x” bukan bulan" in text
    assert "Baris 4, kolom Hasil: “lulus” tidak dikenal" in text
    assert "Masih 4 galat" in text
    assert "/simpan/" not in text
    assert "galat" in said(confirm(client, ImportRun.objects.get()))
    assert not PassportStatistic.objects.exists()


def test_a_name_that_fits_several_is_shown_with_its_candidates_and_codes(client, clerk, office):
    load_real_regions("21.71.03")
    Jurisdiction.objects.create(office=office, region_id="21.71", starts_on=date(2020, 1, 1))
    headers = ["Bulan", "Desa", "Keperluan", "Hasil", "Jumlah"]
    text = said(upload(client, csv_file(headers, ["2025-08", "Tiban", *AUGUST[1:], 4])))
    assert "Baris 2, kolom Desa: “Tiban” belum pasti" in text
    for name, code in (("Tiban Indah", "21.71.03.1005"), ("Tiban Lama", "21.71.03.1007")):
        assert f"<b>{name}</b>, Sekupang, Kota Batam" in text
        assert code in text
    assert "/simpan/" not in text


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("kosong.xlsx", b"", "“kosong.xlsx” kosong. Pilih berkas yang berisi data."),
        ("kosong.csv", b"\n\n  \n", "“kosong.csv” kosong"),
        ("foto.xlsx", b"\x89PNG\r\n\x1a\n", "“foto.xlsx” adalah gambar"),
        ("surat.xlsx", b"%PDF-1.7", "adalah dokumen PDF"),
        ("catatan.docx", b"halo", "adalah teks biasa"),
        ("lama.xls", OLE + bytes(600), "lembar kerja Excel lama"),
        (
            "kunci.xlsx",
            OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "dikunci kata sandi",
        ),
        ("rusak.xlsx", b"PK\x03\x04 bukan zip", "rusak dan tidak dapat dibaca"),
        ("rusak.csv", b'Bulan;Jumlah\n2025-08;"5\n', "rusak dan tidak dapat dibaca"),
        ("asing.csv", b"a;b\nc;d\n", "tidak memuat baris judul kolom yang dikenal"),
        ("judul.csv", b"Bulan;Hasil;Jumlah\n", "judul kolom saja, belum ada baris data."),
    ],
)
def test_a_file_that_cannot_be_read_gets_its_own_sentence_at_the_field(
    client, clerk, name, content, sentence
):
    response = upload(client, content, name)
    assert response.status_code == 200
    assert sentence in said(response)
    assert "Berkas" in response.context["form"].fields["file"].label
    assert response.context["form"].errors.keys() == {"file"}
    assert not ImportRun.objects.exists()


def test_a_file_over_ten_megabytes_is_refused_unread(client, clerk):
    text = said(upload(client, b"x" * (10 * 1024**2 + 1)))
    assert "“rekap.csv” terlalu besar: lebih dari 10 MB" in text
    assert not ImportRun.objects.exists()


def test_no_file_at_all_is_said_too(client, clerk):
    assert "Pilih berkas .xlsx atau .csv." in said(client.post(reverse(UPLOAD), {}))


def test_the_office_chosen_stays_when_the_file_is_refused(client, office):
    kanwil = KanwilFactory()
    first, _ = OfficeFactory(under=kanwil), OfficeFactory(under=kanwil)
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    response = upload(client, b"%PDF", "a.xlsx", office=first.pk)
    assert f'<option value="{first.pk}" selected>' in said(response)


def test_a_supervisor_imports_for_an_office_beneath_and_for_no_other(client, office):
    kanwil = KanwilFactory()
    below, _ = OfficeFactory(under=kanwil), OfficeFactory(under=kanwil)
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    rows = [[below.code, *AUGUST, 5], [office.code, *AUGUST, 6]]
    text = said(upload(client, csv_file(["Kantor", *PLAIN], *rows)))
    assert "Baris 3, kolom Kantor" in text
    assert "tidak ada di antara kantor yang boleh Anda impor" in text
    assert "Baris 2" not in text
    refused = upload(client, csv_file(PLAIN, [*AUGUST, 5]), office=office.pk)
    assert refused.context["form"].errors.keys() == {"office"}


@pytest.mark.parametrize(
    ("role", "answer"),
    [
        (Role.OPERATOR, 200),
        (Role.ADMIN, 200),
        (Role.PIMPASA, 403),
        (Role.VERIFIER, 403),
        (Role.OFFICE_HEAD, 403),
        (Role.VILLAGE_OFFICIAL, 403),
    ],
)
def test_only_operators_supervisors_and_admins_import(client, office, role, answer):
    client.force_login(UserFactory(office=office, role=role))
    assert client.get(reverse(UPLOAD)).status_code == answer
    assert client.get(reverse("reports:import-template")).status_code == answer


def test_a_verifier_reads_an_import_of_his_office_but_cannot_confirm_it(client, office):
    run = ImportRunFactory(office=office)
    client.force_login(UserFactory(office=office, role=Role.VERIFIER))
    shown = client.get(reverse("reports:import-detail", args=[run.pk]))
    assert shown.status_code == 200
    assert "/simpan/" not in said(shown)
    assert client.post(reverse("reports:import-commit", args=[run.pk])).status_code == 403


@pytest.mark.parametrize("name", ["import-detail", "import-original", "import-commit"])
def test_another_offices_import_does_not_exist(client, clerk, name):
    url = reverse(f"reports:{name}", args=[ImportRunFactory().pk])
    ask = client.post if name == "import-commit" else client.get
    assert ask(url).status_code == 404


def test_confirming_by_following_a_link_is_not_possible(client, clerk, office):
    run = ImportRunFactory(office=office)
    assert client.get(reverse("reports:import-commit", args=[run.pk])).status_code == 405


def test_the_original_comes_back_as_it_was_sent_and_only_to_be_saved(client, clerk):
    content = xlsx_file(PLAIN, [*AUGUST, 5])
    upload(client, content, "Rekap “Agustus”.xlsx")
    run = ImportRun.objects.get()
    response = client.get(reverse("reports:import-original", args=[run.pk]))
    assert b"".join(response.streaming_content) == content
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "Agustus" in unquote(response.headers["Content-Disposition"])
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "private" in response.headers["Cache-Control"]


def test_an_original_that_was_taken_away_is_not_found(client, clerk, office):
    run = ImportRunFactory(office=office)
    run.original.storage.delete(run.original.name)
    assert client.get(reverse("reports:import-original", args=[run.pk])).status_code == 404


def test_the_names_in_a_file_cannot_become_page_or_formula(client, clerk):
    evil = "<script>alert(1)</script>"
    headers = ["Bulan", "Keperluan", "Hasil", "Negara tujuan", "Jumlah", evil]
    text = said(upload(client, csv_file(headers, [*AUGUST, evil, 5, evil]), f"{evil[:8]}.csv"))
    assert evil not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_many_rows_are_paged_and_tabs_choose_among_them(client, clerk):
    headers = ["Bulan", "Keperluan", "Hasil", "Negara tujuan", "Jumlah"]
    rows = [[*AUGUST, f"Negara {number}", number] for number in range(130)]
    response = upload(client, csv_file(headers, *rows, [*AUGUST, "Lain", "x"]))
    assert [group.label for group in response.context["groups"]] == [
        *("Semua", "Galat", "Baru"),
    ]
    assert len(response.context["page_obj"].object_list) == 100
    url = reverse("reports:import-detail", args=[ImportRun.objects.get().pk])
    assert len(client.get(url, {"page": 2}).context["page_obj"].object_list) == 31
    faulty = client.get(url, {"lihat": "galat"})
    assert len(faulty.context["page_obj"].object_list) == 1
    assert client.get(url, {"lihat": "entah"}).context["page_obj"].paginator.count == 131


def test_a_row_left_out_is_listed_with_its_number_and_reason(client, clerk):
    response = upload(client, csv_file(PLAIN, [*AUGUST, 5], ["2025-07", *AUGUST[1:], "-"]))
    text = said(response)
    assert "<dt>dilewati</dt><dd>1</dd>" in text
    assert "Baris 3, kolom Jumlah: tertulis “-” (tidak berlaku), jadi dilewati." in text
    assert [(group.label, group.count) for group in response.context["groups"]] == [
        *(("Semua", 2), ("Baru", 1), ("Dilewati", 1)),
    ]


def test_the_template_can_be_filled_in_and_imported(client, clerk, office):
    response = client.get(reverse("reports:import-template"))
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == ["Data", "Contoh", "Daftar kata"]
    sheet = book["Data"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    filled = {"Bulan": "2025-08", "Keperluan": "PMI", "Hasil": "Terbit", "Jumlah": 8837}
    for name, value in filled.items():
        sheet.cell(2, columns[name], value)
    content = io.BytesIO()
    book.save(content)
    text = said(upload(client, content.getvalue(), "templat.xlsx"))
    assert "Simpan 1 angka" in text
    confirm(client, ImportRun.objects.get())
    figure = PassportStatistic.objects.get()
    assert (figure.count, figure.office, figure.row) == (8837, office, 2)


def test_the_template_lists_the_offices_one_may_import_for_and_no_other(client, office):
    kanwil = KanwilFactory()
    mine = OfficeFactory(under=kanwil)
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(reverse("reports:import-template")).content)
    )
    words = [cell.value for cell in book["Daftar kata"]["A"]]
    assert mine.code in words
    assert office.code not in words


def test_the_example_sheet_of_the_template_is_read_without_an_error(client):
    """What we show as an example must itself be importable, were it not left out by name."""
    load_real_regions("32.75.11", "32.75.03")
    office = OfficeFactory()
    Jurisdiction.objects.create(office=office, region_id="32.75", starts_on=date(2020, 1, 1))
    client.force_login(UserFactory(office=office))
    response = client.get(reverse("reports:import-template"))
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    del book["Data"]
    book["Contoh"].title = "Isi"
    content = io.BytesIO()
    book.save(content)
    changes = upload(client, content.getvalue(), "contoh.xlsx").context["changes"]
    assert [problem.sentence for problem in changes.problems] == []
    assert changes.new == 3


def test_the_last_imports_are_listed_with_their_state(client, clerk, office):
    ImportRunFactory(filename="milik-orang-lain.csv")
    upload(client, csv_file(PLAIN, [*AUGUST, "x"]), "keliru.csv")
    upload(client, csv_file(PLAIN, [*AUGUST, 1]), "benar.csv")
    text = said(client.get(reverse(UPLOAD)))
    assert "milik-orang-lain.csv" not in text
    assert "perlu diperbaiki" in text
    assert "menunggu konfirmasi" in text


def test_the_centre_must_name_the_office_and_sees_every_one(client, office):
    client.force_login(UserFactory(office=CentreFactory(), role=Role.ADMIN))
    OfficeFactory()
    text = said(upload(client, csv_file(PLAIN, [*AUGUST, 5])))
    assert "kolom Kantor tidak ada" in text
    assert "Simpan 1 angka" in said(upload(client, csv_file(PLAIN, [*AUGUST, 5]), office=office.pk))
