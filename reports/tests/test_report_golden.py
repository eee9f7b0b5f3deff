"""The paper itself, page by page, beside the pages that somebody has looked at and found good.

`reports/tests/golden/` holds snapshots of the demo's reports (all made up) and their pages at
60 dots an inch. When the paper is meant to change: `PORTAL_GOLDEN=anew make test
ARGS=reports/tests/test_report_golden.py`, look at every picture that git then shows, commit it.
"""

import json
import os
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from reports.documents.monthly import monthly_pdf
from reports.tests.paper_world import STAMP

FOLDER = Path(__file__).parent / "golden"
SNAPSHOTS = sorted(FOLDER.glob("*.json"))
DOTS, BLOCK = 60, 6  # an inch; pixels whose mean is compared, so that a letter's edge may differ
TELLING, ALLOWED = 32, 12  # levels of grey; blocks of about 8,000 on a page


def drawn(snapshot: dict) -> list[Image.Image]:
    """Every page in grey, as a laser printer sees it."""
    document = pypdfium2.PdfDocument(monthly_pdf(snapshot, STAMP))
    try:
        return [page.render(scale=DOTS / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()


def picture(snapshot: Path, number: int) -> Path:
    return snapshot.with_name(f"{snapshot.stem}-{number:02}.png")


def renew(snapshot: Path, pages: list[Image.Image]) -> None:
    for old in FOLDER.glob(f"{snapshot.stem}-[0-9][0-9].png"):
        old.unlink()
    for number, page in enumerate(pages, start=1):
        page.quantize(16).save(picture(snapshot, number), optimize=True)


def unlike(page: Image.Image, golden: Image.Image) -> int:
    """How many blocks of the page are darker or lighter than they were."""
    if page.size != golden.size:
        return page.width * page.height
    across = ImageChops.difference(coarse(page), coarse(golden))
    return sum(across.histogram()[TELLING:])


def coarse(page: Image.Image) -> Image.Image:
    return page.convert("L").reduce(BLOCK)


@pytest.mark.parametrize("snapshot", SNAPSHOTS, ids=lambda path: path.stem)
def test_every_page_looks_as_it_was_found_good(snapshot):
    pages = drawn(json.loads(snapshot.read_text(encoding="utf-8")))
    if os.environ.get("PORTAL_GOLDEN") == "anew":
        renew(snapshot, pages)
    assert len(pages) == len(list(FOLDER.glob(f"{snapshot.stem}-[0-9][0-9].png")))
    for number, page in enumerate(pages, start=1):
        with Image.open(picture(snapshot, number)) as golden:
            assert unlike(page, golden) <= ALLOWED, f"{snapshot.stem}, page {number}"


def test_the_five_stories_a_kanwil_and_a_nil_report_are_among_them():
    assert {path.stem for path in SNAPSHOTS} >= {
        "batam-2024-11", "bekasi-2025-08", "cilegon-2025-05", "jakarta-timur-2025-11",
        "kanwil-jawa-barat-2025-08", "nihil", "soekarno-hatta-2025-10",
    }  # fmt: skip


def test_a_lost_table_or_a_changed_figure_is_seen():
    whole = json.loads((FOLDER / "bekasi-2025-08.json").read_text(encoding="utf-8"))
    pages = drawn(whole)
    for lost in ("passports", "sources", "trend"):
        other = drawn(whole | {lost: []})
        assert len(other) != len(pages) or max(map(unlike, pages, other)) > ALLOWED, lost
