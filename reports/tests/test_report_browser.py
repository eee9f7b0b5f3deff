"""A report goes its whole way in a real Chromium, by keyboard, each person signed in as himself."""

import pytest
from django.conf import settings
from django.test import Client

from dbi_portal.tests.test_accessibility import SIZES, barriers, sticking_out
from reports.models import MonthlyReport
from reports.tests.life import built, people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Status = MonthlyReport.Status


@pytest.fixture
def who():
    return people()


@pytest.fixture
def sits_down(page, live_portal):
    """Another person at the same screen: signed in as himself, with the report open."""

    def sit_down(user, report):
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.clear_cookies()
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "url": live_portal, "value": value}]
        )
        page.goto(report.get_absolute_url())
        return page

    return sit_down


def press(page, name, role="button"):
    """Reach it as the Tab key does, and press Enter."""
    target = page.get_by_role(role, name=name, exact=True)
    target.focus()
    assert target.evaluate("node => node === document.activeElement")
    page.keyboard.press("Enter")


def says(page, words):
    page.get_by_text(words).first.wait_for()


def looks_right(page):
    for size in SIZES.values():
        page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
        assert barriers(page) == []
        assert sticking_out(page) == []


def test_a_report_is_checked_signed_sent_returned_revised_and_received_by_keyboard(who, sits_down):
    report = built(who.office)

    page = sits_down(who.verifier, report)
    page.get_by_label("Catatan kepala kantor").focus()
    page.keyboard.type("Naik karena permohonan bersama.")
    press(page, "Simpan catatan")
    says(page, "Tersimpan dan tercetak di laporan.")
    looks_right(page)
    press(page, "Tandai sudah diperiksa")
    says(page, "menunggu tanda tangan")

    page = sits_down(who.head, report)
    press(page, "Tanda tangani", role="link")
    says(page, "Tanda tangan membekukan revisi ini")
    looks_right(page)
    press(page, "Tanda tangani")
    says(page, "ditandatangani dan dibekukan")
    assert page.get_by_label("Catatan kepala kantor").count() == 0

    page = sits_down(who.operator, report)
    press(page, "Kirim ke Kanwil")
    says(page, "terkirim.")

    page = sits_down(who.supervisor, report)
    press(page, "Kembalikan", role="link")
    page.get_by_label("Kegiatan", exact=True).focus()
    page.keyboard.type("Sesi 12 Agustus belum ada.")
    looks_right(page)
    press(page, "Kembalikan")
    says(page, "dikembalikan dengan catatan Anda")

    page = sits_down(who.verifier, report)
    says(page, "Sesi 12 Agustus belum ada.")
    says(page, "Revisi 1")
    looks_right(page)
    press(page, "Tandai sudah diperiksa")
    says(page, "menunggu tanda tangan")
    page = sits_down(who.head, report)
    press(page, "Tanda tangani", role="link")
    press(page, "Tanda tangani")
    says(page, "ditandatangani dan dibekukan")
    press(page, "Kirim ke Kanwil")
    says(page, "terkirim.")

    page = sits_down(who.supervisor, report)
    press(page, "Terima")
    says(page, "diterima.")
    report.refresh_from_db()
    assert (report.status, report.revision_number) == (Status.RECEIVED, 2)
    assert report.revisions.get(number=1).frozen_at < report.revision.frozen_at
