"""“Desa berikutnya” and “Mutu data” in a real browser: at once with script, and without it."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from reports.models.statistic import Outcome
from reports.tests.dashboards import AUGUST, JULY
from reports.tests.figures_world import passports, region

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
NEXT = f"{reverse('reports:next-villages')}?bulan=2025-08&rentang=1"
QUALITY = f"{reverse('reports:data-quality')}?bulan=2025-08"
A, B = "32.75.01.1001", "32.75.01.1002"


@pytest.fixture
def operator(page, live_portal):
    """Signed in at an office with two villages: one asks for most, the other is refused most."""
    office = OfficeFactory(under=KanwilFactory(), short_name="Kanim Bekasi", code="kanim-bekasi")
    for code, name, issued in ((A, "Mustikajaya", 100), (B, "Perwira", 20)):
        passports(office, AUGUST, issued, home_region=region(name, code))
        passports(office, JULY.previous(), issued, home_region=region(name, code))
    home = region("Perwira", B)
    passports(office, AUGUST, 9, outcome=Outcome.REFUSED, purpose="", home_region=home)
    client = Client()
    client.force_login(UserFactory(office=office, role=Role.OPERATOR))
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "url": live_portal, "value": value}
    page.context.add_cookies([cookie])
    return page


def names(page):
    return page.locator("#peringkat tbody .row-link").all_inner_texts()


def slide(page, name, value):
    """As a hand does: the slider moves and tells so."""
    page.locator(f"[name={name}]").evaluate(
        "(slider, value) => { slider.value = value;"
        " slider.dispatchEvent(new Event('input', {bubbles: true})); }",
        value,
    )


def barriers(page):
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document)")["violations"]
    return [f"{each['impact']} {each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]


def test_moving_a_weight_ranks_anew_at_once_and_stays_in_the_address(operator):
    operator.goto(NEXT)
    assert names(operator) == ["Mustikajaya", "Perwira"]
    operator.get_by_text("Bobot dan pilihan").click()
    slide(operator, "bobot_permintaan", "0")
    slide(operator, "bobot_penolakan", "10")
    operator.get_by_text("naik 1 peringkat dari bobot bawaan").wait_for()
    assert names(operator) == ["Perwira", "Mustikajaya"]
    assert operator.locator("output[for=id_bobot_penolakan]").inner_text() == "10"
    assert "bobot_penolakan=10" in operator.url
    assert operator.url.count("bobot_permintaan=") == 1  # however often a slider moves
    operator.reload()
    assert names(operator) == ["Perwira", "Mustikajaya"]
    operator.get_by_role("link", name="Kembali ke bobot bawaan").click()
    operator.wait_for_url(lambda url: "bobot_" not in url)
    assert names(operator) == ["Mustikajaya", "Perwira"]


def test_without_script_a_button_counts_again(operator, browser, live_portal):
    plain = browser.new_context(base_url=live_portal, java_script_enabled=False)
    plain.add_cookies(operator.context.cookies())
    page = plain.new_page()
    page.goto(f"{NEXT}&bobot_permintaan=0")
    page.locator("[name=bobot_penolakan]").press("End")
    page.get_by_role("button", name="Hitung ulang").click()
    assert names(page) == ["Perwira", "Mustikajaya"]
    assert "bobot_penolakan=10" in page.url
    plain.close()


@pytest.mark.parametrize("address", [NEXT, QUALITY])
def test_filled_pages_have_no_barriers_and_fit_a_phone(operator, address):
    for width, scheme in ((360, "dark"), (1366, "light")):
        operator.set_viewport_size({"width": width, "height": 800})
        operator.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        operator.goto(address)
        operator.evaluate("document.querySelectorAll('main details').forEach(f => f.open = true)")
        assert barriers(operator) == []
        assert operator.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_answer_is_given_from_its_line(operator):
    operator.goto(QUALITY)
    line = operator.locator(".quality-line").filter(has_text="belum ada angka").first
    line.get_by_text("Jawab").click()
    line.get_by_label("Alasan").fill("Kantor tutup sebulan")
    line.get_by_role("button", name="Benar").click()
    operator.get_by_text("Dicatat: benar adanya.").wait_for()
    operator.get_by_text("Sudah dijawab: 1").click()
    assert operator.get_by_text("Kantor tutup sebulan").is_visible()
