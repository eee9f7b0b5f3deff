from datetime import date

import pytest
from django.core.exceptions import ValidationError

from outreach.actions.identity import identity_in
from outreach.forms.fields import WrittenDateField, read_day

FRIDAY = date(2025, 10, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2025-10-31",
        "31/10/2025",
        "31-10-2025",
        "31.10.2025",
        "31 Oktober 2025",
        "31 oktober 2025",
        "31 Okt 2025",
        "31 Okt. 2025",
        "31-Okt-2025",
        "Jumat, 31 Oktober 2025",
        "Jum'at 31 Oktober 2025",
        "Hari Jumat tanggal 31 Oktober 2025",
    ],
)
def test_a_date_is_read_as_letters_write_it(text):
    assert WrittenDateField().clean(text) == FRIDAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1 Agt 2025", date(2025, 8, 1)),
        ("1 Nopember 2025", date(2025, 11, 1)),
        ("1 Mei 2025", date(2025, 5, 1)),
        ("29/2/2024", date(2024, 2, 29)),
    ],
)
def test_old_spellings_of_months_are_known(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize(
    "text", ["31 Foktober 2025", "31/13/2025", "29/2/2025", "besok", "2025", "0/0/2025"]
)
def test_what_is_no_date_is_told_with_an_example(text):
    with pytest.raises(ValidationError, match="misalnya 31 Oktober 2025"):
        WrittenDateField().clean(text)


def test_a_weekday_that_does_not_fit_is_pointed_out():
    with pytest.raises(ValidationError, match="11 Oktober 2025 jatuh pada hari Sabtu, bukan Sel"):
        WrittenDateField().clean("Selasa, 11 Oktober 2025")


def test_an_optional_date_may_stay_empty():
    assert WrittenDateField(required=False).clean("  ") is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("NIK 3275031010010001", "NIK"),
        ("nik 3275 0310 1001 0001 milik warga", "NIK"),
        ("32.75.03.101001.0001", "NIK"),
        ("Paspor C1234567 hilang", "nomor paspor"),
        ("paspor c 1234567", "nomor paspor"),
        ("AB123456", "nomor paspor"),
    ],
)
def test_a_number_that_names_a_person_is_recognised(text, named):
    sentence = identity_in(text)
    assert f"tampak seperti {named}" in sentence
    assert "UU 21/2007" in sentence


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Warga bertanya syarat paspor; 12 orang hadir.",
        "Telepon kantor (021) 8837 4444",
        "Surat W.11.IMI.IMI.1.1949-GR.03.05 Tahun 2024",
        "Kode wilayah 32.75.03.1006",
        "RW 05, RT 01–04, 31 Oktober 2025",
        "Rekening 12345678901234567890",
    ],
)
def test_ordinary_numbers_are_left_alone(text):
    assert identity_in(text) is None
