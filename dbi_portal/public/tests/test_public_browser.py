"""The public pages in a real browser: nobody else is asked, nothing is kept, nobody shut out."""

import gzip

import pytest
from django.urls import reverse

from dbi_portal.tests.test_accessibility import SIZES, barriers, sticking_out
from officers.tests.factories import OfficeFactory
from outreach.tests.factories import SessionFactory
from reports.tests.factories import StatisticFactory
from villages.tests.factories import GuidedVillageFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ["home", "public-villages", "open-data", "open-data-set", "api-docs"]
FIRST_VIEW, FURTHER = 200_000, 40_000  # bytes as they travel


def address(name):
    return reverse(name, args=["paspor-per-bulan"] if name == "open-data-set" else [])


@pytest.fixture
def something():
    office = OfficeFactory()
    GuidedVillageFactory(office=office)
    StatisticFactory(office=office)
    SessionFactory(office=office, planned=True, held_on="2099-05-06")


@pytest.fixture
def plain(browser, live_portal):
    """A browser without script."""
    context = browser.new_context(base_url=live_portal, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_meets_no_barrier_and_no_cookie(page, something, name):
    for size, scheme in (("phone", "dark"), ("office", "light")):
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert page.goto(address(name)).status == 200
        assert barriers(page) == []
        assert sticking_out(page) == []
    assert page.context.cookies() == []


@pytest.mark.parametrize("name", PAGES)
def test_only_the_portal_itself_is_asked(page, live_portal, something, name):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address(name), wait_until="networkidle")
    assert len(asked) > 5
    assert [url for url in asked if not url.startswith(f"{live_portal}/")] == []


def test_a_village_is_found_without_script(plain, something):
    plain.goto("/")
    plain.get_by_label("Nama wilayah").fill("Bekasi Utara")
    plain.get_by_role("button", name="Cari").click()
    plain.get_by_text("1 desa dan kelurahan.").wait_for()
    plain.get_by_role("link", name="Data terbuka").first.click()
    with plain.expect_download() as download:
        plain.get_by_role("link", name="Unduh CSV").first.click()
    assert download.value.suggested_filename.startswith("desa-binaan-aktif-")
    plain.get_by_role("link", name="Masuk").click()
    plain.get_by_role("heading", name="Masuk").wait_for()


@pytest.mark.parametrize("name", PAGES)
def test_a_first_view_is_light_and_a_further_one_lighter(page, something, name):
    """As the portal's server sends it: compressed, fonts as they are."""
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address(name), wait_until="networkidle")
    sizes = [travelling(answer) for answer in answers]
    assert sum(sizes) <= FIRST_VIEW
    assert sizes[0] <= FURTHER


def travelling(answer):
    body = answer.body()
    return len(body if answer.url.endswith(".woff2") else gzip.compress(body))
