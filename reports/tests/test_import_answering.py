"""What a clerk does with a checked sheet: answers, leaves rows out, corrects, undoes."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from officers.imports.findings import Findings
from officers.models import ImportLine, ImportRun, Job, Notice
from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from reports.models import PassportStatistic
from reports.tests.factories import ImportRunFactory, StatisticFactory
from reports.tests.import_pages import (
    AUGUST,
    KIND,
    PLAIN,
    UPLOAD,
    answered,
    latest,
    press,
    said,
    send,
    upload,
    url_of,
    work,
)
from reports.tests.sheets import csv_file, xlsx_file
from villages.models import Jurisdiction
from villages.tests.real_regions import load_real_regions

pytestmark = pytest.mark.django_db
WITH_VILLAGE = ["Bulan", "Desa", "Keperluan", "Hasil", "Jumlah"]
State = ImportRun.State


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office():
    """Batam, where three kelurahan are called Tiban something."""
    load_real_regions("21.71.03")
    office = OfficeFactory()
    Jurisdiction.objects.create(office=office, region_id="21.71", starts_on=date(2020, 1, 1))
    return office


@pytest.fixture
def clerk(client, office):
    clerk = UserFactory(office=office, full_name="Sari (contoh)")
    client.force_login(clerk)
    return clerk


def tiban(month="2025-08", count=4):
    return [month, "Tiban", *AUGUST[1:], count]


def sheet_of(*rows):
    return csv_file(WITH_VILLAGE, *rows)


# Questions


def test_a_name_that_fits_several_is_asked_once_for_all_its_rows(client, clerk):
    text = said(upload(client, sheet_of(tiban(), tiban("2025-07"), tiban("2025-06"))))
    assert "<b>“Tiban”</b>" in text
    assert "kolom Desa, baris 2 dan 2 baris lain" in text
    for name, code in (("Tiban Indah", "21.71.03.1005"), ("Tiban Lama", "21.71.03.1007")):
        assert f'value="{code}"' in text
        assert f"Sekupang, Kota Batam, Kepulauan Riau · {code}" in text
        assert f"<span>{name}" in text
    assert "Masih 1 pertanyaan." in text
    assert "Lewati 3 baris ini" in text
    assert f'data-url="{reverse("villages:region-search")}"' in text
    assert "/simpan/" not in text


def test_an_answer_holds_for_every_row_that_asks_it_and_can_be_changed(client, clerk):
    upload(client, sheet_of(tiban(), tiban("2025-07")))
    text = said(press(client, latest(), "answer", **answered(latest(), q1="21.71.03.1005")))
    assert "1 pertanyaan sudah dijawab" in text
    assert "Simpan 2 angka" in text
    other = said(press(client, latest(), "answer", **answered(latest(), q1="21.71.03.1007")))
    assert "Tiban Lama" in other
    assert "Tiban Indah · " not in other
    press(client, latest(), "commit")
    homes = PassportStatistic.objects.values_list("home_region", flat=True)
    assert set(homes) == {"21.71.03.1007"}


def test_an_answer_taken_back_is_asked_again(client, clerk):
    upload(client, sheet_of(tiban()))
    press(client, latest(), "answer", **answered(latest(), q1="21.71.03.1005"))
    text = said(press(client, latest(), "answer", **answered(latest(), q1="")))
    assert "Masih 1 pertanyaan." in text


def test_what_no_candidate_says_is_answered_by_searching(client, clerk):
    upload(client, sheet_of(tiban()))
    found = answered(latest(), q1=["cari", "21.71.03.1002"])
    assert "Simpan 1 angka" in said(press(client, latest(), "answer", **found))
    press(client, latest(), "commit")
    assert PassportStatistic.objects.get().home_region_id == "21.71.03.1002"


def test_a_question_is_left_out_with_all_its_rows(client, clerk):
    rows = [tiban(), tiban("2025-07"), ["2025-08", "Tiban Indah", *AUGUST[1:], 9]]
    upload(client, sheet_of(*rows))
    text = said(press(client, latest(), "answer", **answered(latest(), q1="skip")))
    assert "Simpan 1 angka" in text
    assert "<dt>dilewati</dt><dd>2</dd>" in text


def test_an_answer_to_what_was_not_asked_changes_nothing(client, clerk):
    upload(client, sheet_of(tiban()))
    text = said(press(client, latest(), "answer", **answered(latest(), q9="21.71.03.1005")))
    assert "Belum ada jawaban yang dipilih." in text
    assert latest().answers == {}


def test_the_office_remembers_an_answer_for_its_next_sheet(client, clerk):
    upload(client, sheet_of(tiban()))
    press(client, latest(), "answer", **answered(latest(), q1="21.71.03.1005"))
    press(client, latest(), "commit")
    assert "Simpan 1 angka" in said(upload(client, sheet_of(tiban("2025-09"))))


# Rows left out


def test_a_faulty_row_is_left_out_and_taken_back_in_its_place(client, clerk):
    upload(client, csv_file(PLAIN, [*AUGUST, "seratus"], ["2025-07", *AUGUST[1:], 3]))
    key = f"baris|{latest().lines.get(state='error').sheet}|2"
    left = press(client, latest(), "answer", **{"baris-tampil": [key], "baris": [key]})
    text = said(left)
    assert "Dilewati sesuai permintaan." in text
    assert "Simpan 1 angka" in text
    back = said(press(client, latest(), "answer", **{"baris-tampil": [key]}))
    assert "Masih 1 galat." in back


def test_a_row_left_out_on_purpose_says_why(client, clerk):
    text = said(upload(client, csv_file(PLAIN, [*AUGUST, 5], ["2025-07", *AUGUST[1:], "-"])))
    assert "<dt>dilewati</dt><dd>1</dd>" in text
    assert "ertulis “-” (tidak berlaku)" in text


# The table


def test_many_lines_are_paged_and_what_needs_a_person_stands_first(client, clerk):
    headers = ["Bulan", "Keperluan", "Hasil", "Negara tujuan", "Jumlah"]
    rows = [[*AUGUST, f"Negara {number}", number] for number in range(130)]
    response = upload(client, csv_file(headers, *rows, [*AUGUST, "Lain", "x"]))
    table = response.context["table"]
    assert [(tab.label, tab.count) for tab in table.tabs] == [
        *(("Semua", 131), ("Galat", 1), ("Baru", 130)),
    ]
    assert [each.line.state for each in table.lines[:2]] == ["error", "new"]
    url = url_of(latest())
    last = client.get(url, {"page": 2}).context["table"]
    assert [each.line.row for each in last.lines][-1] == 131
    assert len(last.lines) == 31
    assert len(client.get(url, {"lihat": "galat"}).context["table"].lines) == 1
    assert client.get(url, {"lihat": "entah"}).context["table"].page.paginator.count == 131


def test_lines_are_found_by_word_row_and_sheet(client, clerk):
    headers = ["Bulan", "Keperluan", "Hasil", "Negara tujuan", "Jumlah"]
    book = xlsx_file(
        headers,
        [*AUGUST, "Malaysia", 1],
        [*AUGUST, "Singapura", "x"],
        Lain=[headers, ["2025-07", *AUGUST[1:], "Malaysia", 2]],
    )
    upload(client, book, "dua.xlsx")

    def rows(**query):
        lines = client.get(url_of(latest()), query).context["table"].lines
        return sorted((each.line.sheet, each.line.row) for each in lines)

    assert rows(q="malaysia") == [("Lain", 2), ("Rekap", 2)]
    assert rows(q="malaysia", lembar="Lain") == [("Lain", 2)]
    assert rows(q="singa") == [("Rekap", 3)]
    assert rows(q="3") == [("Rekap", 3)]
    assert rows(q="mars") == []


def test_a_page_of_the_table_takes_as_many_queries_for_a_hundred_lines_as_for_ten(
    client, clerk, django_assert_max_num_queries
):
    headers = ["Bulan", "Keperluan", "Hasil", "Negara tujuan", "Jumlah"]
    rows = [[*AUGUST, f"Negara {number}", number] for number in range(120)]
    upload(client, csv_file(headers, *rows))
    with django_assert_max_num_queries(25):
        client.get(url_of(latest()))


# Correcting in the spreadsheet


def test_the_correction_workbook_is_the_own_sheet_with_notes_and_comes_back_as_a_new_import(
    client, clerk
):
    rows = [tiban(), ["2025-07", "Tiban Indah", *AUGUST[1:], "seratus"]]
    upload(client, xlsx_file(WITH_VILLAGE, *rows), "rekap.xlsx")
    first = latest()
    press(client, first, "answer", **answered(first, q1="21.71.03.1005"))
    marked = client.get(url_of(first, "correction"))
    assert "rekap%20-%20koreksi.xlsx" in marked.headers["Content-Disposition"].replace(" ", "%20")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(marked.streaming_content)))
    cell = book["Rekap"]["E3"]
    assert "angka, bukan “seratus”" in cell.comment.text
    assert cell.fill.fgColor.rgb.endswith("FFC7CE")
    cell.value = 100
    content = io.BytesIO()
    book.save(content)
    text = said(upload(client, content.getvalue(), "rekap.xlsx", replaces=first.pk))
    assert latest().replaces == first
    assert "Simpan 2 angka" in text  # the answer to the question came along
    assert "diganti berkas perbaikan" in said(client.get(url_of(first)))


def test_a_question_is_noted_with_what_may_be_written_instead(client, clerk):
    upload(client, xlsx_file(WITH_VILLAGE, tiban()), "rekap.xlsx")
    marked = client.get(url_of(latest(), "correction"))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(marked.streaming_content)))
    cell = book["Rekap"]["B2"]
    assert "Tiban Indah (21.71.03.1005)" in cell.comment.text
    assert cell.fill.fgColor.rgb.endswith("FFE699")


def test_nobody_corrects_another_offices_import(client, clerk):
    strange = ImportRunFactory()
    file = SimpleUploadedFile("rekap.csv", csv_file(PLAIN, [*AUGUST, 1]))
    entries = {"kind": KIND, "file": file, "replaces": strange.pk}
    assert client.post(reverse(UPLOAD), entries).status_code == 404


# Undoing and giving up


def test_an_import_is_undone_after_showing_what_is_put_back(client, clerk, office):
    StatisticFactory(office=office, count=150)
    upload(client, csv_file(PLAIN, [*AUGUST, 160], ["2025-07", *AUGUST[1:], 10]))
    press(client, latest(), "commit")
    asked = said(client.get(url_of(latest(), "undo")))
    assert "1 angka akan ditarik, 1 akan kembali seperti semula." in asked
    assert "150</del>" in asked
    text = said(press(client, latest(), "undo"))
    assert "Impor ini dibatalkan" in text
    assert "oleh Sari (contoh)" in text
    assert "/batalkan/" not in text
    assert [row.count for row in PassportStatistic.objects.current()] == [150]


def test_what_somebody_changed_since_is_named_and_nothing_is_undone(client, clerk, office):
    upload(client, csv_file(PLAIN, [*AUGUST, 160], ["2025-07", *AUGUST[1:], 10]))
    press(client, latest(), "commit")
    first = latest()
    upload(client, csv_file(PLAIN, [*AUGUST, 170]))
    press(client, latest(), "commit")
    text = said(press(client, first, "undo"))
    assert "Impor ini belum dibatalkan." in text
    assert "Agustus 2025" in text[text.index("belum dibatalkan") :][:600]
    first.refresh_from_db()
    assert first.state == State.COMMITTED
    assert PassportStatistic.objects.current().count() == 2


def test_an_import_not_yet_written_has_nothing_to_undo(client, clerk):
    upload(client, csv_file(PLAIN, [*AUGUST, 1]))
    assert client.get(url_of(latest(), "undo")).url == url_of(latest())


def test_an_import_given_up_says_so_and_by_whom(client, clerk):
    upload(client, csv_file(PLAIN, [*AUGUST, 1]))
    text = said(press(client, latest(), "cancel"))
    assert "Impor ini tidak dilanjutkan oleh Sari (contoh)" in text
    assert "/simpan/" not in text


# Long work


def test_while_the_worker_reads_the_page_says_how_far_it_is(client, clerk):
    answer = send(client, csv_file(PLAIN, [*AUGUST, 1]))
    Job.objects.update(
        state="running",
        done=12_000,
        total=100_000,
        started_at=timezone.now() - timedelta(seconds=1),
    )
    text = said(client.get(answer.url))
    assert "12.000 dari 100.000 baris, kira-kira" in text
    assert '<progress aria-label="Berkas sedang dibaca dan dicocokkan." value="12000"' in text
    assert "Batalkan" in text
    assert "Muat ulang" in text  # for a browser without script
    part = client.get(url_of(latest(), "progress"), headers={"HX-Request": "true"})
    assert "12.000 dari 100.000" in said(part)
    assert "<html" not in said(part)


def test_the_part_that_asks_again_reloads_the_page_when_the_work_is_done(client, clerk):
    send(client, csv_file(PLAIN, [*AUGUST, 1]))
    url = url_of(latest(), "progress")
    work()
    assert client.get(url, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert client.get(url).url == url_of(latest())


def test_whoever_waited_long_is_told_under_the_bell_once(client, clerk):
    send(client, csv_file(PLAIN, [*AUGUST, 1]))
    Job.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    work()
    press(client, latest(), "commit")
    notice = Notice.objects.get()
    assert notice.user == clerk
    assert notice.text == "Impor “rekap.csv” selesai diperiksa dan menunggu keputusan Anda."
    assert notice.url == url_of(latest())


def test_a_check_given_up_by_its_worker_is_asked_for_again(client, clerk):
    send(client, csv_file(PLAIN, [*AUGUST, 1]))
    now = timezone.now()
    Job.objects.update(state="failed", finished_at=now, error="Pekerjaan ini gagal berulang kali.")
    text = said(client.get(url_of(latest())))
    assert "Berkas belum selesai diperiksa" in text
    assert "gagal berulang kali" in text
    assert "Simpan 1 angka" in said(press(client, latest(), "answer", lagi="1"))


def test_the_register_that_moved_on_since_the_check_is_looked_at_again(client, clerk, office):
    upload(client, csv_file(PLAIN, [*AUGUST, 160]))
    StatisticFactory(office=office, count=150)
    text = said(press(client, latest(), "commit"))
    assert "Data di portal berubah sejak berkas ini diperiksa." in text
    assert "150</del>" in text
    assert "Simpan 1 angka" in said(client.get(url_of(latest())))


def test_a_verifier_sees_questions_without_a_form_to_answer_them(client, clerk, office):
    upload(client, sheet_of(tiban()))
    client.force_login(UserFactory(office=office, role=Role.VERIFIER))
    text = said(client.get(url_of(latest())))
    assert "Masih 1 pertanyaan." in text
    assert 'id="jawaban"' not in text


def test_thirty_questions_are_a_page_and_the_rest_is_counted(client, clerk, office):
    run = ImportRunFactory(office=office)
    asked = [
        {
            "id": f"q{number}", "asked": f"x|{number}", "sheet": "Rekap", "row": number,
            "column": "Desa", "value": f"Desa {number}", "message": "Yang mana?",
        }
        for number in range(1, 36)
    ]  # fmt: skip
    outcome = Findings(counts={"question": 35}).as_json() | {"questions": asked}
    ImportRun.objects.filter(pk=run.pk).update(outcome=outcome)
    ImportLine.objects.create(run=run, position=1, row=1, state="question")
    response = client.get(url_of(run))
    assert len(response.context["cards"]) == 30
    assert "5 pertanyaan berikutnya muncul setelah ini." in said(response)
