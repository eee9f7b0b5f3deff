"""A received report reaches everyone on its office's list by mail: once, whatever breaks."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from officers.models import AuditEvent, Job
from officers.tests.factories import OfficeFactory, UserFactory
from reports.actions import delivery, recipients
from reports.documents import delivery_letter
from reports.models import MonthlyReport, ReportDelivery, ReportRecipient
from reports.tests.kept_papers import kept_paper

pytestmark = pytest.mark.django_db
MORNING = datetime(2025, 9, 5, 2, tzinfo=UTC)  # 09.00 WIB
NIGHT = datetime(2025, 9, 5, 13, tzinfo=UTC)  # 20.00 WIB
PDF = b"%PDF-1.7 satu"


class Choosy(EmailBackend):
    """A server that knows one address less."""

    def send_messages(self, messages):
        if messages[0].to == ["budi@contoh.id"]:
            raise SMTPRecipientsRefused({"budi@contoh.id": (550, b"no such user")})
        return super().send_messages(messages)


class Fragile(EmailBackend):
    """A server that hangs up after the first letter."""

    def send_messages(self, messages):
        if mail.outbox:
            raise SMTPServerDisconnected("gone")
        return super().send_messages(messages)


def served_by(settings, backend):
    settings.EMAIL_BACKEND = f"{backend.__module__}.{backend.__qualname__}"


def on_list(office, name, **fields):
    row = ReportRecipient(office=office, name=name, email=f"{name.lower()}@contoh.id", **fields)
    return recipients.add_recipient(recipient=row, by=None, at=MORNING)


def received(office, **fields) -> MonthlyReport:
    """The office's August, signed, sent and received."""
    report = kept_paper(office, **fields).report
    report.status = MonthlyReport.Status.RECEIVED
    report.save()
    return report


@pytest.fixture
def office():
    return OfficeFactory(name="Kantor Imigrasi Uji", short_name="Kanim Uji", email="uji@contoh.id")


def mailed(report, at=MORNING):
    return delivery.deliver(revision=report.revision, at=at)


# Whom a letter goes to


def test_everyone_on_the_list_gets_the_report_once(office):
    report = received(office)
    for name in ("Ayu", "Budi"):
        on_list(office, name)
    on_list(OfficeFactory(), "Citra")
    for _ in range(3):
        delivery.queue_deliveries(report=report, at=MORNING)
    assert [mailed(report), mailed(report)] == [2, 0]
    assert sorted(letter.to[0] for letter in mail.outbox) == ["ayu@contoh.id", "budi@contoh.id"]
    assert set(ReportDelivery.objects.values_list("sent_at", "attempts")) == {(MORNING, 1)}
    (line,) = AuditEvent.objects.filter(action="reports.delivery.queued")
    assert line.changes == {"letters": 2}


def test_queued_twice_there_is_one_job(office):
    report = received(office)
    on_list(office, "Ayu")
    for _ in range(2):
        delivery.queue_deliveries(report=report, at=MORNING)
    job = Job.objects.get(kind=delivery.DELIVER)
    assert job.payload == {"revision": report.revision.pk}


def test_an_office_without_a_list_has_no_letters_and_no_job(office):
    assert delivery.queue_deliveries(report=received(office), at=MORNING) == []
    assert not Job.objects.exists()


def test_a_draft_is_mailed_to_nobody(office):
    on_list(office, "Ayu")
    report = kept_paper(office, signed=None).report
    assert delivery.queue_deliveries(report=report, at=MORNING) == []


def test_who_was_taken_off_the_list_gets_not_even_what_waited(office):
    report, ayu = received(office), on_list(office, "Ayu")
    on_list(office, "Budi")
    delivery.queue_deliveries(report=report, at=MORNING)
    recipients.remove_recipient(recipient=ayu, by=UserFactory(), at=MORNING)
    assert mailed(report) == 1
    assert mail.outbox[0].to == ["budi@contoh.id"]


def test_who_comes_onto_the_list_later_gets_the_report_too(office):
    report = received(office)
    on_list(office, "Ayu")
    delivery.queue_deliveries(report=report, at=MORNING)
    mailed(report)
    on_list(office, "Budi")
    assert [each.name for each in delivery.missing_recipients(report)] == ["Budi"]
    delivery.queue_deliveries(report=report, at=MORNING)
    assert mailed(report) == 1


def test_a_revision_that_was_overtaken_is_not_mailed_any_more(office):
    report = received(office)
    on_list(office, "Ayu")
    delivery.queue_deliveries(report=report, at=MORNING)
    old = report.revision
    MonthlyReport.objects.filter(pk=report.pk).update(revision_number=2)
    assert delivery.deliver(revision=old, at=MORNING) == 0


# What the letter says


def test_the_letter_brings_the_pdf_and_says_where_it_is_checked(office, settings):
    settings.PORTAL_URL = "https://portal.contoh.id"
    report = received(office)
    on_list(office, "Ayu")
    delivery.queue_deliveries(report=report, at=MORNING)
    mailed(report)
    (letter,) = mail.outbox
    assert letter.subject == "Laporan Desa Binaan Imigrasi Kanim Uji, Agustus 2025"
    assert letter.attachments == [(f"laporan-{office.code}-2025-08-r1.pdf", PDF, "application/pdf")]
    assert "Yth. Ayu," in letter.body
    assert "Terlampir laporan Desa Binaan Imigrasi Kantor Imigrasi Uji" in letter.body
    assert "https://portal.contoh.id/cek/A7KM-93QT-XH/" in letter.body
    assert f"https://portal.contoh.id/laporan/{report.pk}/" in letter.body
    assert "Kode laporan: A7KM-93QT-XH" in letter.body
    assert letter.reply_to == ["uji@contoh.id"]


def test_who_wants_no_attachment_gets_a_link(office, settings):
    settings.PORTAL_URL = "https://portal.contoh.id"
    report = received(office)
    on_list(office, "Ayu", attach=False)
    delivery.queue_deliveries(report=report, at=MORNING)
    mailed(report)
    assert mail.outbox[0].attachments == []
    assert "Laporan dapat dibuka di portal, dengan akun portal:" in mail.outbox[0].body
    assert "Terlampir" not in mail.outbox[0].body


def test_a_pdf_too_large_for_a_letter_becomes_a_link(office, monkeypatch):
    report = received(office)
    on_list(office, "Ayu")
    delivery.queue_deliveries(report=report, at=MORNING)
    monkeypatch.setattr(delivery_letter, "LARGEST", len(PDF) - 1)
    mailed(report)
    assert mail.outbox[0].attachments == []
    assert "Sudah terbit laporan" in mail.outbox[0].body


def test_a_pdf_that_is_gone_from_the_disk_stops_no_letter(office):
    report = received(office)
    on_list(office, "Ayu")
    delivery.queue_deliveries(report=report, at=MORNING)
    report.revision.pdf.storage.delete(report.revision.pdf.name)
    assert mailed(report) == 1
    assert mail.outbox[0].attachments == []


def test_a_name_with_a_line_break_stays_out_of_the_letters_head(office):
    report = received(office)
    on_list(office, "Ayu")
    office.short_name = "Kanim\nBcc: lain@contoh.id"
    office.save()
    delivery.queue_deliveries(report=MonthlyReport.objects.get(pk=report.pk), at=MORNING)
    assert mailed(report) == 1
    assert mail.outbox[0].recipients() == ["ayu@contoh.id"]


def test_made_up_figures_say_so_in_the_subject(office):
    report = received(office, snapshot={"made_up": True, "month": "2025-08"})
    on_list(office, "Ayu")
    delivery.queue_deliveries(report=report, at=MORNING)
    mailed(report)
    assert mail.outbox[0].subject.startswith("[Data contoh] ")
    assert "bukan data sebenarnya" in mail.outbox[0].body


# What goes wrong


def test_a_refused_address_does_not_stop_the_others(office, settings):
    report = received(office)
    for name in ("Ayu", "Budi", "Citra"):
        on_list(office, name)
    delivery.queue_deliveries(report=report, at=MORNING)
    served_by(settings, Choosy)
    assert mailed(report) == 2
    refused = ReportDelivery.objects.get(email="budi@contoh.id")
    assert (refused.sent_at, refused.attempts) == (None, 1)
    assert refused.error == "Ditolak peladen surel: 550 no such user"


def test_an_address_that_is_always_refused_is_given_up_and_can_be_tried_again(office, settings):
    report = received(office)
    on_list(office, "Budi")
    delivery.queue_deliveries(report=report, at=MORNING)
    usual = settings.EMAIL_BACKEND
    served_by(settings, Choosy)
    assert [mailed(report) for _ in range(4)] == [0, 0, 0, 0]
    letter = ReportDelivery.objects.get()
    assert letter.attempts == delivery.MOST_ATTEMPTS
    settings.EMAIL_BACKEND = usual
    assert mailed(report) == 0
    delivery.send_again(delivery=letter, by=UserFactory(), at=MORNING)
    assert mailed(report) == 1
    assert AuditEvent.objects.filter(action="reports.delivery.sent_again").count() == 1


def test_a_server_that_hangs_up_keeps_what_it_took_and_the_next_run_goes_on(office, settings):
    report = received(office)
    for name in ("Ayu", "Budi"):
        on_list(office, name)
    delivery.queue_deliveries(report=report, at=MORNING)
    usual = settings.EMAIL_BACKEND
    served_by(settings, Fragile)
    assert mailed(report) == 1
    left = ReportDelivery.objects.get(sent_at=None)
    assert (left.attempts, left.error) == (0, delivery.NO_SERVER)
    settings.EMAIL_BACKEND = usual
    assert mailed(report, at=MORNING + timedelta(minutes=15)) == 1
    assert [each.to[0] for each in mail.outbox] == ["ayu@contoh.id", "budi@contoh.id"]
    assert ReportDelivery.objects.get(pk=left.pk).error == ""


def test_the_same_letter_bears_the_same_name_and_one_sent_again_another(office):
    report = received(office)
    on_list(office, "Ayu")
    (letter,) = delivery.queue_deliveries(report=report, at=MORNING)
    letter = ReportDelivery.objects.get()
    names = {delivery_letter.letter(letter).message()["Message-ID"] for _ in range(2)}
    again = delivery.send_again(delivery=letter, by=UserFactory(), at=MORNING + timedelta(days=1))
    assert len(names) == 1
    assert delivery_letter.letter(again).message()["Message-ID"] not in names


# At night


def test_at_night_letters_wait_for_the_offices_morning(office):
    report = received(office)
    on_list(office, "Ayu")
    delivery.queue_deliveries(report=report, at=NIGHT)
    assert not Job.objects.exists()
    assert delivery.ring_waiting(at=NIGHT + timedelta(hours=8)) == 0  # 04.00
    assert mailed(report, at=NIGHT) == 0
    assert delivery.ring_waiting(at=NIGHT + timedelta(hours=12)) == 1  # 08.00
    assert mailed(report, at=NIGHT + timedelta(hours=12)) == 1
    assert delivery.ring_waiting(at=NIGHT + timedelta(hours=13)) == 0


def test_what_could_not_leave_for_a_week_waits_for_a_person(office):
    report = received(office)
    on_list(office, "Ayu")
    delivery.queue_deliveries(report=report, at=MORNING)
    assert delivery.ring_waiting(at=MORNING + timedelta(days=8)) == 0
