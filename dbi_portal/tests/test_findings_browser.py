"""Story 4 on a phone: who sees something reports it, and it becomes a finding with a deadline."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from dbi_portal.tests.test_accessibility import barriers, sticking_out
from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from outreach.models import Finding
from outreach.tests.finding_desk import Desk
from villages.models import VillageAccount
from villages.tests.factories import GuidedVillageFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def desk():
    return Desk(OfficeFactory(short_name="Kanim Contoh"))


@pytest.fixture
def sign_in(page, live_portal):
    def become(user):
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.clear_cookies()
        cookie = {"name": settings.SESSION_COOKIE_NAME, "url": live_portal, "value": value}
        page.context.add_cookies([cookie])
        page.set_viewport_size(PHONE)
        return page

    return become


def sound(page):
    assert barriers(page) == []
    assert sticking_out(page) == []


def test_a_village_official_reports_and_the_verifier_answers_from_their_phones(db, desk, sign_in):
    village = GuidedVillageFactory(office=desk.office, region__name="Mustikajaya")
    official = UserFactory(role=Role.VILLAGE_OFFICIAL, office=desk.office)
    VillageAccount.objects.create(user=official, village=village, office=desk.office)
    phone = sign_in(official)
    phone.goto(reverse("outreach:finding-list"))
    phone.get_by_role("main").get_by_role("link", name="Ajukan temuan").first.click()
    phone.get_by_label("Indikasi TPPO").check()
    phone.fill("[name=account]", "Beberapa orang menunggu kapal tanpa dokumen.")
    sound(phone)
    phone.get_by_role("button", name="Kirim temuan").click()
    phone.get_by_text("Temuan terkirim dan menunggu verifikasi.").wait_for()
    phone.get_by_text("sisa 5 jam").wait_for()
    sound(phone)
    finding = Finding.objects.get()
    assert (finding.village, finding.region, finding.kind) == (village, village.region, "tppo")

    phone = sign_in(desk.verifier)
    phone.goto(reverse("officers:notices"))
    phone.get_by_text("Satu temuan menunggu verifikasi").wait_for()
    phone.goto(finding.get_absolute_url())
    phone.get_by_role("link", name="Verifikasi").click()
    sound(phone)
    phone.get_by_role("button", name="Verifikasi").click()
    phone.get_by_text("Temuan terverifikasi.").wait_for()
    phone.get_by_role("link", name="Tindak lanjuti").click()
    phone.get_by_label("Tindak lanjut").fill("Dirujuk ke Polres.")
    phone.get_by_role("button", name="Tindak lanjuti").click()
    phone.get_by_text("Tindak lanjut tercatat.").wait_for()
    finding.refresh_from_db()
    assert finding.status == "ditindaklanjuti"


def test_the_register_with_what_waits_has_no_barriers(db, desk, sign_in):
    desk.sent()
    desk.closed()
    page = sign_in(desk.verifier)
    for size in (PHONE, {"width": 1366, "height": 768}):
        page.set_viewport_size(size)
        page.goto(f"{reverse('outreach:finding-list')}?keadaan=terbuka")
        page.get_by_text("1 dari 2 temuan").wait_for()
        sound(page)
