"""The rules of data quality over values: medians, factors and runs worked out by hand."""

from datetime import date

import pytest

from dbi_portal.lib.months import Month
from reports.figures.counted import Basis, Figure, Sum
from reports.figures.ledger import Ledger
from reports.figures.made_up import MadeUp
from reports.figures.measure import PMI_ISSUED
from reports.figures.period import MonthRange
from reports.figures.quality import differences, doubles, gaps, jumps, outliers, overlapping
from reports.figures.quality.content import LONGEST_KEY, Limits, Oddity
from reports.figures.quality.series import Series

AUGUST = Month(2025, 8)
LIMITS = Limits()
HOME = frozenset({"home"})


def series(*values, last=AUGUST, grains=None):
    """One office's months up to `last`; None is a month nobody knows."""
    months = MonthRange.ending(last, months=len(values))
    details = grains or [frozenset()] * len(values)
    return Series(
        7,
        PMI_ISSUED,
        {
            month: Figure(value, Basis.OWN if value is not None else Basis.NONE, grain)
            for month, value, grain in zip(months, values, details, strict=True)
        },
    )


def odd(rule, values, months=AUGUST, limits=LIMITS, **how):
    return list(rule.find(series(*values, **how), MonthRange.of(months), limits))


def test_robust_z_is_the_distance_from_the_median_in_units_of_the_usual_distance():
    # Median of 10, 12, 14, 16, 18 is 14; distances 4, 2, 0, 2, 4 have the median 2.
    assert outliers.robust_z(34, [10, 12, 14, 16, 18]) == pytest.approx(0.6745 * 20 / 2)
    assert outliers.robust_z(4, [10, 12, 14, 16, 18]) == pytest.approx(-0.6745 * 10 / 2)


def test_months_that_are_all_alike_tell_nothing_about_the_next():
    assert outliers.robust_z(99, [10, 10, 10, 10]) is None


def test_a_month_ten_times_the_usual_is_an_outlier_and_says_compared_with_what():
    [found] = odd(outliers, [100, 104, 96, 108, 92, 100, 1000])
    assert found.text == "Paspor PMI terbit Agustus 2025: 1.000 permohonan"
    # Distances 0, 4, 4, 8, 8, 0: median 4, so 0,6745 × 900 / 4 = 151,8.
    assert found.beside == (
        "Jauh di atas median 100 dari 6 bulan sebelumnya (terendah 92, tertinggi 108); "
        "skor 151,8, batas 3,5."
    )


def test_a_month_within_the_usual_is_none():
    assert odd(outliers, [100, 104, 96, 108, 92, 100, 112]) == []


def test_too_short_a_history_judges_nobody():
    assert odd(outliers, [100, 104, 96, 108, 92, 1000]) == []
    assert len(odd(outliers, [100, 104, 96, 108, 92, 1000], limits=Limits(history=5))) == 1


def test_only_the_twelve_months_before_count():
    long_ago = [9000] * 6
    assert len(odd(outliers, [*long_ago, *[100, 104, 96] * 4, 1000])) == 1


def test_months_counted_from_other_details_are_no_history():
    grains = [HOME] * 6 + [frozenset()]
    assert odd(outliers, [100, 104, 96, 108, 92, 100, 1000], grains=grains) == []


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [(150, 50, True), (149, 50, False), (50, 150, True), (30, 2, False), (60, 0, True)],
)
def test_a_jump_is_threefold_and_fifty_more_or_less(now, before, expected):
    assert jumps.is_jump(now, before, LIMITS) is expected


def test_a_jump_says_from_what_to_what():
    [found] = odd(jumps, [100, 400])
    assert found.beside == (
        "Naik dari 100 pada Juli 2025: 4,0 kali lipat, beda 300. Batas 3 kali dan 50."
    )
    [down] = odd(jumps, [400, 100])
    assert down.beside.startswith("Turun dari 400 pada Juli 2025")


def test_the_way_back_from_a_jump_is_not_told_again():
    span = MonthRange(Month(2025, 7), AUGUST)
    assert [each.months.first for each in odd(jumps, [100, 900, 110], span)] == [Month(2025, 7)]


def test_a_jump_that_stays_and_another_one_are_both_told():
    span = MonthRange(Month(2025, 7), AUGUST)
    assert len(odd(jumps, [100, 900, 9000], span)) == 2


def empty(*values, months, nil=()):
    return list(gaps.find(series(*values), months, frozenset(nil)))


def test_months_missing_between_known_ones_are_one_line():
    [found] = empty(10, None, None, 12, months=MonthRange.ending(AUGUST, months=4))
    assert found.months == MonthRange(Month(2025, 6), Month(2025, 7))
    assert found.text == "Paspor PMI terbit Juni–Juli 2025: belum ada angka"
    assert "Mei 2025 10 dan Agustus 2025 12 ada" in found.beside


def test_months_before_the_first_and_after_the_last_figure_are_not_missing():
    assert empty(None, 10, 12, None, months=MonthRange.ending(AUGUST, months=4)) == []


def test_a_month_declared_nil_is_not_missing():
    nil = [(7, Month(2025, 7))]
    assert empty(10, None, 12, months=MonthRange.ending(AUGUST, months=3), nil=nil) == []


def test_a_nought_is_a_figure():
    assert empty(10, 0, 12, months=MonthRange.ending(AUGUST, months=3)) == []


def test_a_printed_total_thirty_five_short_of_its_parts_is_a_selisih():
    def kept(grain, value):
        day = AUGUST
        return Sum(7, day.first_day, day.last_day, frozenset(grain), value, MadeUp.NONE)

    books = {PMI_ISSUED: Ledger([kept((), 100), kept(("home",), 135)])}
    [found] = differences.find(books, [7], MonthRange.of(AUGUST))
    assert found.text == "Paspor PMI terbit Agustus 2025: tertulis 100"
    assert "135: selisih 35" in found.beside


def test_days_that_cross_are_told_with_what_both_cover():
    row = (7, "terbit", "pmi", date(2025, 1, 1), date(2025, 3, 31),
           date(2025, 3, 1), date(2025, 6, 30), 300, 400)  # fmt: skip
    [found] = overlapping.find([row])
    assert "300" in found.text
    assert "400" in found.text
    assert found.beside.startswith("Sama-sama mencakup Maret 2025")


def test_a_double_is_told_of_the_later_table_beside_the_first():
    rows = [("terbit", "pmi", 6, 90, "f" * 32, [7, 7, 8],
             [date(2025, 6, 1), date(2025, 7, 1), date(2025, 7, 1)])]  # fmt: skip
    names = {7: "Kanim Bekasi", 8: "Kanim Karawang"}
    limits = {7: LIMITS, 8: LIMITS}
    own, other = doubles.tables(rows, limits, names)
    assert own.text == "Paspor PMI terbit Juli 2025: 6 baris, berjumlah 90"
    assert own.beside == "Semua barisnya sama persis dengan Juni 2025."
    assert other.beside == "Semua barisnya sama persis dengan Kanim Bekasi, Juni 2025."
    few = {7: Limits(lines=7), 8: Limits(lines=7)}
    assert list(doubles.tables(rows, few, names)) == []


def test_a_changed_figure_has_another_key_and_none_is_too_long():
    def found(*values):
        return Oddity("lonjakan", 7, MonthRange.of(AUGUST), "x", "y", values, PMI_ISSUED)

    assert found(100, 400).key != found(100, 401).key
    assert found(100, 400).key == "lonjakan|terbit|pmi|2025-08|2025-08|100|400"
    long = found("a" * 300), found("a" * 301)
    assert len({each.key for each in long}) == 2
    assert all(len(each.key) <= LONGEST_KEY for each in long)
