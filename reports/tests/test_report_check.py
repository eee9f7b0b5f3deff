"""The second count agrees with the first on every kind of figure: only wrong reports are held."""

from datetime import timedelta

import pytest

from dbi_portal.lib.months import Month
from reports.actions import reports
from reports.actions.statistics import correct_statistic
from reports.figures.period import MonthRange
from reports.models import MonthlyReport, PassportStatistic
from reports.tests.factories import StatisticFactory
from reports.tests.figures_world import running_total
from reports.tests.months import AUGUST, JULY, SEPTEMBER_1, small_kanwil

pytestmark = pytest.mark.django_db
REFUSED = PassportStatistic.Outcome.REFUSED


@pytest.fixture
def place():
    return small_kanwil()


def build(office, at=SEPTEMBER_1):
    return reports.build_report(office=office, month=AUGUST, by=None, at=at).revision


def value_of(revision, label):
    return next(row["value"] for row in revision.snapshot["passports"] if row["label"] == label)


def test_a_total_beside_its_purposes_is_counted_once(place):
    StatisticFactory(office=place.bekasi, outcome=REFUSED, purpose="", count=14)
    for purpose, count in (("pmi", 9), ("umrah", 5)):
        StatisticFactory(office=place.bekasi, outcome=REFUSED, purpose=purpose, count=count)
    revision = build(place.bekasi)
    assert value_of(revision, "Penolakan") == 14
    assert revision.held == []


def test_a_month_between_two_running_totals_is_counted_the_second_way_too(place):
    january = Month(2025, 1)
    running_total(place.cianjur, MonthRange(january, JULY), 600)
    running_total(place.cianjur, MonthRange(january, AUGUST), 700)
    kanim, kanwil = build(place.cianjur), build(place.kanwil)
    assert value_of(kanim, "Paspor PMI terbit") == 100
    assert value_of(kanwil, "Paspor PMI terbit") == 912
    assert (kanim.held, kanwil.held) == ([], [])


def test_a_kanwil_checks_a_sent_report_as_it_was_known_when_it_was_sent(place):
    build(place.bekasi)
    MonthlyReport.objects.filter(office=place.bekasi).update(status=MonthlyReport.Status.SENT)
    row = PassportStatistic.objects.get(office=place.bekasi, count=812)
    later = SEPTEMBER_1 + timedelta(days=1)
    correct_statistic(statistic=row, count=845, reason="Berkas susulan", by=None, at=later)
    revision = build(place.kanwil, at=later + timedelta(days=1))
    assert value_of(revision, "Paspor PMI terbit") == 812
    assert revision.held == []
