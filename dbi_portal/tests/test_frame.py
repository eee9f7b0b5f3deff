"""What every page stands in: the menu, the words of its errors, its colours and its sources."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

from dbi_portal import views
from officers.roles import Role
from officers.tests.factories import UserFactory

pytestmark = pytest.mark.urls("dbi_portal.tests.registers")
ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# Opened from a disk, far from the portal: what it looks like travels inside it.
CARRIED = {ROOT / "templates" / "reports" / "documents" / "briefing.html"}
SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))


@pytest.fixture
def signed_in(client, db):
    client.force_login(UserFactory(full_name="Rina Contoh", role=Role.OPERATOR))
    return client


def page(client, address="/"):
    return client.get(address).content.decode()


def test_the_frame_says_who_is_signed_in_for_which_office(signed_in):
    html = page(signed_in)
    assert "Rina Contoh" in html
    assert "Operator Kanim" in html
    assert re.search(r"<small>Kanim \d+</small>", html)
    assert re.search(r"Masuk sejak \d\d\.\d\d WIB", html)


def test_the_menu_has_five_entries_at_most_and_marks_where_one_is(signed_in):
    menu = re.search(r'<nav class="rail".*?</nav>', page(signed_in), re.S)[0]
    assert 1 <= menu.count("<li>") <= 5
    assert menu.count("aria-current") == 1


def test_signing_out_is_a_deed_and_not_a_link(signed_in):
    html = page(signed_in)
    assert '<form method="post" action="/keluar/"' in html
    assert 'href="/keluar/"' not in html


def test_the_keyboard_can_skip_the_menu(signed_in):
    html = page(signed_in)
    body = html[html.index("<body") :]
    assert re.search(r"<a[^>]*>", body)[0] == '<a class="skip" href="#isi">'
    assert '<main id="isi"' in body


def test_every_page_has_one_heading_and_its_landmarks(signed_in):
    html = page(signed_in)
    assert html.count("<h1") == 1
    for landmark in ("<header", "<nav", "<main", "<footer"):
        assert landmark in html


def test_what_happened_is_told_politely_in_a_sentence(signed_in):
    response = signed_in.post("/tambah/", {"name": "Ayu", "position": ""}, follow=True)
    html = response.content.decode()
    told = re.search(r'<div class="messages".*?</main>', html, re.S)[0]
    assert 'role="status" aria-live="polite"' in told
    assert "<p>Petugas Ayu tersimpan.</p>" in told
    assert "Berhasil" not in told


def test_the_demo_says_that_its_data_are_examples(signed_in, settings):
    assert "data contoh" not in page(signed_in)
    settings.DEMO_MODE = True
    assert "data contoh" in page(signed_in)


def test_an_account_without_a_role_can_at_least_sign_out(client, db):
    client.force_login(UserFactory(role="", office=None))
    html = page(client, "/tidak-ada/")
    assert 'action="/keluar/"' in html
    assert 'class="rail"' not in html


def test_a_wrong_password_keeps_the_name_and_says_what_to_do(client, db):
    response = client.post("/masuk/", {"username": "rina", "password": "salah"})
    html = response.content.decode()
    assert 'value="rina"' in html
    assert "tidak cocok" in html
    assert "salah" not in html.replace("kesalahan", "")


def test_demo_accounts_are_shown_only_when_given(client, db):
    assert "Akun contoh" not in page(client, "/masuk/")
    account = {"role": "Supervisor Kanwil", "username": "supervisor", "password": "contoh"}
    request = RequestFactory().get("/masuk/")
    form = views.SignInForm(request)
    context = {"form": form, "demo_accounts": [account], "frame": {}}
    assert "supervisor" in render_to_string("registration/login.html", context, request)


def test_a_page_that_does_not_exist_keeps_the_menu(signed_in):
    response = signed_in.get("/tidak-ada/")
    assert response.status_code == 404
    html = response.content.decode()
    assert "Halaman ini tidak ada" in html
    assert 'class="rail"' in html


def test_a_fault_of_ours_is_told_calmly_without_asking_the_database(client, signed_in):
    client.raise_request_exception = False
    response = client.get("/rusak/")
    assert response.status_code == 500
    assert "kesalahan di pihak kami" in response.content.decode()
    assert "RuntimeError" not in response.content.decode()


@pytest.mark.parametrize(
    ("handler", "status", "word"),
    [
        (views.bad_request, 400, "tidak dapat dibaca"),
        (views.csrf_failure, 403, "terlalu lama terbuka"),
        (views.server_error, 500, "sedang terganggu"),
    ],
)
def test_the_worst_days_pages_need_no_user_no_session_and_no_database(handler, status, word):
    response = handler(RequestFactory().get("/"))
    assert response.status_code == status
    assert word in response.content.decode()


def test_a_form_from_nowhere_is_refused_in_words(db):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/masuk/", {"username": "x"})
    assert response.status_code == 403
    assert "terlalu lama terbuka" in response.content.decode()


@pytest.mark.parametrize("path", sorted({*TEMPLATES} - CARRIED), ids=lambda path: path.name)
def test_no_template_brings_inline_script_or_style(path):
    text = path.read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)


@pytest.mark.parametrize("path", [*TEMPLATES, *SHEETS, *SCRIPTS], ids=lambda path: path.name)
def test_everything_a_page_loads_comes_from_the_portal_itself(path):
    loaded = r"""(?:src|href|url\(|import|fetch\()\s*[=(]?\s*["']?(?:https?:)?//"""
    if path.name.endswith(".test.js"):
        return
    followed = r"<a\s[^>]*>"  # a link is gone to, not loaded
    assert not re.search(loaded, re.sub(followed, "", path.read_text()))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_template_can_be_read(path):
    get_template(path.relative_to(ROOT / "templates").as_posix())


def test_every_icon_that_is_named_is_drawn():
    drawn = set(re.findall(r'id="([\w-]+)"', (ROOT / "static/img/icons.svg").read_text()))
    named = set()
    for path in TEMPLATES:
        named |= set(re.findall(r'icon\.html" with name="([\w-]+)"', path.read_text()))
    assert named - drawn == set()


PAIRS = {  # ink: the grounds it is written on
    "ink": "page paper sunk line-2 gold-soft good-soft warn-soft bad-soft info-soft",
    "ink-2": "page paper sunk line-2",
    "ink-3": "page paper sunk",
    "link": "page paper sunk navy-soft warn-soft bad-soft info-soft good-soft",
    "gold-ink": "paper gold-soft",
    "good": "good-soft paper",
    "warn": "warn-soft paper",
    "bad": "bad-soft paper page",
    "info": "info-soft paper",
    "on-action": "action action-2",
    "rail-ink": "rail",
    "rail-ink-2": "rail",
    "on-brass": "brass",
}
MARKS = {"edge": "paper page", "gold": "paper page", "action": "paper page", "mark": "paper"}


def tokens():
    """The colours by name, for light and for dark (which changes some of the light ones)."""
    text = (ROOT / "static/css/tokens.css").read_text()
    light, dark = text.split("@media", 1)
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part)) for part in (light, dark)]
    return {"light": found[0], "dark": found[0] | found[1]}


def luminance(colour):
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(PAIRS, 4.5), (MARKS, 3)], ids=["words", "marks"])
def test_words_and_marks_stand_out_from_their_ground(scheme, pairs, least):
    colours = tokens()[scheme]
    weak = {
        f"{ink} on {ground}": round(contrast(colours[ink], colours[ground]), 2)
        for ink, grounds in pairs.items()
        for ground in grounds.split()
        if contrast(colours[ink], colours[ground]) < least
    }
    assert weak == {}
