"""On a computer that several people use, nobody reads the last one's pages by going back."""

import pytest
from django.contrib.sessions.models import Session as SignedIn
from django.urls import reverse

from dbi_portal.local import chromium
from dbi_portal.settings import BASE_DIR
from dbi_portal.tests.test_drafts_browser import account, sign_in
from officers.tests.factories import OfficeFactory, OfficerFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(playwright, live_portal):
    """A browser as people have it: it keeps the pages one left, which a driven one does not."""
    options = chromium.launch_options(BASE_DIR)
    chrome = playwright.chromium.launch(
        **options, ignore_default_args=["--disable-back-forward-cache"]
    )
    yield chrome.new_page(base_url=live_portal)
    chrome.close()


@pytest.fixture
def officer(transactional_db):
    return OfficerFactory(office=OfficeFactory(), name="Sari Uji")


def look_at(page, officer):
    sign_in(page, account(officer.office), officer.get_absolute_url())
    page.get_by_role("heading", name="Sari Uji").wait_for()
    page.wait_for_load_state("networkidle")  # the panels it fetches are all there


def test_going_back_after_signing_out_leads_to_signing_in(page, officer):
    look_at(page, officer)
    page.get_by_role("button", name="Keluar").first.click()
    page.locator("[name=password]").or_(page.get_by_role("link", name="Masuk")).first.wait_for()

    page.go_back()

    page.wait_for_url(f"**{reverse('login')}**")
    assert "Sari Uji" not in page.content()


def test_a_page_kept_from_before_is_asked_anew_once_the_session_has_ended(page, officer):
    look_at(page, officer)
    SignedIn.objects.all().delete()
    page.goto(reverse("officers:list"))
    page.locator("[name=password]").wait_for()

    page.go_back()

    page.wait_for_url(f"**{reverse('login')}**")
    assert "Sari Uji" not in page.content()
