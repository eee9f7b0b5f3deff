from datetime import UTC, date, datetime

import pytest

from dbi_portal.lib.months import Month
from reports.old_imports import words
from reports.old_imports.vocabulary import OUTCOMES, PURPOSES, SEXES

AUGUST = Month(2025, 8)


@pytest.mark.parametrize(
    "cell",
    [
        *(date(2025, 8, 1), datetime(2025, 8, 31, tzinfo=UTC), "2025-08", "2025/8", "08/2025"),
        *("Agustus 2025", "agustus 2025 ", "AGUSTUS 2025", "Agt-25", "Agu 2025", "Ags'25"),
        *("8-2025", "Aug-25", "2025-08-01", "01/08/2025", "1 Agustus 2025", "2025-08-01 00:00:00"),
    ],
)  # fmt: skip
def test_august_is_read_however_it_is_written(cell):
    assert words.month(cell) == AUGUST


@pytest.mark.parametrize("cell", [None, "", "  ", "-"])
def test_an_empty_month_is_none(cell):
    assert words.month(cell) is None


@pytest.mark.parametrize(
    "cell", ["Agustus", "13/2025", "2025-00", "08/25", "Foo 2025", 8, 45870, "#REF!"]
)
def test_what_is_no_month_is_said_with_an_example(cell):
    with pytest.raises(ValueError, match="bukan bulan"):
        words.month(cell)


@pytest.mark.parametrize("cell", ["2205-08", date(1925, 8, 1)])
def test_a_year_far_away_is_a_slip_of_the_finger(cell):
    with pytest.raises(ValueError, match="di luar jangkauan"):
        words.month(cell)


@pytest.mark.parametrize(
    "cell",
    ["31/10/2025", "2025-10-31", "31 Oktober 2025", "31 Okt 2025", "31-10-2025",
     "Jumat, 31 Oktober 2025", date(2025, 10, 31), datetime(2025, 10, 31, 8, tzinfo=UTC)],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(cell):
    assert words.day(cell) == date(2025, 10, 31)


def test_a_weekday_that_does_not_fit_its_date_is_pointed_out():
    with pytest.raises(ValueError, match="jatuh pada hari Sabtu, bukan Selasa"):
        words.day("Selasa 11 Oktober 2025")


@pytest.mark.parametrize("cell", ["31/02/2025", "besok", "2025"])
def test_what_is_no_day_is_said_with_an_example(cell):
    with pytest.raises(ValueError, match="bukan tanggal"):
        words.day(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("8.837", 8837),
        ("8837", 8837),
        (8837, 8837),
        (8837.0, 8837),
        (0, 0),
        ("nihil", 0),
        (" NIHIL ", 0),
    ],
)
def test_a_figure_is_read_as_offices_write_it(cell, number):
    assert words.count(cell) == number


def test_a_dash_is_no_figure_and_no_nought():
    assert words.count("-") is words.NotApplicable


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("8,837", "dua cara"),
        ("seratus", "harus angka, bukan “seratus”"),
        (None, "tulis 0 bila nihil"),
        (-5, "tidak boleh kurang dari 0"),
        (12.5, "bilangan bulat"),
        (True, "harus angka, bukan “Ya”"),
        ("#RUMUS", "hasil rumusnya belum tersimpan"),
        ("#REF!", "galat rumus #REF!"),
        (3_000_000_000, "terlalu besar"),
        (date(2025, 8, 1), "harus angka"),
    ],
)
def test_what_is_no_figure_says_why(cell, sentence):
    with pytest.raises(ValueError, match=sentence):
        words.count(cell)


def test_text_loses_line_breaks_and_characters_that_cannot_be_stored():
    assert words.text(" MPP\n Kota\x00 Bekasi ") == "MPP Kota Bekasi"
    assert words.text("–") == ""
    assert words.text(12) == "12"


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (OUTCOMES, "TERBIT", "terbit"),
        (OUTCOMES, "Ditolak", "penolakan"),
        (OUTCOMES, "ditolak atau ditunda", "ditolak-atau-ditunda"),
        (OUTCOMES, "Penundaan Keberangkatan", "penundaan-keberangkatan"),
        (PURPOSES, "PMI", "pmi"),
        (PURPOSES, "Pekerja Migran Indonesia", "pmi"),
        (SEXES, "L", "laki-laki"),
        (SEXES, "", ""),
    ],
)
def test_a_word_of_a_list_is_known_by_its_spellings(read, cell, value):
    assert read(cell) == value


def test_a_word_that_is_not_in_the_list_is_answered_with_the_list():
    with pytest.raises(ValueError, match="“lulus” tidak dikenal"):
        OUTCOMES("lulus")
