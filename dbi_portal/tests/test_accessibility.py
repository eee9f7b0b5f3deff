"""Pages as a real browser shows them: no barrier for axe, no scrolling sideways on a phone."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from officers.models import Officer
from officers.roles import Role
from officers.tests.factories import (
    CentreFactory,
    KanwilFactory,
    OfficeFactory,
    OfficerFactory,
    UserFactory,
)
from reports.tests.kept_papers import kept_paper
from villages.models import Region
from villages.tests.real_regions import load_real_regions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
PAGES = [  # url names whose page needs no row; add a page here when it lands
    "login",
    "find",
    "officers:list",
    "officers:create",
    "officers:office-list",
    "officers:head-list",
    "villages:gaps",
    "officers:notices",
    "password-forgotten",
    "officers:profile",
    "officers:rights",
    "officers:settings",
    "officers:words",
    "help",
    "home",
    "villages:list",
    "villages:create",
    "villages:decree-list",
    "villages:proposal-list",
    "villages:inaugurate",
    "villages:assignment-list",
    "villages:region-list",
    "villages:units-list",
    "outreach:list",
    "outreach:calendar",
    "outreach:feeds",
    "outreach:follow-up-list",
    "outreach:targets",
    "outreach:consultation-list",
    "outreach:finding-list",
    "outreach:coverage",
    "outreach:institution-list",
    "outreach:institution-create",
    "outreach:institution-merge",
    "outreach:venue-list",
    "outreach:venue-merge",
    "reports:check-ask",
    "reports:drill",
    "reports:pivot",
    "reports:pivot-rows",
    "reports:indicator-list",
    "reports:recipient-list",
    "reports:recipient-create",
    "reports:list",
    "reports:create",
    "reports:receive-many",
    "reports:completeness",
    "reports:next-villages",
    "reports:data-quality",
    "reports:statistic-list",
    "reports:figure-origin",
    "reports:statistic-create",
    "officers:import-create",
    "officers:import-list",
]
# Selects are dressed by a script that is fetched when it is needed.
DRESSED = "!document.querySelector('select[data-picker]:not(.tomselected)')"
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
    page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    answer = page.goto(reverse(name))
    assert answer.status == 200
    page.wait_for_function(DRESSED)


def barriers(page):
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document)")["violations"]
    return [f"{each['impact']} {each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]


def sticking_out(page):
    """What makes the page itself scroll sideways; nothing while it does not."""
    return page.evaluate("""() => {
        if (document.documentElement.scrollWidth <= innerWidth) return [];
        const wide = (part) => part.getBoundingClientRect().right > innerWidth;
        return [...document.querySelectorAll("main *")].filter(wide).map((part) => part.outerHTML);
    }""")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barriers_and_does_not_scroll_sideways(supervised, name):
    if name == "login":
        supervised.context.clear_cookies()
    for size, scheme in (("phone", "dark"), ("office", "light")):
        visit(supervised, name, size, scheme)
        assert barriers(supervised) == []
        assert sticking_out(supervised) == []


@pytest.mark.parametrize(
    "name",
    [
        "villages:edition-list",
        "villages:unlinked-list",
        "officers:token-list",
        "officers:token-create",
    ],
)
def test_the_centres_own_pages_have_no_barriers(supervised, name):
    centre = Client()
    centre.force_login(UserFactory(office=CentreFactory(), role=Role.ADMIN))
    (known,) = [
        each
        for each in supervised.context.cookies()
        if each["name"] == settings.SESSION_COOKIE_NAME
    ]
    value = centre.cookies[settings.SESSION_COOKIE_NAME].value
    supervised.context.add_cookies([known | {"value": value}])
    for size, scheme in (("phone", "dark"), ("office", "light")):
        visit(supervised, name, size, scheme)
        assert barriers(supervised) == []
        assert sticking_out(supervised) == []


def test_a_history_and_two_versions_of_a_row_have_no_barriers(supervised):
    officer = Officer.objects.first()
    change = reverse("officers:change", args=[officer.pk])
    for size, scheme, phone in (("phone", "dark", "1"), ("office", "light", "2")):
        supervised.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
        supervised.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        supervised.goto(change)
        supervised.wait_for_function(DRESSED)
        supervised.fill("[name=phone]", f"0812 3456 789{phone}")
        Officer.objects.filter(pk=officer.pk).update(phone=f"+62 813-1111-222{phone}")
        supervised.click("form[data-guard] .btn-primary")
        supervised.get_by_text("data ini diubah orang lain").wait_for()
        assert barriers(supervised) == []
        assert sticking_out(supervised) == []
        supervised.click("form[data-guard] .btn-primary")
        supervised.locator("#riwayat").scroll_into_view_if_needed()
        supervised.locator(".changed").first.wait_for()
        assert barriers(supervised) == []
        assert sticking_out(supervised) == []


def test_a_stranger_checks_a_paper_without_barriers_or_cookies(page):
    revision = kept_paper(OfficeFactory())
    kept_paper(revision.office, number=2, code="CCCC-CCCC-CC", pdf=b"%PDF-1.7 dua")
    for size, scheme in (("phone", "dark"), ("office", "light")):
        visit(page, "reports:check-ask", size, scheme)
        page.fill("[name=kode]", revision.code.lower())
        page.keyboard.press("Enter")
        page.get_by_text("Sudah ada revisi 2").wait_for()
        file = {"name": "laporan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 satu"}
        page.set_input_files("[name=pdf]", file)
        page.get_by_role("button", name="Bandingkan").click()
        page.get_by_role("status").get_by_text("Sama persis.").wait_for()
        page.click("summary")
        assert barriers(page) == []
        assert sticking_out(page) == []
    assert page.context.cookies() == []


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


def test_the_three_tiban_are_told_apart_by_keyboard_alone(supervised):
    load_real_regions("21.71.03")
    visit(supervised, "villages:create", "office")
    field = supervised.get_by_role("combobox", name="Desa atau kelurahan")
    field.focus()
    supervised.keyboard.type("tiban", delay=20)
    choices = supervised.get_by_role("option").filter(has_text="Tiban")
    choices.nth(2).wait_for()
    assert {text.split("\n")[0].strip() for text in choices.all_inner_texts()} == {
        "Tiban Indah",
        "Tiban Baru",
        "Tiban Lama",
    }
    assert "Sekupang, Kota Batam" in choices.first.inner_text()
    assert barriers(supervised) == []
    supervised.keyboard.press("ArrowDown")
    second = choices.nth(1).inner_text().split("\n")[0].strip()
    supervised.keyboard.press("Enter")
    chosen = supervised.eval_on_selector("select[name=region]", "select => select.value")
    assert Region.objects.get(code=chosen).name == second


def test_a_picker_says_what_it_waits_for_and_what_it_did_not_find(supervised):
    visit(supervised, "villages:create", "phone")
    supervised.get_by_role("combobox", name="Desa atau kelurahan").focus()
    supervised.get_by_text("Ketik minimal 2 huruf.").wait_for()
    supervised.keyboard.type("zzqq", delay=20)
    supervised.locator(".ts-dropdown").get_by_text("Tidak ada wilayah dengan nama itu.").wait_for()


def test_on_the_phone_the_account_opens_without_script_of_ours(supervised):
    visit(supervised, "officers:list", "phone")
    assert not supervised.is_visible("#akun")
    supervised.click(".brand-account")
    assert supervised.is_visible("#akun button")
