"""What cells say: figures, days, months and words, as offices write them."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import Fraction, Missing, Negative, NotANumber
from dbi_portal.lib.tabular import Doubtful, words
from dbi_portal.lib.tabular.countries import is_country

AUGUST = Month(2025, 8)


@pytest.mark.parametrize(
    "cell",
    [
        *(8837, 8837.0, "8837", "8.837", "8,837", " 8 837 ", "8\u00a0837", "8\u202f837", "'8837"),
        *("8.837,00", "8,837.00", "8837,0", "8837.00", "8.837 orang", "8,837 paspor", "8837 buku"),
        *("8.837 (delapan ribu delapan ratus tiga puluh tujuh)", "8.837 (orang)"),
    ],
)
def test_8837_is_read_however_it_is_written(cell):
    assert words.count(cell) == 8837


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        *((0, 0), ("0", 0), ("0,0", 0), ("12,00", 12), ("12 paspor", 12), ("007", 7)),
        *(("1.234.567", 1234567), ("1,234,567", 1234567), ("1 234 567", 1234567)),
    ],
)
def test_other_figures_are_read_as_offices_write_them(cell, number):
    assert words.count(cell) == number


@pytest.mark.parametrize("cell", ["nihil", " NIHIL ", "Nil", "kosong", "tidak ada"])
def test_nihil_is_a_nought_that_somebody_declared(cell):
    assert words.count(cell) == 0
    assert words.count(cell) is words.NIL
    assert words.count(0) is not words.NIL
    assert words.count("0") is not words.NIL


@pytest.mark.parametrize("cell", ["-", "–", " — ", "--", "N/A", "tidak berlaku"])
def test_a_dash_is_no_figure_and_no_nought(cell):
    assert words.count(cell) is words.NotApplicable


@pytest.mark.parametrize("cell", [None, "", "  ", "...", "…"])
def test_nothing_is_missing_and_no_nought(cell):
    with pytest.raises(Missing, match="tulis 0 bila nihil"):
        words.count(cell)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [(8.837, "8837"), (12.5, "12500"), (1.25, "1250"), ("8.83", "8830"), ("1.5", "1500")],
)
def test_a_dot_a_spreadsheet_took_for_a_decimal_point_is_asked(cell, meant):
    with pytest.raises(Doubtful) as asked:
        words.count(cell)
    assert [code for code, _, _ in asked.value.candidates] == [meant]
    assert words.count(meant) == int(meant)  # the answer is read as the cell would be


@pytest.mark.parametrize(
    ("cell", "why", "sentence"),
    [
        ("12,5", Fraction, "harus bilangan bulat, tertulis “12,5”"),
        (0.5, Fraction, "harus bilangan bulat, tertulis 0,5"),
        (1234.5, Fraction, "harus bilangan bulat"),
        ("0,837", Fraction, "harus bilangan bulat"),
        ("8.837,50", Fraction, "harus bilangan bulat"),
        ("seratus", NotANumber, "harus angka, bukan “seratus”"),
        ("orang", NotANumber, "harus angka, bukan “orang”"),
        ("± 100", NotANumber, "harus angka"),
        (True, NotANumber, "harus angka, bukan “Ya”"),
        (date(2025, 8, 1), NotANumber, "harus angka"),
        (-5, Negative, "tidak boleh kurang dari 0"),
        ("(5)", Negative, "tidak boleh kurang dari 0, tertulis “\\(5\\)”"),
        ("88.37.000", ValueError, "tidak jelas"),
        ("#RUMUS", ValueError, "hasil rumusnya belum tersimpan"),
        ("#REF!", ValueError, "galat rumus #REF!"),
        (3_000_000_000, ValueError, "terlalu besar"),
        ("3.000.000.000", ValueError, "terlalu besar"),
    ],
)
def test_what_is_no_figure_says_why(cell, why, sentence):
    with pytest.raises(why, match=sentence):
        words.count(cell)


@pytest.mark.parametrize(
    "cell",
    [
        *(date(2025, 8, 1), datetime(2025, 8, 31, tzinfo=UTC), 45870, "45870", 202508),
        *("2025-08", "2025/8", "08/2025", "8-2025", "Agustus 2025", "agustus 2025 ", "Agutus 2025"),
        *("AGUSTUS 2025", "Agt-25", "Agu 25", "Agu. 2025", "AGUSTUS'25", "Ags'25", "August 2025"),
        *("Bulan Agustus 2025", "2025 Agustus", "2025-08-01", "01/08/2025", "1 Agustus 2025"),
    ],
)
def test_august_is_read_however_it_is_written(cell):
    assert words.month(cell) == AUGUST


@pytest.mark.parametrize("cell", ["Agustus", "agt", 8, "08"])
def test_a_month_without_its_year_takes_it_from_elsewhere_or_is_refused(cell):
    assert words.month(cell, 2025) == AUGUST
    with pytest.raises(ValueError, match="bukan bulan"):
        words.month(cell)


@pytest.mark.parametrize("cell", [None, "", "  ", "-"])
def test_an_empty_month_is_none(cell):
    assert words.month(cell) is None


@pytest.mark.parametrize("cell", ["13/2025", "2025-00", "08/25", "Foo 2025", "#REF!", 12.5])
def test_what_is_no_month_is_said(cell):
    with pytest.raises(ValueError, match=r"bukan bulan|galat rumus"):
        words.month(cell)


def test_several_months_are_no_month_but_a_period():
    with pytest.raises(
        ValueError, match=r"lebih dari satu bulan\. Tulis di kolom Mulai dan Sampai"
    ):
        words.month("Jan–Agu 2025")
    assert words.period("Jan–Agu 2025") == (date(2025, 1, 1), date(2025, 8, 31))
    assert words.period("s.d. 16 Desember 2025") == (date(2025, 1, 1), date(2025, 12, 16))
    assert words.period("Agt-25") == (date(2025, 8, 1), date(2025, 8, 31))
    assert words.period("Januari s.d. Agustus", 2025) == (date(2025, 1, 1), date(2025, 8, 31))
    assert words.period(None) is None


@pytest.mark.parametrize("cell", ["2205-08", date(1925, 8, 1)])
def test_a_year_far_away_is_a_slip_of_the_finger(cell):
    with pytest.raises(ValueError, match="di luar jangkauan"):
        words.month(cell)


@pytest.mark.parametrize(
    "cell",
    [
        *("31/10/2025", "31-10-2025", "31.10.2025", "31-10-25", "31/10/25", "2025-10-31"),
        *("31 Oktober 2025", "31 Okt 2025", "31 Okt. 2025", "31-Okt-25", "31 October 2025"),
        *("Jumat, 31 Oktober 2025", "Jum'at/31 Oktober 2025", "31 Oktober 2025 (Jumat)"),
        *("hari Jumat tanggal 31 Oktober 2025", "Jumat, 31.10.25", "31/10/2025 08.30 WIB"),
        *("2025-10-31 00:00:00", "Bekasi, 31 Oktober 2025", 45961, 45961.4, "45961"),
        *(date(2025, 10, 31), datetime(2025, 10, 31, 8, tzinfo=UTC)),
    ],
)
def test_a_day_is_read_however_it_is_written(cell):
    assert words.day(cell) == date(2025, 10, 31)


def test_the_day_stands_before_the_month():
    assert words.day("03/04/2025") == date(2025, 4, 3)


def test_a_day_that_can_only_be_american_is_pointed_out_and_not_swapped():
    with pytest.raises(ValueError, match="tidak ada bulan 31") as refused:
        words.day("10/31/2025")
    assert "periksa tanggal lain di kolom ini" in str(refused.value)


@pytest.mark.parametrize("cell", ["Selasa 11 Oktober 2025", "11/10/2025 (Selasa)"])
def test_a_weekday_that_does_not_fit_its_date_is_pointed_out(cell):
    with pytest.raises(ValueError, match="jatuh pada hari Sabtu, bukan Selasa"):
        words.day(cell)


@pytest.mark.parametrize("cell", ["31/02/2025", "besok", "2025", "3–5 Oktober 2025", 2025, 7])
def test_what_is_no_day_is_said_with_an_example(cell):
    with pytest.raises(ValueError, match="bukan tanggal"):
        words.day(cell)


def test_text_loses_line_breaks_and_characters_that_cannot_be_stored():
    assert words.text(" MPP\n Kota\x00 Bekasi ") == "MPP Kota Bekasi"
    assert words.text("–") == ""
    assert words.text(12) == "12"
    assert words.text("'32.75.03.1006") == "32.75.03.1006"
    assert words.line(5)("lima ") == "lima"
    with pytest.raises(ValueError, match="terlalu panjang: 7 huruf, paling banyak 5"):
        words.line(5)("panjang")


def test_a_word_of_a_list_is_known_by_its_spellings_and_others_are_answered_with_the_list():
    choices = [("terbit", "Terbit"), ("penolakan", "Penolakan")]
    read = words.WordList(
        SimpleNamespace(choices=choices, labels=[label for _, label in choices]),
        {"penolakan": ["ditolak"]},
    )
    assert [read("TERBIT "), read("Di-tolak"), read(None)] == ["terbit", "penolakan", ""]
    with pytest.raises(ValueError, match=r"“lulus” tidak dikenal\. Pilih: Terbit, Penolakan\."):
        read("lulus")


def test_a_country_is_told_from_a_purpose():
    assert is_country("Hongkong")
    assert is_country("malaysia")
    assert not is_country("Umrah")
    assert not is_country("Asia")
