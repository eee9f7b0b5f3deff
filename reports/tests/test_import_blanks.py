"""What a blank cell means depends on the rows around it, and is never guessed."""

import pytest

from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from reports.tests.importing import look
from reports.tests.sheets import csv_file

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
