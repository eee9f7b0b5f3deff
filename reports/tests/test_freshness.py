"""A report tells when what it counted has changed since."""

from datetime import timedelta

import pytest

from dbi_portal.lib.months import Month
from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import UserFactory
from outreach.actions.consultations import record_consultation
from outreach.actions.corrections import open_correction
from outreach.actions.parts import SessionParts
from outreach.actions.review import approve_session, return_session, submit_session
from outreach.actions.sessions import change_session
from outreach.models import Consultation, Session, SessionVillage
from outreach.tests.factories import SessionFactory, TopicFactory
from reports.actions.reports import build_report
from reports.actions.statistics import correct_statistic
from reports.figures.monthly.freshness import changed_since
from reports.models import (
    MonthlyReport,
    PassportStatistic,
    ReportDeclaration,
    ReportRevision,
)
from reports.tests.life import brought_to, people
from reports.tests.months import AUGUST, JULY, SEPTEMBER_1, small_kanwil
from villages.models import VillageStep
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def who():
    return people()


@pytest.fixture
def session():
    return SessionFactory(approved=True)


@pytest.fixture
def told(session):
    """A revision of the office's report of that month, as far as freshness asks."""

    def told(month):
        snapshot = {
            "month": str(month),
            "letterhead": {"code": session.office.code},
            "offices": [],
        }
        return ReportRevision(snapshot=snapshot, known_at=session.reviewed_at)

    return told


@pytest.fixture
def later(session):
    return session.reviewed_at + timedelta(days=2)


@pytest.fixture
def correct(session, later):
    """A correction of the session, sent in, on the day it is given."""

    def correct(day=None):
        operator = UserFactory(role=Role.OPERATOR, office=session.office)
        told = {"by": operator, "at": later}
        correction = open_correction(session=session, reason="Salah baca.", **told)
        correction = Session.objects.get(pk=correction.pk)
        correction.held_on = day or correction.held_on
        change_session(session=correction, parts=SessionParts(), **told)
        return submit_session(session=correction, **told)

    return correct


def test_a_correction_in_progress_changes_no_report(told, correct, session, later):
    correction = correct()
    verifier = UserFactory(role=Role.VERIFIER, office=session.office)
    assert not changed_since(told(Month.of(session.held_on)))
    return_session(session=correction, note="Belum benar.", by=verifier, at=later)
    assert not changed_since(told(Month.of(session.held_on)))


def test_an_approved_correction_does(told, correct, session, later):
    verifier = UserFactory(role=Role.VERIFIER, office=session.office)
    approve_session(session=correct(), by=verifier, at=later)
    assert changed_since(told(Month.of(session.held_on)))


def test_a_correction_to_another_month_is_told_in_both(told, correct, session, later):
    verifier = UserFactory(role=Role.VERIFIER, office=session.office)
    day = Month.of(session.held_on).previous().first_day
    approve_session(session=correct(day), by=verifier, at=later)
    assert changed_since(told(Month.of(session.held_on)))
    assert changed_since(told(Month.of(day)))
    assert not changed_since(told(Month.of(day).previous()))


def test_a_step_put_on_record_since_then_changes_a_report(told, session):
    since = told(Month.of(session.held_on))
    village = GuidedVillageFactory(office=session.office, since=session.held_on)
    assert not changed_since(since)
    VillageStep.trace.filter(village=village).update(recorded_at=since.known_at + timedelta(days=1))
    assert changed_since(since)
    assert not changed_since(told(Month.of(session.held_on).previous()))


def test_a_consultation_written_down_since_then_changes_a_report(told, session):
    since = told(Month.of(session.held_on))
    said = Consultation(office=session.office, held_on=session.held_on, topic=TopicFactory())
    record_consultation(consultation=said, by=None)
    lines = AuditEvent.objects.filter(action="outreach.consultation.recorded")
    lines.update(happened_at=since.known_at - timedelta(hours=1))
    assert not changed_since(since)
    lines.update(happened_at=since.known_at + timedelta(hours=1))
    assert changed_since(since)


def test_a_declaration_since_then_changes_the_report_of_its_month(told, session):
    month, at = Month.of(session.held_on), session.reviewed_at + timedelta(hours=1)
    ReportDeclaration.objects.create(
        office=session.office, month=month.first_day, kind="nihil", declared_at=at
    )
    assert changed_since(told(month))
    assert not changed_since(told(month.next()))


def test_a_neighbours_session_in_a_village_of_the_office_changes_its_report(told, session):
    village = GuidedVillageFactory(office=session.office, since=session.held_on)
    joint = SessionFactory(
        approved=True, held_on=session.held_on, reviewed_at=session.reviewed_at + timedelta(days=1)
    )
    assert not changed_since(told(Month.of(session.held_on)))
    SessionVillage.objects.create(session=joint, office=joint.office, village=village)
    assert changed_since(told(Month.of(session.held_on)))


# Sums: only a snapshot that was replaced makes them old


@pytest.fixture
def place():
    return small_kanwil()


def build(office, at=SEPTEMBER_1, **more):
    return build_report(office=office, month=AUGUST, by=None, at=at, **more)


def correct_august(office, at):
    row = PassportStatistic.objects.current().get(office=office, count=812)
    correct_statistic(statistic=row, count=845, reason="Berkas susulan", by=None, at=at)


def fresh(report) -> bool:
    return not changed_since(MonthlyReport.objects.get(pk=report.pk).revision)


def test_a_kanwil_is_not_out_of_date_because_a_closed_month_was_corrected(who):
    brought_to("received", who)
    above = build(who.kanwil, SEPTEMBER_1 + DAY)
    correct_august(who.office, SEPTEMBER_1 + 2 * DAY)
    assert fresh(above)


def test_a_kanwils_draft_is_old_when_an_office_has_another_revision_and_new_once_rebuilt(who):
    above = build(who.kanwil)
    assert fresh(above)
    brought_to("signed", who)
    assert not fresh(above)
    assert fresh(build(who.kanwil, SEPTEMBER_1 + DAY))


def test_what_an_office_would_say_in_a_new_draft_makes_the_kanwils_old(place):
    above = build(place.kanwil)
    correct_august(place.bekasi, SEPTEMBER_1 + DAY)
    assert not fresh(above)
    assert fresh(build(place.kanwil, SEPTEMBER_1 + 2 * DAY))


def test_an_excused_office_does_not_make_the_kanwils_old_for_ever(place):
    build(place.cianjur)
    ReportDeclaration.objects.create(
        office=place.cianjur, month=AUGUST.first_day, kind="berhalangan", reason="Banjir",
        declared_at=SEPTEMBER_1 - DAY,
    )  # fmt: skip
    assert fresh(build(place.kanwil))


def test_a_quarter_is_old_when_a_months_report_is_another_one_and_not_by_facts(place):
    build(place.bekasi)
    quarter = build(place.bekasi, SEPTEMBER_1 + DAY, span="triwulan")
    correct_august(place.bekasi, SEPTEMBER_1 + 2 * DAY)
    assert fresh(quarter)
    build(place.bekasi, SEPTEMBER_1 + 3 * DAY)
    assert not fresh(quarter)
    assert fresh(build(place.bekasi, SEPTEMBER_1 + 4 * DAY, span="triwulan"))


def test_a_kanwils_quarter_is_of_its_own_months_reports(place):
    build(place.kanwil)
    quarter = build(place.kanwil, SEPTEMBER_1 + DAY, span="triwulan")
    build_report(office=place.bekasi, month=JULY, by=None, at=SEPTEMBER_1 + DAY)
    assert fresh(quarter)
    build_report(office=place.kanwil, month=JULY, by=None, at=SEPTEMBER_1 + DAY)
    assert not fresh(quarter)
