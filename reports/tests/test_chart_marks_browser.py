"""A chart's marks in a real browser: by mouse, by keyboard, by finger; each tells its figure."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from dbi_portal.lib.months import Month
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from reports.tests.figures_world import passports

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AUGUST = Month(2025, 8)


@pytest.fixture
def chart(page, live_portal):
    """The trend on a supervisor's dashboard, drawn."""
    kanwil = KanwilFactory()
    office = OfficeFactory(under=kanwil)
    for month, count in ((AUGUST, 1310), (AUGUST.previous(), 1204)):
        passports(office, month, count)
    client = Client()
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "url": live_portal, "value": value}
    page.context.add_cookies([cookie])
    page.goto(f"{reverse('home')}?bulan={AUGUST}")
    page.wait_for_load_state("networkidle")  # what comes later moves the page under the pointer
    drawing = page.locator(".drawing").first
    drawing.scroll_into_view_if_needed()
    drawing.locator("svg.chart[aria-label]").wait_for()  # the module has taken it over
    return drawing


def name(count, month="Agustus"):
    return f"{month} 2025, Paspor PMI terbit: {count}"


def test_a_figure_is_told_under_the_pointer(page, chart):
    chart.get_by_role("link", name=name("1.310")).locator(".reach").hover()
    chart.get_by_text(name("1.310"), exact=True).and_(page.locator(".mark-tip")).wait_for()
    chart.get_by_role("link", name=name("1.204", "Juli")).locator(".reach").hover()
    chart.get_by_text(name("1.204", "Juli"), exact=True).and_(page.locator(".mark-tip")).wait_for()


def test_a_figure_is_told_at_the_focus_and_leads_on_by_enter(page, chart):
    chart.get_by_role("link", name=name("1.204", "Juli")).focus()
    page.keyboard.press("Tab")
    tip = chart.locator(".mark-tip:visible")
    tip.wait_for()
    assert tip.inner_text() == name("1.310")
    page.keyboard.press("Escape")
    tip.wait_for(state="hidden")
    page.keyboard.press("Enter")
    page.wait_for_url("**/telusuri/**")
    assert "bulan=2025-08" in page.url
    page.go_back()
    page.locator(".drawing svg.chart").first.wait_for()


def test_a_first_tap_tells_and_a_second_leads_on(page, chart):
    area = chart.get_by_role("link", name=name("1.310")).locator(".reach")
    touch = "{pointerType: 'touch', bubbles: true, cancelable: true}"
    tap = f"(area) => area.dispatchEvent(new PointerEvent('click', {touch}))"
    area.evaluate(tap)
    assert "Ketuk sekali lagi" in chart.locator(".mark-tip:visible").inner_text()
    assert "telusuri" not in page.url
    area.evaluate(tap)
    page.wait_for_url("**/telusuri/**")


def test_a_screen_reader_hears_one_picture_with_its_figures(chart):
    picture = chart.get_by_role("group", name="Paspor PMI terbit, Agustus 2024–Agustus 2025")
    assert picture.get_by_role("link").count() == 2
    assert "Tertinggi Agustus 2025 (1.310)" in picture.get_attribute("aria-label")
