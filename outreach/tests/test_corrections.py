"""What is approved is put right by a new revision; the old one counts until that is approved."""

from datetime import date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from dbi_portal.lib.months import Month
from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import OfficerFactory, UserFactory
from outreach.actions.corrections import (
    ask_correction,
    open_correction,
    open_correction_of,
    revisions_of,
)
from outreach.actions.described import described, differences
from outreach.actions.follow_ups import complete_follow_up, complete_follow_ups
from outreach.actions.parts import Agreed, Reached, SessionParts, Speaks
from outreach.actions.photos import PreparedPhoto
from outreach.actions.refusals import NamesAPerson, NoteMissing, SessionLocked, WrongStatus
from outreach.actions.review import approve_session, cancel_session, submit_session
from outreach.actions.sessions import change_session, record_session
from outreach.models import FollowUp, Session, SessionPhoto
from outreach.tests.factories import (
    NOW,
    AudienceGroupFactory,
    FollowUpFactory,
    SessionFactory,
    TopicFactory,
)
from outreach.tests.pictures import png
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)


@pytest.fixture
def operator():
    return UserFactory(role=Role.OPERATOR)


@pytest.fixture
def verifier(operator):
    return UserFactory(role=Role.VERIFIER, office=operator.office)


@pytest.fixture
def opened(operator):
    def opened(session, reason="Salah baca daftar hadir."):
        return open_correction(session=session, reason=reason, by=operator, at=NOW)

    return opened


@pytest.fixture
def approve(operator, verifier):
    def approve(correction):
        submit_session(session=correction, by=operator, at=LATER)
        return approve_session(session=correction, by=verifier, at=LATER)

    return approve


def full_session(office, by):
    village = GuidedVillageFactory(office=office)
    parts = SessionParts(
        villages=[village],
        regions=[Reached(village.region, 4, 1, "RW 05, RT 01–04")],
        officers=[OfficerFactory(office=office)],
        speakers=[Speaks("BP3MI Banten", "Kepala seksi", "Bekerja dengan aman")],
        audience={AudienceGroupFactory(): 16},
        topics=[TopicFactory()],
        follow_ups=[Agreed("Sebarkan ke RT", "Lurah", region=village.region)],
        new_photos=[PreparedPhoto(png().read(), "Peserta")],
    )
    draft = SessionFactory.build(office=office, kind=SessionFactory().kind, participants=16)
    session = record_session(session=draft, parts=parts, by=by, at=NOW)
    return approve_session(session=session, by=by, at=NOW)


def test_a_correction_holds_everything_the_approved_one_did(operator, opened):
    session = full_session(operator.office, operator)
    correction = opened(session)
    assert (correction.revision, correction.corrects, correction.status) == (
        2,
        session,
        Session.Status.HELD,
    )
    assert correction.client_id != session.client_id
    assert differences(described(session), described(correction)) == []
    assert correction.photos.get().image.name == session.photos.get().image.name
    assert correction.follow_ups.get().carried_from == session.follow_ups.get()


def test_the_old_one_counts_until_the_correction_is_approved(operator, opened, approve):
    session = full_session(operator.office, operator)
    correction = opened(session)
    assert list(Session.objects.approved().filter(revision=1, pk=session.pk)) == [session]
    assert correction not in Session.objects.current()
    approve(correction)
    lineage = Session.objects.filter(pk__in=[session.pk, correction.pk])
    assert list(lineage.approved()) == list(lineage.current()) == [correction]
    session.refresh_from_db()
    assert session.status == Session.Status.SUPERSEDED


def test_the_reviewer_reads_what_differs(operator, opened):
    session = full_session(operator.office, operator)
    correction = Session.objects.get(pk=opened(session).pk)
    correction.participants, correction.held_on = 60, date(2025, 10, 30)
    parts = SessionParts(
        villages=list(correction.villages.all()),
        speakers=[Speaks("BP3MI Banten", "Kepala seksi", "Bekerja dengan aman"), Speaks("TNI")],
    )
    change_session(session=correction, parts=parts, by=operator, at=NOW)
    found = {each.label: (each.old, each.new) for each in _difference(session, correction)}
    assert found["Tanggal"] == ("31 Oktober 2025", "30 Oktober 2025")
    assert found["Jumlah peserta"] == ("16", "60")
    assert found["Narasumber"] == ("–", "TNI")
    assert "4 RT, 1 RW, RW 05, RT 01–04" in found["Desa/kelurahan yang dicapai"][0]
    assert "Judul" not in found


def _difference(session, correction):
    before = described(Session.objects.get(pk=session.pk))
    return differences(before, described(Session.objects.get(pk=correction.pk)))


def test_a_second_correction_waits_for_the_first(operator, opened):
    session = SessionFactory(approved=True, office=operator.office)
    opened(session)
    with pytest.raises(WrongStatus, match="sudah dibuka"):
        opened(session)
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.create(
            office=session.office,
            kind=session.kind,
            title="Kedua",
            held_on=session.held_on,
            corrects=session,
            revision=2,
            correction_reason="Lagi.",
        )


def test_a_correction_given_up_leaves_the_old_one_and_the_way_open(operator, opened):
    session = SessionFactory(approved=True, office=operator.office)
    given_up = cancel_session(session=opened(session), reason="Ternyata benar.", by=operator)
    assert open_correction_of(session) is None
    again = opened(session)
    assert (again.revision, revisions_of(again)) == (2, [session, again])
    assert revisions_of(given_up)[-1] == given_up


def test_revisions_follow_one_another(operator, opened, approve):
    first = SessionFactory(approved=True, office=operator.office)
    second = approve(opened(first))
    third = approve(opened(second, "Tanggalnya juga keliru."))
    assert [row.revision for row in revisions_of(third)] == [1, 2, 3]
    assert revisions_of(first) == revisions_of(second) == revisions_of(third)


@pytest.mark.parametrize("state", ["planned", "returned"])
def test_only_what_is_approved_is_corrected(opened, state):
    with pytest.raises(WrongStatus):
        opened(SessionFactory(**{state: True}))


def test_a_correction_says_why(opened):
    session = SessionFactory(approved=True)
    with pytest.raises(NoteMissing, match="mengapa"):
        opened(session, "  ")
    with pytest.raises(NamesAPerson):
        opened(session, "NIK 3275031010010001 salah tulis.")


def test_a_replaced_revision_stays_locked(operator, opened, approve):
    session = SessionFactory(approved=True, office=operator.office)
    approve(opened(session))
    session.refresh_from_db()
    with pytest.raises(SessionLocked, match="sudah digantikan"):
        change_session(session=session, parts=SessionParts(), by=operator, at=NOW)


def test_what_was_done_meanwhile_stays_done(operator, opened, approve):
    session = SessionFactory(approved=True, office=operator.office)
    done, open_ = FollowUpFactory(session=session), FollowUpFactory(session=session, task="Lain")
    correction = opened(session)
    complete_follow_up(follow_up=done, done_on=date(2025, 11, 20), by=operator)
    assert set(FollowUp.objects.current()) == {done, open_}
    approve(correction)
    standing = FollowUp.objects.current()
    assert {(row.task, row.done_on) for row in standing} == {
        (done.task, date(2025, 11, 20)),
        ("Lain", None),
    }
    assert set(standing.values_list("session", flat=True)) == {correction.pk}


def test_what_was_noted_meanwhile_stays_noted(operator, opened, approve):
    session = SessionFactory(approved=True, office=operator.office)
    agreed = FollowUpFactory(session=session, note="Lewat grup RT.")
    correction = opened(session)
    ticked = {"done_on": date(2025, 11, 20), "note": "Sudah 12 RT.", "by": operator, "at": NOW}
    complete_follow_ups(follow_ups=[agreed], **ticked)
    approve(correction)
    assert correction.follow_ups.get().note == "Lewat grup RT.; Sudah 12 RT."


def test_a_reviewer_asks_for_a_correction(verifier):
    session = SessionFactory(approved=True, office=verifier.office)
    asked = ask_correction(session=session, reason="Peserta 60.", by=verifier, at=NOW)
    assert (asked.status, asked.review_note) == (Session.Status.RETURNED, "Peserta 60.")
    assert asked.remarks.get().note == "Peserta 60."
    session.refresh_from_db()
    assert session.status == Session.Status.APPROVED


def test_the_audit_trail_tells_who_replaced_what(operator, opened, approve):
    session = full_session(operator.office, operator)
    village = session.villages.get()
    correction = approve(opened(session))
    line = AuditEvent.objects.filter(action="outreach.session.approved").first()
    assert (line.target, line.changes) == (f"outreach.Session:{correction.pk}", {"revision": 2})
    assert line.about == [f"villages.GuidedVillage:{village.pk}"]


@pytest.mark.django_db(transaction=True)
def test_a_photo_two_revisions_share_goes_with_the_last_of_them(operator, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    session = SessionFactory(approved=True, office=operator.office)
    photo = SessionPhoto(session=session, position=1)
    photo.image.save("satu.jpg", ContentFile(png().read()))
    correction = open_correction(session=session, reason="Foto keliru.", by=operator, at=NOW)
    correction = Session.objects.get(pk=correction.pk)
    drop = SessionParts(dropped_photos=[correction.photos.get().pk])
    change_session(session=correction, parts=drop, by=operator, at=NOW)
    assert photo.image.storage.exists(photo.image.name)
    Session.objects.filter(pk=session.pk).update(status=Session.Status.RETURNED, review_note="x")
    last = SessionParts(dropped_photos=[photo.pk])
    change_session(session=Session.objects.get(pk=session.pk), parts=last, by=operator, at=NOW)
    assert not photo.image.storage.exists(photo.image.name)


def test_a_correction_to_another_month_leaves_the_first(operator, opened, approve):
    session = SessionFactory(approved=True, office=operator.office, held_on=date(2025, 10, 31))
    correction = Session.objects.get(pk=opened(session).pk)
    correction.held_on = date(2025, 11, 1)
    change_session(session=correction, parts=SessionParts(), by=operator, at=NOW)
    october, november = Month(2025, 10), Month(2025, 11)
    assert Session.objects.approved().in_month(october).filter(office=operator.office).exists()
    approve(correction)
    own = Session.objects.approved().filter(office=operator.office)
    assert not own.in_month(october).exists()
    assert own.in_month(november).get() == correction


def test_the_clock_of_the_approval_is_told(operator, opened, approve):
    correction = approve(opened(SessionFactory(approved=True, office=operator.office)))
    assert isinstance(correction.reviewed_at, datetime)
    assert correction.reviewed_at == LATER
