from decimal import Decimal

import pytest

from dbi_portal.lib import numbers


def test_figures_are_written_with_dots_and_decimals_with_a_comma():
    assert numbers.angka(8837) == "8.837"
    assert numbers.angka(25_000_000) == "25.000.000"
    assert numbers.angka(-46382) == "-46.382"
    assert numbers.desimal(1234.56) == "1.234,6"
    assert numbers.desimal(Decimal("0.05")) == "0,1"  # half goes up, as on paper
    assert numbers.desimal(2, 2) == "2,00"


def test_a_percentage_drops_an_empty_decimal_and_never_breaks_from_its_sign():
    assert numbers.persen(0.125) == "12,5\N{NO-BREAK SPACE}%"
    assert numbers.persen(1) == "100\N{NO-BREAK SPACE}%"
    assert numbers.persen(0.3) == "30\N{NO-BREAK SPACE}%"
    assert numbers.persen(0.0004) == "0\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (1310, 1000, "naik 310 dari Juli"),
        (10_000, 1, "naik 9.999 dari Juli"),
        (0, 6, "turun 6 dari Juli"),
        (6, 6, "tetap"),
        (0, 0, "tetap"),
        (6, None, "belum ada angka Juli"),
    ],
)
def test_a_change_is_said_in_words(now, before, words):
    assert numbers.change_in_words(now, before, "Juli") == words


@pytest.mark.parametrize(
    ("value", "count"),
    [
        (8837, 8837),
        (8837.0, 8837),
        (0, 0),
        ("8.837", 8837),
        ("1.234.567", 1234567),
        ("8837", 8837),
        (" 0 ", 0),
        ("007", 7),
    ],
)
def test_a_count_is_read_from_cells_and_from_text(value, count):
    assert numbers.parse_count(value) == count


@pytest.mark.parametrize(
    ("value", "why", "sentence"),
    [
        (None, numbers.Missing, "harus diisi angka; tulis 0 bila nihil."),
        ("  ", numbers.Missing, "harus diisi angka; tulis 0 bila nihil."),
        ("seratus", numbers.NotANumber, "harus angka, bukan “seratus”."),
        ("nihil", numbers.NotANumber, "harus angka, bukan “nihil”."),
        ("-", numbers.NotANumber, "harus angka, bukan “-”."),
        ("#REF!", numbers.NotANumber, "harus angka, bukan “#REF!”."),
        ("1e3", numbers.NotANumber, "harus angka, bukan “1e3”."),
        ("٣", numbers.NotANumber, "harus angka, bukan “٣”."),
        (True, numbers.NotANumber, "harus angka, bukan “True”."),
        (float("nan"), numbers.NotANumber, "harus angka, bukan “nan”."),
        (-5, numbers.Negative, "tidak boleh kurang dari 0, tertulis -5."),
        ("-5", numbers.Negative, "tidak boleh kurang dari 0, tertulis “-5”."),
        ("−1.200", numbers.Negative, "tidak boleh kurang dari 0, tertulis “−1.200”."),
        (12.5, numbers.Fraction, "harus bilangan bulat, tertulis 12,5."),
        ("12,5", numbers.Fraction, "harus bilangan bulat, tertulis “12,5”."),
        ("8.837,50", numbers.Fraction, "harus bilangan bulat, tertulis “8.837,50”."),
        ("8,837", numbers.Ambiguous, "“8,837” dapat dibaca dua cara. Tulis 8.837 bila"),
        ("12.5", numbers.Ambiguous, "“12.5” tidak jelas. Tulis angkanya seperti 8.837"),
        ("8.83", numbers.Ambiguous, "“8.83” tidak jelas. Tulis angkanya seperti 8.837"),
        ("88.37.000", numbers.Ambiguous, "“88.37.000” tidak jelas."),
    ],
)
def test_what_is_no_count_is_refused_with_a_sentence(value, why, sentence):
    with pytest.raises(why) as refused:
        numbers.parse_count(value)
    assert isinstance(refused.value, ValueError)
    assert str(refused.value).startswith(sentence)
