import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from officers.models import AuditEvent
from officers.tests.factories import OfficeFactory, OfficerFactory, UserFactory
from outreach.actions.parts import Agreed, Reached, SessionParts, Speaks
from outreach.actions.refusals import NamesAPerson, NotYetHeld, SessionLocked
from outreach.actions.sessions import change_session, record_session
from outreach.models import Institution, Session, Speaker
from outreach.tests.factories import (
    NOW,
    AudienceGroupFactory,
    DutyFactory,
    FollowUpFactory,
    ProgrammeTagFactory,
    SessionFactory,
    SessionKindFactory,
    TopicFactory,
)
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def change(by):
    return lambda session, **parts: change_session(
        session=session, parts=SessionParts(**parts), by=by, at=NOW
    )


def record(by, parts=None, at=NOW, **facts):
    draft = SessionFactory.build(
        office=by.office, kind=facts.pop("kind", None) or SessionFactory.create().kind, **facts
    )
    return record_session(session=draft, parts=parts or SessionParts(), by=by, at=at)


def test_a_report_sent_twice_is_stored_once(by):
    first = record(by)
    again = record(by, client_id=first.client_id, kind=first.kind, title="Judul lain")
    assert again == first
    assert again.title == first.title
    assert AuditEvent.objects.filter(action="outreach.session.recorded").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_sendings_at_the_same_moment_are_stored_once(by):
    kind, client_id = SessionKindFactory(), uuid.uuid4()
    parts = SessionParts(speakers=[Speaks("TNI")])

    def send(_):
        try:
            return record(by, parts, kind=kind, client_id=client_id).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as senders:
        stored = set(senders.map(send, range(4)))
    assert stored == {Session.objects.get().pk}
    assert Speaker.objects.count() == 1


def test_parts_sent_twice_are_stored_once(by):
    parts = SessionParts(speakers=[Speaks("BP3MI Banten")])
    first = record(by, parts)
    record(by, parts, client_id=first.client_id, kind=first.kind)
    assert first.speakers.count() == 1


def test_a_session_keeps_everything_that_hangs_on_it(by):
    village = GuidedVillageFactory(office=by.office)
    group, unknown = AudienceGroupFactory(name="Lurah"), AudienceGroupFactory(name="Camat")
    session = record(
        by,
        SessionParts(
            villages=[village],
            regions=[Reached(village.region, rt_count=14, rw_count=5, units="RW 01–05")],
            officers=[OfficerFactory(office=by.office)],
            speakers=[Speaks("BP3MI Banten", name="", subject="Bekerja dengan aman")],
            audience={group: 43, unknown: None},
            topics=[TopicFactory()],
            duties=[DutyFactory()],
            tags=[ProgrammeTagFactory()],
            follow_ups=[Agreed("Sebarkan ke RT", "Lurah", region=village.region)],
        ),
    )
    assert session.villages.get() == village
    assert session.regions_reached.values_list("rt_count", "rw_count", "units").get() == (
        14,
        5,
        "RW 01–05",
    )
    assert session.speakers.get().institution.name == "BP3MI Banten"
    assert dict(session.audiences.values_list("group__name", "count")) == {
        "Lurah": 43,
        "Camat": None,
    }
    assert session.officers.count() == session.topics.count() == session.duties.count() == 1
    assert session.tags.count() == session.follow_ups.count() == 1
    assert session.created_by == by


def test_parts_stand_in_the_sessions_office(by):
    parts = SessionParts(speakers=[Speaks("TNI")], follow_ups=[Agreed("Lapor", "Lurah")])
    session = record(by, parts)
    assert session.speakers.get().office == session.follow_ups.get().office == by.office


def test_parts_move_along_when_the_office_is_corrected(by, change):
    session = record(by, SessionParts(follow_ups=[Agreed("Lapor", "Lurah")]))
    kept = session.follow_ups.get()
    session.office = OfficeFactory()
    change(session, follow_ups=[Agreed("Lapor", "Lurah", pk=kept.pk)])
    assert session.follow_ups.get().office == session.office


def test_an_institution_is_one_however_it_is_spelled(by):
    record(by, SessionParts(speakers=[Speaks("BP3MI Banten")]))
    record(by, SessionParts(speakers=[Speaks("bp3mi  banten"), Speaks("B.P.3.M.I. Banten")]))
    assert [row.name for row in Institution.objects.all()] == ["BP3MI Banten"]


def test_a_session_may_serve_no_village(by):
    assert record(by).villages.count() == 0


def test_what_has_not_happened_cannot_be_reported(by):
    with pytest.raises(NotYetHeld, match="31 Oktober 2025 belum berlangsung"):
        record(by, at=datetime(2025, 10, 30, 3, tzinfo=UTC))


def test_the_day_begins_with_the_offices_own_clock(by):
    by.office.time_zone = "Asia/Jayapura"
    by.office.save()
    half_past_midnight_in_jayapura = datetime(2025, 10, 30, 15, 30, tzinfo=UTC)
    assert record(by, at=half_past_midnight_in_jayapura).held_on == date(2025, 10, 31)


def test_a_plan_may_lie_ahead(by):
    session = record(by, status=Session.Status.PLANNED, held_on=date(2026, 3, 1))
    assert session.status == Session.Status.PLANNED


@pytest.mark.parametrize("field", ["result", "questions"])
def test_a_narrative_that_names_a_person_is_refused(by, field):
    with pytest.raises(NamesAPerson, match="UU 21/2007"):
        record(by, **{field: "Warga dengan NIK 3275031010010001 bertanya."})


def test_a_change_replaces_the_parts_and_tells_the_audit_trail(by, change):
    session = record(by, SessionParts(speakers=[Speaks("TNI")]), title="Rapat")
    session.title = "Rapat TIMPORA"
    change(session, speakers=[Speaks("Polri")])
    line = AuditEvent.objects.get(action="outreach.session.changed")
    assert line.changes == {"title": ["Rapat", "Rapat TIMPORA"], "speakers": [["TNI"], ["Polri"]]}


def test_a_change_that_changes_nothing_leaves_no_line(by, change):
    session = record(by, SessionParts(speakers=[Speaks("TNI")]))
    change(session, speakers=[Speaks("TNI")])
    assert not AuditEvent.objects.filter(action="outreach.session.changed").exists()


def test_a_narrative_does_not_enter_the_audit_trail(by, change):
    session = record(by, result="Lurah setuju.")
    session.result = "Lurah dan camat setuju."
    change(session)
    line = AuditEvent.objects.get(action="outreach.session.changed")
    assert line.changes == {"result": [13, 23]}


def test_what_is_done_stays_done_when_the_session_changes(by, change):
    session = record(by)
    done = FollowUpFactory(session=session, done_on=date(2025, 11, 5))
    dropped = FollowUpFactory(session=session, task="Batal")
    change(session, follow_ups=[Agreed("Menyebarkan lewat RT dan RW", "Lurah", pk=done.pk)])
    kept = session.follow_ups.get()
    assert (kept.pk, kept.task, kept.done_on) == (
        done.pk,
        "Menyebarkan lewat RT dan RW",
        date(2025, 11, 5),
    )
    assert dropped.pk != kept.pk


def test_a_follow_up_of_another_session_is_not_taken_over(by, change):
    session, foreign = record(by), FollowUpFactory()
    change(session, follow_ups=[Agreed("Tugas baru", "Lurah", pk=foreign.pk)])
    foreign.refresh_from_db()
    assert foreign.session != session
    assert session.follow_ups.get().task == "Tugas baru"


@pytest.mark.parametrize("state", ["approved", "cancelled"])
def test_a_locked_session_cannot_be_changed(change, state):
    if state == "approved":
        session = SessionFactory(approved=True)
    else:
        session = SessionFactory(status=Session.Status.CANCELLED)
    session.title = "Diubah diam-diam"
    with pytest.raises(SessionLocked, match="terkunci"):
        change(session)
    session.refresh_from_db()
    assert session.title != "Diubah diam-diam"


def test_a_session_approved_meanwhile_is_locked_too(by, change):
    session = record(by)
    Session.objects.filter(pk=session.pk).update(status=Session.Status.APPROVED)
    with pytest.raises(SessionLocked):
        change(session)


def test_a_change_does_not_touch_the_status(by, change):
    session = SessionFactory(returned=True, office=by.office)
    session.status = Session.Status.APPROVED
    change(session)
    session.refresh_from_db()
    assert session.status == Session.Status.RETURNED


def test_a_refused_change_writes_nothing(by, change):
    session = record(by, SessionParts(speakers=[Speaks("TNI")]))
    with pytest.raises(NamesAPerson):
        change(session, follow_ups=[Agreed("Antar paspor C 1234567", "Lurah")])
    assert session.speakers.get().institution.name == "TNI"
