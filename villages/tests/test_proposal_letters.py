"""The letters of a proposal, read as the paper that comes out."""

import io
from datetime import date

import pypdfium2
import pytest
from django.urls import reverse
from docx import Document

from dbi_portal.lib import letters
from dbi_portal.lib.letters_docx import docx
from officers.models import OfficeHead
from villages import evidence
from villages.documents.answer_letter import answer_letter
from villages.documents.proposal_letter import proposal_letter
from villages.tests.proposing import Decision, Desk

pytestmark = pytest.mark.django_db
FIGURE = {"label": "Paspor PMI", "value": "860 paspor", "note": "peringkat 1", "url": ""}


@pytest.fixture
def desk(monkeypatch):
    monkeypatch.setattr(evidence, "_providers", [lambda *asked: [FIGURE]])
    return Desk()


def read(letter) -> str:
    """The PDF's text in one line, as a person reads it."""
    pages = pypdfium2.PdfDocument(letters.pdf(letter))
    text = " ".join(page.get_textpage().get_text_bounded() for page in pages)
    return " ".join(text.replace("\u200b", "").split())


def read_word(letter) -> str:
    document = Document(io.BytesIO(docx(letter)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    heads = [line.text for line in document.sections[0].header.paragraphs]
    return " ".join([*heads, *(line.text for line in document.paragraphs), *cells])


def lead(office, name, capacity="definitif", since=date(2025, 1, 1)):
    return OfficeHead.objects.create(
        office=office, name=name, capacity=capacity, position="Kepala Kantor", starts_on=since
    )


def test_the_letter_says_what_is_asked_for_whom_and_why(desk):
    village = desk.candidate()
    paper = read(proposal_letter(desk.sent(village)))
    assert "W.11-812" in paper
    assert "6 Oktober 2025" in paper
    assert "Yth. Kepala Kantor Wilayah Contoh Jawa" in paper
    assert "1 desa/kelurahan di wilayah kerja Kantor Imigrasi Contoh Bekasi" in paper
    assert village.region.name in paper
    assert "Permintaan paspor PMI tertinggi" in paper
    assert "Paspor PMI: 860 paspor (peringkat 1)" in paper
    assert "KONSEP" not in paper


def test_a_draft_says_so_and_leaves_room_for_its_number(desk):
    draft = proposal_letter(desk.draft())
    assert "KONSEP" in read_word(draft)
    assert draft.draft
    assert draft.name.endswith("(konsep)")
    assert letters.pdf(draft) != letters.pdf(proposal_letter(desk.sent(number="1")))


def test_the_office_may_open_the_letter_with_words_of_its_own(desk):
    proposal = desk.draft(background="Menindaklanjuti rapat bersama Wali Kota.")
    assert "Menindaklanjuti rapat bersama Wali Kota." in read(proposal_letter(proposal))


def test_without_figures_there_is_no_attachment(desk, monkeypatch):
    monkeypatch.setattr(evidence, "_providers", [])
    letter = proposal_letter(desk.sent())
    assert letter.enclosed == []
    assert letter.attachments == "–"
    assert "lampiran" not in read(letter)


def test_whoever_leads_the_office_on_the_letters_day_signs(desk):
    lead(desk.office, "Kepala Lama (contoh)")
    lead(desk.office, "Pelaksana (contoh)", capacity="plt", since=date(2025, 10, 1))
    lead(desk.kanwil, "Kepala Kanwil (contoh)")
    proposal = desk.sent()
    answer = desk.answer(proposal, (Decision.APPROVED, ""))
    assert "Plt. Kepala Kantor, Pelaksana (contoh)" in read(proposal_letter(proposal))
    assert "Kepala Kanwil (contoh)" in read(answer_letter(answer))


def test_the_answer_says_to_each_village_what_was_decided(desk):
    proposal = desk.sent(desk.candidate(), desk.candidate(), desk.candidate())
    said = [(Decision.APPROVED, ""), (Decision.RETURNED, "Lampirkan berita acara"), None]
    paper = read(answer_letter(desk.answer(proposal, *said, note="Batas waktu akhir bulan.")))
    assert "nomor W.11-812 tanggal 6 Oktober 2025" in paper
    names = [str(line.village) for line in proposal.proposal_villages.order_by("pk")]
    assert f"{names[0]} Bekasi Utara, Kota Bekasi Disetujui" in paper
    assert "Dikembalikan Lampirkan berita acara" in paper
    assert names[2] not in paper
    assert "Batas waktu akhir bulan." in paper
    assert "keputusan penetapannya disiapkan" in paper
    assert "Tidak disetujui" not in paper


def test_the_same_letter_is_the_same_file(desk):
    proposal = desk.sent()
    assert letters.pdf(proposal_letter(proposal)) == letters.pdf(proposal_letter(proposal))


def test_a_letter_whose_answers_were_taken_back_is_not_printed_with_an_empty_table(client, desk):
    proposal = desk.sent()
    desk.answer(proposal, (Decision.APPROVED, ""))
    answer = proposal.answers.get()
    proposal.proposal_villages.update(decision=Decision.WAITING, answer=None)
    client.force_login(desk.head)
    url = reverse("villages:proposal-answer-letter", args=[answer.pk, "pdf"])
    page = client.get(url, follow=True)
    assert page.redirect_chain == [(proposal.get_absolute_url(), 302)]
    assert "sudah dibatalkan" in page.content.decode()
