"""Which months no sheet changes any more."""

from datetime import date

import pytest
from django.urls import reverse

from dbi_portal.lib.months import Month
from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from outreach.tests.factories import SessionFactory
from reports.closing import closed, sentence
from reports.models import MonthlyReport, PassportStatistic, Span
from reports.tests.factories import StatisticFactory

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


def test_a_quarters_report_closes_no_month():
    office = OfficeFactory()
    MonthlyReport.objects.create(
        office=office, month=JULY.first_day, span=Span.QUARTER, status=Status.SENT
    )
    assert closed([office.pk], JULY, SEPTEMBER) == set()


def test_a_figure_corrected_by_hand_in_a_closed_month_is_said_to_be_a_correction(client):
    office = OfficeFactory(short_name="Kanim Bekasi")
    figure = StatisticFactory(office=office, month=AUGUST, count=812)
    client.force_login(UserFactory(office=office, role=Role.OPERATOR))
    url = reverse("reports:statistic-correct", args=[figure.pk])
    note = "disebut sebagai koreksi dalam laporan berikutnya"
    assert note not in client.get(url).text
    report(office, AUGUST, Status.SENT)
    assert note in client.get(url).text
    entries = {"count": "845", "correction_reason": "Berkas susulan", "source": "Berkas"}
    assert note in client.post(url, entries, follow=True).text
    assert PassportStatistic.objects.get(supersedes=figure).count == 845


@pytest.mark.parametrize(
    ("status", "told"), [("dilaporkan", True), ("disetujui", False)], ids=["late", "counted"]
)
def test_whoever_approves_a_session_of_a_closed_month_is_told(client, status, told):
    office = OfficeFactory(short_name="Kanim Bekasi")
    session = SessionFactory(office=office, held_on=date(2025, 8, 12), status=status)
    client.force_login(UserFactory(office=office, role=Role.VERIFIER))
    url = reverse("reports:session-note", args=[session.pk])
    assert "koreksi" not in client.get(url).text
    report(office, AUGUST, Status.RECEIVED)
    assert ("Laporan Kanim Bekasi bulan Agustus 2025" in client.get(url).text) is told
