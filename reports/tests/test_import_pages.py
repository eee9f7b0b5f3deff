"""The way of a sheet through the pages, with real files: sent, checked, saved."""

from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from officers.models import AuditEvent, ImportRun
from officers.roles import Role
from officers.tests.factories import CentreFactory, KanwilFactory, OfficeFactory, UserFactory
from reports.models import PassportStatistic
from reports.tests.factories import ImportRunFactory, StatisticFactory
from reports.tests.import_pages import (
    AUGUST,
    KIND,
    PLAIN,
    UPLOAD,
    latest,
    press,
    said,
    send,
    upload,
    url_of,
    work,
)
from reports.tests.sheets import csv_file, xlsx_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def clerk(client, office):
    clerk = UserFactory(office=office, full_name="Sari (contoh)")
    client.force_login(clerk)
    return clerk


# What would change, and what has changed


def test_a_sheet_is_checked_shown_and_stored_on_confirmation(client, clerk, office):
    StatisticFactory(office=office, count=150)
    shown = upload(client, csv_file(PLAIN, [*AUGUST, "8.837"], ["2025-07", *AUGUST[1:], 10]))
    text = said(shown)
    assert "150</del>" in text
    assert "8.837</ins>" in text
    assert "1 angka akan ditambahkan, 1 akan diubah." in text
    assert "Simpan 2 angka" in text
    assert PassportStatistic.objects.count() == 1
    stored = said(press(client, latest(), "commit"))
    assert "1 angka ditambahkan, 1 diubah." in stored
    assert "oleh Sari (contoh)" in stored
    assert f"?impor={latest().pk}" in stored
    assert PassportStatistic.objects.current().count() == 2
    assert PassportStatistic.objects.current().get(count=8837).import_run == latest()


def test_the_register_shows_what_one_import_wrote(client, clerk, office):
    StatisticFactory(office=office, count=77)
    upload(client, csv_file(PLAIN, ["2025-07", *AUGUST[1:], 10]))
    press(client, latest(), "commit")
    listed = said(client.get(f"{reverse('reports:statistic-list')}?impor={latest().pk}"))
    assert "Dari impor: rekap.csv" in listed
    assert "1 dari 2 angka" in listed


def test_what_counts_for_every_purpose_says_so_before_it_is_saved(client, clerk):
    text = said(upload(client, csv_file(["Bulan", "Terbit"], ["2025-08", 5])))
    caution = text[text.index("tally-cautions") :]
    assert "bukan khusus PMI" in caution[:600]
    assert "Simpan 1 angka" in text


def test_confirming_twice_is_harmless(client, clerk):
    upload(client, csv_file(PLAIN, [*AUGUST, 5]))
    press(client, latest(), "commit")
    press(client, latest(), "commit")
    assert PassportStatistic.objects.count() == 1
    assert AuditEvent.objects.filter(action="officers.import.committed").count() == 1


def test_the_same_file_again_has_nothing_to_confirm(client, clerk):
    content = csv_file(PLAIN, [*AUGUST, 5])
    upload(client, content)
    press(client, latest(), "commit")
    again = said(upload(client, content))
    assert "Tidak ada perubahan" in again
    assert "/simpan/" not in again


def test_one_bad_row_takes_the_button_away_and_says_what_to_do(client, clerk):
    rows = [["2025-07", *AUGUST[1:], 10], [*AUGUST, "seratus"], ["x", "PMI", "lulus", -1]]
    text = said(upload(client, csv_file(PLAIN, *rows)))
    assert "Kolom Jumlah: harus angka, bukan “seratus”." in text
    assert "Kolom Bulan: “x” bukan bulan" in text
    assert "Kolom Hasil: “lulus” tidak dikenal" in text
    assert "Masih 2 galat." in text
    assert "Unduh lembar koreksi" in text
    assert "/simpan/" not in text
    refused = said(press(client, latest(), "commit"))
    assert "Belum tersimpan." in refused
    assert latest().state == ImportRun.State.PREVIEW
    assert not PassportStatistic.objects.exists()


def test_columns_totals_and_notices_are_told(client, clerk):
    headers = ["No", "Bulan", "Keperluan", "Hasil", "Jml", "id"]
    rows = [[1, *AUGUST, 5, 9], [2, "2025-07", *AUGUST[1:], 6, 8], ["", "TOTAL", "", "", 12, ""]]
    text = said(upload(client, csv_file(headers, *rows)))
    assert "<b>Selisih 1.</b> 12 tertulis, 11 dihitung." in text
    assert "<td>Jml</td><td><b>Jumlah</b></td><td>5 · 6</td>" in text
    assert "&quot;id&quot; diabaikan" in text[text.index("Catatan") :]


def test_months_side_by_side_name_their_column_at_each_line(client, clerk):
    headers = ["Keperluan", "Hasil", "Juli 2025", "Agustus 2025"]
    text = said(upload(client, csv_file(headers, ["PMI", "Terbit", 4, 5])))
    assert "<small>Juli 2025</small>" in text
    assert "Simpan 2 angka" in text


# Files that cannot be used


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("foto.xlsx", b"\x89PNG\r\n\x1a\n", "“foto.xlsx” adalah gambar"),
        ("surat.xlsx", b"%PDF-1.7", "adalah dokumen PDF"),
        ("rusak.xlsx", b"PK\x03\x04 bukan zip", "rusak dan tidak dapat dibaca"),
        ("asing.csv", b"a;b\nc;d\n", "tidak memuat baris judul kolom yang dikenal"),
        ("judul.csv", b"Bulan;Hasil;Jumlah\n", "judul kolom saja, belum ada baris data."),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_asks_for_another(
    client, clerk, name, content, sentence
):
    text = said(upload(client, content, name))
    assert "Berkas ini tidak dapat dipakai." in text
    assert sentence in text
    assert f'name="replaces" value="{latest().pk}"' in text
    assert latest().state == ImportRun.State.REFUSED


def test_an_empty_file_is_refused_at_its_field(client, clerk):
    response = upload(client, b"", "kosong.xlsx")
    assert "“kosong.xlsx” kosong. Pilih berkas yang berisi data." in said(response)
    assert response.context["form"].errors.keys() == {"file"}
    assert not ImportRun.objects.exists()


def test_a_file_over_twenty_megabytes_is_refused_unread(client, clerk):
    text = said(upload(client, b"x" * (20 * 1024**2 + 1)))
    assert "“rekap.csv” terlalu besar: lebih dari 20 MB" in text
    assert not ImportRun.objects.exists()


def test_no_file_is_said_at_its_field(client, clerk):
    response = client.post(reverse(UPLOAD), {})
    assert "Pilih berkas .xlsx, .xls, .ods, atau .csv." in said(response)


def test_the_headings_tell_what_a_file_is_a_sheet_of(client, clerk):
    figures = csv_file(["Bulan", "Hasil", "Jml"], ["Agt-25", "Terbit", "8.837"])
    client.post(reverse(UPLOAD), {"file": SimpleUploadedFile("a.csv", figures)})
    villages = csv_file(["No", "Kelurahan", "Kecamatan", "Nomor SK"], [1, "Tiban", "", "W.1"])
    client.post(reverse(UPLOAD), {"file": SimpleUploadedFile("b.csv", villages)})
    kinds = ImportRun.objects.order_by("pk").values_list("filename", "kind")
    assert list(kinds) == [("a.csv", KIND), ("b.csv", "villages")]


def test_headings_that_tell_nothing_are_asked_about(client, clerk):
    strange = csv_file(["Kota", "Cuaca"], ["Bekasi", "cerah"])
    response = client.post(reverse(UPLOAD), {"file": SimpleUploadedFile("a.csv", strange)})
    assert "Judul kolomnya tidak memastikan apa isi berkas ini. Pilih salah satu." in said(response)
    assert not ImportRun.objects.exists()


def test_the_register_one_comes_from_has_chosen_the_kind(client, clerk):
    link = f"{reverse(UPLOAD)}?jenis={KIND}"
    assert f'href="{link}"' in said(client.get(reverse("reports:statistic-list")))
    assert client.get(link).context["form"]["kind"].value() == KIND


# Who


def test_a_supervisor_imports_for_an_office_beneath_and_for_no_other(client, office):
    kanwil = KanwilFactory()
    below, _ = OfficeFactory(under=kanwil), OfficeFactory(under=kanwil)
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    rows = [[below.code, *AUGUST, 5], [office.code, *AUGUST, 6]]
    text = said(upload(client, csv_file(["Kantor", *PLAIN], *rows)))
    assert "tidak ada di antara kantor yang boleh Anda impor" in text
    assert "Masih 1 galat." in text
    refused = upload(client, csv_file(PLAIN, [*AUGUST, 5]), office=office.pk)
    assert refused.context["form"].errors.keys() == {"office"}


@pytest.mark.parametrize(
    ("role", "upload_page", "template"),
    [
        (Role.OPERATOR, 200, 200),
        (Role.ADMIN, 200, 200),
        (Role.PIMPASA, 403, 403),
        (Role.VERIFIER, 200, 403),  # brings in lists of sessions, no figures
        (Role.OFFICE_HEAD, 403, 403),
        (Role.VILLAGE_OFFICIAL, 403, 403),
    ],
)
def test_who_imports_is_offered_his_own_kinds_only(client, office, role, upload_page, template):
    client.force_login(UserFactory(office=office, role=role))
    page = client.get(reverse(UPLOAD))
    assert page.status_code == upload_page
    assert (f'value="{KIND}"' in said(page)) == (template == 200)
    url = f"{reverse('officers:import-template')}?jenis={KIND}"
    assert client.get(url).status_code == template


def test_a_kind_one_may_not_import_is_refused_though_the_form_be_forged(client, office):
    client.force_login(UserFactory(office=office, role=Role.VERIFIER))
    response = send(client, csv_file(PLAIN, [*AUGUST, 1]))
    assert response.status_code == 200
    assert not ImportRun.objects.exists()


def test_a_verifier_reads_an_import_of_his_office_but_changes_nothing(client, office):
    run = ImportRunFactory(office=office)
    client.force_login(UserFactory(office=office, role=Role.VERIFIER))
    shown = client.get(url_of(run))
    assert shown.status_code == 200
    assert "/simpan/" not in said(shown)
    for name in ("commit", "answer", "cancel", "undo"):
        assert client.post(url_of(run, name)).status_code == 403


@pytest.mark.parametrize(
    "name",
    ["detail", "progress", "original", "correction", "commit", "answer", "cancel", "undo"],
)
def test_another_offices_import_does_not_exist(client, clerk, name):
    url = url_of(ImportRunFactory(), name)
    ask = client.post if name in ("commit", "answer", "cancel", "undo") else client.get
    assert ask(url).status_code == 404


@pytest.mark.parametrize("name", ["commit", "answer", "cancel"])
def test_nothing_is_changed_by_following_a_link(client, clerk, office, name):
    run = ImportRunFactory(office=office)
    assert client.get(url_of(run, name)).status_code == 405


def test_the_centre_must_name_the_office_and_sees_every_one(client, office):
    client.force_login(UserFactory(office=CentreFactory(), role=Role.ADMIN))
    OfficeFactory()
    text = said(upload(client, csv_file(PLAIN, [*AUGUST, 5])))
    assert "kolom Kantor tidak ada" in text
    assert "Simpan 1 angka" in said(upload(client, csv_file(PLAIN, [*AUGUST, 5]), office=office.pk))


# Files around it


def test_the_original_comes_back_as_it_was_sent_and_only_to_be_saved(client, clerk):
    content = xlsx_file(PLAIN, [*AUGUST, 5])
    upload(client, content, "Rekap “Agustus”.xlsx")
    response = client.get(url_of(latest(), "original"))
    assert b"".join(response.streaming_content) == content
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "Agustus" in unquote(response.headers["Content-Disposition"])
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "private" in response.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["original", "correction"])
def test_an_original_that_was_taken_away_is_not_found(client, clerk, office, name):
    run = ImportRunFactory(office=office)
    run.original.storage.delete(run.original.name)
    assert client.get(url_of(run, name)).status_code == 404


def test_the_names_in_a_file_cannot_become_page_or_formula(client, clerk):
    evil = "<script>alert(1)</script>"
    headers = ["Bulan", "Keperluan", "Hasil", "Negara tujuan", "Jumlah", evil]
    text = said(upload(client, csv_file(headers, [*AUGUST, evil, 5, evil]), f"{evil[:8]}.csv"))
    assert evil not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


# The list


def test_the_last_imports_are_listed_with_their_state(client, clerk, office):
    ImportRunFactory(filename="milik-orang-lain.csv")
    upload(client, csv_file(PLAIN, [*AUGUST, "x"]), "keliru.csv")
    upload(client, csv_file(PLAIN, [*AUGUST, 1]), "benar.csv")
    send(client, csv_file(PLAIN, [*AUGUST, 1]), "baru.csv")
    for name in (UPLOAD, "officers:import-list"):
        text = said(client.get(reverse(name)))
        assert "milik-orang-lain.csv" not in text
        assert "perlu diperbaiki" in text
        assert "menunggu konfirmasi" in text
        assert "sedang diperiksa" in text
    work()


def test_the_list_is_filtered_by_state_and_person(client, clerk, office):
    upload(client, csv_file(PLAIN, [*AUGUST, 1]), "milik-sari.csv")
    ImportRunFactory(office=office, filename="milik-lain.csv", state="refused")
    url = reverse("officers:import-list")
    assert "milik-sari.csv" not in said(client.get(url, {"keadaan": "refused"}))
    assert "milik-lain.csv" not in said(client.get(url, {"oleh": clerk.pk}))
    both = said(client.get(url, {"jenis": KIND, "kantor": office.pk}))
    assert "milik-sari.csv" in both
    assert "milik-lain.csv" in both
