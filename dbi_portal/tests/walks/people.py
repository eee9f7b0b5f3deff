"""People who walk the stories by hand: each with a browser of his own, and only what a page shows.

Labels and buttons are called by the words a person reads; nothing is reached by an address that
no link leads to, except the page somebody starts from. Every method waits for what he would wait
for, and fails with the words that were missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Self

import pypdfium2
from playwright.sync_api import Browser, Dialog, FilePayload, Locator, Page, TimeoutError

PASSWORD = "kata sandi uji 1"
DRESSED = "!document.querySelector('select[data-picker]:not(.tomselected)')"
ENTRIES = "input, select, textarea"
FOUND = "!document.querySelector('.ts-wrapper.loading')"
WAITS = re.compile("Mencari|Ketik minimal")  # what a picker says before it has asked
PATIENCE = 20_000  # milliseconds


@contextmanager
def window(browser: Browser, address: str) -> Iterator[Page]:
    """A fresh browser window of an office computer: no cookies of anybody else."""
    context = browser.new_context(
        base_url=address,
        locale="id-ID",
        timezone_id="Asia/Jakarta",
        viewport={"width": 1366, "height": 900},
    )
    context.set_default_timeout(PATIENCE)
    try:
        yield context.new_page()
    finally:
        context.close()


def words(label: str) -> re.Pattern:
    """A label as it is read: whole, whatever stands for "required" behind it."""
    return re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$")


def squashed(text: str) -> str:
    return " ".join(text.split())


class Person:
    """Somebody at a page. `within(...)` gives the same person looking at one part of it."""

    def __init__(self, page: Page, name: str, *, part: Locator | None = None):
        self.page, self.name = page, name
        self.part = part or page.locator("body")

    # Coming and going

    def sign_in(self, password: str = PASSWORD) -> Self:
        self.open("/masuk/")
        self.fill("Nama pengguna atau surel", self.name)
        self.fill("Kata sandi", password)
        self.press("Masuk")
        self.page.get_by_role("button", name="Keluar").first.wait_for(state="attached")
        return self

    def open(self, path: str) -> Self:
        self.page.goto(path)
        self.page.wait_for_function(DRESSED)
        return self

    def follow(self, *links: str, exact: bool = True) -> Self:
        """Click one link after the other, each by its words."""
        for link in links:
            before = self.page.url
            self.link(link, exact=exact).click()
            self.page.wait_for_url(lambda url, before=before: url != before)
            self.page.wait_for_function(DRESSED)
        return self

    def link(self, name: str, *, exact: bool = True) -> Locator:
        """By its words; how many things wait behind it may stand there too ("Desa 1 menunggu")."""
        spelled = re.escape(name).replace("/", r"\/")  # a selector ends at a bare one
        called = re.compile(rf"^{spelled}(\s*[\d.]+ menunggu)?$") if exact else name
        return self.part.get_by_role("link", name=called).filter(visible=True).first

    def within(self, heading: str) -> Person:
        """The panel, fieldset or row of this name."""
        named = self.part.get_by_role("region", name=heading, exact=True)
        group = self.part.get_by_role("group", name=heading, exact=True)
        return Person(self.page, self.name, part=named.or_(group).first)

    def at_row(self, text: str) -> Person:
        """The row of a table in which this stands."""
        row = self.part.get_by_role("row").filter(has_text=text).filter(visible=True).first
        return Person(self.page, self.name, part=row)

    # Filling in

    def field(self, label: str) -> Locator:
        """What is filled in under this label; the list a picker opens has the same one."""
        return self.part.get_by_label(words(label)).and_(self.page.locator(ENTRIES))

    def fill(self, label: str, value: str) -> Self:
        self.field(label).fill(value)
        return self

    def fill_in(self, **entries: str) -> Self:
        """`fill_in(**{"Tempat": "Aula", "Tanggal": "2025-10-11"})`"""
        for label, value in entries.items():
            self.fill(label, value)
        return self

    def select(self, label: str, option: str) -> Self:
        """Of a plain list."""
        self.field(label).select_option(label=option)
        return self

    def tick(self, *labels: str) -> Self:
        for label in labels:
            self.field(label).check()
        return self

    def untick(self, *labels: str) -> Self:
        for label in labels:
            self.field(label).uncheck()
        return self

    def offered(self, label: str, typed: str) -> list[str]:
        """What a picker offers for what is typed, line by line."""
        field, answered = self._type(label, typed)
        answered = answered.filter(has_not_text=WAITS)
        answered.first.wait_for()
        self.page.wait_for_function(FOUND)
        found = [squashed(each) for each in answered.all_inner_texts()]
        self._look_elsewhere(field, answered)
        return found

    def choose(self, label: str, *picks: str | tuple[str, str]) -> Self:
        """Type into a picker and take what it offers: `"Ayu"` or `("tiban", "Tiban Lama")`."""
        for pick in picks:
            typed, wanted = (pick, pick) if isinstance(pick, str) else pick
            field, offered = self._offer(label, typed, wanted)
            offered.filter(has_text=wanted).first.click()
            self._look_elsewhere(field, offered)
        return self

    def _offer(self, label: str, typed: str, wanted: str) -> tuple[Locator, Locator]:
        """Types until what is wanted is offered: a busy browser may close a list as it opens it."""
        for _ in range(5):
            field, offered = self._type(label, typed)
            try:
                offered.filter(has_text=wanted).first.wait_for(timeout=PATIENCE / 4)
                return field, offered
            except TimeoutError:
                field.fill("")
                field.blur()
        shown = offered.all_inner_texts()
        raise AssertionError(f"{label}: {wanted!r} is not offered for {typed!r}, only {shown}.")

    def _look_elsewhere(self, field: Locator, offered: Locator) -> None:
        """A list of which several may be taken stays open; a busy browser opens it once more."""
        for _ in range(9):
            field.press("Escape")
            field.blur()
            try:
                return offered.first.wait_for(state="hidden", timeout=1_000)
            except TimeoutError:
                continue
        raise AssertionError(f"The list of {field} does not close.")

    def _type(self, label: str, typed: str) -> tuple[Locator, Locator]:
        """A picker's field with this in it, and the lines of its own list."""
        field = self.field(label)
        field.focus()  # as with the Tab key: a list still open elsewhere is in nobody's way
        field.fill(typed)
        offered = self.page.locator(f"#{field.get_attribute('aria-controls')}").get_by_role(
            "option"
        )
        return field, offered.filter(visible=True)

    def drop(self, label: str, pick: str) -> Self:
        """Take what a picker holds out of it again."""
        picked = self.field(label).locator("xpath=..").locator(".item").filter(has_text=pick)
        picked.get_by_title("Hapus pilihan ini").click()
        return self

    def attach(self, label: str, name: str, content: bytes) -> Self:
        paper = FilePayload(name=name, mimeType="", buffer=content)
        self.field(label).set_input_files(paper)
        return self

    def press(self, button: str) -> Self:
        """A button by its words; then the page that follows is there."""
        self.part.get_by_role("button", name=button, exact=True).filter(visible=True).first.click()
        self.page.wait_for_load_state()
        self.page.wait_for_function(DRESSED)
        return self

    def unfold(self, summary: str) -> Self:
        """Open what is folded away under these words."""
        self.part.locator("summary").filter(has_text=summary).first.click()
        return self

    # Looking

    def sees(self, *texts: str) -> Self:
        """Each of these stands on the page, or comes to stand there."""
        for text in texts:
            self.part.get_by_text(text).filter(visible=True).first.wait_for()
        return self

    def misses(self, *texts: str) -> Self:
        """None of these can be read."""
        for text in texts:
            assert self.part.get_by_text(text).filter(visible=True).count() == 0, text
        return self

    def may(self, act: str) -> bool:
        """Whether a button or a link of this name is there to press."""
        button = self.part.get_by_role("button", name=act, exact=True)
        link = self.part.get_by_role("link", name=act, exact=True)
        return button.or_(link).filter(visible=True).count() > 0

    def read(self) -> str:
        """Everything he can read in this part of the page, on one line."""
        return squashed(self.part.inner_text())

    def read_table(self) -> list[list[str]]:
        """The rows of the part's first table, cell by cell."""
        rows = self.part.get_by_role("table").first.locator("tbody tr").all()
        return [
            [squashed(cell) for cell in row.locator("th, td").all_inner_texts()] for row in rows
        ]

    def download(self, link: str) -> bytes:
        """A file that is saved, not shown."""
        with self.page.expect_download() as waiting:
            self.link(link).click()
        return waiting.value.path().read_bytes()

    def read_paper(self, link: str) -> str:
        """The words of a PDF behind a link; fetched as he would open it, with his own cookies."""
        answer = self.page.request.get(self.link(link).get_attribute("href"))
        assert answer.ok, f"{link}: {answer.status}"
        return pdf_words(answer.body())

    def agrees(self) -> Self:
        """From now on answers yes to what the browser asks."""
        self.page.on("dialog", Dialog.accept)
        return self


def pdf_words(content: bytes) -> str:
    """The text of a PDF on one line."""
    document = pypdfium2.PdfDocument(content)
    return squashed(" ".join(sheet.get_textpage().get_text_range() for sheet in document))


def stands_in_order(text: str, names: Sequence[str]) -> bool:
    places = [text.find(name) for name in names]
    return -1 not in places and places == sorted(places)
