"""Only approved sessions count, once each, for the office that held them."""

from datetime import date

import pytest

from dbi_portal.lib.months import Month
from officers.tests.factories import OfficeFactory
from outreach.models import Audience, RegionReached, Session, SessionVillage, Speaker
from outreach.tests.factories import (
    AudienceGroupFactory,
    InstitutionFactory,
    SessionFactory,
    SessionKindFactory,
)
from reports.figures import sessions
from reports.figures.made_up import MadeUp
from reports.figures.period import MonthRange
from reports.tests.figures_world import LONG_AGO, region, village

pytestmark = pytest.mark.django_db
OCTOBER = Month(2025, 10)


@pytest.fixture
def office():
    return OfficeFactory()


def test_what_is_not_approved_does_not_count(office):
    SessionFactory(office=office, approved=True, participants=60)
    for other in ({}, {"planned": True}, {"returned": True}, {"status": "dibatalkan"}):
        SessionFactory(office=office, **other)
    figures = sessions.held([office], OCTOBER)
    assert figures.count.sessions == Session.objects.filter(status="disetujui").count() == 1
    assert figures.count.participants == 60


def test_a_meeting_in_no_village_counts_for_its_office(office):
    timpora = SessionKindFactory(code="timpora", name="Rapat TIMPORA")
    SessionFactory(office=office, approved=True, participants=60, kind=timpora)
    figures = sessions.held([office], OCTOBER)
    assert figures.kinds == (("Rapat TIMPORA", 1),)
    assert (figures.without_village, figures.villages, figures.count.participants) == (1, 0, 60)


def test_unknown_participants_are_told_apart_from_none(office):
    for participants in (40, 0, None, None):
        SessionFactory(office=office, approved=True, participants=participants)
    count = sessions.held([office], OCTOBER).count
    assert (count.sessions, count.participants, count.uncounted) == (4, 40, 2)


def test_groups_are_added_up_where_no_total_was_written(office):
    grouped = SessionFactory(office=office, approved=True)
    written = SessionFactory(office=office, approved=True, participants=50)
    for session in (grouped, written):
        for count in (20, 15, None):
            Audience.objects.create(session=session, group=AudienceGroupFactory(), count=count)
    count = sessions.held([office], OCTOBER).count
    assert (count.participants, count.uncounted) == (85, 0)


def test_places_and_institutions_are_counted_once_however_many_sessions(office):
    served = village(office, aktif=LONG_AGO)
    bp3mi, elsewhere = InstitutionFactory(), region("Cibeber", "36.72.01.1001")
    for _ in range(2):
        session = SessionFactory(office=office, approved=True)
        SessionVillage.objects.create(session=session, village=served)
        RegionReached.objects.create(session=session, region=elsewhere, rt_count=4, rw_count=1)
        RegionReached.objects.create(session=session, region=served.region)
        Speaker.objects.create(session=session, institution=bp3mi)
    figures = sessions.held([office], OCTOBER)
    assert (figures.villages, figures.regions, figures.institutions) == (1, 2, 1)
    assert (figures.rt, figures.rw, figures.without_village) == (8, 2, 0)


def test_kinds_are_listed_with_the_most_frequent_first(office):
    visit = SessionKindFactory(code="sambang", name="Sambang desa")
    SessionFactory(office=office, approved=True)
    SessionFactory.create_batch(2, office=office, approved=True, kind=visit)
    assert sessions.held([office], OCTOBER).kinds == (("Sambang desa", 2), ("Sosialisasi", 1))


def test_counts_fall_on_the_office_and_month_they_belong_to(office):
    other = OfficeFactory()
    for day in (date(2025, 9, 30), date(2025, 10, 1), date(2025, 10, 31), date(2025, 11, 1)):
        SessionFactory(office=office, approved=True, held_on=day, participants=10)
    SessionFactory(office=other, approved=True, made_up=True)
    found = sessions.by_month([office, other], MonthRange(Month(2025, 9), OCTOBER))
    assert {key: count.sessions for key, count in found.items()} == {
        (office.pk, Month(2025, 9)): 1,
        (office.pk, OCTOBER): 2,
        (other.pk, OCTOBER): 1,
    }
    assert sessions.held([office], OCTOBER).count.participants == 20
    assert sessions.held([office, other], OCTOBER).count.made_up is MadeUp.SOME


def test_a_month_without_sessions_is_empty_and_asks_little(office, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert sessions.held([office], OCTOBER).count.sessions == 0
