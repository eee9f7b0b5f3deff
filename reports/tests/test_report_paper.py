"""The report on paper: what stands on which page, for the head who signs and for whoever checks."""

import io
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from dbi_portal.lib.tests.papers import texts
from reports.documents.monthly import monthly_pdf
from reports.documents.stamp import Stamp
from reports.figures.monthly.content import MonthlyFigures, Paper, Photo
from reports.tests.paper_world import (
    ADDRESS,
    CODE,
    NO_ADDRESS,
    SIGNED,
    STAMP,
    large_kanwil,
    letterhead,
    nil_figures,
    office_figures,
    session,
    village,
)

HOSTILE = 'Sambang #import "x" {{ csrf }} <b>tebal</b> =SUM(A1) $x$ @a // [c] *d* \\ `k` '


def draw(figures: MonthlyFigures, stamp: Stamp = STAMP) -> bytes:
    return monthly_pdf(figures.as_json(), stamp)


def pages(figures: MonthlyFigures, stamp: Stamp = STAMP) -> list[str]:
    """The words of each page, one space between them."""
    return [" ".join(page.split()) for page in texts(draw(figures, stamp))]


@pytest.fixture(scope="module")
def august() -> bytes:
    return draw(office_figures())


@pytest.fixture(scope="module")
def words(august) -> list[str]:
    return [" ".join(page.split()) for page in texts(august)]


def test_the_first_page_is_the_letter_it_travels_with(words):
    letter = words[0]
    for said in (
        "SURAT PENGANTAR",
        "Nomor: W.11.IMI.IMI.1-0815.UM.01.01 Tahun 2025",
        "Yth. Kepala Kantor Wilayah Direktorat Jenderal Imigrasi Jawa Barat di Bandung",
        "No Naskah dinas yang dikirimkan Banyaknya Keterangan",
        "1 Laporan bulanan Desa Binaan Imigrasi Kanim Contoh bulan Agustus 2025",
        "Diterima tanggal",
        "Penerima, Pengirim,",
        "Kepala Satu (contoh)",
        "NIP 199001012015031001",
        "Tembusan: 1. Direktur Jenderal Imigrasi 2. Arsip",
    ):
        assert said in letter
    assert "Ringkasan" not in letter


def test_what_nobody_has_entered_yet_is_left_to_the_pen():
    letter = pages(office_figures(paper=Paper(recipient="Direktorat Jenderal Imigrasi"),
                                  signer=None))[0]  # fmt: skip
    assert "Nomor: ………" in letter
    assert "Bekasi, ………" in letter
    assert "Yth. Direktur Jenderal Imigrasi" in letter
    assert "Tembusan" not in letter


def test_where_nobody_is_above_there_is_no_letter():
    first = pages(office_figures(letterhead=replace(letterhead("kanwil"), kind="pusat"),
                                 paper=Paper()))[0]  # fmt: skip
    assert "SURAT PENGANTAR" not in first
    assert "A. Ringkasan" in first


def test_a_draft_drawn_before_anybody_wrote_is_addressed_to_the_office_above():
    assert "Yth. Kepala Kanwil Contoh" in pages(office_figures(paper=None))[0]


def test_a_second_revision_says_so_in_its_letter():
    assert "Agustus 2025, revisi 2" in pages(office_figures(), replace(STAMP, revision=2))[0]


def test_the_second_page_begins_the_report_with_what_it_is(words):
    for said in (
        "Laporan Bulanan Desa Binaan Imigrasi Agustus 2025",
        "Status : Disusun, belum ditandatangani",
        "Tanda tangan elektronik : Belum ditandatangani elektronik",
        "Angka per : 1 September 2025, 05.00 WIB",
        "Catatan kepala kantor Angka Agustus sudah dibandingkan dengan register. Dua sesi",
        "A. Ringkasan Kanim Contoh menerbitkan 812 paspor PMI pada Agustus 2025",
    ):
        assert said in words[1]


def test_every_page_says_which_it_is_of_how_many_and_where_it_is_checked(words):
    assert len(words) >= 4
    for number, page in enumerate(words, start=1):
        assert f"Halaman {number} dari {len(words)}" in page
        assert f"Kode periksa {CODE}" in page
        assert "sidik data ab12cd34ef56" in page
        assert "Kanim Contoh · Laporan bulanan · Agustus 2025" in page
        assert ADDRESS in page


def test_the_square_on_every_page_leads_to_the_page_that_checks_it(august):
    for picture in pictures(august, scale=3):
        [found] = zxingcpp.read_barcodes(picture)
        assert found.text == ADDRESS
        assert 14 <= side_mm(found, scale=3) <= 18


def test_the_square_survives_an_office_copier(august):
    grey = pictures(august, scale=150 / 72)[0].convert("L")
    copied = grey.point(lambda level: 0 if level < 128 else 255)
    assert zxingcpp.read_barcodes(copied)[0].text == ADDRESS


def pictures(pdf, *, scale):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=scale).to_pil() for page in document]
    finally:
        document.close()


def side_mm(found, *, scale):
    """The square's side on paper without its white border, in millimetres."""
    box = found.position
    return (box.top_right.x - box.top_left.x) / scale / 72 * 25.4


def test_without_an_address_no_square_leads_nowhere():
    drawn = draw(office_figures(), NO_ADDRESS)
    assert not any(zxingcpp.read_barcodes(picture) for picture in pictures(drawn, scale=2))
    assert all(f"Kode periksa {CODE}" in " ".join(page.split()) for page in texts(drawn))
    assert "https://" not in " ".join(texts(drawn))


def test_a_draft_is_marked_on_every_page_and_a_signed_report_is_not(words):
    assert all("KONSEP" in page for page in words)
    signed = pages(office_figures(paper=SIGNED))
    assert not any("KONSEP" in page for page in signed)
    assert "Status : Ditandatangani 3 September 2025 oleh Kepala Satu (contoh)" in signed[1]
    assert "Bekasi, 3 September 2025" in signed[0]
    assert "Bekasi, 3 September 2025" in signed[-1]


def test_the_paper_claims_an_electronic_signature_only_where_there_is_one(words):
    electronic = pages(office_figures(paper=replace(SIGNED, electronic=True)))
    assert "Tanda tangan elektronik : Ada pada berkas PDF" in electronic[1]
    assert not any("Belum ditandatangani elektronik" in page for page in electronic)
    assert "Belum ditandatangani elektronik" in words[1]


def test_made_up_data_stays_marked_beside_the_draft():
    sample = pages(office_figures(made_up=True))
    assert all("DATA CONTOH" in page and "KONSEP" in page for page in sample)


def test_a_reader_that_speaks_finds_title_language_and_chapters(august):
    document = pypdfium2.PdfDocument(august)
    titles = [mark.get_title() for mark in document.get_toc()]
    assert document.is_tagged()
    title = "Laporan Bulanan Desa Binaan Imigrasi Kanim Contoh Agustus 2025"
    assert document.get_metadata_dict()["Title"] == title
    document.close()
    assert titles[:2] == ["A. Ringkasan", "B. Paspor PMI"]
    assert titles[-1].endswith("Sumber data")
    assert b"/Lang (id-ID)" in august or b"/Lang(id-ID)" in august


def test_figures_stand_behind_their_labels(words):
    text = " ".join(words)
    assert "Paspor PMI terbit permohonan 812 700 655 6.120" in text
    assert "Paspor PMI ditolak permohonan 9 4 – 51" in text


def test_the_signature_never_stands_alone_on_a_page(words):
    last = words[-1]
    said = "Demikian laporan bulanan Desa Binaan Imigrasi Kanim Contoh, Agustus 2025"
    assert last.index(said) < last.index("Kepala Satu (contoh)")


def test_villages_known_only_by_their_regency_share_a_point_and_are_told_to_be_rough(words):
    text = " ".join(words)
    assert "Letak 5 desa" in text
    assert "hanya perkiraan (5 desa)" in text
    assert "1 Mustikajaya, Telukpucung, Harapanjaya, Kaliabang Tengah, Ciketingudik" in text
    assert "Gambar 2. Letak Desa Binaan" in text


def test_each_village_with_a_point_of_its_own_has_its_number():
    spread = tuple(village(n, lat=-6.2 - n / 10, lng=107.0, point="desa") for n in range(3))
    lost = village(3, lat=None, lng=None, point="")
    text = " ".join(pages(office_figures(villages=(*spread, lost))))
    assert "1 Mustikajaya Kota Bekasi titik desa" in text
    assert "3 Harapanjaya Kota Bekasi titik desa" in text
    assert "1 desa tidak digambar karena letaknya belum diketahui." in text
    assert "perkiraan (" not in text


def test_without_any_point_there_is_no_map():
    nowhere = tuple(village(n, lat=None, lng=None, point="") for n in range(2))
    assert "Letak Desa Binaan" not in " ".join(pages(office_figures(villages=nowhere)))


def test_a_kanwil_sees_its_offices_side_by_side():
    text = " ".join(pages(large_kanwil(villages=3, sessions=3)))
    assert "Terbanyak Kanim Contoh 1: 812. 6 lainnya ada di tabel." in text
    assert "Paspor PMI terbit menurut kantor" in text
    assert "Kegiatan menurut kantor" in text


def test_a_large_kanwils_tables_repeat_their_heads_and_lose_no_row():
    kanwil = pages(large_kanwil())
    assert len(kanwil) >= 8
    text = " ".join(kanwil)
    for number in (5, 99, 170):
        assert f"Desa Contoh {number}" in text
    assert text.count("Titik Desa/kelurahan Titik Desa/kelurahan") >= 2
    assert all(f"Halaman {n} dari {len(kanwil)}" in page for n, page in enumerate(kanwil, start=1))


SPANS = [
    (
        "triwulan",
        "2025-07",
        "2025-09",
        "Laporan Triwulan III 2025",
        "Juli 2025 s.d. September 2025",
    ),
    ("semester", "2025-01", "2025-06", "Laporan Semester I 2025", "Januari 2025 s.d. Juni 2025"),
    ("tahun", "2025-01", "2025-12", "Laporan Tahun 2025", "Januari 2025 s.d. Desember 2025"),
]


@pytest.mark.parametrize(("span", "since", "month", "title", "told"), SPANS)
def test_a_longer_report_is_called_by_its_time(span, since, month, title, told):
    long = pages(office_figures(span=span, since=since, month=month))
    assert title in long[1]
    assert told in long[1]
    assert "Laporan Bulanan" not in " ".join(long)
    assert "Kegiatan menurut bulan" in " ".join(long)


def test_a_nil_report_is_one_page_that_says_so():
    [page] = pages(nil_figures())
    assert "Nihil Kanim Contoh menyatakan nihil untuk Agustus 2025" in page
    assert page.count("menyatakan nihil") == 1
    assert "Kepala Satu (contoh)" in page
    assert "Nomor : W.11.IMI.IMI.1-0815.UM.01.01 Tahun 2025" in page
    assert "Halaman 1 dari 1" in page


def test_why_an_office_was_prevented_stands_before_its_figures():
    report = pages(office_figures(excuse="Kantor terendam banjir 20–29 Agustus."))
    assert "Berhalangan. Kantor terendam banjir 20–29 Agustus." in report[1]


def test_a_section_left_out_is_not_printed():
    text = " ".join(pages(office_figures(sections=("desa", "foto"))))
    assert "Kegiatan yang disetujui" not in text
    assert "Desa Binaan dan petugasnya" in text
    assert "Ringkasan" in text  # nobody reads a report without it
    assert "Sumber data" in text


def test_what_people_write_is_printed_as_typed():
    title = (HOSTILE + "a" * 300)[:300]
    report = office_figures(
        sessions=(session(0, title=title),),
        paper=replace(SIGNED, remark=HOSTILE, letter_number=HOSTILE, copies_to=(HOSTILE,)),
        excuse=HOSTILE,
        summary=(HOSTILE,),
    )
    text = " ".join(pages(report)).replace("\u200b", "")
    plain = " ".join(HOSTILE.split())
    assert text.count(plain) >= 5
    letters = text.replace(" ", "")
    assert title.replace(" ", "") in letters


def test_no_long_word_runs_over_the_edge_of_the_page():
    report = office_figures(
        sessions=(session(0, title="W" * 300, institutions=("M" * 80,)),),
        paper=replace(SIGNED, remark="W" * 900, letter_number="W" * 120),
        summary=("W" * 300,),
    )
    for picture in pictures(draw(report), scale=1):
        edge = picture.convert("L").crop((picture.width - 50, 0, picture.width, picture.height))
        assert edge.getextrema()[0] > 200


def test_the_same_snapshot_gives_the_same_bytes(august):
    assert draw(office_figures()) == august


# Photos


@pytest.fixture
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def photo(store, name="a.jpg", *, colour="#2266aa", **more) -> Photo:
    from hashlib import sha256

    out = io.BytesIO()
    Image.new("RGB", (1600, 1200), colour).save(out, "JPEG")
    (store / name).write_bytes(out.getvalue())
    facts = {
        "session": "sesi-1",
        "held_on": "2025-08-12",
        "title": "Sambang desa",
        "caption": "Lurah menyambut petugas",
        "path": name,
        "digest": sha256(out.getvalue()).hexdigest(),
    }
    return Photo(**facts | more)


def test_the_annex_shows_each_photo_with_its_day_session_and_caption(store):
    with_photo = draw(office_figures(photos=(photo(store),)))
    text = " ".join(" ".join(texts(with_photo)).split())
    assert "Lampiran foto 12 Agustus 2025 · Sambang desa Lurah menyambut petugas" in text
    seen = {pixel for page in pictures(with_photo, scale=1) for pixel in colours(page)}
    assert any(abs(r - 0x22) < 6 and abs(g - 0x66) < 6 and abs(b - 0xAA) < 6 for r, g, b in seen)


def colours(picture):
    return {pixel for count, pixel in picture.convert("RGB").getcolors(1_000_000) if count > 500}


def test_a_photo_on_paper_is_small_enough_to_send(store):
    many = tuple(photo(store, f"{n}.jpg", session=f"sesi-{n // 5}") for n in range(20))
    assert len(draw(office_figures(photos=many))) < 1_000_000


def test_a_photo_that_is_gone_or_was_exchanged_is_said_to_be(store):
    gone = replace(photo(store, "gone.jpg"), path="never.jpg")
    changed = photo(store, "changed.jpg")
    photo(store, "changed.jpg", colour="#ff0000")
    text = " ".join(" ".join(pages(office_figures(photos=(gone, changed)))).split())
    assert text.count("Berkas foto ini tidak ada lagi di portal.") == 2


def test_a_snapshot_never_makes_the_portal_read_a_file_outside_its_store(store):
    outside = store.parent / "outside.jpg"
    outside.write_bytes((store / photo(store).path).read_bytes())
    for path in ("../outside.jpg", str(outside)):
        text = " ".join(pages(office_figures(photos=(replace(photo(store), path=path),))))
        assert "Berkas foto ini tidak ada lagi di portal." in text
