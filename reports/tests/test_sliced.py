"""Figures of a slice: filtered by destination or home, split by village, destination, purpose.

Every figure is compared with what was entered, added up by hand beneath it.
"""

from datetime import UTC, date, datetime

import pytest

from dbi_portal.lib.months import Month
from officers.tests.factories import OfficeFactory
from reports.actions.statistics import withdraw_statistic
from reports.figures.counted import Basis
from reports.figures.measure import Measure
from reports.figures.period import MonthRange
from reports.figures.sliced import (
    PartTable,
    slice_by_destination,
    slice_by_home,
    slice_by_purpose,
    slice_ledger,
    slice_ledgers,
    without_of,
)
from reports.figures.slices import Slice
from reports.models.statistic import Outcome
from reports.tests.factories import LONG_KNOWN
from reports.tests.figures_world import passports, region, running_total

pytestmark = pytest.mark.django_db
JULY, AUGUST = Month(2025, 7), Month(2025, 8)
LATER, NOW = datetime(2025, 10, 5, tzinfo=UTC), datetime(2025, 11, 5, tzinfo=UTC)
MOMENTS = pytest.mark.parametrize("known_at", [None, NOW], ids=["kept", "counted"])


@pytest.fixture
def bekasi():
    return OfficeFactory(short_name="Kanim Bekasi")


@pytest.fixture
def cilacap():
    return OfficeFactory(short_name="Kanim Cilacap")


def harapan():
    return region("Harapan Jaya", "32.75.03.1006")


def kroya():
    return region("Kroya", "33.01.01.2001")


def asked(*offices, months=AUGUST, **filters):
    return Slice(tuple(o.pk for o in offices), MonthRange.of(months), **filters)


def value(of, *, known_at=None, month=AUGUST):
    return slice_ledger(of, known_at=known_at).total(of.offices, month).value


@MOMENTS
def test_a_destination_counts_only_where_destinations_are_told(bekasi, cilacap, known_at):
    passports(bekasi, AUGUST, 100)
    for country, count in (("Malaysia", 60), ("Taiwan", 30)):
        passports(bekasi, AUGUST, count, destination=country)
    passports(cilacap, AUGUST, 500)
    malaysia = asked(bekasi, cilacap, destination="Malaysia")
    book = slice_ledger(malaysia, known_at=known_at)
    assert book.month(bekasi.pk, AUGUST).value == 60
    assert book.month(cilacap.pk, AUGUST).value is None
    assert without_of(malaysia, known_at=known_at) == {cilacap.pk}
    nobody = asked(bekasi, destination="Brunei")
    assert value(nobody, known_at=known_at) == 0
    assert without_of(nobody, known_at=known_at) == set()


@MOMENTS
def test_a_regency_counts_the_homes_in_it(bekasi, cilacap, known_at):
    passports(bekasi, AUGUST, 40, home_region=harapan())
    passports(bekasi, AUGUST, 7, home_region=region("Margahayu", "32.75.04.1004"))
    passports(bekasi, AUGUST, 9, home_region=kroya())
    passports(cilacap, AUGUST, 3, home_region=harapan())
    everyone = (bekasi, cilacap)
    assert value(asked(*everyone, regency="32.75"), known_at=known_at) == 40 + 7 + 3
    assert value(asked(*everyone, homes=("33.01.01.2001",)), known_at=known_at) == 9
    assert value(asked(*everyone, homes=()), known_at=known_at) == 0
    both = asked(*everyone, regency="32.75", homes=("33.01.01.2001",))
    assert value(both, known_at=known_at) == 0


@MOMENTS
def test_a_country_and_a_regency_together_need_figures_that_tell_both(bekasi, cilacap, known_at):
    passports(bekasi, AUGUST, 40, home_region=harapan(), destination="Malaysia")
    passports(bekasi, AUGUST, 8, home_region=harapan(), destination="Taiwan")
    passports(cilacap, AUGUST, 90, home_region=harapan())
    passports(cilacap, AUGUST, 91, destination="Malaysia")
    both = asked(bekasi, cilacap, regency="32.75", destination="Malaysia")
    assert value(both, known_at=known_at) == 40
    assert without_of(both, known_at=known_at) == {cilacap.pk}
    table = slice_by_home(both, known_at=known_at)
    assert [(row.name, row.value) for row in table.rows] == [("Harapan Jaya", 40)]
    assert slice_by_destination(both.but(destination=""), known_at=known_at).rows[0].value == 40


@MOMENTS
def test_a_total_is_never_added_to_its_parts(bekasi, known_at):
    passports(bekasi, AUGUST, 100)
    passports(bekasi, AUGUST, 100, home_region=harapan())
    passports(bekasi, AUGUST, 60, destination="Malaysia")
    passports(bekasi, AUGUST, 55, destination="Malaysia", sex="perempuan")
    assert value(asked(bekasi), known_at=known_at) == 100
    assert value(asked(bekasi, destination="Malaysia"), known_at=known_at) == 60
    assert slice_by_destination(asked(bekasi), known_at=known_at).value == 60


@MOMENTS
def test_a_month_between_running_totals_is_their_difference_here_too(bekasi, known_at):
    year_to = {month: MonthRange.year_to(month) for month in (JULY, AUGUST)}
    for country, july, august in (("Malaysia", 70, 95), ("Taiwan", 10, 10)):
        running_total(bekasi, year_to[JULY], july, destination=country)
        running_total(bekasi, year_to[AUGUST], august, destination=country)
    figure = slice_ledger(asked(bekasi, destination="Malaysia"), known_at=known_at).month(
        bekasi.pk, AUGUST
    )
    assert (figure.value, figure.basis) == (25, Basis.DIFFERENCE)
    year = asked(bekasi, months=year_to[AUGUST], destination="Malaysia")
    assert slice_ledger(year, known_at=known_at).range(bekasi.pk, year.months).value == 95


@MOMENTS
def test_villages_are_listed_within_the_regency(bekasi, cilacap, known_at):
    for month, count in ((JULY, 5), (AUGUST, 6)):
        passports(bekasi, month, count, home_region=harapan())
        passports(bekasi, month, 20, home_region=kroya())
    passports(bekasi, AUGUST, 8, home_region=region("Margahayu", "32.75.04.1004"))
    passports(cilacap, AUGUST, 500)
    year = asked(bekasi, cilacap, months=MonthRange.year_to(AUGUST), regency="32.75")
    table = slice_by_home(year, limit=1, known_at=known_at)
    assert [(row.name, row.value) for row in table.rows] == [("Harapan Jaya", 11)]
    assert (table.regions, table.value, table.rest) == (2, 19, 8)
    assert table.without == {cilacap.pk}
    assert slice_by_home(year.but(regency=""), known_at=known_at).value == 11 + 40 + 8


def test_villages_nobody_tells_are_no_nought(bekasi):
    passports(bekasi, AUGUST, 100)
    table = slice_by_home(asked(bekasi))
    assert (table.value, table.rows, table.without) == (None, (), {bekasi.pk})
    assert slice_by_destination(asked(bekasi)) == PartTable(without=frozenset({bekasi.pk}))


@MOMENTS
def test_purposes_stand_side_by_side(bekasi, cilacap, known_at):
    for purpose, count in (("umrah", 300), ("pmi", 120), ("wisata", 80)):
        passports(bekasi, AUGUST, count, purpose=purpose, made_up=purpose == "umrah")
    passports(cilacap, AUGUST, 1000, purpose="")
    table = slice_by_purpose(asked(bekasi, cilacap), known_at=known_at)
    assert [(row.key, row.value) for row in table.rows] == [
        ("umrah", 300), ("pmi", 120), ("wisata", 80),
    ]  # fmt: skip
    assert table.rows[1].name == "Pekerja Migran Indonesia (PMI)"
    assert (table.value, table.without) == (500, {cilacap.pk})
    assert [row.made_up.value for row in table.rows] == ["data contoh", "", ""]
    assert table.made_up.value == "sebagian data contoh"


@MOMENTS
def test_several_outcomes_are_asked_at_once(bekasi, known_at):
    for outcome, count in ((Outcome.REFUSED, 4), (Outcome.DELAYED, 9), (Outcome.ISSUED, 80)):
        passports(bekasi, AUGUST, count, outcome=outcome, purpose="", home_region=harapan())
    measures = [Measure(Outcome.REFUSED), Measure(Outcome.DELAYED)]
    for of in (asked(bekasi), asked(bekasi, regency="32.75")):
        books = slice_ledgers(of, measures, known_at=known_at)
        assert [books[m].month(bekasi.pk, AUGUST).value for m in measures] == [4, 9]


def test_what_was_withdrawn_is_gone_now_and_still_known_then(bekasi):
    passports(bekasi, AUGUST, 30, destination="Taiwan")
    row = passports(bekasi, AUGUST, 60, destination="Malaysia")
    withdraw_statistic(statistic=row, reason="Salah lembar", by=None, at=LATER)
    malaysia = asked(bekasi, destination="Malaysia")
    assert value(malaysia) == 0
    assert value(malaysia, known_at=LONG_KNOWN) == 60
    assert [row.key for row in slice_by_destination(asked(bekasi)).rows] == ["Taiwan"]


@pytest.mark.parametrize("filters", [{}, {"destination": "Malaysia"}, {"regency": "32.75"}])
def test_a_slice_is_asked_in_one_question(bekasi, filters, django_assert_num_queries):
    passports(bekasi, AUGUST, 60, destination="Malaysia", home_region=harapan())
    with django_assert_num_queries(1):
        assert value(asked(bekasi, **filters)) == 60


def test_days_outside_the_months_do_not_count(bekasi):
    passports(bekasi, JULY, 60, destination="Malaysia")
    odd = {"period_start": date(2025, 8, 3), "period_end": date(2025, 8, 9)}
    passports(bekasi, AUGUST, 5, destination="Malaysia", **odd)
    assert value(asked(bekasi, destination="Malaysia")) is None
