"""A cross table of figures adds within one grain, and says what was printed beside it."""

import pytest

from dbi_portal.lib.months import Month
from officers.tests.factories import KanwilFactory, OfficeFactory
from reports.figures.period import MonthRange
from reports.figures.pivot import axes
from reports.figures.pivot.passports import passports as counted
from reports.figures.slices import Slice
from reports.models.statistic import Outcome
from reports.tests.figures_world import passports, region, running_total

pytestmark = pytest.mark.django_db
JULY, AUGUST = Month(2025, 7), Month(2025, 8)
BY = {axis.key: axis for axis in axes.STATISTICS}


@pytest.fixture
def bekasi():
    return OfficeFactory(short_name="Kanim Bekasi")


@pytest.fixture
def karawang():
    return OfficeFactory(short_name="Kanim Karawang")


def table(*offices, rows, columns=None, months=None, kanwil=None, **changes):
    asked = Slice(tuple(office.pk for office in offices), months or MonthRange(JULY, AUGUST))
    column = BY[columns] if columns else None
    return counted(asked.but(**changes), BY[rows], column, kanwil=kanwil or {})


def test_offices_by_months_are_their_own_totals(bekasi, karawang):
    passports(bekasi, JULY, 40)
    passports(bekasi, AUGUST, 50)
    passports(karawang, AUGUST, 7)
    found = table(bekasi, karawang, rows="kantor", columns="bulan")
    own, other = str(bekasi.pk), str(karawang.pk)
    assert found.cells == {(own, "2025-07"): 40, (own, "2025-08"): 50, (other, "2025-08"): 7}
    assert found.cell(other, "2025-07") is None  # nobody knows, which is not none
    assert found.rows == {own: 90, other: 7}
    assert found.columns == {"2025-07": 40, "2025-08": 57}
    assert found.total == 97


def test_nil_is_nil(bekasi):
    passports(bekasi, AUGUST, 0)
    assert table(bekasi, rows="kantor", columns="bulan").cell(str(bekasi.pk), "2025-08") == 0


def test_a_breakdown_is_not_added_to_the_total_it_breaks_down(bekasi):
    passports(bekasi, AUGUST, 100)
    passports(bekasi, AUGUST, 60, destination="Malaysia")
    passports(bekasi, AUGUST, 35, destination="Taiwan")
    by_office = table(bekasi, rows="kantor", months=MonthRange.of(AUGUST))
    assert by_office.total == 100
    by_country = table(bekasi, rows="tujuan", months=MonthRange.of(AUGUST))
    assert by_country.cells == {("Malaysia", ""): 60, ("Taiwan", ""): 35}
    assert (by_country.total, by_country.printed.total) == (95, 100)


def test_of_two_breakdowns_that_tell_the_country_the_coarser_one_counts(bekasi):
    home = region("Harapan Jaya", "32.75.01.1001")
    passports(bekasi, AUGUST, 60, destination="Malaysia")
    passports(bekasi, AUGUST, 44, destination="Malaysia", home_region=home)
    by_country = table(bekasi, rows="tujuan")
    assert by_country.cells == {("Malaysia", ""): 60}
    both = table(bekasi, rows="desa", columns="tujuan")
    assert both.cells == {("32.75.01.1001", "Malaysia"): 44}


def test_homes_add_up_to_districts_regencies_and_provinces(bekasi):
    for code, count in (("32.75.01.1001", 5), ("32.75.01.1002", 6), ("32.16.02.2001", 20)):
        passports(bekasi, AUGUST, count, home_region=region("Contoh", code))
    assert table(bekasi, rows="kecamatan").rows == {"32.75.01": 11, "32.16.02": 20}
    assert table(bekasi, rows="kabupaten").rows == {"32.75": 11, "32.16": 20}
    assert table(bekasi, rows="provinsi").rows == {"32": 31}


def test_homes_and_countries_together_come_from_the_figures_themselves(bekasi):
    one, two = region("Satu", "32.75.01.1001"), region("Dua", "32.16.02.2001")
    passports(bekasi, AUGUST, 5, destination="Malaysia", home_region=one)
    passports(bekasi, JULY, 6, destination="Malaysia", home_region=one)
    passports(bekasi, AUGUST, 9, destination="Taiwan", home_region=two)
    found = table(bekasi, rows="kabupaten", columns="tujuan")
    assert found.cells == {("32.75", "Malaysia"): 11, ("32.16", "Taiwan"): 9}
    assert found.columns == {"Malaysia": 11, "Taiwan": 9}


def test_outcomes_are_never_added_up(bekasi):
    passports(bekasi, AUGUST, 100, purpose="")
    passports(bekasi, AUGUST, 41, outcome=Outcome.REFUSED, purpose="")
    passports(bekasi, AUGUST, 3, outcome=Outcome.DEPARTURE_DELAY, purpose="")
    found = table(bekasi, rows="hasil", columns="bulan", purpose="")
    assert found.cells["terbit", "2025-08"] == 100
    assert found.rows == {"terbit": 100, "penolakan": 41, "penundaan-keberangkatan": 3}
    assert (found.columns, found.total, found.printed.total) == ({}, None, None)
    across = table(bekasi, rows="kantor", columns="hasil", purpose="")
    assert (across.rows, across.total) == ({}, None)
    assert across.columns == {"terbit": 100, "penolakan": 41, "penundaan-keberangkatan": 3}


def test_each_purpose_counts_from_the_breakdown_that_tells_it(bekasi):
    passports(bekasi, AUGUST, 400, purpose="")
    passports(bekasi, AUGUST, 90, purpose="umrah")
    home = region("Harapan Jaya", "32.75.01.1001")
    passports(bekasi, AUGUST, 30, home_region=home)  # PMI are known by village only
    found = table(bekasi, rows="keperluan")
    assert found.cells == {("umrah", ""): 90, ("pmi", ""): 30}
    assert (found.total, found.printed.total) == (120, 400)


def test_a_country_that_is_filtered_by_needs_figures_that_tell_it(bekasi, karawang):
    passports(bekasi, AUGUST, 60, destination="Malaysia")
    passports(bekasi, AUGUST, 35, destination="Taiwan")
    passports(karawang, AUGUST, 70)
    found = table(bekasi, karawang, rows="kantor", destination="Malaysia")
    assert found.cells == {(str(bekasi.pk), ""): 60}
    assert found.undetailed == {karawang.pk}
    assert found.printed.total is None


def test_a_regency_that_is_filtered_by_leaves_the_others_out(bekasi):
    for code, count in (("32.75.01.1001", 5), ("32.16.02.2001", 20)):
        passports(bekasi, AUGUST, count, home_region=region("Contoh", code))
    assert table(bekasi, rows="kecamatan", regency="32.75").rows == {"32.75.01": 5}
    assert table(bekasi, rows="bulan", homes=("32.16.02.2001",)).total == 20


def test_a_running_total_stands_beside_the_months_and_is_not_added(bekasi):
    passports(bekasi, JULY, 40)
    passports(bekasi, AUGUST, 50)
    running_total(bekasi, MonthRange(JULY, AUGUST), 93)
    found = table(bekasi, rows="kantor", columns="bulan")
    assert found.rows == {str(bekasi.pk): 90}
    assert found.printed.rows == {str(bekasi.pk): 93}
    assert found.printed.total == 93


def test_who_published_only_the_whole_span_is_broken_down_over_it(bekasi):
    span = MonthRange(JULY, AUGUST)
    running_total(bekasi, span, 70, destination="Malaysia")
    assert table(bekasi, rows="tujuan").cells == {("Malaysia", ""): 70}
    by_month = table(bekasi, rows="tujuan", columns="bulan")
    assert by_month.cells == {}
    assert by_month.printed.total == 70


def test_quarters_years_and_kanwil(bekasi, karawang):
    kanwil = KanwilFactory()
    passports(bekasi, Month(2024, 12), 1)
    passports(bekasi, JULY, 40)
    passports(karawang, AUGUST, 50)
    months = MonthRange(Month(2024, 12), AUGUST)
    found = table(
        bekasi, karawang, rows="kanwil", columns="triwulan", months=months,
        kanwil={bekasi.pk: kanwil.pk},
    )  # fmt: skip
    assert found.cells == {
        (str(kanwil.pk), "2024-T4"): 1, (str(kanwil.pk), "2025-T3"): 40, ("", "2025-T3"): 50,
    }  # fmt: skip
    assert table(bekasi, rows="tahun", months=months).rows == {"2024": 1, "2025": 40}


def test_offices_without_any_figure_are_named(bekasi, karawang):
    passports(bekasi, AUGUST, 1)
    assert table(bekasi, karawang, rows="bulan").without == {karawang.pk}


def test_service_book_sex_and_reason(bekasi):
    passports(bekasi, AUGUST, 3, service="baru")
    passports(bekasi, AUGUST, 4, service="hilang")
    passports(bekasi, AUGUST, 7, sex="perempuan", book_type="elektronik")
    assert table(bekasi, rows="layanan").rows == {"baru": 3, "hilang": 4}
    both = table(bekasi, rows="kelamin", columns="paspor")
    assert both.cells == {("perempuan", "elektronik"): 7}
    assert table(bekasi, rows="alasan").cells == {}


def test_of_many_villages_the_weightiest_are_kept_apart_and_all_are_counted(bekasi):
    for number, count in enumerate((50, 7, 30, 1)):
        home = region(f"Desa {number}", f"32.75.01.100{number}")
        passports(bekasi, AUGUST, count, home_region=home)
        passports(bekasi, JULY, 1, home_region=home)
    asked = Slice((bekasi.pk,), MonthRange(JULY, AUGUST))
    found = counted(asked, BY["desa"], BY["bulan"], kanwil={}, most=2)
    assert found.rows == {"32.75.01.1000": 51, "32.75.01.1002": 31}
    assert found.columns == {"2025-07": 4, "2025-08": 88}
    assert (found.total, found.folded) == (92, 2)
    across = counted(asked, BY["bulan"], BY["desa"], kanwil={}, most=3)
    assert across.columns == {"32.75.01.1000": 51, "32.75.01.1002": 31, "32.75.01.1001": 8}
    assert (across.rows["2025-08"], across.folded) == (88, 1)
