"""Files that cannot be read: each kind has its own sentence, and none takes the page along."""

import io
import resource
import zipfile

import pytest

from dbi_portal.lib import sheets
from dbi_portal.lib.sheets import Limits, read
from dbi_portal.lib.tests.old_spreadsheets import compound, xls
from dbi_portal.lib.tests.open_spreadsheets import ods_package
from dbi_portal.lib.tests.spreadsheets import archive, package, xlsx

NEAR = '<row r="1"><c r="A1"><v>1</v></c></row>'


def refused(content, why, filename="rekap.xlsx", **limits):
    """The sentence with which a file is refused."""
    with pytest.raises(why) as failure:
        read(content, filename, Limits(**limits))
    assert filename in str(failure.value)
    return str(failure.value)


@pytest.mark.parametrize("content", [b"", b" \r\n\t", xlsx(), xlsx(["  "], [])])
def test_an_empty_file_says_so(content):
    assert "kosong" in refused(content, sheets.EmptyFile)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7 ...", "dokumen PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "gambar"),
        (archive("word/document.xml"), "dokumen Word"),
        (archive("ppt/presentation.xml"), "presentasi PowerPoint"),
        (archive("content.xml", "mimetype"), "dokumen OpenDocument"),
        (archive("foto.jpg"), "arsip ZIP"),
        (archive("xl/workbook.bin"), "lembar kerja Excel biner (.xlsb)"),
        (compound(WordDocument=b"x", ObjectPool=b"Workbook"), "dokumen Word"),
        (compound(**{"PowerPoint Document": b"x"}), "presentasi PowerPoint"),
        (compound(Lain=b"x"), "berkas Office lama yang bukan lembar kerja"),
        (b"\x09\x08\x10\x00\x00\x06", "lembar kerja Excel dari masa sebelum 1997"),
        (b'{"desa": "Mustikajaya",\n"terbit": 1}', "data JSON"),
        (b"<html><table><tr><td>1</td></tr></table>", "halaman web atau XML"),
        (b"Yth. Kepala Kantor, terlampir", "teks biasa"),
        (b"\x00\x01\x02\x03", "berkas yang tidak dikenal"),
    ],
)
def test_another_kind_of_file_is_named_for_what_it_is(content, what):
    said = refused(content, sheets.WrongType)
    assert f"adalah {what}" in said
    assert "Simpan datanya sebagai .xlsx" in said


@pytest.mark.parametrize(
    "locked",
    [
        compound(EncryptedPackage=b"x"),
        xls(["a"], locked=True),
        ods_package("", manifest="<manifest:encryption-data/>"),
    ],
)
def test_a_locked_workbook_says_how_to_unlock_it(locked):
    assert "hapus kata sandinya" in refused(locked, sheets.PasswordProtected)


@pytest.mark.parametrize(
    "content",
    [
        xlsx(["a"] * 40)[:-300],
        b"PK\x03\x04" + bytes(100),
        archive("xl/workbook.xml"),
        package("<row><c><v>5</c></row>"),
        package('<row r="1"><c r="A1" t="e"><v>#N/A</v></row>'),
    ],
)
def test_a_damaged_workbook_says_so(content):
    assert "rusak" in refused(content, sheets.DamagedFile)


def test_a_quote_left_open_in_csv_swallows_no_rows():
    said = refused(b'Desa;Terbit\n"A;1\nB;2\n', sheets.DamagedFile, "rekap.csv")
    assert "tanda kutip di sekitar baris 2" in said


def test_xml_that_brings_its_own_entities_is_not_followed():
    bomb = '<!DOCTYPE x [<!ENTITY a "9"><!ENTITY b "&a;&a;&a;">]>'
    content = package('<row r="1"><c r="A1" t="e"><v>&b;</v></c></row>', before=bomb)
    assert "rusak" in refused(content, sheets.DamagedFile)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"file_size": 1024**2}, "lebih dari 1 MB"),
        ({"rows": 999}, "lebih dari 999 baris di lembar “Rekap”"),
        ({"columns": 2}, "lebih dari 2 kolom di lembar “Rekap”"),
        ({"cells": 2000}, "lebih dari 2.000 sel"),
        ({"letters": 1500}, "lebih dari 1.500 huruf"),
        ({"letters_in_cell": 1}, "sebuah sel di baris 1 lembar “Rekap” melebihi 1 huruf"),
        ({"unpacked_size": 0}, "isinya lebih dari 0 MB"),
        ({"sheets": 0}, "lebih dari 0 lembar"),
    ],
)
def test_a_file_over_a_limit_says_which(limits, words):
    content = xlsx(*[["ab", 1, 2]] * 1000)
    if "file_size" in limits:
        content += bytes(1024**2)
    assert words in refused(content, sheets.TooLarge, **limits)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"rows": 3}, "lebih dari 3 baris"),
        ({"columns": 2}, "lebih dari 2 kolom"),
        ({"cells": 5}, "lebih dari 5 sel"),
    ],
)
def test_csv_over_a_limit_says_which(limits, words):
    assert words in refused(b"a;b;c\n" * 5, sheets.TooLarge, "rekap.csv", **limits)


def test_a_zip_bomb_is_refused_unopened():
    content = io.BytesIO(package(NEAR))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/media/bomb", bytes(30 * 1024**2))
    said = refused(content.getvalue(), sheets.TooLarge, unpacked_size=20 * 1024**2)
    assert "isinya lebih dari 20 MB" in said


def test_a_cell_at_the_far_corner_costs_the_portal_nothing():
    far = '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "memori" in refused(package(f"{NEAR}{far}"), sheets.TooLarge)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes


def test_one_long_text_shown_five_thousand_times_is_refused():
    row = '<row><c t="s"><v>0</v></c></row>'
    content = package(row * 5_000, shared=f"<si><t>{'x' * 30_000}</t></si>")
    assert "lebih dari 1.000.000 huruf" in refused(content, sheets.TooLarge, letters=1_000_000)
    endless = {"letters": 10**12, "memory": 200 * 1024**2}
    assert "memori" in refused(content, sheets.TooLarge, **endless)


def test_a_file_that_takes_too_long_is_given_up():
    slow = package(f"<row>{'<c><v>1</v></c>' * 20}</row>" * 150_000)
    assert "setelah 1 detik" in refused(slow, sheets.TooSlow, seconds=1)
