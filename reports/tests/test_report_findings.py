"""Findings in the month's report: their numbers in every document, never a word of one."""

import io
from dataclasses import replace
from datetime import timedelta

import openpyxl
import pypdfium2
import pytest
from docx import Document

from officers.models import Setting
from officers.tests.factories import OfficeFactory
from reports.actions.reports import build_report
from reports.documents.briefing import briefing_html
from reports.documents.narrative import narrative_docx
from reports.figures.monthly import adding
from reports.figures.monthly.content import FindingSums, MonthlyFigures
from reports.figures.monthly.freshness import changed_since
from reports.figures.monthly.office import monthly_figures
from reports.figures.monthly.words import sentences
from reports.figures.nothing import speaking_against
from reports.figures.recount.asked import asked
from reports.figures.recount.fieldwork import FINDINGS, recount
from reports.models.report import Span
from reports.tests.checked_world import STAMP, Papers, built
from reports.tests.findings_world import SECRET, K, S, an_august, at, noted
from reports.tests.months import AUGUST, JULY, SEPTEMBER_1, small_kanwil
from reports.tests.paper_world import office_figures

IN_AUGUST = FindingSums(
    kinds=(("Orang asing", 1), ("Indikasi TPPO", 2), ("Insiden lain", 1)),
    done=1, rejected=1, open=3, overdue=2,
)  # fmt: skip
SENTENCE = (
    "Masuk 4 temuan: orang asing (1), indikasi TPPO (2), dan insiden lain (1); 1 selesai dan 1 "
    "ditolak; pada akhir Agustus 2025 masih terbuka 3, 2 di antaranya lewat tenggat."
)


@pytest.fixture
def place(db):
    return small_kanwil()


@pytest.fixture
def told(place):
    an_august(place.bekasi)
    return MonthlyFigures.from_json(built(place.bekasi).snapshot)


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).replace("\u00ad", "").split())


def cells(xlsx: bytes, sheet: str) -> list[tuple]:
    return list(openpyxl.load_workbook(io.BytesIO(xlsx))[sheet].iter_rows(values_only=True))


# The figures


def test_a_month_counts_what_came_in_ended_and_was_open_by_the_offices_own_clock(told):
    assert told.findings == IN_AUGUST
    assert told.findings.submitted == 4


def test_the_facts_counted_a_second_way_say_the_same(told):
    facts = recount(asked(told))
    assert [facts[name] for name in FINDINGS] == [4, 1, 1, 3, 2]


def test_a_month_is_told_as_it_was_known(place):
    an_august(place.bekasi)
    figures = monthly_figures(office=place.bekasi, month=AUGUST, known_at=at("2025-08-20 12:00"))
    kinds = (("Indikasi TPPO", 2),)
    assert figures.findings == FindingSums(kinds, done=1, rejected=1, open=1, overdue=0)
    assert [recount(asked(figures))[name] for name in FINDINGS] == [2, 1, 1, 1, 0]


def test_made_up_findings_mark_the_report(place):
    noted(place.cianjur, K.INCIDENT, (S.SUBMITTED, "2025-08-02 09:00", "2025-08-04 09:00"),
          made_up=True)  # fmt: skip
    figures = monthly_figures(office=place.cianjur, month=AUGUST, known_at=SEPTEMBER_1)
    assert figures.findings.made_up
    assert figures.made_up


# The documents


def test_paper_and_workbook_state_the_numbers_and_hold_nothing(place):
    an_august(place.bekasi)
    revision = built(place.bekasi)
    assert revision.held == []
    papers = Papers.of(MonthlyFigures.from_json(revision.snapshot))
    paper = words_of(papers.pdf)
    assert SENTENCE in paper
    assert "Masuk: Indikasi TPPO 2 Masuk: Insiden lain 1 Selesai 1 Ditolak 1" in paper
    assert "Temuan lewat tenggat temuan 2" in paper
    rows = [row[:2] for row in cells(papers.xlsx, "Temuan") if isinstance(row[1], int)]
    assert rows == [
        ("Masuk: Orang asing", 1), ("Masuk: Indikasi TPPO", 2), ("Masuk: Insiden lain", 1),
        ("Selesai", 1), ("Ditolak", 1), ("Masih terbuka", 3), ("Masih terbuka: lewat tenggat", 2),
    ]  # fmt: skip


def test_no_document_tells_what_a_finding_says(place):
    an_august(place.bekasi)
    snapshot = built(place.bekasi).snapshot
    papers = Papers.of(MonthlyFigures.from_json(snapshot))
    docx = Document(io.BytesIO(narrative_docx(snapshot, STAMP)))
    texts = [
        str(snapshot),
        words_of(papers.pdf),
        str([cells(papers.xlsx, name) for name in ("Temuan", "Ringkasan", "Angka pokok")]),
        briefing_html(snapshot, STAMP).decode(),
        "\n".join(each.text for each in docx.paragraphs),
    ]
    assert all("Temuan" in text or "temuan" in text for text in texts)
    assert not [text for text in texts if SECRET[:11] in text or "Gang Buntu" in text]


def test_a_kanwil_may_leave_the_section_out(place):
    an_august(place.bekasi)
    Setting.objects.create(key="report_section_temuan", office=place.kanwil, value=False)
    revision = built(place.bekasi)
    assert revision.held == []
    papers = Papers.of(MonthlyFigures.from_json(revision.snapshot))
    assert "emuan" not in words_of(papers.pdf)
    assert "Temuan" not in openpyxl.load_workbook(io.BytesIO(papers.xlsx)).sheetnames


def test_a_month_without_findings_says_so_and_a_report_from_before_says_nothing():
    none = Papers.of(office_figures(findings=FindingSums()))
    assert "Tidak ada temuan pada masa ini." in words_of(none.pdf)
    before = office_figures()
    assert before.findings is None
    again = MonthlyFigures.from_json(before.as_json())
    assert again == before
    assert "emuan" not in words_of(Papers.of(again).pdf)


@pytest.mark.parametrize(
    ("what", "wrong", "figure"),
    [
        ("open", {"open": 4}, "Temuan masih terbuka"),
        ("overdue", {"overdue": 0}, "Temuan lewat tenggat"),
        ("came in", {"kinds": (("Orang asing", 2),)}, "Temuan masuk"),
        ("done", {"done": 9}, "Temuan selesai"),
        ("rejected", {"rejected": 9}, "Temuan ditolak"),
    ],
)
def test_a_number_that_is_wrong_anywhere_holds_the_report(told, what, wrong, figure):
    right, papers = told.findings, Papers.of(told)
    other = Papers.of(replace(told, findings=replace(right, **wrong)))
    for spoilt in (other, replace(papers, pdf=other.pdf), replace(papers, xlsx=other.xlsx)):
        assert [each["figure"] for each in spoilt.differences()] == [figure], what
    assert papers.differences() == []


# The words


def said(**numbers) -> list[str]:
    figures = replace(office_figures(findings=FindingSums(**numbers)), summary=())
    return [each for each in sentences(figures) if "emuan" in each]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({}, []),
        ({"kinds": (("Indikasi TPPM", 1),), "open": 1},
         ["Masuk 1 temuan: indikasi TPPM (1); pada akhir Agustus 2025 masih terbuka 1."]),
        ({"done": 2}, ["Temuan: 2 selesai."]),
        ({"open": 3, "overdue": 1},
         ["Temuan: pada akhir Agustus 2025 masih terbuka 3, 1 di antaranya lewat tenggat."]),
    ],
)  # fmt: skip
def test_one_sentence_by_rule(numbers, words):
    assert said(**numbers) == words


# Sums of reports


def test_a_kanwil_adds_its_offices_and_is_checked_the_second_way(place):
    an_august(place.bekasi)
    noted(place.cianjur, K.FOREIGNER, (S.SUBMITTED, "2025-08-04 09:00", "2025-08-06 09:00"))
    for office in (place.bekasi, place.cianjur):
        built(office)
    revision = built(place.kanwil)
    assert revision.held == []
    found = MonthlyFigures.from_json(revision.snapshot).findings
    assert found.kinds == (("Orang asing", 2), ("Indikasi TPPO", 2), ("Insiden lain", 1))
    assert found.states == (1, 1, 4, 3)


def test_a_quarter_adds_what_happened_and_takes_what_stands_from_its_last_month(place):
    an_august(place.bekasi)
    build_report(office=place.bekasi, month=JULY, by=None, at=at("2025-08-01 12:00"))
    built(place.bekasi)
    revision = built(place.bekasi, at=SEPTEMBER_1 + timedelta(days=40), span=Span.QUARTER)
    assert revision.held == []
    found = MonthlyFigures.from_json(revision.snapshot).findings
    assert found.kinds == (("Orang asing", 2), ("Indikasi TPPO", 2), ("Insiden lain", 1))
    assert found.states == (1, 1, 3, 2)


def test_a_sum_over_a_report_from_before_findings_were_counted_has_none():
    assert adding.findings([IN_AUGUST, None]) is None
    assert adding.findings([]) is None


# Around the report


def test_findings_speak_against_a_month_being_nil(place):
    an_august(place.cianjur)
    assert speaking_against(place.cianjur, AUGUST) == ["4 temuan"]
    assert speaking_against(OfficeFactory(under=place.kanwil), AUGUST) == []


def test_a_draft_of_a_running_month_is_stale_after_a_step_and_a_past_one_is_not(place):
    office = OfficeFactory(under=place.kanwil)
    revision = built(office, at=at("2025-08-15 12:00"))
    assert not changed_since(revision)
    noted(office, K.INCIDENT, (S.SUBMITTED, "2025-09-01 00:10", "2025-09-03 00:10"))
    assert not changed_since(revision)
    noted(office, K.INCIDENT, (S.SUBMITTED, "2025-08-20 00:10", "2025-08-22 00:10"))
    assert changed_since(revision)
