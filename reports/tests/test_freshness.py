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
from reports.figures.monthly.freshness import changed_since
from reports.models import ReportDeclaration, ReportRevision
from villages.models import VillageStep
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db


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
