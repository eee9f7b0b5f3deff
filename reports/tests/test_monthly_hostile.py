"""Sections a Kanwil leaves out, and words that look like something else, through every document."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pypdfium2
import pytest

from officers import policy
from outreach.models import SessionVillage
from reports.actions.reports import build_report
from reports.documents.monthly import monthly_pdf
from reports.documents.stamp import Stamp
from reports.documents.tables import tables
from reports.documents.workbook import monthly_xlsx
from reports.figures.monthly.content import MonthlyFigures
from reports.figures.monthly.office import monthly_figures
from reports.policies import SECTION_KEYS, SECTION_SETTINGS, sections_of
from reports.sections import ALWAYS, SECTIONS
from reports.tests.months import AUGUST, SEPTEMBER_1, approved_session, small_kanwil
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db
STAMP = Stamp("0" * 64, 1)
HOSTILE = [
    '=HYPERLINK("http://contoh.invalid";"klik")',
    '#read("/etc/passwd") #pagebreak() $x$ *tebal*',
    "<script>alert(1)</script> </svg> &amp;",
    "{{ settings.SECRET_KEY }} {% now %} \\u{41} `kode`",
    "@SUM(A1:A9)|cmd' ! +1-1 //komentar /* */",
]


@pytest.fixture
def place():
    return small_kanwil()


def august_of(office):
    return monthly_figures(office=office, month=AUGUST, known_at=SEPTEMBER_1)


def paper_of(figures) -> str:
    document = pypdfium2.PdfDocument(monthly_pdf(figures.as_json(), STAMP))
    return " ".join(page.get_textpage().get_text_range() for page in document)


def cells_of(figures) -> list:
    book = openpyxl.load_workbook(io.BytesIO(monthly_xlsx(figures.as_json(), STAMP)))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]


def squeezed(text: str) -> str:
    """Without spaces, hyphens and places to break, which a narrow column puts anywhere."""
    return "".join(
        sign for sign in text if not sign.isspace() and sign not in "-\u00ad\u200b\ufffe"
    )


def test_hostile_words_are_printed_as_they_were_typed(place):
    for text in HOSTILE:
        approved_session(place.bekasi, title=text, place=text)
    figures = august_of(place.bekasi)
    paper = squeezed(paper_of(figures))
    cells = [cell for cell in cells_of(figures) if cell.value in HOSTILE]
    assert {cell.value for cell in cells} == set(HOSTILE)
    assert {cell.data_type for cell in cells} == {"s"}
    missing = [text for text in HOSTILE if squeezed(text) not in paper]
    assert missing == []


def test_a_title_as_long_as_the_column_is_printed_whole(place):
    words = " ".join(f"kata{number:03}" for number in range(25))  # 199 characters
    approved_session(place.bekasi, title=words)
    assert squeezed(words) in squeezed(paper_of(august_of(place.bekasi)))
    unbroken = "w" * 200
    approved_session(place.bekasi, title=unbroken)
    assert squeezed(paper_of(august_of(place.bekasi))).count("w") >= len(unbroken)


def test_a_snapshot_may_bring_a_title_of_300_characters(place):
    approved_session(place.bekasi)
    figures = august_of(place.bekasi)
    title = "Sosialisasi " * 25
    longer = replace(figures, sessions=(replace(figures.sessions[0], title=title.strip()),))
    assert paper_of(longer).count("Sosialisasi") >= 25
    assert title.strip() in [cell.value for cell in cells_of(longer)]


def leave_out(office, *sections):
    for section in sections:
        key = SECTION_SETTINGS[section]
        policy.choose(key=key, office=office, value=False, by=None, at=SEPTEMBER_1)


def test_a_section_the_kanwil_leaves_out_is_on_no_paper(place):
    village = GuidedVillageFactory(office=place.bekasi, since=date(2025, 1, 6))
    session = approved_session(place.bekasi, region=village.region)
    SessionVillage.objects.create(session=session, office=place.bekasi, village=village)
    whole = {table.key for table in tables(august_of(place.bekasi))}
    leave_out(place.kanwil, "kegiatan", "konsultasi")
    figures = august_of(place.bekasi)
    assert whole - {table.key for table in tables(figures)} == {"kegiatan", "konsultasi"}
    assert "Rekap kegiatan" not in [table.sheet for table in tables(figures)]
    assert figures.sessions  # left out of the paper, known all the same
    report = build_report(office=place.bekasi, month=AUGUST, by=None, at=SEPTEMBER_1)
    assert report.revision.held == []


def test_with_everything_left_out_the_report_still_says_what_it_must(place):
    leave_out(place.kanwil, *SECTION_SETTINGS)
    assert sections_of(place.bekasi, AUGUST.last_day) == ALWAYS
    figures = august_of(place.bekasi)
    assert {table.key for table in tables(figures)} <= set(ALWAYS)
    assert "812" in paper_of(figures)


def test_another_kanwils_choice_changes_nothing(place):
    leave_out(small_kanwil().kanwil, "kegiatan")
    assert august_of(place.bekasi).sections == tuple(SECTIONS)
    assert len(SECTION_KEYS) == len(SECTIONS) - len(ALWAYS)


def test_every_table_has_a_sheet_of_its_own_and_a_known_section(place):
    approved_session(place.bekasi)
    report = build_report(office=place.kanwil, month=AUGUST, by=None, at=SEPTEMBER_1)
    for figures in (
        august_of(place.bekasi),
        MonthlyFigures.from_json(report.revision.snapshot),
    ):
        found = tables(figures)
        sheets = [table.sheet for table in found]
        assert len(sheets) == len(set(sheets))
        assert all(len(sheet) <= 31 for sheet in sheets)
        assert {table.key for table in found} <= set(SECTIONS)
        for table in found:
            assert {len(row) for row in table.rows} <= {len(table.headers)}
            assert set(table.left_off) <= set(table.headers)
