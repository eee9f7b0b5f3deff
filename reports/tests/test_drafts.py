"""The portal drafts last month's report by itself, by the clock on the office's own wall."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from dbi_portal.lib.months import Month
from officers.models import Job, Office, Setting
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from reports.actions import drafts
from reports.models import MonthlyReport
from reports.policies import BUILD_DAY, BUILD_HOUR
from reports.tests.months import AUGUST

pytestmark = pytest.mark.django_db
WIT, WIB = ZoneInfo("Asia/Jayapura"), ZoneInfo("Asia/Jakarta")


@pytest.fixture
def kanwil():
    return KanwilFactory()


@pytest.fixture
def office(kanwil):
    return OfficeFactory(under=kanwil)


def asked():
    return set(MonthlyReport.objects.values_list("office__code", "month"))


def test_nothing_is_drafted_before_the_first_at_five(office):
    drafts.ask_for_due_reports(at=datetime(2025, 9, 1, 4, 59, tzinfo=WIB))
    assert asked() == set()


def test_last_month_is_drafted_for_office_kanwil_and_centre_once(kanwil, office):
    at = datetime(2025, 9, 1, 5, tzinfo=WIB)
    assert drafts.ask_for_due_reports(at=at) == 3
    assert drafts.ask_for_due_reports(at=at) == 0
    first_day = AUGUST.first_day
    assert asked() == {(code, first_day) for code in (office.code, kanwil.code, "pusat")}
    jobs = Job.objects.filter(kind="reports.build", requested_by=None).order_by("pk")
    assert [job.office.code for job in jobs] == [office.code, kanwil.code, "pusat"]


def test_five_in_papua_comes_two_hours_earlier(office):
    Office.objects.filter(pk=office.pk).update(time_zone=Office.TimeZone.WIT)
    drafts.ask_for_due_reports(at=datetime(2025, 9, 1, 5, tzinfo=WIT))
    assert asked() == {(office.code, AUGUST.first_day)}


def test_a_kanwil_chooses_its_own_day_for_its_offices(kanwil, office):
    Setting.objects.create(key=BUILD_DAY, office=kanwil, value=3)
    Setting.objects.create(key=BUILD_HOUR, office=kanwil, value=7)
    drafts.ask_for_due_reports(at=datetime(2025, 9, 3, 6, tzinfo=WIB))
    assert asked() == set()
    drafts.ask_for_due_reports(at=datetime(2025, 9, 3, 7, tzinfo=WIB))
    assert (office.code, AUGUST.first_day) in asked()


def test_choices_of_many_offices_are_read_at_once(kanwil, django_assert_max_num_queries):
    offices = [kanwil, *(OfficeFactory(under=kanwil) for _ in range(6))]
    with django_assert_max_num_queries(4):
        due = list(drafts.due_months(offices, at=datetime(2025, 9, 1, 5, tzinfo=WIB)))
    assert due == [(office, AUGUST) for office in offices]


def test_a_portal_that_was_off_on_the_first_catches_up(office):
    drafts.ask_for_due_reports(at=datetime(2025, 9, 9, 11, tzinfo=WIB))
    assert (office.code, AUGUST.first_day) in asked()


def test_an_office_that_was_not_open_yet_owes_nothing(office):
    Office.objects.filter(pk=office.pk).update(opened_on=datetime(2025, 9, 1, tzinfo=WIB).date())
    drafts.ask_for_due_reports(at=datetime(2025, 9, 1, 6, tzinfo=WIB))
    assert (office.code, AUGUST.first_day) not in asked()


def test_two_people_asking_at_once_get_one_job(office):
    at = datetime(2025, 9, 1, 6, tzinfo=WIB)
    ask = {"office": office, "month": Month(2025, 8), "at": at}
    first = drafts.ask_for_report(**ask, by=UserFactory(office=office))
    assert drafts.ask_for_report(**ask, by=UserFactory(office=office)) == first
