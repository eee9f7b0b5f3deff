"""Officers, postings and gaps of a month; where passports led; what an office declared."""

from datetime import date

import pytest
from django.db import connection

from officers import policy
from officers.models import OfficerPost
from officers.tests.factories import OfficerFactory, UserFactory
from outreach.models import SessionOfficer, SessionVillage
from reports.figures.monthly.office import monthly_figures
from reports.models import ReportDeclaration
from reports.tests.factories import StatisticFactory
from reports.tests.months import AUGUST, JULY, SEPTEMBER_1, approved_session, small_kanwil
from reports.tests.sent import at
from villages.models import Assignment
from villages.tests.factories import DecreeFactory, GuidedVillageFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return small_kanwil()


@pytest.fixture
def village(place):
    return GuidedVillageFactory(office=place.bekasi, since=date(2025, 1, 6))


def august_of(office, known_at=SEPTEMBER_1):
    return monthly_figures(office=office, month=AUGUST, known_at=known_at)


def post(officer, village, starts_on, ends_on=None, **values):
    return Assignment.objects.create(
        officer=officer, village=village, office=village.office, starts_on=starts_on,
        ends_on=ends_on, **values,
    )  # fmt: skip


def test_officers_on_duty_at_the_months_end_with_their_villages(place, village):
    here = OfficerFactory(office=place.bekasi, name="Ani (contoh)", position="Analis")
    gone = OfficerFactory(office=place.cianjur, name="Budi (contoh)")
    come = OfficerFactory(office=place.bekasi, name="Cici (contoh)")
    OfficerFactory(office=place.bekasi, name="Dedi (contoh)", left_on=date(2025, 8, 30))
    days = {"office": place.bekasi, "position": "Kasubsi"}
    OfficerPost.objects.create(officer=gone, ends_on=date(2025, 9, 9), **days)
    OfficerPost.objects.create(officer=come, starts_on=date(2025, 9, 1), **days)
    post(here, village, date(2025, 2, 1))
    told = [(each.name, each.position, each.villages) for each in august_of(place.bekasi).officers]
    assert told == [
        ("Ani (contoh)", "Analis", (village.region.name,)),
        ("Budi (contoh)", "Kasubsi", ()),
    ]


def test_an_officer_held_the_sessions_that_name_him_or_else_his_villages(place, village):
    named, posted = OfficerFactory(office=place.bekasi), OfficerFactory(office=place.bekasi)
    post(posted, village, date(2025, 8, 10))
    for day in (9, 11, 12):  # the day before he was posted is nobody's
        session = approved_session(place.bekasi, held_on=date(2025, 8, day))
        SessionVillage.objects.create(session=session, office=place.bekasi, village=village)
    SessionOfficer.objects.create(session=session, office=place.bekasi, officer=named)
    held = {each.id: each.sessions for each in august_of(place.bekasi).officers}
    assert held == {named.pk: 1, posted.pk: 1}


def test_postings_that_began_or_ended_in_the_month(place, village):
    officer, other = OfficerFactory(name="Ani (contoh)"), OfficerFactory(name="Budi (contoh)")
    decree = DecreeFactory(office=place.bekasi, number="SK 7", signed_on=date(2025, 7, 1))
    post(officer, village, date(2025, 8, 4), date(2025, 8, 29), decree=decree)
    post(other, village, date(2025, 7, 31), date(2025, 9, 1))
    told = [
        (each.officer, each.change, each.day, each.basis)
        for each in august_of(place.bekasi).postings
    ]
    assert told == [
        ("Ani (contoh)", "mulai", "2025-08-04", "SK 7"),
        ("Ani (contoh)", "berakhir", "2025-08-29", "SK 7"),
    ]


def test_gaps_are_villages_without_anybody_and_what_runs_out(place, village):
    alone = GuidedVillageFactory(office=place.bekasi, since=date(2025, 3, 3))
    post(OfficerFactory(name="Ani (contoh)"), village, date(2025, 2, 1), date(2025, 9, 20))
    post(OfficerFactory(), alone, date(2025, 4, 1), date(2025, 8, 10))
    for number, ends_on in (("SK 1", date(2025, 9, 30)), ("SK 2", date(2025, 10, 1))):
        DecreeFactory(
            office=place.bekasi, number=number, signed_on=date(2024, 1, 1), ends_on=ends_on
        )
    assert [(each.kind, each.what, each.day) for each in august_of(place.bekasi).gaps] == [
        ("tanpa-petugas", alone.region.name, "2025-08-11"),
        ("penugasan-berakhir", f"Ani (contoh), {village.region.name}", "2025-09-20"),
        ("sk-berakhir", "SK 1", "2025-09-30"),
    ]


def test_an_office_says_how_early_it_wants_to_be_warned(place, village):
    post(OfficerFactory(), village, date(2025, 2, 1), date(2025, 9, 20))
    policy.choose(key="expiry_warning_days", office=place.bekasi, value=10, by=None, at=SEPTEMBER_1)
    assert august_of(place.bekasi).gaps == ()


def test_a_posting_that_is_followed_is_no_gap(place, village):
    officer = OfficerFactory()
    post(officer, village, date(2025, 2, 1), date(2025, 9, 20))
    post(officer, village, date(2025, 9, 21))
    assert august_of(place.bekasi).gaps == ()


def test_destinations_stand_beside_month_before_and_year_so_far(place):
    bekasi = place.cianjur
    rows = {(AUGUST, "Malaysia"): 30, (AUGUST, "Taiwan"): 12, (JULY, "Malaysia"): 25}
    for (month, country), count in rows.items():
        StatisticFactory(office=bekasi, month=month, count=count, destination=country)
    StatisticFactory(office=bekasi, month=AUGUST.year_ago, count=8, destination="Malaysia")
    lines = {
        line.label: (line.value, line.before, line.year_ago, line.to_date)
        for line in august_of(bekasi).destinations
    }
    assert lines == {"Malaysia": (30, 25, 8, 55), "Taiwan": (12, None, None, 12)}


def test_home_villages_agree_with_plain_sql(place):
    regions = [RegionFactory() for _ in range(4)]
    for month in (JULY.previous(), JULY, AUGUST, AUGUST.year_ago):
        for number, region in enumerate(regions):
            count = 10 * number + month.number
            StatisticFactory(office=place.cianjur, month=month, home_region=region, count=count)
    told = {
        each.code: (each.value, each.before, each.year_ago, each.to_date)
        for each in august_of(place.cianjur).origins
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT home_region_id, sum(count) FILTER (WHERE period_start = '2025-08-01'),"
            " sum(count) FILTER (WHERE period_start = '2025-07-01'),"
            " sum(count) FILTER (WHERE period_start = '2024-08-01'),"
            " sum(count) FILTER (WHERE period_start >= '2025-01-01')"
            " FROM reports_passportstatistic WHERE home_region_id IS NOT NULL GROUP BY 1"
        )
        assert told == {code: tuple(sums) for code, *sums in cursor.fetchall()}
    values = [each.to_date for each in august_of(place.cianjur).origins]
    assert values == sorted(values, reverse=True)


def test_what_an_office_declared_is_told_while_it_stands(place):
    declared = ReportDeclaration.objects.create(
        office=place.bekasi, month=AUGUST.first_day, kind="berhalangan", reason="Banjir",
        declared_at=at(date(2025, 8, 30)),
    )  # fmt: skip
    assert (august_of(place.bekasi).excuse, august_of(place.bekasi).nil) == ("Banjir", False)
    assert august_of(place.bekasi, known_at=at(date(2025, 8, 29))).excuse == ""
    withdrawn = {"withdrawn_at": at(date(2025, 8, 31)), "withdrawn_by": UserFactory()}
    ReportDeclaration.objects.filter(pk=declared.pk).update(**withdrawn)
    assert august_of(place.bekasi).excuse == ""
