"""Figures add up only within one grain. By hand, without a database."""

from datetime import date

import pytest

from dbi_portal.lib.months import Month
from reports.figures.counted import Basis, Sum
from reports.figures.ledger import Ledger
from reports.figures.made_up import MadeUp
from reports.figures.period import MonthRange

BEKASI, KARAWANG = 1, 2
JULY, AUGUST = Month(2025, 7), Month(2025, 8)
TO_JULY, TO_AUGUST = MonthRange.year_to(JULY), MonthRange.year_to(AUGUST)


def counted(months, value, *grain, office=BEKASI, made_up=MadeUp.NONE):
    return Sum(office, months.first_day, months.last_day, frozenset(grain), value, made_up)


def test_an_offices_own_total_is_counted_and_its_breakdown_is_not_added():
    ledger = Ledger([counted(AUGUST, 150), counted(AUGUST, 148, "home")])
    figure = ledger.month(BEKASI, AUGUST)
    assert (figure.value, figure.basis, figure.note) == (150, Basis.OWN, "")


def test_without_its_own_total_exactly_one_breakdown_is_counted():
    ledger = Ledger([counted(AUGUST, 140, "home"), counted(AUGUST, 151, "home", "sex")])
    figure = ledger.month(BEKASI, AUGUST)
    assert (figure.value, figure.basis) == (140, Basis.PARTS)
    assert figure.note == "dirinci menurut desa/kelurahan asal"


@pytest.mark.parametrize("other", ["book", "destination", "sex", "service", "point"])
def test_among_breakdowns_of_one_dimension_the_home_village_comes_first(other):
    sums = [counted(AUGUST, 9, other), counted(AUGUST, 140, "home")]
    assert Ledger(sums).month(BEKASI, AUGUST).value == 140
    assert Ledger(reversed(sums)).month(BEKASI, AUGUST).value == 140


def test_a_running_total_is_never_a_month():
    ledger = Ledger([counted(TO_AUGUST, 8837)])
    assert ledger.month(BEKASI, AUGUST).value is None
    assert ledger.month(BEKASI, AUGUST).basis is Basis.NONE


def test_a_month_is_the_difference_of_two_running_totals_and_says_so():
    ledger = Ledger([counted(TO_JULY, 7687), counted(TO_AUGUST, 8837)])
    figure = ledger.month(BEKASI, AUGUST)
    assert figure.value == 1150
    assert figure.note == "dihitung dari selisih kumulatif Januari–Agustus dan Januari–Juli"


def test_a_published_month_is_never_replaced_by_a_difference():
    sums = [counted(TO_JULY, 7687), counted(TO_AUGUST, 8837), counted(AUGUST, 1100)]
    figure = Ledger(sums).month(BEKASI, AUGUST)
    assert (figure.value, figure.basis, figure.note) == (1100, Basis.OWN, "")


def test_a_running_total_that_shrinks_gives_no_month_but_a_problem():
    ledger = Ledger([counted(TO_JULY, 8837), counted(TO_AUGUST, 7687)])
    figure = ledger.month(BEKASI, AUGUST)
    assert (figure.value, figure.basis) == (None, Basis.SHRINKING)
    assert figure.note == (
        "tidak dihitung: kumulatif Januari–Agustus (7.687) lebih kecil daripada "
        "Januari–Juli (8.837)"
    )
    [found] = ledger.discrepancies(BEKASI, TO_AUGUST)
    assert (found.printed, found.computed, found.months) == (7687, 8837, TO_AUGUST)
    assert "tidak mungkin lebih besar" in found.parts


def test_a_breakdown_that_does_not_shrink_still_gives_the_month():
    sums = [
        *(counted(TO_JULY, 8837), counted(TO_AUGUST, 7687)),
        *(counted(TO_JULY, 500, "home"), counted(TO_AUGUST, 620, "home")),
    ]
    figure = Ledger(sums).month(BEKASI, AUGUST)
    assert (figure.value, figure.grain) == (120, frozenset({"home"}))


def test_a_sum_over_offices_knows_whose_month_was_computed():
    sums = [counted(TO_JULY, 7687), counted(TO_AUGUST, 8837)]
    assert Ledger(sums).total([BEKASI], AUGUST).differences == {BEKASI}
    assert Ledger([counted(AUGUST, 9)]).total([BEKASI], AUGUST).differences == frozenset()


def test_january_itself_is_the_first_running_total():
    january, february = Month(2025, 1), Month(2025, 2)
    ledger = Ledger([counted(january, 900), counted(MonthRange.year_to(february), 2000)])
    assert ledger.month(BEKASI, february).value == 1100


def test_running_totals_that_begin_on_different_days_give_no_month():
    since_april = MonthRange(Month(2025, 4), AUGUST)
    ledger = Ledger([counted(TO_JULY, 7687), counted(since_april, 8837)])
    assert ledger.month(BEKASI, AUGUST).value is None


def test_running_totals_that_began_last_year_give_no_month():
    november = Month(2024, 11)
    whole = [counted(MonthRange(november, JULY), 7687), counted(MonthRange(november, AUGUST), 8837)]
    assert Ledger(whole).month(BEKASI, AUGUST).value is None


def test_running_totals_of_different_grains_give_no_month():
    ledger = Ledger([counted(TO_JULY, 7687), counted(TO_AUGUST, 8837, "home")])
    assert ledger.month(BEKASI, AUGUST).value is None


def test_a_running_total_that_falls_gives_no_month():
    ledger = Ledger([counted(TO_JULY, 9000), counted(TO_AUGUST, 8837)])
    assert ledger.month(BEKASI, AUGUST).value is None


def test_a_run_of_months_is_their_sum_beside_what_was_printed():
    months = [counted(month, 1000) for month in TO_AUGUST]
    figure = Ledger([*months, counted(TO_AUGUST, 8035)]).range(BEKASI, TO_AUGUST)
    assert (figure.value, figure.computed, figure.printed) == (8000, 8000, 8035)
    assert figure.difference == 35
    assert figure.missing == ()


def test_an_office_with_only_running_totals_shows_the_printed_one_and_says_so():
    ledger = Ledger([counted(TO_JULY, 7687), counted(TO_AUGUST, 8837)])
    figure = ledger.range(BEKASI, TO_AUGUST)
    assert (figure.value, figure.note) == (8837, "angka kumulatif")
    assert figure.difference is None


def test_a_running_total_of_other_days_does_not_stand_in():
    until_december_16 = Sum(
        BEKASI, date(2025, 1, 1), date(2025, 12, 16), frozenset(), 12000, MadeUp.NONE
    )
    year = MonthRange.year_to(Month(2025, 12))
    assert Ledger([until_december_16]).range(BEKASI, year).value is None


def test_months_that_are_missing_are_named():
    ledger = Ledger([counted(Month(2025, 1), 1000), counted(TO_AUGUST, 8837)])
    figure = ledger.range(BEKASI, TO_AUGUST)
    assert (figure.value, figure.difference) == (1000, 7837)
    assert figure.missing == tuple(MonthRange(Month(2025, 2), AUGUST))


def test_a_published_total_stays_published_though_its_months_are_made_up():
    months = [counted(month, 1000, made_up=MadeUp.ALL) for month in TO_AUGUST]
    assert Ledger(months).range(BEKASI, TO_AUGUST).made_up is MadeUp.ALL
    with_total = Ledger([*months, counted(TO_AUGUST, 8000)])
    assert with_total.range(BEKASI, TO_AUGUST).made_up is MadeUp.NONE


def test_a_total_over_offices_counts_each_once_and_names_those_without():
    ledger = Ledger([counted(AUGUST, 150), counted(AUGUST, 90, "home", office=KARAWANG)])
    total = ledger.total([BEKASI, KARAWANG, 3], AUGUST)
    assert (total.value, total.offices, total.without) == (240, 2, frozenset([3]))


def test_a_total_of_nothing_is_unknown_and_not_nought():
    assert Ledger([]).total([BEKASI], AUGUST).value is None
    assert Ledger([counted(AUGUST, 0)]).total([BEKASI], AUGUST).value == 0


def test_parts_that_miss_the_printed_total_are_shown_with_both_numbers():
    ledger = Ledger([counted(AUGUST, 46417), counted(AUGUST, 46382, "home")])
    [found] = ledger.discrepancies(BEKASI, TO_AUGUST)
    assert (found.printed, found.computed, found.difference) == (46417, 46382, 35)
    assert found.months == MonthRange.of(AUGUST)


def test_parts_that_fit_give_no_discrepancy():
    months = [counted(month, 1000) for month in TO_AUGUST]
    ledger = Ledger([*months, counted(AUGUST, 1000, "home"), counted(TO_AUGUST, 8000)])
    assert list(ledger.discrepancies(BEKASI, TO_AUGUST)) == []


def test_a_sum_of_made_up_and_real_parts_says_partly():
    assert MadeUp.of([MadeUp.ALL, MadeUp.NONE]) is MadeUp.SOME
    assert MadeUp.of([MadeUp.ALL, MadeUp.ALL]) is MadeUp.ALL
    assert MadeUp.of([]) is MadeUp.NONE


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        (Month(2025, 8), Month(2025, 8), "Agustus 2025"),
        (Month(2025, 1), Month(2025, 8), "Januari–Agustus 2025"),
        (Month(2024, 11), Month(2025, 8), "November 2024–Agustus 2025"),
    ],
)
def test_a_run_of_months_is_named_as_offices_write_it(first, last, label):
    assert MonthRange(first, last).label == label
    assert len(MonthRange(first, last)) == len(list(MonthRange(first, last)))
