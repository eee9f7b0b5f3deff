import io
from dataclasses import replace
from datetime import UTC, date, datetime
from zipfile import ZipFile

import docx as python_docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from PIL import Image, UnidentifiedImageError

from dbi_portal.lib.letters import (
    Blank,
    Bullets,
    Facts,
    Heading,
    Letter,
    NewPage,
    Paragraph,
    Photo,
    Photos,
    Signature,
    Table,
    pdf,
)
from dbi_portal.lib.letters_docx import docx
from dbi_portal.lib.tests.papers import right_edge, texts

MADE_AT = datetime(2025, 10, 20, 2, 30, 15, 99, tzinfo=UTC)
OFFICE = "KANTOR IMIGRASI KELAS I NON TPI BEKASI"
HOSTILE = 'Kel. #import "/etc/passwd" *tebal* $x$ <a> @b \\ // [c] {{ 1 }} <w:p/> &amp; = h'
FORM = Table(["No.", "Nama", "Tanda tangan"], [[1, "", ""]] * 60, by_hand=9)


def letter(*body, **more):
    about = {
        "name": "Undangan Sosialisasi",
        "letterhead": ["DIREKTORAT JENDERAL IMIGRASI", OFFICE],
        "made_at": MADE_AT,
        "body": body,
    }
    return Letter(**about | more)


def photo(size=(60, 40), kind="JPEG"):
    out = io.BytesIO()
    Image.new("RGB", size, "#ff0000").save(out, kind)
    return Photo(out.getvalue(), "Pembukaan oleh camat")


def words(drawn):
    """The words of a PDF, page after page."""
    return " ".join(" ".join(texts(drawn)).split())


def opened(drawn):
    return python_docx.Document(io.BytesIO(drawn))


def word_text(drawn):
    """Everything a reader of the DOCX finds in its body, in order."""
    body = opened(drawn).element.body
    parts = ["".join(each.text or "" for each in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]
    return " ".join(parts)


def both(*body, **more):
    made = letter(*body, **more)
    return words(pdf(made)), " ".join(word_text(docx(made)).split())


def test_pdf_and_word_say_the_same():
    said = both(
        Paragraph("Dengan hormat,\n\nkami mengundang Bapak/Ibu."),
        Facts([("Hari, tanggal", "Jumat, 31 Oktober 2025"), ("Pukul", "")]),
        Bullets(["bahaya TPPO", "jalur resmi"]),
        Table(["Kelurahan", "Terbit"], [["Mustikajaya", 1234], ["Tiban", None]], caption="Paspor"),
        number="W.11.IMI-1",
        date_line="Bekasi, 20 Oktober 2025",
        subject="Undangan",
        recipients=["Yth. Camat Mustikajaya", "di tempat"],
        signatures=[Signature("Kepala Kantor,", "Nama (contoh)", "198001012005011001")],
        copies_to=["Kepala Kantor Wilayah"],
    )
    for text in said:
        for expected in (
            OFFICE, "W.11.IMI-1", "Bekasi, 20 Oktober 2025", "Yth. Camat Mustikajaya",
            "Jumat, 31 Oktober 2025", "jalur resmi", "1.234", "Tabel 1", "Kepala Kantor,",
            "Nama (contoh)", "NIP 198001012005011001", "Tembusan:", "Kepala Kantor Wilayah",
        ):  # fmt: skip
            assert expected in text, expected
        assert "Pukul" not in text  # a fact without a value is left out
        assert "–" in text  # what is not known is a dash


def test_what_people_write_is_printed_and_never_run():
    for text in both(
        Paragraph(HOSTILE), Heading(HOSTILE), Facts([(HOSTILE, HOSTILE)]), Bullets([HOSTILE]),
        Table([HOSTILE], [[HOSTILE]], caption=HOSTILE), title=HOSTILE, recipients=[HOSTILE],
        signatures=[Signature(HOSTILE, HOSTILE)], copies_to=[HOSTILE],
    ):  # fmt: skip
        assert text.replace(" ", "").count(HOSTILE.replace(" ", "")) == 13


def test_letters_no_paper_can_hold_are_left_out():
    for text in both(Paragraph("Ha\x00sil\x1b ra\x0bpat"), number="1\x07"):
        assert "Hasil rapat" in text
        assert "1" in text


def test_a_word_longer_than_the_page_is_broken_instead_of_running_off():
    drawn = pdf(letter(Paragraph("Mulai " + "a" * 400), Table(["A", "B"], [["x", "b" * 300]])))
    document = pypdfium2.PdfDocument(drawn)
    page = document[0].get_textpage()
    edge = max(page.get_charbox(at)[2] for at in range(page.count_chars()))
    document.close()
    assert edge <= (210 - 19) / 25.4 * 72  # points: the right margin


def test_a_number_nobody_gave_is_left_to_fill_in_by_hand():
    for text in both(subject="Undangan", signatures=[Signature("Kepala Kantor,")]):
        assert "Nomor : …………" in text
        assert text.count("…………") >= 2  # and a line for the name


def test_a_paper_with_a_title_carries_its_number_beneath_it():
    for text in both(Paragraph("Isi"), title="SURAT TUGAS", number="IMI.1-2025"):
        assert "SURAT TUGAS Nomor: IMI.1-2025" in text
        assert "Sifat" not in text
    for text in both(Paragraph("Isi"), title="DAFTAR HADIR", number=None):
        assert "Nomor" not in text


def test_the_same_letter_gives_the_same_bytes():
    made = letter(Paragraph("Isi"), Photos([photo()]))
    for draw in (pdf, docx):
        assert draw(made) == draw(made)
        assert draw(made) != draw(replace(made, made_at=datetime(2025, 10, 21, tzinfo=UTC)))


def test_made_up_data_is_marked_in_both():
    made = letter(Paragraph("Isi"), sample=True)
    assert "DATA CONTOH" in words(pdf(made))
    header = opened(docx(made)).sections[0].header
    assert [each.text for each in header.paragraphs] == ["DATA CONTOH"]


def test_a_draft_says_so_on_every_page_beside_what_else_is_marked():
    made = letter(FORM, draft=True, sample=True)
    assert all("KONSEP" in page and "DATA CONTOH" in page for page in texts(pdf(made)))
    header = opened(docx(made)).sections[0].header
    assert header.paragraphs[0].text == "DATA CONTOH · KONSEP"
    assert "KONSEP" in words(pdf(letter(Paragraph("Isi"), draft=True)))
    assert "KONSEP" not in words(pdf(letter(Paragraph("Isi"), sample=True)))


def test_the_word_file_says_what_it_is_and_from_whom():
    about = opened(docx(letter(Paragraph("Isi")))).core_properties
    assert (about.title, about.author, about.language) == ("Undangan Sosialisasi", OFFICE, "id-ID")
    assert about.created == about.modified == MADE_AT.replace(microsecond=0)
    assert about.comments == ""


def test_the_word_file_is_a4_and_counts_its_own_pages():
    document = opened(docx(letter(Paragraph("Isi"))))
    section = document.sections[0]
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    fields = section.footer._element.iter(qn("w:instrText"))
    codes = [each.text.strip() for each in fields]
    assert codes == ["PAGE", "NUMPAGES"]
    assert section.footer.paragraphs[0].text.startswith("Undangan Sosialisasi\tHalaman")


def test_the_word_file_has_real_headings_lists_and_tables():
    document = opened(docx(letter(Heading("Hasil"), Bullets(["satu"]), FORM)))
    styles = {each.text: each.style.name for each in document.paragraphs if each.text}
    assert styles["A. Hasil"] == "Heading 1"
    assert styles["satu"] == "List Bullet"
    table = document.tables[-1]
    assert [cell.text for cell in table.rows[0].cells] == FORM.headers
    assert len(table.rows) == 61


def test_a_second_numbered_list_begins_at_one_again():
    document = opened(docx(letter(Bullets(["a"], numbered=True), Bullets(["b"], numbered=True))))
    ids = [each._p.pPr.numPr.numId.val for each in document.paragraphs if each.text in ("a", "b")]
    assert len(set(ids)) == 2


def test_the_head_of_a_long_table_stands_on_every_page():
    made = letter(FORM)
    pages = texts(pdf(made))
    assert len(pages) == 3
    assert all("Tanda tangan" in page for page in pages)
    assert f"Halaman 3 dari {len(pages)}" in pages[2]
    rows = opened(docx(made)).tables[-1].rows
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows]
    assert heads == [True] + [False] * 60
    assert {round(row.height.mm) for row in list(rows)[1:]} == {9}


def test_a_cell_to_fill_by_hand_stays_empty():
    for text in both(Table(["Nama", "Tanda tangan"], [["", None]], by_hand=9)):
        assert "–" not in text.split("Tanda tangan")[1].split("Halaman")[0].replace("Lampiran", "")


def test_figures_stand_under_each_other_at_the_right():
    rows = [["Mustikajaya", 8837], ["Tiban", None], ["Teluk", 9]]
    made = letter(Table(["Kelurahan", "Terbit"], rows))
    drawn = pdf(made)
    assert right_edge(drawn, "8.837") == pytest.approx(right_edge(drawn, "Terbit"), abs=0.6)
    table = opened(docx(made)).tables[-1]
    ways = [str(cell.paragraphs[0].alignment) for cell in table.rows[1].cells]
    assert ways == ["None", "RIGHT (2)"]


def test_a_table_without_rows_says_so():
    for text in both(Table(["Kelurahan", "Terbit"], [], empty="Belum ada tindak lanjut.")):
        assert "Belum ada tindak lanjut." in text


def test_days_in_a_table_are_written_as_offices_write_them():
    for text in both(Table(["Batas"], [[date(2025, 12, 1)]])):
        assert "1 Des 2025" in text


def test_photos_stand_two_a_row_with_words_for_who_does_not_see_them():
    made = letter(Photos([photo(), photo((40, 90), "PNG"), photo()]))
    assert words(pdf(made)).count("Pembukaan oleh camat") == 3
    file = docx(made)
    assert len([name for name in ZipFile(io.BytesIO(file)).namelist() if "media" in name]) == 2
    document = opened(file)
    assert len(document.tables[-1].rows) == 2
    described = [each.get("descr") for each in document.element.iter(qn("wp:docPr"))]
    assert described == ["Pembukaan oleh camat"] * 3
    assert all(shape.height.mm <= 55 and shape.width.mm <= 77 for shape in document.inline_shapes)


def test_what_is_no_picture_is_refused():
    for draw in (pdf, docx):
        with pytest.raises(UnidentifiedImageError):
            draw(letter(Photos([Photo(b"bukan foto")])))


def test_an_attachment_begins_on_a_page_of_its_own():
    made = letter(Paragraph("Surat"), Blank(2), NewPage(), Heading("Lampiran daftar undangan"))
    pages = texts(pdf(made))
    assert ["daftar undangan" in page for page in pages] == [False, True]
    breaks = list(opened(docx(made)).element.iter(qn("w:br")))
    assert [each.get(qn("w:type")) for each in breaks] == ["page"]


def test_a_signature_is_never_alone_on_the_last_page():
    rows = [["Mustikajaya", 1]] * 28
    for more in range(12):  # wherever the page ends
        body = (Table(["Desa", "Paspor"], rows + rows[:more]), Heading("Akhir"), Paragraph("Kata."))
        last = texts(pdf(letter(*body, signatures=[Signature("Kepala Kantor,", "Atasan")])))[-1]
        assert "Atasan" in last
        assert "Kata." in last, more
    document = opened(docx(letter(*body, signatures=[Signature("Kepala Kantor,", "Atasan")])))
    kept = {each.text: each.paragraph_format.keep_with_next for each in document.paragraphs}
    assert kept["Kata."] is True


def test_what_is_enclosed_follows_the_signature_on_a_page_of_its_own():
    signed = [Signature("Kepala,", "Atasan")]
    made = letter(Paragraph("Surat"), signatures=signed, enclosed=[Heading("Daftar")])
    pages = texts(pdf(made))
    assert ["Atasan" in page for page in pages] == [True, False]
    assert ["A. Daftar" in page for page in pages] == [False, True]
    text = word_text(docx(made))
    assert text.index("Atasan") < text.index("A. Daftar")


def test_the_word_file_is_black_and_of_a_face_every_office_has():
    document = opened(docx(letter(Heading("Hasil"), title="NOTULEN")))
    for name in ("Normal", "Title", "Heading 1"):
        style = document.styles[name]
        assert (style.font.name, str(style.font.color.rgb)) == ("Arial", "000000"), name
        assert not [key for key in style.element.rPr.rFonts.attrib if "Theme" in key], name


def test_a_long_name_leaves_the_foot_of_the_page_one_line():
    made = letter(Paragraph("Isi"), name="Notulen " + "panjang sekali " * 20)
    assert texts(pdf(made))[0].splitlines()[-1].endswith("… Halaman 1 dari 1")
    foot = opened(docx(made)).sections[0].footer.paragraphs[0].text
    assert len(foot) < 110
    assert foot.startswith("Notulen panjang")


def test_two_who_sign_stand_side_by_side():
    pair = [Signature("Mengetahui,\nKepala Kantor", "Atasan"), Signature("Notulis", "Bawahan")]
    drawn = pdf(letter(signatures=pair))
    assert right_edge(drawn, "Bawahan") > right_edge(drawn, "Atasan") + 150
    row = opened(docx(letter(signatures=pair))).tables[-1].rows[0]
    assert ["Atasan" in cell.text for cell in row.cells] == [True, False]
