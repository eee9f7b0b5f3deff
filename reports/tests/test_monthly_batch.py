"""Many offices' months are computed with as few questions as one office's."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dbi_portal.lib.months import Month
from officers.models import AuditEvent, OfficerPost
from officers.tests.factories import KanwilFactory, OfficeFactory, OfficerFactory, UserFactory
from outreach.actions.consultations import change_consultation, record_consultation
from outreach.models import Consultation, FollowUp, Session, SessionTopic, SessionVillage
from outreach.tests.factories import TopicFactory
from reports.actions.statistics import correct_statistic
from reports.figures.monthly.office import monthly_figures, monthly_figures_of
from reports.models import MonthlyReport, PassportStatistic, ReportDeclaration
from reports.tests.factories import ImportRunFactory, StatisticFactory
from reports.tests.months import AUGUST, JULY, SEPTEMBER_1, approved_session
from reports.tests.sent import at, sent_report
from villages.models import Assignment
from villages.tests.factories import DecreeFactory, GuidedVillageFactory, RegionFactory

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25
LATER = at(date(2025, 8, 20))


def busy_office(kanwil, number: int, *, rows: int = 3):
    """An office with something in every section, corrections of every kind among them."""
    office = OfficeFactory(under=kanwil, short_name=f"Kanim Sibuk {number}")
    regions = [RegionFactory() for _ in range(rows)]
    user = UserFactory(office=office)
    run = ImportRunFactory(office=office)
    for month in (Month(2024, 8), JULY, AUGUST):
        StatisticFactory(office=office, month=month, count=100, import_run=run)
        known = at(month.next().first_day)
        for region in regions:
            StatisticFactory(office=office, month=month, count=30, home_region=region, at=known)
        for country in ("Malaysia", "Taiwan"):
            StatisticFactory(office=office, month=month, count=40, destination=country)
    sent_report(office, JULY, date(2025, 8, 5))
    StatisticFactory(office=office, month=JULY, outcome="penolakan", purpose="", at=LATER)
    told = PassportStatistic.objects.in_month(JULY).get(office=office, home_region=regions[0])
    correct_statistic(statistic=told, count=31, reason="Salah baca", by=None, at=LATER)
    villages = [
        GuidedVillageFactory(office=office, region=region, since=date(2025, 1, 5))
        for region in regions
    ]
    decree = DecreeFactory(office=office, covers=villages, signed_on=date(2025, 8, 3))
    for village in villages[1:]:
        officer = OfficerFactory(office=office)
        OfficerPost.objects.create(officer=officer, office=office, position="PIMPASA")
        Assignment.objects.create(
            officer=officer, office=office, village=village, decree=decree,
            starts_on=date(2025, 8, 1), ends_on=date(2025, 9, 15),
        )  # fmt: skip
    for village in villages[:-1]:
        talk(office, village, user)
    for day in (date(2025, 7, 9), date(2025, 8, 9)):
        approved_session(office, held_on=day, reviewed_by=user, reviewed_at=LATER)
    ReportDeclaration.objects.create(
        office=office, month=AUGUST.first_day, kind="nihil", declared_at=LATER
    )
    return office


def talk(office, village, user):
    session = approved_session(office, region=village.region)
    SessionVillage.objects.create(session=session, office=office, village=village)
    SessionTopic.objects.create(session=session, office=office, topic=TopicFactory())
    FollowUp.objects.create(session=session, office=office, owner="Lurah", task="Edukasi")
    for day in (date(2025, 7, 7), date(2025, 8, 7)):
        said = Consultation(office=office, village=village, held_on=day, topic=TopicFactory())
        said = record_consultation(consultation=said, by=user)
        change_consultation(consultation=said, changes={"outcome": ["belum", "dijawab"]}, by=user)


def build_a_world(offices: int, rows: int = 3) -> list:
    kanwil = KanwilFactory(short_name="Kanwil Sibuk")
    found = [busy_office(kanwil, number, rows=rows) for number in range(offices)]
    events = AuditEvent.objects.order_by("pk")
    events.update(happened_at=LATER)
    # Some was changed after the moment of the report, and has to be taken back.
    some = events.filter(action="outreach.consultation.changed").values_list("pk")[::2]
    events.filter(pk__in=[pk for (pk,) in some]).update(happened_at=SEPTEMBER_1 + timedelta(days=1))
    return found


def questions(offices) -> int:
    with CaptureQueriesContext(connection) as asked:
        found = monthly_figures_of(offices=offices, month=AUGUST, known_at=SEPTEMBER_1)
    assert all(found[office.pk].sessions for office in offices)
    return len(asked)


def test_twelve_offices_ask_no_more_than_one(db):
    offices = build_a_world(12, rows=4)
    one, twelve = questions(offices[:1]), questions(offices)
    assert one == twelve
    assert twelve <= MOST_QUERIES


def test_every_section_of_the_busy_office_says_something(db):
    [office] = build_a_world(1)
    figures = monthly_figures(office=office, month=AUGUST, known_at=SEPTEMBER_1)
    empty = {
        name
        for name in (
            "passports", "purposes", "destinations", "origins", "ranks", "trend", "villages",
            "decrees", "officers", "postings", "gaps", "sessions", "unreached", "consultations",
            "follow_ups", "differences", "corrections", "sources",
        )
        if not getattr(figures, name)
    }  # fmt: skip
    assert empty == set()
    assert figures.nil
    changed = {each.key.split(":3")[0] for each in figures.corrections}
    assert changed == {"terbit:pmi", "penolakan:", "asal", "kegiatan", "konsultasi"}


def test_a_batch_says_of_each_office_what_it_says_alone(db):
    offices = build_a_world(3)
    together = monthly_figures_of(offices=offices, month=AUGUST, known_at=SEPTEMBER_1)
    for office in offices:
        alone = monthly_figures(office=office, month=AUGUST, known_at=SEPTEMBER_1)
        assert together[office.pk] == alone


def test_nobody_asked_is_nobody_told(db):
    assert monthly_figures_of(offices=[], month=AUGUST, known_at=SEPTEMBER_1) == {}


def test_an_office_without_anything_has_a_well_formed_month(db):
    kanwil = KanwilFactory()
    office = OfficeFactory(under=kanwil, short_name="Kanim Sepi")
    figures = monthly_figures(office=office, month=AUGUST, known_at=SEPTEMBER_1)
    assert [line.value for line in figures.passports] == [None]
    assert (figures.sessions, figures.villages, figures.corrections) == ((), (), ())
    assert figures.summary
    assert Session.objects.count() == MonthlyReport.objects.count() == 0
