"""The dashboard in a real browser: charts arrive by themselves, nothing is in a reader's way."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from dbi_portal.lib.months import Month
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from reports.models.statistic import Outcome
from reports.tests.figures_world import LONG_AGO, passports, region, village

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
AUGUST = Month(2025, 8)
SIZES = {"phone": (360, 740), "office": (1366, 768)}


@pytest.fixture
def supervised(page, live_portal):
    """A browser in which a supervisor of two offices with figures is signed in."""
    kanwil = KanwilFactory()
    for number, office in enumerate(OfficeFactory.create_batch(2, under=kanwil), start=1):
        for month in (AUGUST, AUGUST.previous()):
            passports(office, month, 100 * number, made_up=number == 1)
        home = region(f"Desa {number}", f"32.75.01.100{number}")
        passports(office, AUGUST, 90, home_region=home)
        passports(office, AUGUST, 3, outcome=Outcome.REFUSED, purpose="")
        village(office, f"Desa {number}", home.code, aktif=LONG_AGO)
    client = Client()
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "url": live_portal, "value": value}
    page.context.add_cookies([cookie])
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_charts_arrive_and_the_page_has_no_barrier(supervised, size, scheme):
    page = supervised
    page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"{reverse('home')}?bulan={AUGUST}")
    for panel in page.locator(".drawing").all():
        panel.scroll_into_view_if_needed()
        panel.locator("svg.chart").wait_for()
    assert page.locator("svg.chart").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run()")["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_the_figures_of_a_chart_are_a_table_one_can_open(supervised):
    page = supervised
    page.goto(f"{reverse('home')}?bulan={AUGUST}")
    table = page.get_by_role("table", name="Paspor PMI terbit menurut kantor, Agustus 2025")
    assert not table.is_visible()
    page.get_by_text("Angka dalam tabel").last.click()
    assert table.is_visible()
    assert "200" in table.inner_text()
