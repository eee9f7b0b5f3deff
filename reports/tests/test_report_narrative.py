"""The report for Word: headings, tables and page numbers are Word's own, for whoever edits it."""

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn

from reports.documents.narrative import MOST_ROWS, narrative_docx
from reports.documents.stamp import Stamp
from reports.tests.paper_world import (
    CODE,
    PAPER,
    SIGNED,
    STAMP,
    large_kanwil,
    nil_figures,
    office_figures,
    session,
)

HOSTILE = "#import <w:p/> {{ x }} =1+1 & \x0b\x00" + "x" * 300


def opened(figures, stamp=STAMP):
    return docx.Document(io.BytesIO(narrative_docx(figures.as_json(), stamp)))


def words(document):
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def headings(document):
    return [each.text for each in document.paragraphs if each.style.name == "Heading 1"]


@pytest.fixture
def document():
    return opened(office_figures(paper=PAPER))


def test_it_says_what_the_paper_says(document):
    text = words(document)
    assert "KANTOR IMIGRASI KELAS I NON TPI CONTOH" in text
    assert "Kanim Contoh menerbitkan 812 paspor PMI pada Agustus 2025" in text
    assert "Dua sesi September disiapkan." in text
    assert "W.11.IMI.IMI.1-0815.UM.01.01 Tahun 2025" in text
    assert "Kepala Satu (contoh)" in text


def test_sections_are_headings_of_words_own(document):
    found = [each.rpartition(". ")[2] for each in headings(document)]
    assert found[:2] == ["Catatan kepala kantor", "Ringkasan"]
    assert {"Paspor PMI", "Kegiatan", "Konsultasi", "Sumber data"} <= set(found)


def test_tables_carry_the_numbers_and_their_heads_repeat(document):
    table = next(t for t in document.tables if "Hasil" in t.rows[0].cells[0].text)
    assert [cell.text for cell in table.rows[1].cells][:6] == [
        "Paspor PMI terbit", "permohonan", "812", "700", "655", "6.120",
    ]  # fmt: skip
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_every_page_has_its_number_and_the_code(document):
    footer = document.sections[0].footer._element
    fields = [each.text.strip() for each in footer.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    text = "".join(each.text or "" for each in footer.iter(qn("w:t")))
    assert "Halaman 1 dari 1" in text
    assert CODE in text


def test_tables_are_numbered_even_before_word_counts_them(document):
    captions = [each.text for each in document.paragraphs if each.style.name == "Caption"]
    assert captions[0] == "Tabel 1. Pembinaan desa dalam angka"
    assert captions[1].startswith("Tabel 2. ")


def test_a_long_table_is_short_and_says_what_it_leaves_out():
    document = opened(large_kanwil())
    assert max(len(table.rows) for table in document.tables) <= MOST_ROWS + 1
    assert "baris lainnya ada di PDF dan XLSX" in words(document)


def test_a_draft_says_so_and_a_signed_one_does_not():
    def header(figures):
        return opened(figures).sections[0].header.paragraphs[0].text

    assert "KONSEP" in header(office_figures(paper=PAPER))
    assert "KONSEP" not in header(office_figures(paper=SIGNED))


def test_a_nil_report_is_a_page_of_words():
    document = opened(nil_figures())
    assert any("Nihil" in each for each in headings(document))
    assert "menyatakan nihil" in words(document)


def test_what_people_write_stays_text_and_the_file_stays_whole():
    figures = office_figures(
        sessions=(session(1, title=HOSTILE),), paper=replace(PAPER, remark=HOSTILE)
    )
    content = narrative_docx(figures.as_json(), STAMP)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert parts.testzip() is None
        for name in parts.namelist():
            if name.endswith(".xml"):
                ElementTree.fromstring(parts.read(name))  # noqa: S314 - our own file
    assert "#import <w:p/> {{ x }} =1+1 & " in words(docx.Document(io.BytesIO(content)))


def test_without_a_code_the_foot_is_the_reports_name_alone():
    document = opened(office_figures(), Stamp("0" * 64, 1))
    text = document.sections[0].footer.paragraphs[0].text
    assert text.startswith("Kanim Contoh · Laporan bulanan · Agustus 2025")


def test_the_same_snapshot_gives_the_same_bytes():
    snapshot = office_figures().as_json()
    assert narrative_docx(snapshot, STAMP) == narrative_docx(snapshot, STAMP)


def test_its_sections_carry_the_letters_they_have_on_paper(document):
    """The head's remark has none there: "bagian B" must mean one thing on the telephone."""
    told = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert told[:3] == ["Catatan kepala kantor", "A. Ringkasan", "B. Paspor PMI"]
