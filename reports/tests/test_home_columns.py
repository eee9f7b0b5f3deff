"""Villages as columns of numbers: nothing is lost on the way there and back."""

import numpy as np
import pytest

from reports.figures.home_columns import HomeColumns, code_of, mark, number_of
from reports.figures.made_up import MadeUp

HARAPAN, MARGA, KROYA = "32.75.03.1006", "32.75.01.1002", "33.01.01.2001"


def columns(*rows):
    """(code, total, figures, made up)"""
    return HomeColumns.of((number_of(code), *values) for code, *values in rows)


def told(found):
    return [
        (code_of(number), total)
        for number, total in zip(found.codes.tolist(), found.total.tolist(), strict=True)
    ]


@pytest.mark.parametrize("code", [HARAPAN, KROYA, "91.09.20.2010", "32.75.03", "32.75", "11"])
def test_a_code_is_the_same_again_after_it_was_a_number(code):
    assert code_of(number_of(code)) == code


def test_numbers_sort_as_codes_do():
    codes = [KROYA, HARAPAN, "32.75.03", MARGA, "32.75", "33"]
    assert sorted(codes, key=number_of) == sorted(codes)


def test_a_village_of_two_offices_is_added_up_and_stands_there_once():
    one, two = columns((KROYA, 7, 1, 0), (HARAPAN, 40, 2, 2)), columns((KROYA, 2, 1, 1))
    both = HomeColumns.added([one, HomeColumns.of(()), two])
    assert told(both) == [(HARAPAN, 40), (KROYA, 9)]
    assert both.figures.tolist() == [2, 2]
    assert both.made_up.tolist() == [2, 1]
    assert (both.value, both.mark) == (49, MadeUp.SOME)


def test_nothing_is_a_sum_too():
    nothing = HomeColumns.added([])
    assert (len(nothing), nothing.value, nothing.mark) == (0, 0, MadeUp.NONE)
    assert told(nothing.most(5)) == []
    assert nothing.at([KROYA]) == {}
    assert nothing.by_region(5) == {}


def test_a_list_that_ends_amid_equal_villages_takes_them_by_code():
    found = columns(
        (KROYA, 5, 1, 0), (HARAPAN, 5, 1, 0), (MARGA, 5, 1, 0), ("31.01.01.1001", 9, 1, 0)
    )
    assert told(found.most(2)) == [("31.01.01.1001", 9), (MARGA, 5)]
    assert told(found.most()) == [("31.01.01.1001", 9), (MARGA, 5), (HARAPAN, 5), (KROYA, 5)]


def test_a_regency_holds_what_lies_beneath_it_and_not_itself():
    found = columns(
        (HARAPAN, 1, 1, 0), (MARGA, 2, 1, 0), (KROYA, 4, 1, 0), ("32.75", 8, 1, 0),
        ("32.76.01.1001", 16, 1, 0), ("32.74.99.9999", 32, 1, 0),
    )  # fmt: skip
    assert told(found.within("32.75", None)) == [(MARGA, 2), (HARAPAN, 1)]
    assert told(found.within("32.75", [HARAPAN, KROYA])) == [(HARAPAN, 1)]
    assert told(found.within("", [])) == []
    assert len(found.without([HARAPAN, "99.99.99.9999"])) == 5


def test_what_lies_beneath_a_regency_or_district_adds_up():
    found = columns(
        (HARAPAN, 1, 1, 0), ("32.75.03.1001", 2, 1, 0), (MARGA, 4, 1, 0), (KROYA, 8, 1, 0)
    )
    assert found.by_region(5) == {"32.75": 7, "33.01": 8}
    assert found.by_region(8) == {"32.75.01": 4, "32.75.03": 3, "33.01.01": 8}


def test_who_is_not_among_them_has_no_total():
    found = columns((HARAPAN, 3, 1, 0), (KROYA, 0, 1, 0))
    assert found.at([KROYA, MARGA, HARAPAN]) == {KROYA: 0, HARAPAN: 3}


@pytest.mark.parametrize(
    ("figures", "made_up", "said"),
    [(2, 0, MadeUp.NONE), (2, 1, MadeUp.SOME), (2, 2, MadeUp.ALL), (0, 0, MadeUp.NONE)],
)
def test_it_is_told_whether_all_some_or_none_of_it_was_made_up(figures, made_up, said):
    assert mark(figures, made_up) == said


def test_many_villages_in_any_order_add_up_as_one_by_one():
    rng = np.random.default_rng(7)
    places, values = rng.integers(1, 50, 400).tolist(), rng.integers(0, 9, 400).tolist()
    rows = [(3_275_000_000 + at, value, 1, 0) for at, value in zip(places, values, strict=True)]
    one_by_one = {}
    for number, value, *_ in rows:
        one_by_one[number] = one_by_one.get(number, 0) + value
    found = HomeColumns.of(rows)
    assert dict(zip(found.codes.tolist(), found.total.tolist(), strict=True)) == one_by_one
    assert found.codes.tolist() == sorted(one_by_one)
