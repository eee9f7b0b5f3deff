"""The map in a real browser: nothing from outside, marks by keyboard, a table without script."""

from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from reports.tests.dashboards import AUGUST
from reports.tests.figures_world import passports, village
from villages.actions.places import Marked, load_points
from villages.models import RegionPoint

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
A, B = "32.75.01.1001", "32.75.01.1002"
ASKED = "?bulan=2025-08"


@pytest.fixture
def villages():
    office = OfficeFactory()
    found = [village(office, name, code, aktif=date(2025, 1, 5))
             for name, code in (("Harapan Jaya", A), ("Margahayu", B))]  # fmt: skip
    for each, count in zip(found, (120, 30), strict=True):
        passports(office, AUGUST, count, home_region=each.region)
    points = [Marked(A, -6.2, 107.0), Marked(B, -6.3, 107.1)]
    load_points(points=points, source="titik.csv", at=datetime(2025, 9, 1, tzinfo=UTC))
    return found


@pytest.fixture
def officer(page, live_portal, villages):
    """A browser in which the office's PIMPASA is signed in; `page.asked` are the hosts it asked."""
    sign_in(page.context, live_portal, villages[0].office)
    page.asked = set()
    page.on("request", lambda request: page.asked.add(urlsplit(request.url).netloc))
    return page


def sign_in(context, live_portal, office):
    client = Client()
    client.force_login(UserFactory(office=office, role=Role.PIMPASA))
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_portal}
    context.add_cookies([cookie])


def open_map(page, query=ASKED):
    page.goto(reverse("reports:map") + query)
    page.wait_for_selector("#peta[data-ready]")


def marks(page):
    return page.locator("#peta .map-point")


def test_the_map_asks_nobody_but_the_portal(officer, live_portal):
    open_map(officer)
    assert officer.asked == {urlsplit(live_portal).netloc}
    assert officer.locator("#peta path.land").count() > 0
    assert marks(officer).count() == 2


def test_a_mark_is_found_and_opened_by_keyboard_alone(officer):
    open_map(officer)
    mark = officer.get_by_role("button", name="Harapan Jaya")
    assert "Paspor PMI terbit: 120" in mark.get_attribute("aria-label")
    mark.focus()
    officer.keyboard.press("Enter")
    chosen = officer.locator("#pilihan")
    chosen.wait_for()
    assert chosen.locator("h2").inner_text() == "Harapan Jaya"
    assert officer.evaluate("document.activeElement.id") == "pilihan-judul"
    assert "120" in chosen.inner_text()
    page = chosen.get_by_role("link", name="Buka halaman desa")
    assert page.get_attribute("href") == reverse(
        "villages:detail", args=[RegionPoint.objects.get(region=A).region.guided_villages.get().pk]
    )
    drill = chosen.get_by_role("link", name="Telusuri angkanya").get_attribute("href")
    assert f"desa={A}" in drill
    assert officer.request.get(drill).status == 200


def test_an_address_may_name_the_village_to_show(officer):
    open_map(officer, f"{ASKED}&desa={B}")
    assert officer.locator("#pilihan h2").inner_text() == "Margahayu"


def test_far_out_near_villages_become_one_mark_that_says_how_many(officer):
    open_map(officer)
    for _ in range(8):
        officer.evaluate("document.querySelector('.leaflet-control-zoom-out').click()")
        # A click while the map is still moving is not heeded.
        officer.locator("#peta .leaflet-zoom-anim").wait_for(state="detached")
    cluster = officer.locator("#peta .map-cluster")
    cluster.first.wait_for()
    assert cluster.first.inner_text().split() == ["2", "desa", "berdekatan,", "perbesar"]


def test_without_script_the_table_says_what_the_map_would(browser, live_portal, villages):
    context = browser.new_context(base_url=live_portal, java_script_enabled=False)
    sign_in(context, live_portal, villages[0].office)
    page = context.new_page()
    page.goto(reverse("reports:map") + ASKED)
    assert not page.locator("#peta").is_visible()
    rows = page.locator("#tabel tbody tr").all_inner_texts()
    assert ["Harapan Jaya" in rows[0], "120" in rows[0]] == [True, True]
    assert "Margahayu" in rows[1]
    context.close()


def test_a_phone_needs_no_scrolling_sideways(officer):
    officer.set_viewport_size({"width": 360, "height": 740})
    open_map(officer)
    assert officer.evaluate("document.documentElement.scrollWidth") == 360
    assert officer.locator("#peta").bounding_box()["width"] <= 360


def test_a_click_on_the_map_fills_the_fields_and_is_saved(officer, villages, live_portal):
    officer.goto(reverse("villages:place", args=[villages[0].pk]))
    officer.wait_for_selector("#peta path.land", state="attached")
    officer.wait_for_selector("#peta .map-point", state="attached")
    box = officer.locator("#peta").bounding_box()
    officer.mouse.click(box["x"] + box["width"] / 2 + 40, box["y"] + box["height"] / 2)
    typed = officer.locator("input[name=latitude]").input_value()
    assert float(typed.replace(",", ".")) == pytest.approx(-6.2, abs=0.01)
    officer.get_by_role("button", name="Simpan letak").click()
    officer.wait_for_url(f"**{villages[0].get_absolute_url()}")
    point = RegionPoint.objects.get(region=A, source="halaman")
    assert point.latitude == pytest.approx(-6.2, abs=0.01)
    assert point.longitude > 107.0
    assert officer.asked == {urlsplit(live_portal).netloc}


def test_the_device_may_fill_in_where_it_is(officer, villages):
    officer.context.grant_permissions(["geolocation"])
    officer.context.set_geolocation({"latitude": -6.2345, "longitude": 107.0123, "accuracy": 12})
    officer.goto(reverse("villages:place", args=[villages[0].pk]))
    officer.get_by_role("button", name="Pakai posisi perangkat ini").click()
    officer.get_by_text("ketelitian sekitar 12 m").wait_for()
    fields = [officer.locator(f"input[name={name}]") for name in ("latitude", "longitude")]
    assert [each.input_value() for each in fields] == ["-6,2345", "107,0123"]
