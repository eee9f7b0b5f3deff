"""What became of a closed month: its report's page says it, the next report tells it."""

from datetime import date

import pytest

from dbi_portal.lib.months import Month
from reports.actions.statistics import correct_statistic
from reports.figures.monthly.afterwards import corrected_since
from reports.figures.monthly.office import monthly_figures
from reports.models import MonthlyReport, PassportStatistic
from reports.tests.factories import StatisticFactory
from reports.tests.figures_world import region
from reports.tests.life import brought_to, people
from reports.tests.months import AUGUST, small_kanwil
from reports.tests.sent import at, sent_report

pytestmark = pytest.mark.django_db
SEPTEMBER, DECEMBER, JANUARY = Month(2025, 9), Month(2025, 12), Month(2026, 1)
LATER, NOW = date(2025, 9, 20), at(date(2025, 12, 1))
Status = MonthlyReport.Status


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def who():
    return people()


def correct(office, was: int, count: int, on: date, reason="Berkas susulan"):
    row = PassportStatistic.objects.current().get(office=office, count=was)
    correct_statistic(statistic=row, count=count, reason=reason, by=None, at=at(on))


def page(client, who, report, query="") -> str:
    client.force_login(who.supervisor)
    return client.get(report.get_absolute_url() + query).content.decode()


def said(report):
    return [
        (each.correction.before, each.correction.after, each.untold)
        for each in corrected_since(report.revision, now=NOW)
    ]


@pytest.mark.parametrize("status", [Status.SENT, Status.RECEIVED])
def test_the_page_of_a_report_that_went_out_says_what_changed_since(client, who, status):
    report = brought_to(status, who)
    assert "Sesudah dikirim" not in page(client, who, report)
    correct(who.office, 812, 1107, LATER)
    shown = page(client, who, report)
    assert "<b>Sesudah dikirim.</b> Paspor PMI terbit 812 → 1.107 (Berkas susulan)" in shown
    assert "disebut dalam laporan berikutnya." in shown


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SIGNED])
def test_a_report_still_in_the_office_has_no_afterwards(client, who, status):
    report = brought_to(status, who)
    correct(who.office, 812, 1107, LATER)
    assert "Sesudah dikirim" not in page(client, who, report)


def test_changed_and_changed_back_is_nothing_to_say(who):
    report = brought_to(Status.SENT, who)
    correct(who.office, 812, 1107, LATER)
    correct(who.office, 1107, 812, date(2025, 9, 22))
    assert said(report) == []


def test_what_the_next_report_told_is_not_announced_again(client, who):
    report = brought_to(Status.RECEIVED, who)
    correct(who.office, 812, 1107, LATER)
    assert said(report) == [(812, 1107, True)]
    sent_report(who.office, SEPTEMBER, date(2025, 10, 3))
    assert said(report) == [(812, 1107, False)]
    assert "812 → 1.107 (Berkas susulan), sudah disebut sesudahnya." in page(client, who, report)
    correct(who.office, 1107, 1110, date(2025, 10, 10))
    assert said(report) == [(812, 1110, True)]


def test_a_neighbours_correction_is_not_told_here(who):
    report = brought_to(Status.SENT, who)
    neighbour = who.kanwil.supervised.exclude(office=who.office).get().office
    StatisticFactory(office=neighbour, month=AUGUST, count=31, at=at(LATER))
    assert said(report) == []


def test_a_kanwils_report_says_it_of_each_office_in_it(who, django_assert_max_num_queries):
    brought_to(Status.RECEIVED, who)
    report = brought_to(Status.DRAFT, who, who.kanwil)
    correct(who.office, 812, 1107, LATER)
    with django_assert_max_num_queries(20):
        [change] = corrected_since(report.revision, now=NOW)
    assert (change.correction.office, change.correction.after) == ("Kanim Satu", 1107)


# Selisih that a correction makes


@pytest.fixture
def december():
    """A closed December: 1.067 in all, 1.067 by village."""
    office = small_kanwil().bekasi
    known = {"office": office, "month": DECEMBER, "at": at(date(2026, 1, 2))}
    StatisticFactory(count=1067, **known)
    StatisticFactory(count=1066, home_region=region("Sumur Batu", "32.75.11.1004"), **known)
    StatisticFactory(count=1, home_region=region("Cimuning", "32.75.11.1005"), **known)
    sent_report(office, DECEMBER, date(2026, 1, 5))
    return office


def differences(office, month=JANUARY, on=date(2026, 2, 2)):
    found = monthly_figures(office=office, month=month, known_at=at(on)).differences
    return [(each.period, each.printed, each.computed) for each in found]


def test_the_report_that_tells_a_correction_of_last_year_tells_the_difference_it_made(december):
    assert differences(december) == []
    correct(december, 1067, 1107, date(2026, 1, 10))
    assert differences(december) == [("Desember 2025", 1107, 1067)]


def test_a_corrected_village_makes_a_difference_as_well(december):
    correct(december, 1066, 1060, date(2026, 1, 10))
    assert differences(december) == [("Desember 2025", 1067, 1061)]


def test_it_is_told_once_as_the_correction_is(december):
    correct(december, 1067, 1107, date(2026, 1, 10))
    sent_report(december, JANUARY, date(2026, 2, 3))
    assert differences(december, Month(2026, 2), date(2026, 3, 2)) == []
