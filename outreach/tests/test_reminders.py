"""Every quarter hour the portal reminds whom it concerns: once, on the office's own clock."""

import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock

import pytest
from django.core import mail

from officers import policy
from officers.models import Notice, OfficeSupervision
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, OfficerFactory, UserFactory
from outreach.actions.reminders import remind
from outreach.models import Session
from outreach.tests.factories import NOW, FollowUpFactory, SessionFactory
from villages.models import Proposal, ProposalVillage
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db
THURSDAY = datetime(2025, 10, 30, 2, tzinfo=UTC)  # 09.00 WIB
FRIDAY = date(2025, 10, 31)


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def recorder(office):
    return UserFactory(office=office, email="pencatat@contoh.id")


def planned(office, recorder, held_on=FRIDAY, **fields):
    return SessionFactory(
        office=office, created_by=recorder, held_on=held_on, planned=True, **fields
    )


def told(user):
    return [notice.text for notice in user.notices.order_by("pk")]


def kinds(user):
    return sorted(user.notices.values_list("kind", flat=True))


def test_the_day_before_officers_and_recorder_are_told_once(office, recorder):
    session = planned(office, recorder, title="Sosialisasi", starts_at=clock(9))
    officer = OfficerFactory(office=office, user=UserFactory(office=office, role=Role.PIMPASA))
    OfficerFactory(office=office)
    session.officers.add(officer, through_defaults={"office": office})
    assert remind(at=THURSDAY) == 2
    assert remind(at=THURSDAY + timedelta(minutes=15)) == 0
    sentence = "Besok, Jumat, 31 Oktober 2025 pukul 09.00 WIB: “Sosialisasi” di Balai desa contoh."
    assert told(recorder) == told(officer.user) == [sentence]
    assert recorder.notices.get().url == session.get_absolute_url()


def test_the_letter_goes_out_with_the_same_run(office, recorder):
    planned(office, recorder)
    remind(at=THURSDAY)
    assert [letter.to for letter in mail.outbox] == [["pencatat@contoh.id"]]


def test_an_office_chooses_how_many_days_before(office, recorder):
    planned(office, recorder, held_on=date(2025, 11, 2))
    assert remind(at=THURSDAY) == 0
    policy.choose(key="session_reminder_days", office=office, value=3, by=None, at=THURSDAY)
    assert remind(at=THURSDAY) == 1
    assert told(recorder)[0].startswith("3 hari lagi, Minggu, 2 November 2025")


def test_a_session_moved_to_another_day_is_told_anew(office, recorder):
    session = planned(office, recorder)
    remind(at=THURSDAY)
    Session.objects.filter(pk=session.pk).update(held_on=date(2025, 11, 5))
    assert remind(at=THURSDAY + timedelta(days=5)) == 1


def test_the_morning_of_the_day_comes_by_the_offices_clock(recorder, office):
    east = OfficeFactory(time_zone="Asia/Jayapura")
    eastern = UserFactory(office=east)
    planned(office, recorder)
    planned(east, eastern)
    remind(at=datetime(2025, 10, 30, 21, 30, tzinfo=UTC))  # Friday 04.30 WIB, 06.30 WIT
    assert [text[:8] for text in told(eastern)] == ["Hari ini"]
    assert [text[:5] for text in told(recorder)] == []
    remind(at=datetime(2025, 10, 30, 23, tzinfo=UTC))  # 06.00 WIB
    assert [text[:8] for text in told(recorder)] == ["Hari ini"]


def test_tomorrow_begins_three_times_in_the_country(recorder, office):
    east = OfficeFactory(time_zone="Asia/Jayapura")
    eastern = UserFactory(office=east)
    planned(office, recorder)
    planned(east, eastern)
    remind(at=datetime(2025, 10, 29, 15, 30, tzinfo=UTC))  # Thursday 00.30 WIT, Wednesday WIB
    assert (len(told(eastern)), len(told(recorder))) == (1, 0)


def test_what_nobody_reported_comes_to_the_recorder_and_later_to_the_verifier(office, recorder):
    verifier = UserFactory(office=office, role=Role.VERIFIER)
    head = UserFactory(office=office, role=Role.OFFICE_HEAD)
    planned(office, recorder, held_on=date(2025, 10, 1))
    remind(at=datetime(2025, 10, 3, 5, tzinfo=UTC))
    assert told(recorder) == []
    remind(at=datetime(2025, 10, 4, 5, tzinfo=UTC))
    assert kinds(recorder) == ["belum-dilaporkan"]
    assert told(verifier) == []
    remind(at=datetime(2025, 10, 7, 5, tzinfo=UTC))
    assert "sudah lewat 6 hari" in told(verifier)[0]
    assert (kinds(recorder), told(head)) == (["belum-dilaporkan"], [])


def test_where_nobody_verifies_the_head_is_told(office):
    head = UserFactory(office=office, role=Role.OFFICE_HEAD)
    planned(office, None, held_on=date(2025, 10, 1))
    remind(at=datetime(2025, 10, 7, 5, tzinfo=UTC))
    assert len(told(head)) == 2


def test_what_was_reported_cancelled_or_long_ago_is_left_alone(office, recorder):
    SessionFactory(office=office, created_by=recorder)
    SessionFactory(office=office, created_by=recorder, status=Session.Status.CANCELLED)
    planned(office, recorder, held_on=date(2025, 7, 1))
    remind(at=datetime(2025, 11, 20, 5, tzinfo=UTC))
    assert told(recorder) == []


def test_who_left_the_office_or_was_switched_off_is_told_nothing(office):
    elsewhere = UserFactory()
    switched_off = UserFactory(office=office, is_active=False)
    for person in (elsewhere, switched_off):
        planned(office, person)
    assert remind(at=THURSDAY) == 0


def test_a_returned_session_is_told_at_once_each_time_and_without_the_note(office, recorder):
    session = SessionFactory(office=office, created_by=recorder, returned=True)
    remind(at=NOW)
    assert told(recorder) == [
        f"“{session}” dikembalikan dengan catatan. Perbaiki, lalu kirim lagi."
    ]
    again = NOW + timedelta(days=1)
    Session.objects.filter(pk=session.pk).update(reviewed_at=again)
    remind(at=again)
    assert len(told(recorder)) == 2


def test_the_same_task_of_many_villages_is_one_line_before_and_one_after_its_day(office, recorder):
    session = SessionFactory(office=office, created_by=recorder, approved=True)
    for _ in range(3):
        FollowUpFactory(session=session, due_on=date(2025, 11, 10))
    assert remind(at=datetime(2025, 11, 6, 5, tzinfo=UTC)) == 0
    assert remind(at=datetime(2025, 11, 7, 5, tzinfo=UTC)) == 1
    assert remind(at=datetime(2025, 11, 11, 5, tzinfo=UTC)) == 1
    soon, late = told(recorder)
    assert "(Lurah) di 3 wilayah jatuh tempo 10 November 2025" in soon
    assert "lewat batas waktu 10 November 2025" in late
    assert recorder.notices.first().url == f"{session.get_absolute_url()}#tindak-lanjut"


def test_what_is_done_or_was_agreed_at_a_cancelled_session_is_not_asked_for(office, recorder):
    due = {"due_on": date(2025, 11, 10)}
    held = SessionFactory(office=office, created_by=recorder, approved=True)
    gone = SessionFactory(office=office, created_by=recorder, status=Session.Status.CANCELLED)
    FollowUpFactory(session=held, done_on=date(2025, 11, 5), **due)
    FollowUpFactory(session=gone, **due)
    assert remind(at=datetime(2025, 11, 11, 5, tzinfo=UTC)) == 0


def test_a_proposal_waits_on_the_desk_of_its_kanwil(office):
    kanwil = OfficeSupervision.objects.get(office=office).supervisor
    supervisor = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    head = UserFactory(office=kanwil, role=Role.KANWIL_HEAD)
    stranger = UserFactory(office=KanwilFactory(), role=Role.SUPERVISOR)
    proposal = Proposal.objects.create(
        office=office, addressed_to=kanwil, number="W.11/1", proposed_on=FRIDAY, status="dikirim"
    )
    village = GuidedVillageFactory(office=office, stage="diusulkan")
    ProposalVillage.objects.create(proposal=proposal, village=village, office=office)
    assert remind(at=THURSDAY + timedelta(days=1)) == 2
    text = f"{office} mengusulkan 1 desa (surat W.11/1) dan menunggu jawaban Kanwil."
    assert told(supervisor) == told(head) == [text]
    assert told(stranger) == []
    assert remind(at=THURSDAY + timedelta(days=2)) == 0


def test_a_fault_in_one_sort_of_reminder_does_not_silence_the_others(
    office, recorder, monkeypatch, caplog
):
    from outreach.actions import reminders

    def broken(moment, people):
        raise RuntimeError("rusak")

    monkeypatch.setattr(reminders, "SOURCES", (broken, *reminders.SOURCES))
    planned(office, recorder)
    assert remind(at=THURSDAY) == 1
    assert "Reminders of broken failed" in caplog.text


def test_a_busy_country_costs_no_more_queries_than_a_quiet_one(django_assert_max_num_queries):
    for _ in range(12):
        office = OfficeFactory()
        user = UserFactory(office=office)
        session = planned(office, user)
        late = planned(office, user, held_on=date(2025, 10, 20))
        for row in (session, late):
            officer = OfficerFactory(office=office, user=UserFactory(office=office))
            row.officers.add(officer, through_defaults={"office": office})
    with django_assert_max_num_queries(140):
        assert remind(at=THURSDAY) == 12 * 4


@pytest.mark.django_db(transaction=True)
def test_a_real_celery_worker_reminds(celery_worker_process):
    from outreach.tasks import remind as task

    user = UserFactory()
    SessionFactory(
        office=user.office, created_by=user, returned=True, reviewed_at=datetime.now(UTC)
    )
    task.delay()
    deadline = time.monotonic() + 60
    while not Notice.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert kinds(user) == ["dikembalikan"]
