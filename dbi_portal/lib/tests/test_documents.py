import io

import pypdfium2
import pytest
from PIL import Image

from dbi_portal.lib import charts
from dbi_portal.lib.documents import DocumentError, pdf
from dbi_portal.lib.tests.papers import right_edge, texts

OPENING = """#import "/lib/portal.typ": *
#let data = json("/data.json")
#let (footer, sample) = (data.at("footer", default: none), data.at("sample", default: false))
#show: paper.with(title: data.title, footer: footer, sample: sample)
"""


@pytest.fixture
def draw(tmp_path):
    """Draw a document whose body is the given typst text."""

    def drawn(body, files=None, **data):
        template = tmp_path / "laporan.typ"
        template.write_text(OPENING + body)
        about = {"title": "Laporan Agustus 2025", "made_at": "2025-09-05T08:30:00+07:00"}
        return pdf(template, about | data, files)

    return drawn


TABLE = """#data-table(caption: "Paspor PMI", headers: data.headers, rows: data.rows,
  total: data.at("total", default: false), source: data.at("source", default: none))"""
HEADERS = ["Kelurahan", "Terbit"]


def table(draw, rows, **more):
    return draw(TABLE, headers=HEADERS, rows=rows, **more)


def test_what_people_write_is_printed_and_never_run(draw):
    hostile = 'Kel. #import "/etc/passwd" *tebal* _m_ $x$ <a> @b \\ // -- [c] #eval("1") `k` = h'
    drawn = draw(
        TABLE + "\n#notice(data.said, data.said)\n#facts(((data.said, data.said),))",
        headers=[hostile, "Terbit"],
        rows=[[hostile, 1]],
        said=hostile,
        footer=hostile,
    )
    plain = " ".join(texts(drawn)[0].split())
    assert plain.count(hostile.replace("  ", " ")) >= 3


def test_the_same_data_gives_the_same_bytes(draw):
    rows = [["Mustikajaya", 120]]
    assert table(draw, rows) == table(draw, rows)
    assert table(draw, rows) != table(draw, [["Mustikajaya", 121]])
    assert table(draw, rows) != table(draw, rows, made_at="2025-09-06T08:30:00+07:00")


def test_the_moment_it_was_made_may_be_as_exact_as_a_database_keeps_it(draw):
    exact = draw("Isi", made_at="2025-09-05T08:30:00.123456+07:00")
    assert exact == draw("Isi", made_at="2025-09-05T08:30:00+07:00")


def test_a_document_carries_title_date_bookmarks_and_tags(draw):
    document = pypdfium2.PdfDocument(draw("= Paspor PMI\n== Menurut kelurahan\n= Sesi"))
    about = document.get_metadata_dict()
    assert about["Title"] == "Laporan Agustus 2025"
    assert about["CreationDate"].startswith("D:20250905")
    names = [mark.get_title() for mark in document.get_toc()]
    assert names == ["A. Paspor PMI", "1. Menurut kelurahan", "B. Sesi"]
    assert document.is_tagged()
    document.close()


def test_figures_are_written_with_dots_and_what_is_unknown_is_a_dash(draw):
    rows = [["Mustikajaya", 8837], ["Teluk Pucung", None], ["Harapanjaya", 1234567]]
    page = texts(table(draw, rows, source="Rekap, baris 14"))[0]
    assert "Mustikajaya 8.837" in page
    assert "Teluk Pucung –" in page
    assert "Harapanjaya 1.234.567" in page
    assert "Tabel 1. Paspor PMI" in page.replace("\r\n", " ").replace("  ", " ")
    assert "Sumber: Rekap, baris 14" in page


def test_figures_stand_under_each_other_at_the_right(draw):
    drawn = table(draw, [["Mustikajaya", 8837], ["Teluk Pucung", 9], ["Jumlah", 8846]], total=True)
    edges = [right_edge(drawn, word) for word in ("Terbit", "8.837", "8.846")]
    assert edges == pytest.approx([edges[0]] * 3, abs=0.6)


def test_a_long_table_repeats_its_head_and_counts_its_pages(draw):
    pages = texts(table(draw, [[f"Kelurahan {n}", n] for n in range(120)], footer="Kanim Bekasi"))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert page.count("Kelurahan Terbit") == 1
        assert f"Kanim Bekasi Halaman {number} dari {len(pages)}" in page


def test_no_head_is_left_alone_at_the_foot_of_a_page(draw):
    body = "#v(data.gap * 1mm)\n= Paspor\n" + TABLE
    for gap in range(170, 245, 4):
        pages = texts(draw(body, gap=gap, headers=HEADERS, rows=[["Mustikajaya", 1]] * 6))
        for page in pages:
            assert page.count("Terbit") == bool(page.count("Mustikajaya")), gap
            assert ("Paspor" not in page) or ("Mustikajaya" in page), gap


def test_the_end_of_a_long_table_goes_to_the_next_page_with_its_source(draw):
    body = "#v(data.gap * 1mm)\n" + TABLE
    rows = [[f"Kelurahan {n}", n] for n in range(20)]
    for gap in range(90, 140, 2):
        for page in texts(draw(body, gap=gap, headers=HEADERS, rows=rows, source="Rekap")):
            assert ("Sumber: Rekap" in page) == ("Kelurahan 19" in page), gap
            assert ("Kelurahan 18" in page) == ("Kelurahan 19" in page), gap


def test_a_table_without_rows_says_so(draw):
    assert "Belum ada data untuk tabel ini." in texts(table(draw, []))[0]


def test_made_up_data_is_marked_on_every_page(draw):
    rows = [[f"Kelurahan {n}", n] for n in range(60)]
    marked = texts(table(draw, rows, sample=True))
    assert len(marked) > 1
    assert all("DATA CONTOH" in page for page in marked)
    assert not any("DATA CONTOH" in page for page in texts(table(draw, rows)))


def test_the_letterhead_names_the_institution_and_the_head_signs_at_the_end(draw):
    drawn = draw(
        "#letterhead(data.lines, data.address)\n#opening([Laporan], [Agustus 2025])\n"
        '#signature(place: "Bekasi, 5 September 2025", position: "Kepala Kantor,", '
        'name: "Nama Contoh", number: "1980")',
        lines=["DIREKTORAT JENDERAL IMIGRASI", "KANTOR IMIGRASI BEKASI"],
        address=["Jalan Contoh 1"],
    )
    lines = texts(drawn)[0].splitlines()
    assert lines[:3] == [
        "DIREKTORAT JENDERAL IMIGRASI", "KANTOR IMIGRASI BEKASI", "Jalan Contoh 1"
    ]  # fmt: skip
    assert "NIP 1980" in lines


def test_the_charts_of_the_page_are_printed_too(draw):
    chart = charts.bar_chart(
        title="Paspor PMI menurut kantor",
        sentence="Cilacap terbanyak.",
        headers=("Kantor", "Terbit"),
        rows=[("Kantor Imigrasi Kelas I Non TPI Bekasi", 8837)],
    )
    body = "#chart(data.svg, title: data.caption, sentence: data.sentence)"
    drawn = draw(body, svg=charts.svg(chart), caption=chart.title, sentence=chart.sentence)
    page = texts(drawn)[0]
    for words in ("8.837", "Gambar 1. Paspor PMI menurut kantor", "Cilacap terbanyak."):
        assert words in page
    assert "Kantor Imigrasi Kelas I Non TPI Bekasi" in page
    assert charts.NAVY in colours(drawn)


def colours(content):
    """The colours a fifth of the page's height from the top downwards."""
    document = pypdfium2.PdfDocument(content)
    picture = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    return {"#{:02x}{:02x}{:02x}".format(*pixel) for _, pixel in picture.getcolors(1_000_000)}


def test_a_photo_travels_beside_the_data(draw):
    photo = io.BytesIO()
    Image.new("RGB", (40, 40), "#ff0000").save(photo, "PNG")
    files = {"../../foto-1.png": photo.getvalue()}  # a name never leads out of the folder
    assert "#ff0000" in colours(draw('#image("/foto-1.png")', files))


@pytest.mark.parametrize("body", ["#let = ", '#read("/../../../../etc/hostname")', "#data.none"])
def test_a_document_that_cannot_be_drawn_says_which_and_keeps_its_reason(draw, body):
    with pytest.raises(DocumentError, match="Dokumen “Laporan Agustus 2025” tidak dapat") as failed:
        draw(body)
    assert failed.value.__cause__ is not None
