"""The report as one HTML file: it opens offline, says the paper's numbers and runs nothing."""

import base64
import hashlib
import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from reports.documents.briefing import LONGEST_SIDE, briefing_html
from reports.figures.monthly.content import Photo
from reports.tests.paper_world import (
    ADDRESS,
    CODE,
    PAPER,
    SIGNED,
    STAMP,
    large_kanwil,
    nil_figures,
    office_figures,
    session,
    village,
)

HOSTILE = """</style></script><script>alert(1)</script><img src=x onerror="alert(2)">{{ x }}'"&"""
VOID = {"meta", "img", "br", "link", "input", "hr"}


class Page(HTMLParser):
    """Elements with their attributes, the text, and what was not closed in order."""

    def __init__(self, content):
        super().__init__()
        self.elements, self.open, self.crossed, self.parts = [], [], [], []
        self.feed(content.decode())

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.crossed.append(tag)

    def handle_data(self, data):
        if "style" not in self.open:
            self.parts.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.parts).split())

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def drawn(figures, stamp=STAMP):
    return Page(briefing_html(figures.as_json(), stamp))


@pytest.fixture
def page():
    return drawn(office_figures(paper=PAPER))


def test_it_says_what_the_paper_says(page):
    assert "Kanim Contoh menerbitkan 812 paspor PMI pada Agustus 2025" in page.text
    assert "Paspor PMI terbit permohonan 812 700 655 6.120" in page.text
    assert "Dua sesi September disiapkan." in page.text
    assert "Kepala Satu (contoh)" in page.text
    assert CODE in page.text
    assert STAMP.digest in page.text


def test_it_is_a_whole_page_in_indonesian_with_named_tables(page):
    assert (page.open, page.crossed) == ([], [])
    assert page.all("html") == [{"lang": "id"}]
    assert len(page.all("h1")) == 1
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(head.get("scope") == "col" for head in page.all("th"))
    ids = [each["id"] for _, each in page.elements if "id" in each]
    assert len(set(ids)) == len(ids)
    assert {f"#{each}" for each in ids} >= {each["href"] for each in page.all("a")}


@pytest.mark.parametrize("figures", [office_figures(paper=PAPER), large_kanwil(), nil_figures()])
def test_nothing_is_run_and_nothing_is_fetched(figures):
    content = briefing_html(figures.as_json(), STAMP).decode()
    page = Page(content.encode())
    assert not {"script", "link", "iframe", "object", "form", "base"} & {
        t for t, _ in page.elements
    }
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on")], tag
        for name in ("src", "href", "xlink:href", "action", "poster"):
            value = attributes.get(name, "#")
            assert value.startswith(("#", "data:image/jpeg;base64,")), (tag, value)
    css = re.search(r"<style>(.*?)</style>", content, re.DOTALL)[1]
    assert "url(" not in css
    assert "@import" not in css


def test_its_own_policy_lets_in_its_own_style_and_nothing_else(page):
    content = briefing_html(office_figures(paper=PAPER).as_json(), STAMP).decode()
    css = re.search(r"<style>(.*?)</style>", content, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    [policy] = [m["content"] for m in page.all("meta") if "http-equiv" in m]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;")
    assert not [tag for tag, attributes in page.elements if "style" in attributes]


def test_what_people_write_is_shown_and_not_run():
    figures = office_figures(
        sessions=(session(1, title=HOSTILE),),
        villages=(village(1, name=HOSTILE),),
        summary=(HOSTILE,),
        paper=replace(PAPER, remark=HOSTILE),
    )
    page = drawn(figures)
    assert (page.open, page.crossed) == ([], [])
    assert page.all("script") == []
    assert page.all("img") == []
    assert page.text.count("<script>alert(1)</script>") >= 4
    assert page.text.count("{{ x }}") >= 4


@pytest.fixture
def photo(settings, tmp_path):
    """One of a session, 1,200 pixels wide, in a store of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    out = io.BytesIO()
    Image.new("RGB", (1200, 600), "navy").save(out, "JPEG")
    path = default_storage.save("taklimat.jpg", ContentFile(out.getvalue()))
    digest = hashlib.sha256(out.getvalue()).hexdigest()
    return Photo("sesi-004", "2025-08-05", "Sosialisasi", "Peserta & narasumber", path, digest)


def test_photos_travel_inside_made_small_and_say_what_they_show(photo):
    [shown] = drawn(office_figures(photos=(photo,))).all("img")
    assert shown["alt"] == "Peserta & narasumber"
    content = base64.b64decode(shown["src"].removeprefix("data:image/jpeg;base64,"))
    with Image.open(io.BytesIO(content)) as picture:
        assert max(picture.size) <= LONGEST_SIDE


def test_a_photo_that_is_gone_is_said_to_be():
    gone = Photo("sesi-004", "2025-08-05", "Sosialisasi", "", "reports/photos/tidak-ada.jpg", "")
    page = drawn(office_figures(photos=(gone,)))
    assert page.all("img") == []
    assert "Berkas foto ini tidak ada lagi di portal." in page.text


def test_a_draft_says_so_and_a_signed_one_does_not():
    assert "Laporan ini belum ditandatangani." in drawn(office_figures(paper=PAPER)).text
    assert "belum ditandatangani." not in drawn(office_figures(paper=SIGNED)).text


def test_a_kanwils_total_stands_at_the_foot_of_its_table():
    page = drawn(large_kanwil())
    assert len(page.all("tfoot")) >= 1


def test_pictures_of_one_page_share_no_names():
    page = drawn(large_kanwil())
    ids = [each["id"] for _, each in page.elements if "id" in each]
    assert sorted(set(ids)) == sorted(ids)
    clips = [each["clip-path"] for _, each in page.elements if "clip-path" in each]
    assert {f"url(#{each})" for each in ids} >= set(clips)


def test_the_address_to_check_it_at_is_told_not_fetched(page):
    assert ADDRESS in page.text
    assert ADDRESS not in [each.get("href") for each in page.all("a")]


def test_the_same_snapshot_gives_the_same_bytes():
    snapshot = office_figures().as_json()
    assert briefing_html(snapshot, STAMP) == briefing_html(snapshot, STAMP)


@pytest.mark.browser
def test_it_opens_offline_on_a_telephone_and_asks_nobody_for_anything(browser, tmp_path, photo):
    figures = office_figures(paper=PAPER, summary=(HOSTILE,), photos=(photo,))
    file = tmp_path / "taklimat.html"
    file.write_bytes(briefing_html(figures.as_json(), STAMP))
    context = browser.new_context(offline=True, viewport={"width": 360, "height": 740})
    page, asked, said = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    assert page.locator("h1").inner_text() == "Laporan Bulanan Desa Binaan Imigrasi"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).textAlign") == "center"
    assert page.evaluate("document.querySelector('.photos img').naturalWidth") > 0
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert said == []
    context.close()
