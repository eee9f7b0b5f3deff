"""A report tells when what it counted has changed since."""

from datetime import timedelta

import pytest

from dbi_portal.lib.months import Month
from officers.roles import Role
from officers.tests.factories import UserFactory
from outreach.actions.corrections import open_correction
from outreach.actions.parts import SessionParts
from outreach.actions.review import approve_session, return_session, submit_session
from outreach.actions.sessions import change_session
from outreach.models import Session
from outreach.tests.factories import SessionFactory
from reports.figures.monthly.freshness import changed_since
from reports.models import ReportRevision

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
