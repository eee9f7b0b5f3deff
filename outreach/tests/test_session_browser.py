"""The form in a real browser, on a phone: rows that come and go, a sum while one types."""

import pytest
from django.urls import reverse

from officers.roles import Role
from officers.tests.factories import UserFactory
from outreach.models import Session
from outreach.tests.factories import AudienceGroupFactory, SessionKindFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "kata-sandi-contoh"


@pytest.fixture
def phone(page):
    user = UserFactory(role=Role.PIMPASA)
    user.set_password(PASSWORD)
    user.save()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{reverse('login')}?next={reverse('outreach:create')}")
    page.fill("[name=username]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    return page


def test_a_pimpasa_reports_a_session_from_a_phone(db, phone):
    kind = SessionKindFactory(name="Sambang desa")
    camat, lurah = AudienceGroupFactory(name="Camat"), AudienceGroupFactory(name="Lurah")
    phone.goto(reverse("outreach:create"))
    sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert phone.evaluate(sideways) == 0
    phone.select_option("[name=kind]", str(kind.pk))
    phone.fill("[name=title]", "Sambang desa di balai")
    phone.fill("[name=held_on]", "2025-10-31")
    phone.fill("[name=place]", "Balai RW 05")
    phone.fill("[name=participants]", "60")
    phone.fill(f"[name=unsur-count_{camat.pk}]", "20")
    phone.fill(f"[name=unsur-count_{lurah.pk}]", "36")
    assert "Jumlah unsur 56, tertulis 60: selisih 4." in phone.inner_text("[data-sum]")

    speakers = phone.locator("#narasumber-rows .row-item")
    assert speakers.count() == 1
    phone.fill("[name=narasumber-0-institution]", "TNI")
    for number, name in enumerate(("Polri", "BP3MI Jawa Barat"), start=1):
        phone.get_by_role("button", name="Tambah narasumber").click()
        phone.fill(f"[name=narasumber-{number}-institution]", name)
    for number in (0, 1):
        speakers.nth(number).get_by_role("button", name="Hapus baris").click()
    speakers.nth(1).get_by_role("button", name="Kembalikan baris").click()

    phone.get_by_role("button", name="Kirim laporan").click()
    phone.wait_for_selector("text=menunggu tinjauan")
    session = Session.objects.get()
    assert sorted(str(speaker) for speaker in session.speakers.all()) == [
        "BP3MI Jawa Barat",
        "Polri",
    ]
    assert session.follow_ups.count() == session.photos.count() == 0
