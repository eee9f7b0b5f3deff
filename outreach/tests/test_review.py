from datetime import UTC, date, datetime

import pytest

from dbi_portal.lib.months import Month
from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import UserFactory
from outreach.actions.follow_ups import complete_follow_up, reopen_follow_up
from outreach.actions.refusals import NoteMissing, NotYetHeld, SessionLocked, WrongStatus
from outreach.actions.review import (
    approve_session,
    cancel_session,
    return_session,
    submit_session,
)
from outreach.models import FollowUp, Session
from outreach.tests.factories import NOW, FollowUpFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def verifier():
    return UserFactory(role=Role.VERIFIER)


def test_an_approved_session_names_who_and_when(verifier):
    session = approve_session(session=SessionFactory(), by=verifier, at=NOW)
    assert (session.status, session.reviewed_by, session.reviewed_at) == (
        Session.Status.APPROVED,
        verifier,
        NOW,
    )
    assert AuditEvent.objects.get().action == "outreach.session.approved"


def test_a_second_approval_says_that_the_page_is_old(verifier):
    session = SessionFactory()
    approve_session(session=session, by=verifier, at=NOW)
    with pytest.raises(WrongStatus, match="Muat ulang"):
        approve_session(session=session, by=verifier, at=NOW)


def test_a_plan_cannot_be_approved(verifier):
    with pytest.raises(WrongStatus, match="Direncanakan"):
        approve_session(session=SessionFactory(planned=True), by=verifier, at=NOW)


@pytest.mark.parametrize("note", ["", "   "])
def test_a_returned_session_needs_a_note(verifier, note):
    with pytest.raises(NoteMissing, match="Tulis apa yang harus diperbaiki"):
        return_session(session=SessionFactory(), note=note, by=verifier, at=NOW)


def test_a_returned_session_comes_back_for_review(verifier):
    session = return_session(session=SessionFactory(), note="Isi peserta.", by=verifier, at=NOW)
    assert session.status == Session.Status.RETURNED
    session = submit_session(session=session, by=verifier, at=NOW)
    assert (session.status, session.reviewed_by) == (Session.Status.REPORTED, None)
    assert session.review_note == "Isi peserta."


def test_an_approved_session_is_not_returned_but_corrected(verifier):
    with pytest.raises(WrongStatus, match="Disetujui"):
        return_session(session=SessionFactory(approved=True), note="Keliru.", by=verifier, at=NOW)


def test_a_plan_is_submitted_once_it_was_held(verifier):
    plan = SessionFactory(planned=True, held_on=date(2025, 12, 24))
    with pytest.raises(NotYetHeld, match="belum berlangsung"):
        submit_session(session=plan, by=verifier, at=NOW)
    christmas = datetime(2025, 12, 25, tzinfo=UTC)
    submitted = submit_session(session=plan, by=verifier, at=christmas)
    assert submitted.status == Session.Status.REPORTED


def test_a_cancelled_session_stays_on_record(verifier):
    plan = SessionFactory(planned=True)
    session = cancel_session(session=plan, reason=" Banjir di\nlokasi. ", by=verifier)
    session.refresh_from_db()
    assert (session.status, session.cancel_reason) == (
        Session.Status.CANCELLED,
        "Banjir di lokasi.",
    )
    assert AuditEvent.objects.get().changes["reason"] == "Banjir di lokasi."


def test_a_session_is_not_cancelled_without_a_reason(verifier):
    with pytest.raises(NoteMissing, match="mengapa"):
        cancel_session(session=SessionFactory(planned=True), reason=" ", by=verifier)


def test_an_approved_session_cannot_be_cancelled(verifier):
    with pytest.raises(SessionLocked):
        cancel_session(session=SessionFactory(approved=True), reason="Keliru.", by=verifier)


def test_only_approved_sessions_count():
    approved = SessionFactory(approved=True)
    SessionFactory(office=approved.office, returned=True)
    SessionFactory(office=approved.office)
    SessionFactory(office=approved.office, planned=True)
    assert list(Session.objects.approved()) == [approved]


def test_a_session_belongs_to_the_month_of_its_day():
    session = SessionFactory(held_on=date(2025, 10, 31))
    SessionFactory(held_on=date(2025, 11, 1))
    assert list(Session.objects.in_month(Month(2025, 10))) == [session]


def test_a_follow_up_is_completed_once(verifier):
    follow_up = FollowUpFactory(session__approved=True)
    complete_follow_up(follow_up=follow_up, done_on=date(2025, 11, 20), by=verifier)
    complete_follow_up(follow_up=follow_up, done_on=date(2025, 11, 25), by=verifier)
    follow_up.refresh_from_db()
    assert follow_up.done_on == date(2025, 11, 20)
    assert AuditEvent.objects.count() == 1


def test_a_follow_up_marked_by_mistake_is_open_again(verifier):
    follow_up = FollowUpFactory(done_on=date(2025, 11, 20), due_on=date(2025, 11, 10))
    reopen_follow_up(follow_up=follow_up, by=verifier)
    assert list(FollowUp.objects.overdue(on=date(2025, 11, 21))) == [follow_up]
