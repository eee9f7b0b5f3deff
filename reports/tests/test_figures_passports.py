"""Passport figures from the database, each counted a second time in plain SQL or by hand."""

from datetime import timedelta

import pytest
from django.db import connection

from dbi_portal.lib.months import Month
from officers.models import Office
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from reports.actions.statistics import correct_statistic
from reports.figures import passports as figures
from reports.figures.made_up import MadeUp
from reports.figures.period import MonthRange
from reports.models.statistic import Outcome
from reports.tests.factories import LONG_KNOWN
from reports.tests.figures_world import passports, region, running_total

pytestmark = pytest.mark.django_db
JULY, AUGUST = Month(2025, 7), Month(2025, 8)
TO_AUGUST = MonthRange.year_to(AUGUST)


@pytest.fixture
def kanwil():
    return KanwilFactory()


@pytest.fixture
def bekasi(kanwil):
    return OfficeFactory(under=kanwil, short_name="Bekasi")


@pytest.fixture
def karawang(kanwil):
    return OfficeFactory(under=kanwil, short_name="Karawang")


def plain_sum(where, *values):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(count) FROM reports_passportstatistic "  # noqa: S608 — the test's own text
            f"WHERE upper_inf(recorded) AND {where}",
            values,
        )
        return cursor.fetchone()[0]


def test_an_offices_month_is_its_own_row_and_not_its_villages_on_top(bekasi):
    passports(bekasi, AUGUST, 150)
    for number, code in enumerate(("32.75.01.1001", "32.75.01.1002"), start=1):
        passports(bekasi, AUGUST, 60 * number, home_region=region(f"Desa {number}", code))
    figure = figures.by_office([bekasi], AUGUST)[bekasi.pk]
    assert figure.value == plain_sum("grain = 'month:purpose'") == 150


def test_villages_are_summed_where_the_office_gave_no_total(bekasi):
    for number, code in enumerate(("32.75.01.1001", "32.75.01.1002"), start=1):
        passports(bekasi, AUGUST, 60 * number, home_region=region(f"Desa {number}", code))
    passports(bekasi, AUGUST, 999, sex="perempuan", book_type="biasa")
    figure = figures.by_office([bekasi], AUGUST)[bekasi.pk]
    assert figure.value == plain_sum("grain = 'month:home,purpose'") == 180
    assert figure.note == "dirinci menurut desa/kelurahan asal"


def test_offices_without_a_figure_are_not_listed_as_nought(bekasi, karawang):
    passports(bekasi, AUGUST, 150)
    assert set(figures.by_office([bekasi, karawang], AUGUST)) == {bekasi.pk}


def test_figures_stay_within_the_offices_that_were_asked_for(bekasi, kanwil):
    passports(bekasi, AUGUST, 150)
    passports(OfficeFactory(), AUGUST, 4000)
    offices = Office.objects.under(kanwil, on=AUGUST.last_day)
    assert figures.total(offices, AUGUST).value == 150


def test_other_purposes_and_outcomes_do_not_leak_into_pmi(bekasi):
    passports(bekasi, AUGUST, 150)
    passports(bekasi, AUGUST, 700, purpose="umrah")
    passports(bekasi, AUGUST, 2000, purpose="")
    passports(bekasi, AUGUST, 4, outcome=Outcome.REFUSED)
    assert figures.total([bekasi], AUGUST).value == 150
    assert figures.total([bekasi], AUGUST, Outcome.REFUSED).value == 4
    assert figures.total([bekasi], AUGUST, purpose="").value == 2000


def test_departures_stopped_and_applications_refused_or_delayed_are_never_one_sum():
    batam, november = OfficeFactory(short_name="Batam"), Month(2024, 11)
    passports(batam, november, 767, outcome=Outcome.DEPARTURE_DELAY, purpose="")
    passports(batam, november, 12, outcome=Outcome.REFUSED_OR_DELAYED, purpose="")
    books = figures.ledgers([batam], MonthRange.of(november), figures.NOT_ISSUED)
    found = {
        measure.outcome: (book.month(batam.pk, november).value, measure.unit)
        for measure, book in books.items()
    }
    assert found == {
        Outcome.REFUSED: (None, "permohonan"),
        Outcome.DELAYED: (None, "permohonan"),
        Outcome.SUSPENDED: (None, "permohonan"),
        Outcome.CANCELLED: (None, "permohonan"),
        Outcome.REFUSED_OR_DELAYED: (12, "permohonan"),
        Outcome.DEPARTURE_DELAY: (767, "orang"),
    }
    assert 779 not in [value for value, _ in found.values()]


def test_refusals_of_every_purpose_add_up_from_one_breakdown_by_purpose(bekasi):
    for purpose, count in (("pmi", 30), ("umrah", 11)):
        passports(bekasi, AUGUST, count, outcome=Outcome.REFUSED, purpose=purpose)
    figure = figures.by_office([bekasi], AUGUST, Outcome.REFUSED, "")[bekasi.pk]
    assert (figure.value, figure.note) == (41, "dirinci menurut keperluan")


def test_a_run_of_months_never_adds_the_printed_total(bekasi):
    for month in TO_AUGUST:
        passports(bekasi, month, 1000)
    running_total(bekasi, TO_AUGUST, 8035)
    figure = figures.by_office([bekasi], TO_AUGUST)[bekasi.pk]
    assert figure.value == plain_sum("grain = 'month:purpose'") == 8000
    assert (figure.printed, figure.difference) == (8035, 35)


def test_bekasis_8837_is_shown_though_only_the_run_was_published(bekasi):
    running_total(bekasi, TO_AUGUST, 8837)
    total = figures.total([bekasi], TO_AUGUST)
    assert total.value == 8837
    assert figures.by_office([bekasi], TO_AUGUST)[bekasi.pk].note == "angka kumulatif"
    assert figures.by_office([bekasi], AUGUST) == {}


@pytest.mark.parametrize("months", [MonthRange.of(AUGUST), MonthRange(JULY, AUGUST), TO_AUGUST])
def test_a_month_between_two_running_totals_is_the_same_whatever_is_asked_around_it(bekasi, months):
    running_total(bekasi, MonthRange.year_to(JULY), 7687)
    running_total(bekasi, TO_AUGUST, 8837)
    [book] = figures.ledgers([bekasi], months, [figures.PMI_ISSUED]).values()
    assert book.month(bekasi.pk, AUGUST).value == 1150


def test_a_correction_counts_from_the_moment_it_is_known(bekasi):
    row = passports(bekasi, AUGUST, 150)
    later = LONG_KNOWN + timedelta(days=3)
    clerk = UserFactory(office=bekasi)
    correct_statistic(statistic=row, count=160, reason="Salah ketik.", by=clerk, at=later)
    assert figures.total([bekasi], AUGUST).value == 160
    then = LONG_KNOWN + timedelta(days=1)
    assert figures.total([bekasi], AUGUST, known_at=then).value == 150


def test_a_trend_leaves_a_gap_where_nothing_is_known(bekasi, karawang):
    passports(bekasi, AUGUST, 150)
    passports(karawang, AUGUST, 70)
    passports(bekasi, Month(2024, 8), 100)
    trend = figures.trend([bekasi, karawang], AUGUST)
    assert [month for month, _ in trend] == list(MonthRange(Month(2024, 8), AUGUST))
    values = [total.value for _, total in trend]
    assert (values[0], values[-1]) == (100, 220)
    assert values[1:-1] == [None] * 11


def test_made_up_rows_mark_their_figure(bekasi, karawang):
    passports(bekasi, AUGUST, 150, made_up=True)
    assert figures.total([bekasi], AUGUST).made_up is MadeUp.ALL
    passports(karawang, AUGUST, 70)
    assert figures.total([bekasi, karawang], AUGUST).made_up is MadeUp.SOME


def test_villages_are_listed_by_demand_and_add_up(bekasi, karawang):
    homes = [region(f"Desa {n}", f"32.75.01.100{n}") for n in range(1, 5)]
    for month in (JULY, AUGUST):
        for number, home in enumerate(homes, start=1):
            passports(bekasi, month, number * 10, home_region=home)
    passports(karawang, AUGUST, 500, home_region=homes[0])
    passports(bekasi, AUGUST, 105)  # the office's own total is no village's
    table = figures.by_village([bekasi, karawang], TO_AUGUST, limit=2)
    assert [(row.name, row.value) for row in table.rows] == [("Desa 1", 520), ("Desa 4", 80)]
    assert (table.regions, table.left_out, table.rest) == (4, 2, 100)
    assert table.value == plain_sum("grain = 'month:home,purpose'") == 700


def test_villages_are_counted_from_one_breakdown_only(bekasi):
    home = region("Mustikajaya", "32.75.11.1001")
    passports(bekasi, AUGUST, 60, home_region=home)
    for sex, count in (("perempuan", 40), ("laki-laki", 21)):
        passports(bekasi, AUGUST, count, home_region=home, sex=sex)
    assert figures.by_village([bekasi], AUGUST).value == 60


def test_villages_of_a_run_that_was_published_whole_are_listed(bekasi):
    running_total(bekasi, TO_AUGUST, 300, home_region=region("Mustikajaya", "32.75.11.1001"))
    table = figures.by_village([bekasi], TO_AUGUST)
    assert [(row.name, row.value) for row in table.rows] == [("Mustikajaya", 300)]


def test_without_villages_there_is_no_table(bekasi):
    passports(bekasi, AUGUST, 150)
    table = figures.by_village([bekasi], AUGUST)
    assert (table.rows, table.value) == ((), None)


def test_the_number_of_queries_does_not_grow_with_offices(bekasi, django_assert_num_queries):
    offices = [bekasi, *OfficeFactory.create_batch(4)]
    home = region("Mustikajaya", "32.75.11.1001")
    for office in offices:
        passports(office, AUGUST, 60, home_region=home)
    with django_assert_num_queries(1):
        assert figures.total(offices, TO_AUGUST).value == 300
    with django_assert_num_queries(2):
        assert figures.by_village(offices, TO_AUGUST).value == 300
