"""Letters as often as each person wants them: at once, every morning, on Mondays, never."""

import socket
import socketserver
import threading
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header

import pytest
from django.core import mail
from django.db import connections
from django.urls import reverse

from officers.actions.mail import LETTERS, send_waiting
from officers.actions.notice_letter import MOST_LINES
from officers.models import Notice
from officers.models.user import MailRhythm
from officers.tests.factories import NoticeFactory, OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db
# Monday, 27 October 2025; 07.05 WIB is 00.05 UTC. Letters rest from 19.00 until 07.00.
MONDAY = datetime(2025, 10, 27, 0, 5, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def reader(rhythm="harian", **fields):
    return UserFactory(**{"email": "ayu@contoh.id", "mail_rhythm": rhythm} | fields)


def told(user, at, **fields):
    notice = NoticeFactory(user=user, **fields)
    Notice.objects.filter(pk=notice.pk).update(created_at=at)
    return notice


# When a letter is due


def test_a_daily_reader_gets_one_letter_a_day_with_the_first_run_after_the_night():
    user = reader()
    told(user, MONDAY - 6 * HOUR)
    assert send_waiting(at=MONDAY - HOUR) == 0  # 06.05: the office's night
    assert send_waiting(at=MONDAY) == 1
    told(user, MONDAY + HOUR)
    assert [send_waiting(at=MONDAY + hours * HOUR) for hours in (2, 6, 11)] == [0, 0, 0]
    assert send_waiting(at=MONDAY + DAY) == 1
    assert [len(letter.body.split("\n- ")) - 1 for letter in mail.outbox] == [1, 1]


def test_what_is_told_in_the_afternoon_waits_for_the_morning():
    user = reader()
    told(user, MONDAY + 7 * HOUR)  # 14.05
    assert send_waiting(at=MONDAY + 8 * HOUR) == 0
    assert send_waiting(at=MONDAY + DAY) == 1


def test_what_the_morning_itself_brings_goes_out_that_morning():
    user = reader()
    told(user, MONDAY + HOUR)
    assert send_waiting(at=MONDAY + 2 * HOUR) == 1


def test_the_morning_is_the_offices_own():
    east = reader(office=OfficeFactory(time_zone="Asia/Jayapura"))
    told(east, MONDAY - 12 * HOUR)
    assert send_waiting(at=MONDAY - 2 * HOUR) == 1  # 05.05 WIB is 07.05 WIT
    east.refresh_from_db()
    assert east.digest_on == MONDAY.date()


def test_a_weekly_reader_gets_one_letter_on_monday_with_the_whole_week():
    user = reader("mingguan")
    for days in range(1, 8):
        told(user, MONDAY - 7 * DAY + days * DAY + HOUR)
    assert [send_waiting(at=MONDAY - days * DAY) for days in (3, 2, 1)] == [0, 0, 0]
    assert send_waiting(at=MONDAY) == 1
    assert mail.outbox[0].subject == "Portal DBI: Rangkuman mingguan, 7 hal menunggu Anda"
    told(user, MONDAY + HOUR)
    assert [send_waiting(at=MONDAY + days * DAY) for days in (0, 1, 6)] == [0, 0, 0]
    assert send_waiting(at=MONDAY + 7 * DAY) == 1


def test_what_a_weekly_reader_was_told_eight_days_ago_is_not_dropped():
    user = reader("mingguan", digest_on=(MONDAY - 7 * DAY).date())
    told(user, MONDAY - 8 * DAY)
    assert send_waiting(at=MONDAY) == 1


def test_a_monday_without_a_mail_server_is_made_up_for_on_tuesday(settings):
    user = reader("mingguan")
    told(user, MONDAY - 2 * DAY)
    usual, settings.EMAIL_BACKEND = (
        settings.EMAIL_BACKEND,
        "django.core.mail.backends.smtp.EmailBackend",
    )
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", closed_port()
    assert send_waiting(at=MONDAY) == 0
    user.refresh_from_db()
    assert (user.digest_on, user.notices.get().mailed_at) == (None, None)
    settings.EMAIL_BACKEND = usual
    assert send_waiting(at=MONDAY + DAY) == 1
    assert send_waiting(at=MONDAY + 2 * DAY) == 0


def test_who_reads_at_once_gets_a_letter_with_every_run_that_has_news():
    user = reader("segera")
    for hours in (1, 2):
        told(user, MONDAY + hours * HOUR)
        assert send_waiting(at=MONDAY + hours * HOUR) == 1


def test_who_wants_no_letters_gets_none_and_keeps_the_bell():
    user = reader("tidak")
    told(user, MONDAY - DAY)
    assert send_waiting(at=MONDAY) == 0
    assert user.notices.unread().count() == 1


def test_what_was_read_under_the_bell_is_in_no_summary():
    user = reader()
    told(user, MONDAY - 3 * HOUR, text="Sudah dibaca.", read_at=MONDAY)
    told(user, MONDAY - 2 * HOUR, text="Masih baru.")
    send_waiting(at=MONDAY)
    assert "Masih baru." in mail.outbox[0].body
    assert "Sudah dibaca." not in mail.outbox[0].body


# What stands in it


def test_a_summary_groups_what_waits_with_counts_and_addresses(settings):
    settings.PORTAL_URL = "https://portal.contoh.id"
    user = reader()
    told(user, MONDAY - 3 * HOUR, kind="terlambat", text="Laporan Agustus.", url="/laporan/1/")
    told(user, MONDAY - 2 * HOUR, kind="pengingat", text="Besok ada kegiatan.")
    told(user, MONDAY - HOUR, kind="terlambat", text="Laporan Juli.")
    send_waiting(at=MONDAY)
    (letter,) = mail.outbox
    assert letter.subject == "Portal DBI: Rangkuman harian, 3 hal menunggu Anda"
    assert "Pengingat (1)\n- Besok ada kegiatan." in letter.body
    assert (
        "Lewat batas waktu (2)\n- Laporan Agustus.\n  https://portal.contoh.id/laporan/1/\n"
        "- Laporan Juli.\n" in letter.body
    )
    assert f"https://portal.contoh.id{reverse('officers:profile-change')}" in letter.body
    assert "dikirim sekali sehari, pagi hari" in letter.body


def test_a_long_summary_says_how_many_more_there_are_and_where(settings):
    settings.PORTAL_URL = "https://portal.contoh.id"
    user = reader()
    for _ in range(MOST_LINES + 3):
        told(user, MONDAY - HOUR, kind="usul")
    send_waiting(at=MONDAY)
    address = "https://portal.contoh.id/pemberitahuan/?keadaan=baru&jenis=usul"
    assert f"- dan 3 lainnya: {address}" in mail.outbox[0].body
    assert user.notices.unmailed().count() == 0


# Two workers, and a real server


@pytest.mark.django_db(transaction=True)
def test_while_one_worker_writes_a_letter_another_leaves_it_alone():
    user = reader()
    told(user, MONDAY - HOUR)
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LETTERS, user.pk])
        assert send_waiting(at=MONDAY) == 0
    finally:
        other.close()
    assert send_waiting(at=MONDAY) == 1


def test_a_worker_that_decided_too_early_finds_the_letter_written(monkeypatch):
    user = reader()
    told(user, MONDAY - HOUR)
    readers = [user.pk, user.pk]  # both had seen it due before either wrote
    monkeypatch.setattr("officers.actions.mail._readers", lambda at: readers)
    assert send_waiting(at=MONDAY) == 1
    told(user, MONDAY - HOUR)
    assert send_waiting(at=MONDAY + HOUR) == 0


def test_a_letter_goes_through_a_real_server_as_it_is_meant(settings, mail_server):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = mail_server.server_address
    user = reader()
    told(user, MONDAY - HOUR, text="Usul “Harapan Jaya” menunggu.")
    assert [send_waiting(at=MONDAY), send_waiting(at=MONDAY)] == [1, 0]
    (letter,) = mail_server.letters
    assert letter["To"] == "ayu@contoh.id"
    subject = str(make_header(decode_header(letter["Subject"])))
    assert subject == "Portal DBI: Rangkuman harian, 1 hal menunggu Anda"
    assert "Usul “Harapan Jaya” menunggu." in letter.get_payload(decode=True).decode()


def test_a_crowd_costs_as_many_questions_as_one_office(django_assert_max_num_queries):
    office = OfficeFactory()
    for number in range(12):  # whose letters are not due
        told(reader(email=f"{number}@contoh.id", office=office), MONDAY + 8 * HOUR)
    with django_assert_max_num_queries(2):
        assert send_waiting(at=MONDAY + 9 * HOUR) == 0


# The choice


def test_a_new_rhythm_begins_with_the_next_day(client, monkeypatch):
    user = reader("segera", full_name="Ayu")
    client.force_login(user)
    monkeypatch.setattr("officers.views.profile.timezone.now", lambda: MONDAY + HOUR)
    page = client.get(reverse("officers:profile-change")).content.decode()
    for label in MailRhythm.labels:
        assert label in page
    form = {"full_name": "Ayu", "email": user.email, "phone": "", "mail_rhythm": "harian"}
    assert client.post(reverse("officers:profile-change"), form).status_code == 302
    user.refresh_from_db()
    assert (user.mail_rhythm, user.digest_on) == ("harian", MONDAY.date())
    told(user, MONDAY + HOUR)
    assert send_waiting(at=MONDAY + 2 * HOUR) == 0
    assert send_waiting(at=MONDAY + DAY) == 1


def test_without_an_address_the_choice_says_that_nothing_can_be_sent(client):
    client.force_login(reader("harian", email=""))
    page = client.get(reverse("officers:profile-change")).content.decode()
    assert "Surel Anda belum diisi" in page
    client.force_login(reader("harian", email="budi@contoh.id"))
    page = client.get(reverse("officers:profile-change")).content.decode()
    assert "Surel Anda belum diisi" not in page


def closed_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP as one letter needs (RFC 5321)."""

    def handle(self):
        self.say("220 ready")
        for line in iter(self.rfile.readline, b""):
            word = line.split()[0].upper() if line.split() else b""
            if word == b"DATA":
                self.say("354 go on")
                self.server.letters.append(message_from_bytes(self.read_letter()))
            self.say("221 bye" if word == b"QUIT" else "250 ok")
            if word == b"QUIT":
                return

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def read_letter(self):
        return b"".join(iter(self.rfile.readline, b".\r\n"))


@pytest.fixture
def mail_server():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        server.daemon_threads, server.letters = True, []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


# What cannot wait


@pytest.mark.parametrize("rhythm", ["harian", "mingguan"])
def test_what_counts_in_hours_goes_out_ahead_of_the_letter_and_alone(rhythm):
    user = reader(rhythm)
    told(user, MONDAY)
    assert send_waiting(at=MONDAY) == 1
    told(user, MONDAY + HOUR)
    told(user, MONDAY + HOUR, kind="temuan-mendesak", text="Satu temuan menunggu verifikasi.")
    assert send_waiting(at=MONDAY + 2 * HOUR) == 1
    assert mail.outbox[1].subject == "Portal DBI: Satu temuan menunggu verifikasi."
    assert mail.outbox[1].body.count("\n- ") == 1
    assert send_waiting(at=MONDAY + 3 * HOUR) == 0
    assert send_waiting(at=MONDAY + 7 * DAY) == 1  # the other one, in the letter's own turn
    user.refresh_from_db()
    assert user.digest_on == (MONDAY + 7 * DAY).date()


def test_even_what_counts_in_hours_keeps_to_no_mail_and_to_the_night():
    for user in (reader("tidak", email="bayu@contoh.id"), reader("harian")):
        told(user, MONDAY, kind="temuan-mendesak")
    assert send_waiting(at=MONDAY - HOUR + 12 * HOUR + HOUR) == 0  # 19.05
    assert send_waiting(at=MONDAY + DAY) == 1
