"""A real Chromium looks at the portal, whether the machine has one or npm brought it."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from dbi_portal.local import chromium

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.browser


def test_the_sign_in_page_opens_with_its_styles_and_scripts(page):
    missing = []
    page.on("response", lambda answer: answer.ok or missing.append(answer.url))
    page.goto("/masuk/")
    expect(page.get_by_role("button", name="Masuk")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Plus Jakarta')
    assert page.evaluate("typeof window.htmx") == "object"
    assert missing == []


def test_the_browser_from_npm_serves_where_the_machine_has_none(playwright, live_portal, tmp_path):
    options = chromium.launch_options(ROOT, path=str(tmp_path))
    assert Path(options["executable_path"]).is_relative_to(options["env"]["TMPDIR"])
    browser = playwright.chromium.launch(**options)
    page = browser.new_page()
    page.goto(f"{live_portal}/masuk/")
    expect(page.get_by_label("Kata sandi")).to_be_visible()
    browser.close()


def test_no_argument_lowers_the_browsers_guard():
    assert "--disable-web-security" not in chromium.ARGUMENTS
    assert "--single-process" not in chromium.ARGUMENTS
