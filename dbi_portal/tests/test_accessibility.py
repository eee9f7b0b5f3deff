"""Pages as a real browser shows them: no barrier for axe, no scrolling sideways on a phone."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, OfficerFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
PAGES = [  # url names whose page needs no row; add a page here when it lands
    "login",
    "officers:list",
    "officers:create",
    "officers:office-list",
]
SIZES = {"phone": (360, 740), "office": (1366, 768)}


@pytest.fixture
def supervised(page, live_portal):
    """A browser in which a Kanwil's supervisor is signed in, with an office and officers to see."""
    kanwil = KanwilFactory()
    for _ in range(3):
        OfficerFactory(office=OfficeFactory(under=kanwil))
    client = Client()
    client.force_login(UserFactory(office=kanwil, role=Role.SUPERVISOR))
    cookie = {"name": settings.SESSION_COOKIE_NAME, "url": live_portal}
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([cookie | {"value": value}])
    return page


def visit(page, name, size, scheme="light"):
    if name == "login":
        page.context.clear_cookies()
    page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    answer = page.goto(reverse(name))
    assert answer.status == 200
    page.wait_for_load_state("networkidle")


def barriers(page):
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document)")["violations"]
    return [f"{each['impact']} {each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("size", "scheme"), [("phone", "dark"), ("office", "light")])
def test_a_page_has_no_barriers_and_does_not_scroll_sideways(supervised, name, size, scheme):
    visit(supervised, name, size, scheme)
    assert barriers(supervised) == []
    assert supervised.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_page_asks_nobody_but_the_portal(supervised, live_portal):
    asked = []
    supervised.on("request", lambda request: asked.append(request.url))
    visit(supervised, "officers:create", "office")
    assert asked
    assert [url for url in asked if not url.startswith(live_portal)] == []


def test_nothing_a_page_loads_is_missing(supervised):
    failed = []
    supervised.on("response", lambda answer: answer.status >= 400 and failed.append(answer.url))
    supervised.on("pageerror", lambda fault: failed.append(str(fault)))
    visit(supervised, "officers:list", "office")
    visit(supervised, "officers:create", "phone")
    assert failed == []


def test_leaving_a_form_with_unsaved_entries_asks_first(supervised):
    asked = []
    supervised.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    visit(supervised, "officers:create", "office")
    visit(supervised, "officers:create", "office")
    assert asked == []
    supervised.fill("[name=name]", "Ayu Contoh")
    visit(supervised, "officers:list", "office")
    assert asked == ["beforeunload"]


def test_the_keyboard_reaches_the_first_row(supervised):
    visit(supervised, "officers:list", "office")
    supervised.locator("a.row-link").first.focus()
    supervised.keyboard.press("Enter")
    supervised.wait_for_url("**/petugas/*/")


def test_on_the_phone_the_account_opens_without_script_of_ours(supervised):
    visit(supervised, "officers:list", "phone")
    assert not supervised.is_visible("#akun")
    supervised.click(".brand-account")
    assert supervised.is_visible("#akun button")
