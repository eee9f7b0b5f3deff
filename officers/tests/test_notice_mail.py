"""Notices by mail: one letter a person, by the office's own clock, never lost, never twice."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from officers import policy
from officers.actions.mail import is_quiet, send_waiting
from officers.models import Notice
from officers.tests.factories import NoticeFactory, OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db
MORNING = datetime(2025, 10, 30, 2, tzinfo=UTC)  # 09.00 WIB, 11.00 WIT
EVENING = datetime(2025, 10, 30, 12, 30, tzinfo=UTC)  # 19.30 WIB


class Unreachable(EmailBackend):
    """A server that does not answer."""

    def open(self):
        raise ConnectionRefusedError("no server")


class Choosy(EmailBackend):
    """A server that knows one address less."""

    def send_messages(self, messages):
        if messages[0].to == ["hilang@contoh.id"]:
            raise SMTPRecipientsRefused({"hilang@contoh.id": (550, b"unknown")})
        return super().send_messages(messages)


class Fragile(EmailBackend):
    """A server that hangs up after the first letter."""

    def send_messages(self, messages):
        if mail.outbox:
            raise SMTPServerDisconnected("gone")
        return super().send_messages(messages)


def served_by(settings, backend):
    settings.EMAIL_BACKEND = f"{backend.__module__}.{backend.__qualname__}"


def told(email="ayu@contoh.id", created_at=MORNING, **fields):
    """Someone with an address and one notice he has not read."""
    user = UserFactory(email=email, **fields)
    notice = NoticeFactory(user=user, url="/kegiatan/7/")
    Notice.objects.filter(pk=notice.pk).update(created_at=created_at)
    return user


def test_one_letter_bundles_what_a_person_was_told(settings):
    settings.PORTAL_URL = "https://portal.contoh.id/"
    user = told()
    other = NoticeFactory(user=user, text="Laporan kegiatan belum dikirim.")
    assert send_waiting(at=MORNING) == 1
    (letter,) = mail.outbox
    assert letter.to == ["ayu@contoh.id"]
    assert letter.subject == "Portal DBI: 2 hal menunggu Anda"
    assert other.text in letter.body
    assert "https://portal.contoh.id/kegiatan/7/" in letter.body


def test_a_single_notice_is_the_subject_itself_and_goes_once():
    user = told()
    send_waiting(at=MORNING)
    assert mail.outbox[0].subject == f"Portal DBI: {user.notices.get().text}"
    assert send_waiting(at=MORNING) == 0
    assert user.notices.get().mailed_at == MORNING


def test_a_subject_stays_one_line_whatever_was_told():
    user = told()
    user.notices.update(text="Kegiatan\r\nBcc: lain@contoh.id")
    send_waiting(at=MORNING)
    assert mail.outbox[0].subject == "Portal DBI: Kegiatan Bcc: lain@contoh.id"
    assert mail.outbox[0].recipients() == ["ayu@contoh.id"]


@pytest.mark.parametrize(
    "fields", [{"mail_rhythm": "tidak"}, {"email": ""}, {"is_active": False}], ids=str
)
def test_who_wants_or_can_have_no_mail_gets_none_and_keeps_the_notice(fields):
    user = told(**fields)
    assert send_waiting(at=MORNING) == 0
    assert user.notices.get().mailed_at is None


def test_what_was_read_in_the_portal_needs_no_letter():
    user = told()
    user.notices.update(read_at=MORNING)
    assert send_waiting(at=MORNING) == 0


def test_switching_mail_on_brings_news_and_not_the_history():
    told(created_at=MORNING - timedelta(days=8))
    assert send_waiting(at=MORNING) == 0


def test_at_night_the_letter_waits_and_the_notice_does_not():
    user = told()
    assert send_waiting(at=EVENING) == 0
    assert user.notices.unread().count() == 1
    assert send_waiting(at=EVENING + timedelta(hours=12)) == 1


def test_quiet_hours_go_by_the_offices_own_clock():
    wib, wit = OfficeFactory(), OfficeFactory(time_zone="Asia/Jayapura")
    ten_utc = datetime(2025, 10, 30, 10, tzinfo=UTC)  # 17.00 WIB, 19.00 WIT
    assert not is_quiet(wib, ten_utc)
    assert is_quiet(wit, ten_utc)


def test_an_office_chooses_its_quiet_hours():
    office = OfficeFactory()
    for key, hour in (("mail_quiet_from", 12), ("mail_quiet_until", 13)):
        policy.choose(key=key, office=office, value=hour, by=None, at=MORNING)
    assert is_quiet(office, datetime(2025, 10, 30, 5, 30, tzinfo=UTC))  # 12.30 WIB
    assert not is_quiet(office, EVENING)


def test_a_server_that_does_not_answer_loses_nothing(settings):
    user, usual = told(), settings.EMAIL_BACKEND
    served_by(settings, Unreachable)
    assert send_waiting(at=MORNING) == 0
    assert user.notices.get().mailed_at is None
    settings.EMAIL_BACKEND = usual
    assert send_waiting(at=MORNING + timedelta(minutes=15)) == 1


def test_one_refused_address_does_not_keep_the_others_waiting(settings):
    lost = told(email="hilang@contoh.id")
    told(email="budi@contoh.id")
    served_by(settings, Choosy)
    assert send_waiting(at=MORNING) == 1
    assert mail.outbox[0].to == ["budi@contoh.id"]
    assert lost.notices.get().mailed_at is None


def test_a_server_that_hangs_up_keeps_what_it_took_as_sent(settings):
    first, second = told(email="satu@contoh.id"), told(email="dua@contoh.id")
    served_by(settings, Fragile)
    assert send_waiting(at=MORNING) == 1
    assert first.notices.get().mailed_at == MORNING
    assert second.notices.get().mailed_at is None


def test_a_setting_holds_for_many_offices_as_it_does_for_one(django_assert_num_queries):
    office = OfficeFactory()
    kanwil = office.supervisor_on(MORNING.date())
    own, stranger = OfficeFactory(under=kanwil), OfficeFactory()
    policy.choose(key="mail_quiet_from", office=kanwil, value=20, by=None, at=MORNING)
    policy.choose(key="mail_quiet_from", office=own, value=21, by=None, at=MORNING)
    offices = [office, own, stranger]
    with django_assert_num_queries(2):
        found = policy.values("mail_quiet_from", offices=offices, on=MORNING.date())
    assert found == {office.pk: 20, own.pk: 21, stranger.pk: 19}
    assert found == {
        each.pk: policy.value("mail_quiet_from", office=each, on=MORNING.date()) for each in offices
    }
