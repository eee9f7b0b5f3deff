"""The delivery list, the letters of a report and the certificate, as an office sees them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from officers.roles import Role
from officers.tests.factories import CentreFactory, KanwilFactory, OfficeFactory, UserFactory
from reports.actions import delivery, recipients
from reports.models import MonthlyReport, ReportDelivery, ReportRecipient
from reports.tests.certificates import put_in_place
from reports.tests.kept_papers import kept_paper
from reports.views.deliveries import deliveries_context

pytestmark = pytest.mark.django_db
AT = datetime(2025, 9, 5, 2, tzinfo=UTC)


@pytest.fixture
def kanwil():
    return KanwilFactory()


@pytest.fixture
def office(kanwil):
    return OfficeFactory(under=kanwil, short_name="Kanim Uji")


@pytest.fixture
def operator(office):
    return UserFactory(role=Role.OPERATOR, office=office)


def as_user(user) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def on_list(office, name="Ayu"):
    row = ReportRecipient(office=office, name=name, email=f"{name.lower()}@contoh.id")
    return recipients.add_recipient(recipient=row, by=None, at=AT)


def received(office) -> MonthlyReport:
    report = kept_paper(office).report
    report.status = MonthlyReport.Status.RECEIVED
    report.save()
    return report


# The list


def test_an_operator_puts_somebody_on_his_offices_list(office, operator):
    browser = as_user(operator)
    entries = {"office": office.pk, "name": "Arsip", "email": "Arsip@Contoh.id", "attach": "on"}
    answer = browser.post(reverse("reports:recipient-create"), entries)
    assert answer.url == reverse("reports:recipient-list")
    row = ReportRecipient.objects.get()
    assert (row.email, row.attach, row.added_by) == ("arsip@contoh.id", True, operator)
    assert "Arsip" in browser.get(answer.url).text


def test_an_address_stands_on_a_list_once_however_it_is_spelt(office, operator):
    on_list(office)
    entries = {"office": office.pk, "name": "Ayu lagi", "email": "AYU@contoh.id"}
    page = as_user(operator).post(reverse("reports:recipient-create"), entries)
    assert "ayu@contoh.id sudah ada dalam daftar" in str(page.context["form"].errors["email"])
    assert ReportRecipient.objects.count() == 1


def test_who_was_removed_may_come_back_and_both_stay_on_record(office, operator):
    row, browser = on_list(office), as_user(operator)
    browser.post(reverse("reports:recipient-remove", args=[row.pk]))
    row.refresh_from_db()
    assert row.removed_at is not None
    on_list(office)
    assert ReportRecipient.objects.filter(email="ayu@contoh.id").count() == 2
    page = browser.get(reverse("reports:recipient-detail", args=[row.pk])).text
    assert "dihapus" in page
    assert reverse("reports:recipient-change", args=[row.pk]) not in page
    history = browser.get(reverse("officers:history", args=["reports.reportrecipient", row.pk]))
    assert "menghapus penerima laporan dari daftar" in history.text


def test_a_recipient_is_renamed_or_gets_a_link_instead(office, operator):
    row = on_list(office)
    url = reverse("reports:recipient-change", args=[row.pk])
    as_user(operator).post(url, {"name": "Ayu Kartika"})
    row.refresh_from_db()
    assert (row.name, row.attach, row.email) == ("Ayu Kartika", False, "ayu@contoh.id")


def test_a_kanwil_reads_its_offices_list_and_leaves_it_alone(office, kanwil):
    row, browser = on_list(office), as_user(UserFactory(role=Role.SUPERVISOR, office=kanwil))
    page = browser.get(reverse("reports:recipient-detail", args=[row.pk]))
    assert page.status_code == 200
    assert "Hapus dari daftar" not in page.text
    assert browser.post(reverse("reports:recipient-remove", args=[row.pk])).status_code == 403
    form = browser.get(reverse("reports:recipient-create")).context["form"]
    assert list(form.fields["office"].queryset) == [kanwil]


def test_the_centres_admin_may_help_any_office(office):
    admin = UserFactory(role=Role.ADMIN, office=CentreFactory())
    assert recipients.may_change(admin, office)
    assert not recipients.may_change(UserFactory(role=Role.PIMPASA, office=office), office)


# The letters on a report's page


def test_a_report_shows_what_became_of_each_letter(office, operator):
    report = received(office)
    for name in ("Ayu", "Budi", "Citra", "Dewi"):
        on_list(office, name)
    delivery.queue_deliveries(report=report, at=AT)
    letters = ReportDelivery.objects.order_by("email")
    sent, refused, removed, _ = letters
    ReportDelivery.objects.filter(pk=sent.pk).update(sent_at=AT, attempts=1)
    failed = {"attempts": 3, "error": "Ditolak peladen surel: 550"}
    ReportDelivery.objects.filter(pk=refused.pk).update(**failed)
    recipients.remove_recipient(recipient=removed.recipient, by=operator, at=AT)
    rows = deliveries_context(report, operator)["rows"]
    assert [(row.name, str(row.chip), bool(row.again)) for row in rows] == [
        ("Ayu", "terkirim", True),
        ("Budi", "gagal", True),
        ("Citra", "dihapus dari daftar", False),
        ("Dewi", "menunggu", False),
    ]
    assert rows[0].note == "5 Sep 2025, 09.00 WIB, PDF terlampir"
    assert rows[1].note == "Ditolak peladen surel: 550"


def test_nothing_is_said_of_letters_before_a_report_is_received(office, operator):
    on_list(office)
    report = kept_paper(office).report
    context = deliveries_context(report, operator)
    assert (context["rows"], context["expected"], context["send_url"]) == ([], False, "")


def test_the_centres_report_is_mailed_once_it_is_signed():
    centre = CentreFactory()
    on_list(centre)
    report = kept_paper(centre).report
    MonthlyReport.objects.filter(pk=report.pk).update(status=MonthlyReport.Status.SIGNED)
    report.refresh_from_db()
    admin = UserFactory(role=Role.ADMIN, office=centre)
    assert deliveries_context(report, admin)["missing"] == 1


def test_one_button_sends_a_letter_again(office, operator):
    report = received(office)
    on_list(office)
    delivery.queue_deliveries(report=report, at=AT)
    letter = ReportDelivery.objects.get()
    ReportDelivery.objects.update(sent_at=AT, attempts=1)
    url = deliveries_context(report, operator)["rows"][0].again
    assert as_user(operator).post(url).url == report.get_absolute_url()
    letter.refresh_from_db()
    assert (letter.sent_at, letter.attempts) == (None, 0)


def test_one_button_serves_those_who_came_later(office, operator):
    report, browser = received(office), as_user(operator)
    on_list(office)
    context = deliveries_context(report, operator)
    assert context["missing"] == 1
    browser.post(context["send_url"])
    assert ReportDelivery.objects.get().email == "ayu@contoh.id"
    assert deliveries_context(report, operator)["missing"] == 0


def test_a_report_that_was_not_received_is_mailed_by_no_button(office, operator):
    on_list(office)
    report = kept_paper(office).report
    as_user(operator).post(reverse("reports:deliver", args=[report.pk]))
    assert not ReportDelivery.objects.exists()


def test_a_reader_without_the_right_sees_the_letters_and_no_button(office):
    report = received(office)
    on_list(office)
    delivery.queue_deliveries(report=report, at=AT)
    ReportDelivery.objects.update(sent_at=AT)
    reader = UserFactory(role=Role.PIMPASA, office=office)
    context = deliveries_context(report, reader)
    assert [bool(row.again) for row in context["rows"]] == [False]
    url = reverse("reports:delivery-again", args=[report.pk, ReportDelivery.objects.get().pk])
    assert as_user(reader).post(url).status_code == 403
    stranger = UserFactory(role=Role.OPERATOR, office=OfficeFactory())
    assert as_user(stranger).post(url).status_code == 404


# The certificate


@pytest.fixture
def folder(settings, tmp_path):
    settings.SIGNING_DIR = tmp_path / "sertifikat"
    return settings.SIGNING_DIR


def page_for(user, **query):
    return as_user(user).get(reverse("reports:certificate"), query)


def test_a_head_reads_how_to_put_a_certificate_in_place(office, folder):
    page = page_for(UserFactory(role=Role.OFFICE_HEAD, office=office)).text
    assert "belum dipasang" in page
    assert f"{office.code}.p12" in page
    assert "tetap ditandatangani dan dikirim seperti biasa" in page


def test_a_working_certificate_tells_whose_it_is_and_until_when(office, folder):
    now = timezone.now()
    put_in_place(folder, office.code, span=(now, now + timedelta(days=400)))
    page = page_for(UserFactory(role=Role.ADMIN, office=office))
    assert str(page.context["page"].chips[0]) == "siap dipakai"
    assert f"Kantor {office.code} (contoh), Badan Contoh" in page.text
    assert "diterbitkan sendiri, jadi hanya untuk mencoba" in page.text


def test_one_that_ends_within_a_month_and_one_that_ended_are_told_apart(office, folder):
    now, head = timezone.now(), UserFactory(role=Role.OFFICE_HEAD, office=office)
    begun = now - timedelta(days=300)
    put_in_place(folder, office.code, span=(begun, now + timedelta(days=20)))
    assert str(page_for(head).context["page"].chips[0]) == "segera kedaluwarsa"
    put_in_place(folder, office.code, span=(begun, now - timedelta(days=2)))
    page = page_for(head)
    assert str(page.context["page"].chips[0]) == "tidak dapat dipakai"
    assert "kedaluwarsa sejak" in page.text
    assert "Laporan tetap dapat ditandatangani di portal." in page.text


def test_a_file_others_can_read_is_refused_on_the_page(office, folder):
    put_in_place(folder, office.code, mode=0o644)
    page = page_for(UserFactory(role=Role.ADMIN, office=office)).text
    assert "dapat dibaca akun lain di peladen" in page


def test_a_kanwils_head_looks_at_his_offices_and_at_no_others(office, kanwil, folder):
    head = UserFactory(role=Role.KANWIL_HEAD, office=kanwil)
    assert f"{office.code}.p12" in page_for(head, kantor=office.code).text
    assert page_for(head, kantor=OfficeFactory().code).status_code == 404
    assert page_for(UserFactory(role=Role.PIMPASA, office=office)).status_code == 403


def test_an_offices_page_says_whether_its_papers_are_signed_electronically(office, folder):
    browser = as_user(UserFactory(role=Role.PIMPASA, office=office))
    panel = browser.get(reverse("reports:certificate-panel", args=[office.code])).text
    assert "belum dipasang" in panel
    assert "Buka" not in panel
    whole = browser.get(office.get_absolute_url()).text
    assert reverse("reports:certificate-panel", args=[office.code]) in whole
