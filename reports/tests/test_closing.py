"""Which months no sheet changes any more."""

import pytest

from dbi_portal.lib.months import Month
from officers.tests.factories import OfficeFactory
from reports.closing import closed, sentence
from reports.models import MonthlyReport

pytestmark = pytest.mark.django_db
JULY, AUGUST, SEPTEMBER = (Month(2025, number) for number in (7, 8, 9))
Status = MonthlyReport.Status


def report(office, month, status):
    return MonthlyReport.objects.create(office=office, month=month.first_day, status=status)


@pytest.mark.parametrize("status", [Status.SENT, Status.RECEIVED])
def test_a_month_is_closed_once_its_report_is_on_its_way(status):
    office = OfficeFactory()
    report(office, AUGUST, status)
    assert closed([office.pk], JULY, SEPTEMBER) == {(office.pk, AUGUST)}


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CHECKED, Status.SIGNED, Status.RETURNED])
def test_a_report_at_the_office_closes_nothing(status):
    office = OfficeFactory()
    report(office, AUGUST, status)
    assert closed([office.pk], JULY, SEPTEMBER) == set()


def test_only_the_months_and_offices_asked_for_are_told():
    office, other = OfficeFactory(), OfficeFactory()
    for month in (JULY, AUGUST, SEPTEMBER):
        report(office, month, Status.SENT)
        report(other, month, Status.SENT)
    assert closed([office.pk], AUGUST, AUGUST) == {(office.pk, AUGUST)}


def test_many_offices_are_asked_about_at_once(django_assert_num_queries):
    offices = [OfficeFactory() for _ in range(5)]
    for office in offices:
        report(office, AUGUST, Status.SENT)
    with django_assert_num_queries(1):
        assert len(closed([office.pk for office in offices], JULY, SEPTEMBER)) == 5


def test_a_closed_month_is_told_in_words():
    told = sentence(AUGUST, "Kanim Bekasi")
    assert told.startswith("Laporan Kanim Bekasi bulan Agustus 2025 sudah dikirim")
