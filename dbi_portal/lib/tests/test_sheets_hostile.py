"""Files made to break a reader: each is refused with a reason, in time, and the portal goes on."""

import io
import resource
import socket
import struct
import threading
import time
import zipfile

import pytest

from dbi_portal.lib import sheets
from dbi_portal.lib.sheets.packages import Package
from dbi_portal.lib.sheets.refusing import Refused
from dbi_portal.lib.tests.old_spreadsheets import compound, xls
from dbi_portal.lib.tests.open_spreadsheets import cell, ods, ods_package, row
from dbi_portal.lib.tests.spreadsheets import (
    MAIN,
    RELATIONS,
    package,
    reporting_size,
    stored_as_deflated,
    with_part,
    xlsx,
)

NEAR = '<row r="1"><c r="A1"><v>1</v></c></row>'
FAR = '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "9"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1:{port}/">]>'
LONGEST = 25  # seconds in which any file is refused
EMPTY_COLUMNS = '<table:table-cell table:number-columns-repeated="16384"/>'


def refused(content, why=sheets.TooLarge, filename="rekap.xlsx"):
    """The sentence a file is refused with: in time, and the portal no larger than before."""
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    with pytest.raises(why) as failure, sheets.stream(content, filename) as book:
        for _ in book:  # what is left of a sheet's rows is skipped
            pass
    assert time.monotonic() - started < LONGEST
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 60_000, f"{grown} kB"
    return str(failure.value)


def rows(content, filename):
    return sheets.read(content, filename).sheets[0].rows


def test_a_cell_at_the_far_corner_is_refused_for_the_memory_it_asks():
    assert "sel terisi jauh di luar tabel" in refused(package(NEAR + FAR))


def test_a_far_cell_with_an_error_is_refused_like_any_other():
    far = FAR.replace("<c ", '<c t="e" ').replace("2</v>", "#N/A</v>")
    assert "memori" in refused(package(NEAR + far))


def test_far_cells_of_old_and_open_sheets_are_refused():
    assert "200.000 baris" in refused(
        ods_package(
            f'<table:table table:name="Rekap">{row([1])}'
            f'<table:table-row table:number-rows-repeated="1048574">{EMPTY_COLUMNS}'
            f"</table:table-row>{row([2])}</table:table>"
        ),
        filename="rekap.ods",
    )
    wide = '<table:table-cell table:number-columns-repeated="16383"/>'
    assert "256 kolom" in refused(ods([wide, "x"]), filename="rekap.ods")


def test_blank_rows_repeated_to_the_end_of_an_open_sheet_are_no_rows():
    table = (
        f'<table:table table:name="Rekap">{row(["Desa", "Terbit"])}'
        f'<table:table-row table:number-rows-repeated="1048575">{EMPTY_COLUMNS}'
        "</table:table-row></table:table>"
    )
    assert rows(ods_package(table), "rekap.ods") == [["Desa", "Terbit"]]


def test_a_filled_row_repeated_a_million_times_is_refused():
    repeated = row([1], 'table:number-rows-repeated="99999999"')
    table = f'<table:table table:name="R">{repeated}</table:table>'
    assert "200.000 baris" in refused(ods_package(table), filename="r.ods")


@pytest.mark.parametrize("name", ["xl/media/gambar.png", "xl/sharedStrings2.xml"])
def test_a_zip_bomb_is_refused_by_its_own_table_of_contents(name):
    bomb = with_part(package(NEAR), name, bytes(430 * 1024**2))
    assert "isinya lebih dari 400 MB" in refused(bomb)


def test_a_zip_bomb_inside_a_zip_is_never_opened():
    inner = with_part(package(NEAR), "xl/media/bom", bytes(200 * 1024**2))
    assert rows(with_part(package(NEAR), "xl/embeddings/dalam.zip", inner), "r.xlsx") == [[1]]


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_a_part_that_lies_about_its_size_is_refused(part):
    padding = f"<!--{' ' * 30 * 1024**2}-->"
    content = package(NEAR + padding, shared=padding)
    said = refused(reporting_size(content, part, 1000), sheets.DamagedFile)
    assert "lebih besar daripada yang tertulis" in said


def test_two_parts_of_one_name_are_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = with_part(package(NEAR), "xl/worksheets/sheet1.xml", b"<worksheet/>")
    assert "dua bagiannya bernama sama" in refused(twice, sheets.DamagedFile)


def test_a_long_shared_text_is_counted_as_often_as_it_is_shown():
    content = package(
        '<row><c t="s"><v>0</v></c></row>' * 150_000, shared=f"<si><t>{'x' * 32_000}</t></si>"
    )
    assert "memori" in refused(content)


@pytest.mark.parametrize(
    "part",
    ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml",
     "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "docProps/lain.xml"],
)  # fmt: skip
def test_a_document_type_is_refused_in_any_part(part):
    laughing = with_part(package(NEAR), part, LAUGHS.encode(), before=True)
    assert "definisi dokumen (DTD)" in refused(laughing, sheets.DamagedFile)


def test_a_document_type_is_refused_where_a_sheet_goes_by_another_name():
    content = package(NEAR, before=LAUGHS)
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {path: old.read(path) for path in old.namelist()}
    parts["xl/worksheets/sheet1.svg"] = parts.pop("xl/worksheets/sheet1.xml")
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as new:
        for path, part in parts.items():
            new.writestr(path, part.replace(b"sheet1.xml", b"sheet1.svg"))
    assert "definisi dokumen (DTD)" in refused(written.getvalue(), sheets.DamagedFile)


def test_a_document_type_that_trickles_out_of_the_zip_is_refused():
    """An empty block of deflate takes five bytes and gives none, so a piece may be one letter."""
    nothing, text = b"\0\0\0\xff\xff" * 60_000, LAUGHS.encode() + b"<x/>"
    raw = b"".join(nothing + b"\0\1\0\xfe\xff" + text[n : n + 1] for n in range(12))
    rest = text[12:]
    raw += b"\1" + struct.pack("<HH", len(rest), len(rest) ^ 0xFFFF) + rest
    content = stored_as_deflated(package(NEAR), "xl/lain.xml", raw, text)
    with pytest.raises(Refused, match="DTD"):
        Package(content, sheets.Limits()).weigh("xl/lain.xml")


def test_a_document_type_in_another_encoding_is_refused_too():
    hidden = f'<?xml version="1.0" encoding="utf-16"?>{LAUGHS}<x/>'.encode("utf-16")
    said = refused(with_part(package(NEAR), "xl/theme.xml", hidden), sheets.DamagedFile)
    assert "pengodean yang tidak dikenal" in said


def test_a_document_type_in_an_open_sheet_is_refused():
    said = refused(ods_package("", before=LAUGHS), sheets.DamagedFile, "rekap.ods")
    assert "definisi dokumen (DTD)" in said


def test_nothing_outside_the_file_is_asked_for():
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        threading.Thread(target=lambda: asked.append(server.accept()), daemon=True).start()
        outside = OUTSIDE.format(port=port).encode()
        refused(
            with_part(package(NEAR), "xl/workbook.xml", outside, before=True), sheets.DamagedFile
        )
        link = f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" TargetMode="External" '
        link += f'Type="{RELATIONS}/externalLink" Target="http://127.0.0.1:{port}/"/>'
        formula = f'<row r="1"><c r="A1"><f>WEBSERVICE("http://127.0.0.1:{port}/")</f></c></row>'
        linked = with_part(
            package(formula),
            "xl/externalLinks/_rels/e.xml.rels",
            f"{link}</Relationships>".encode(),
        )
        assert rows(linked, "rekap.xlsx") == [["#RUMUS"]]
        assert asked == []


def test_ten_million_rows_are_refused():
    content = package("<row><c><v>1</v></c></row>" * 10_000_000)
    said = refused(content, sheets.TooLarge)
    assert "1.048.576 baris" in said or "memori" in said


def test_sixteen_thousand_columns_are_refused():
    cells = "".join(f"<c><v>{number}</v></c>" for number in range(16_384))
    assert "lebih dari 256 kolom" in refused(package(f"<row>{cells}</row>" * 10))
    assert "lebih dari 256 kolom" in refused(b";".join([b"1"] * 16_384), filename="rekap.csv")


def test_a_million_merged_cells_are_refused():
    merged = '<mergeCell ref="A1:B2"/>' * 1_000_000
    content = package(NEAR, after=f"<mergeCells>{merged}</mergeCells>")
    assert "lebih dari 10.000 sel gabungan" in refused(content)
    spanned = '<table:table-cell table:number-columns-spanned="2"/>' * 20_000
    table = f'<table:table table:name="R">{row([spanned])}</table:table>'
    assert "10.000 sel gabungan" in refused(ods_package(table), filename="rekap.ods")


def test_a_million_sheets_are_refused():
    names = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1_000_000))
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{names}</sheets></workbook>'
    content = package(NEAR, book=book)
    assert "daftar lembar" in refused(content)
    tables = "".join(f'<table:table table:name="{n}"/>' for n in range(100_000))
    assert "lebih dari 50 lembar" in refused(ods_package(tables), filename="rekap.ods")


@pytest.mark.parametrize("depth", [100_000, 3_000_000])
def test_tags_nested_without_end_do_no_harm(depth):
    deep = "<x>" * depth + "</x>" * depth
    assert rows(package(NEAR, after=deep), "rekap.xlsx") == [[1]]
    refused(package(NEAR, book=f"<workbook>{deep}</workbook>"), sheets.SheetError)


def test_a_row_without_end_is_refused():
    endless = f'<row r="1"><c t="inlineStr"><is><t>{"x" * 40 * 1024**2}</t></is></c></row>'
    refused(package(endless), sheets.TooLarge)


def test_nul_bytes_never_come_out():
    text = '<row r="1"><c r="A1" t="inlineStr"><is><t>a\0b_x0000_c\x07</t></is></c></row>'
    [[value]] = rows(package(text), "rekap.xlsx")
    assert value.replace("_x0000_", "�") == "a�b�c�"
    assert rows(b"Desa;Terbit\nA\0;1\n" + b"B;2\n" * 30, "rekap.csv")[1] == ["A�", "1"]
    assert rows(xls(["a\0b"]), "rekap.xls") == [["a�b"]]
    assert "tidak dikenal" in refused(bytes(range(256)) * 20, sheets.WrongType, "rekap.csv")


def test_xml_that_claims_impossible_places_is_refused_or_read():
    for cells in (
        '<row r="99999999999"><c><v>1</v></c></row>',
        '<row r="-1"><c><v>1</v></c></row>',
        '<row r="x"><c><v>1</v></c></row>',
        '<row r="1"><c r="ÄÖ"><v>1</v></c></row>',
    ):
        refused(package(cells), sheets.SheetError)


def test_an_old_workbook_with_sectors_that_run_in_circles_is_refused():
    content = bytearray(xls(["Desa", "Terbit"]))
    table = struct.unpack_from("<I", content, 76)[0]
    struct.pack_into("<I", content, (table + 1) * 512, 0)  # the first sector follows itself
    refused(bytes(content), sheets.DamagedFile, "rekap.xls")
    refused(compound(Workbook=b"\x09\x08" + b"\xff" * 5000), sheets.SheetError, "rekap.xls")
    refused(xls(["Desa"])[:1000], sheets.DamagedFile, "rekap.xls")


@pytest.mark.parametrize("content", [xlsx(["a"] * 40), ods(["a"] * 40)], ids=["xlsx", "ods"])
def test_a_file_cut_short_on_its_way_is_refused(content):
    for length in range(10, len(content) - 1, len(content) // 20):
        refused(content[:length], sheets.SheetError)


def test_compression_no_office_program_uses_is_refused():
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package(NEAR))) as old,
        zipfile.ZipFile(content, "w", zipfile.ZIP_LZMA) as new,
    ):
        for part in old.infolist():
            new.writestr(part.filename, old.read(part))
    assert "cara yang tidak dikenal" in refused(content.getvalue(), sheets.DamagedFile)


def test_a_table_inside_a_cell_of_an_open_sheet_is_not_counted():
    inner = f'<table:table-cell><table:table table:name="x">{row([1, 2])}</table:table>'
    content = ods([f"{inner}</table:table-cell>", "b"], [cell("c")])
    assert sheets.read(content, "rekap.ods").sheets
