"""What a blank cell means depends on the rows around it, and is never guessed."""

import pytest

from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from reports.tests.importing import look
from reports.tests.sheets import csv_file, xlsx_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return UserFactory(office=OfficeFactory(code="kanim-bekasi"), role=Role.OPERATOR)


def test_a_blank_office_below_another_offices_name_is_not_ones_own(clerk):
    other = OfficeFactory(name="Kantor Imigrasi Batam", short_name="Kanim Batam")
    rows = [[other.name, "2025-08", "Terbit", 5], ["", "2025-07", "Terbit", 6]]
    found = look(csv_file(["Kantor", "Bulan", "Hasil", "Jumlah"], *rows), clerk)
    assert found.counts == {"error": 2}
    assert (
        "Baris 3, kolom Kantor: kosong, padahal baris lain menyebut kantor. Isi kantornya di "
        "setiap baris."
    ) in found.sentences


def test_a_column_of_offices_left_blank_altogether_means_ones_own(clerk):
    blank = csv_file(["Kantor", "Bulan", "Hasil", "Jumlah"], ["", "2025-08", "Terbit", 5])
    assert look(blank, clerk).counts == {"new": 1}


def test_a_blank_purpose_among_others_is_asked_once(clerk):
    rows = [["2025-05", "PMI", 5], ["2025-06", "", 6], ["2025-07", "", 7]]
    content = csv_file(["Bulan", "Keperluan", "Terbit"], *rows)
    found = look(content, clerk)
    assert found.counts == {"new": 1, "question": 2}
    [question] = found.findings.questions
    assert (question.rows, [each.code for each in question.candidates]) == (2, ["semua", "pmi"])
    answered = look(content, clerk, answers={"q1": "semua"})
    assert [line.get("purpose", "") for line in answered.figures] == ["pmi", "", ""]


def test_months_nobody_filled_in_yet_are_left_out(clerk):
    head = ["Keperluan", "Agustus 2025 Terbit", "September 2025 Terbit", "Oktober 2025 Terbit"]
    found = look(csv_file(head, ["PMI", 5, 6, ""], ["Umrah", 7, 8, ""]), clerk)
    assert found.counts == {"new": 4, "skipped": 2}
    assert "Kolom Oktober 2025 Terbit belum diisi dan dilewati." in found.findings.notices


def test_a_single_month_that_was_forgotten_is_an_error(clerk):
    head = ["Keperluan", "Agustus 2025 Terbit", "September 2025 Terbit"]
    found = look(csv_file(head, ["PMI", 5, ""], ["Umrah", 7, 8]), clerk)
    assert found.counts == {"new": 3, "error": 1}


def test_figures_that_say_not_what_they_count_are_asked_once(clerk):
    content = csv_file(["Keperluan", "Jan 2025", "Feb 2025"], ["PMI", 5, 6], ["Umrah", 7, 8])
    [question] = look(content, clerk).findings.questions
    assert (question.rows, question.candidates[0].code) == (2, "terbit")
    answered = look(content, clerk, answers={"q1": "terbit"})
    assert {line["outcome"] for line in answered.figures} == {"terbit"}


def test_uraian_above_outcomes_is_the_outcome(clerk):
    rows = [["Paspor Terbit", 5, 6], ["Penolakan", 1, 0]]
    found = look(csv_file(["Uraian", "Jan 2025", "Feb 2025"], *rows), clerk)
    assert [line["outcome"] for line in found.figures] == ["terbit"] * 2 + ["penolakan"] * 2


def test_a_month_beside_running_totals_is_read_as_what_each_says(clerk):
    head = ["Keperluan", "Hasil", "Jan 2008", "s.d. Feb 2008", "s.d. Mar 2008"]
    found = look(csv_file(head, ["PMI", "Terbit", 5, 11, 18]), clerk)
    days = [(line["period_start"], line["period_end"]) for line in found.figures]
    assert days == [
        ("2008-01-01", "2008-01-31"),
        ("2008-01-01", "2008-02-29"),
        ("2008-01-01", "2008-03-31"),
    ]


def test_a_row_may_speak_of_several_months(clerk):
    content = csv_file(["Periode", "Terbit"], ["Januari s.d. Februari 2021", 9], ["03/2021", 4])
    days = [(line["period_start"], line["period_end"]) for line in look(content, clerk).figures]
    assert days == [("2021-01-01", "2021-02-28"), ("2021-03-01", "2021-03-31")]


def test_a_months_number_as_text_beside_its_year_is_a_month(clerk):
    content = csv_file(["Tahun", "Bulan", "Terbit"], ["2021", "08", 9], ["2021", "9", 4])
    found = look(content, clerk)
    assert [line["period_start"] for line in found.figures] == ["2021-08-01", "2021-09-01"]


# What a title says


def titled(title, *rows, head=("Bulan", "Terbit")):
    return xlsx_file([title], list(head), *rows)


def test_a_sheet_whose_title_names_another_office_is_not_ones_own(clerk):
    OfficeFactory(name="Kantor Imigrasi Batam", short_name="Kanim Batam", city="Batam")
    content = titled("REKAP PASPOR KANIM BATAM TAHUN 2025", ["2025-08", 5])
    [said] = look(content, clerk, name="a.xlsx").sentences
    assert "judul lembar menyebut “Kanim Batam”, yang tidak termasuk kantor impor ini" in said


def test_ones_own_office_in_the_title_is_no_matter(clerk):
    content = titled(f"REKAP PASPOR {clerk.office.name} TAHUN 2025", ["2025-08", 5])
    assert look(content, clerk, name="a.xlsx").counts == {"new": 1}


def test_a_purpose_in_the_title_is_asked_about_once(clerk):
    content = titled("REKAP PASPOR UMRAH", ["2025-07", 4], ["2025-08", 5])
    [question] = look(content, clerk, name="a.xlsx").findings.questions
    assert [each.code for each in question.candidates] == ["umrah", "semua"]
    answered = look(content, clerk, name="a.xlsx", answers={"q1": "umrah"})
    assert {line["purpose"] for line in answered.figures} == {"umrah"}


def test_a_running_total_under_one_month_is_refused(clerk):
    content = titled("Data s.d. Agustus 2025 (kumulatif)", ["2025-08", 5])
    [said] = look(content, clerk, name="a.xlsx").sentences
    assert "kumulatif, padahal kolom Bulan menyebut satu bulan" in said


def test_purposes_and_sexes_may_be_columns(clerk):
    head = ["Bulan", "Hasil", "PMI", "Umroh", "Jumlah"]
    found = look(csv_file(head, ["2025-08", "Terbit", 5, 6, 11]), clerk)
    assert [(line["purpose"], line["count"]) for line in found.figures] == [
        ("pmi", 5),
        ("umrah", 6),
    ]
    head = ["Bulan", "Hasil", "Keperluan", "L", "P"]
    found = look(csv_file(head, ["2025-08", "Terbit", "PMI", 5, 6]), clerk)
    assert [line["sex"] for line in found.figures] == ["laki-laki", "perempuan"]
