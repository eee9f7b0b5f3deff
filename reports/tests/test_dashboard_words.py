"""How a dashboard says what changed."""

import pytest

from dbi_portal.lib.months import Month
from reports.dashboards.words import Change, change, listed, short_change, short_name

JULY = Month(2025, 7)


@pytest.mark.parametrize(
    ("now", "before", "words", "way"),
    [
        (1560, 1250, "naik 310 dari Juli 2025", "up"),
        (1250, 2500, "turun 1.250 dari Juli 2025", "down"),
        (41, 41, "sama dengan Juli 2025", "flat"),
        (41, None, "belum ada angka Juli 2025", ""),
        (5, 0, "naik 5 dari Juli 2025", "up"),
    ],
)
def test_a_change_is_said_in_words_without_judging_it(now, before, words, way):
    assert change(now, before, JULY) == Change(words, way, "flat")


def test_more_sessions_are_good_and_fewer_are_not():
    assert change(5, 3, JULY, judged=True).tone == "good"
    assert change(3, 5, JULY, judged=True).tone == "bad"


def test_sessions_after_a_month_without_a_record_are_no_growth():
    assert change(5, 0, JULY, judged=True, none_yet=True) == Change("Juli 2025 belum ada")


def test_the_first_active_villages_are_growth_from_nought():
    assert change(5, 0, JULY, judged=True) == Change("naik 5 dari Juli 2025", "up", "good")


def test_an_unknown_month_has_no_change():
    assert change(None, 41, JULY) == Change("")


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [(310, 0, "+310"), (1000, 2250, "−1.250"), (4, 4, "0"), (4, None, ""), (None, 4, "")],
)
def test_in_a_narrow_column_a_change_is_a_signed_number(now, before, text):
    assert short_change(now, before).text == text


def test_names_are_listed_as_one_writes_them():
    assert listed([]) == ""
    assert listed(["Cimuning"]) == "Cimuning"
    assert listed(["Cimuning", "Sumur Batu"]) == "Cimuning dan Sumur Batu"
    assert listed(["A", "B", "C", "D", "E"]) == "A, B, C, dan 2 lainnya"


def test_among_offices_of_one_kind_the_kind_is_left_out():
    names = [short_name(name) for name in ("Kanim Bekasi", "Kanwil Banten", "Rudenim Jakarta")]
    assert names == ["Bekasi", "Banten", "Rudenim Jakarta"]
