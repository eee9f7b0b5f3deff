"""Filters in a real browser: chosen in the form, kept in the address, back, forward, no script."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from dbi_portal.lib.months import Month
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from reports.tests.figures_world import passports, region

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AUGUST = Month(2025, 8)
HOME = reverse("home")


@pytest.fixture
def cookie(live_portal):
    """A supervisor of two offices, signed in; one office tells countries and villages."""
    kanwil = KanwilFactory(short_name="Kanwil Jawa Barat")
    bekasi = OfficeFactory(under=kanwil, short_name="Kanim Bekasi", code="kanim-bekasi")
    other = OfficeFactory(under=kanwil, short_name="Kanim Karawang", code="kanim-karawang")
    home = region("Harapanjaya", "32.75.03.1006")
    passports(bekasi, AUGUST, 1204)
    passports(bekasi, AUGUST, 900, home_region=home)
    passports(bekasi, AUGUST, 650, destination="Malaysia")
    passports(other, AUGUST, 96)
    client = Client()
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"name": settings.SESSION_COOKIE_NAME, "url": live_portal, "value": value}


@pytest.fixture
def supervised(page, cookie):
    page.context.add_cookies([cookie])
    return page


def issued(page) -> str:
    return page.locator(".figures .figure").first.locator(".figure-value a").inner_text()


def test_a_filter_drives_the_page_and_back_and_forward_undo_and_redo_it(supervised):
    page = supervised
    page.goto(f"{HOME}?bulan={AUGUST}")
    assert issued(page) == "1.300"
    page.get_by_label("Kantor", exact=True).select_option("kanim-bekasi")
    with page.expect_navigation():
        page.get_by_role("button", name="Terapkan").first.click()
    assert issued(page) == "1.204"
    assert "kantor=kanim-bekasi" in page.url
    page.get_by_text("Saringan lain").click()
    page.get_by_label("Negara tujuan").select_option("Malaysia")
    with page.expect_navigation():
        page.get_by_role("button", name="Terapkan").last.click()
    assert issued(page) == "650"
    page.go_back()
    assert issued(page) == "1.204"
    page.go_forward()
    assert issued(page) == "650"
    with page.expect_navigation():
        page.get_by_role("link", name="Hapus saringan Negara tujuan: Malaysia").click()
    assert issued(page) == "1.204"


def test_filters_and_drill_down_work_without_script(browser, live_portal, cookie):
    context = browser.new_context(java_script_enabled=False, base_url=live_portal)
    context.add_cookies([cookie])
    page = context.new_page()
    try:
        page.goto(f"{HOME}?bulan={AUGUST}")
        page.locator("select[name=kantor]").select_option("kanim-bekasi")
        page.get_by_role("button", name="Terapkan").first.click()
        assert issued(page) == "1.204"
        page.locator(".figures .figure").first.locator(".figure-value a").click()
        assert "1.204" in page.locator(".drill-total").inner_text()
        page.get_by_role("link", name="Harapanjaya").click()
        assert "900" in page.locator(".drill-total").inner_text()
        page.get_by_role("link", name="Dari mana angka ini?").click()
        assert "900" in page.locator("table").first.inner_text()
    finally:
        context.close()


def test_on_a_phone_one_line_names_the_filters_and_opens_them(supervised):
    page = supervised
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{HOME}?bulan={AUGUST}")
    fold = page.locator(".filters-fold > summary")
    assert "Agustus 2025 · sejak Januari · Kanwil Jawa Barat" in fold.inner_text()
    office = page.get_by_label("Kantor", exact=True)
    assert not office.is_visible()
    fold.focus()
    page.keyboard.press("Enter")
    office.select_option("kanim-bekasi")
    with page.expect_navigation():
        page.get_by_role("button", name="Terapkan").first.click()
    assert issued(page) == "1.204"
    assert "Kanim Bekasi" in page.locator(".filters-fold > summary").inner_text()


def test_on_a_phone_todays_work_comes_before_the_buttons_and_the_links_keep_to_one_line(
    supervised,
):
    page = supervised
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{HOME}?bulan={AUGUST}")
    work = page.locator(".attention").bounding_box()
    report = page.get_by_role("link", name="Susun laporan bulan ini")
    assert report.count() == 1  # the one in the head is not there on a phone
    assert work["y"] < 260
    assert work["y"] < report.bounding_box()["y"]
    assert page.locator(".analysis-nav").bounding_box()["height"] < 60
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.set_viewport_size({"width": 1440, "height": 900})
    assert report.count() == 1
    assert report.bounding_box()["y"] < page.locator(".attention").bounding_box()["y"]
    assert page.get_by_label("Kantor", exact=True).is_visible()
    assert not page.locator(".filters-fold > summary").is_visible()
