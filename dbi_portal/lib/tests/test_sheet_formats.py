"""Each kind of file an office sends, by whatever name, and each kind of cell in it."""

import io
from datetime import date, datetime

import pytest
import xlsxwriter

from dbi_portal.lib import sheets
from dbi_portal.lib.sheets import read
from dbi_portal.lib.tests.old_spreadsheets import xls
from dbi_portal.lib.tests.open_spreadsheets import cell, ods
from dbi_portal.lib.tests.spreadsheets import package, with_part, xlsx

TABLE = [
    ["Desa", "Kode", "Bulan", "Terbit", "Rasio"],
    ["Réné", 3275031006, date(2025, 8, 31), 8837, 12.5],
    [None, None, datetime(2025, 8, 31, 10, 30), -3, True],  # noqa: DTZ001
]
FORMATS = {"xlsx": xlsx(*TABLE), "xls": xls(*TABLE), "ods": ods(*TABLE)}


def rows(content, filename="rekap.xlsx"):
    [sheet] = read(content, filename).sheets
    return sheet.rows


def numbers(*values, **options):
    """What comes out of (number, number format) cells, one a row."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, **options}) as book:
        sheet = book.add_worksheet()
        for row, (value, shown) in enumerate(values):
            sheet.write_number(row, 0, value, book.add_format({"num_format": shown}))
    return [row[0] for row in rows(content.getvalue())]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_table_comes_out_of_every_format(suffix):
    found = rows(FORMATS[suffix], f"rekap.{suffix}")
    assert found == TABLE
    assert [type(value) for value in found[1]] == [str, int, date, int, float]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", ["rekap.csv", "rekap.xlsx", "rekap.xls", "REKAP"])
def test_a_file_under_a_wrong_name_is_read_for_what_it_is(suffix, name):
    assert rows(FORMATS[suffix], name) == TABLE


@pytest.mark.parametrize("name", ["rekap.xls", "rekap.xlsx", "rekap.ods", "rekap"])
def test_text_in_cells_is_read_under_any_name(name):
    assert rows(b"Desa\tTerbit\nMustikajaya\t8.837\n", name) == [
        ["Desa", "Terbit"], ["Mustikajaya", "8.837"]
    ]  # fmt: skip
    for other, what in (
        (b"<html><body><table><tr><td>Desa</td></tr></table></body></html>", "halaman web"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "XML"),
        (b"Yth. Bapak Kepala Kantor\nbersama ini kami kirim,\n\nHormat kami", "teks biasa"),
    ):
        with pytest.raises(sheets.WrongType, match=what) as refused:
            read(other, name)
        assert ".xlsx, .xls, .ods, dan .csv" in str(refused.value)


def test_macros_stay_behind_and_their_workbook_is_read():
    book = with_part(xlsx(*TABLE), "xl/vbaProject.bin", b"Sub Auto_Open()")
    assert rows(book, "rekap.xlsm") == TABLE


def test_several_sheets_of_an_open_workbook_keep_their_names():
    book = read(ods(["a"], **{"Agustus &amp; lain": [["b"]]}), "rekap.ods")
    assert [(sheet.name, sheet.rows) for sheet in book.sheets] == [
        ("Rekap", [["a"]]), ("Agustus & lain", [["b"]])
    ]  # fmt: skip


def test_errors_of_old_and_open_workbooks_are_no_blanks():
    assert rows(xls(["#REF!", ("#DIV/0!", "formula"), 0]), "r.xls") == [["#REF!", "#DIV/0!", 0]]
    failed = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="{kind}" {value} '
        'calcext:value-type="error"><text:p>{shown}</text:p></table:table-cell>'
    )
    newer = failed.format(kind="string", value='office:string-value=""', shown="#DIV/0!")
    older = failed.format(kind="float", value='office:value="0"', shown="Err:502")
    waiting = '<table:table-cell table:formula="of:=A9"/>'
    twice = newer.replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="2"'
    )
    assert rows(ods([newer, older, waiting], [1, twice]), "rekap.ods") == [
        ["#DIV/0!", "Err:502", "#RUMUS"], [1, "#DIV/0!", "#DIV/0!"]
    ]  # fmt: skip


def test_a_text_that_looks_like_an_error_stays_text():
    assert rows(ods(["#1", "#REF!"]), "rekap.ods") == [["#1", "#REF!"]]


def test_codes_stay_exact_and_what_is_not_exact_says_so():
    assert numbers((3275031006, "0"), (3275031006900001, "0"), (2**53 - 1, "0")) == [
        3275031006, 3275031006900001, 2**53 - 1
    ]  # fmt: skip
    [inexact] = numbers((327503100690000123, "0"))
    assert type(inexact) is float


def test_infinity_is_no_number():
    cells = "".join(f"<c><v>{value}</v></c>" for value in ("NaN", "inf", "-1e400", "1e300", "-0"))
    assert rows(package(f"<row>{cells}</row>")) == [["#NUM!", "#NUM!", "#NUM!", 1e300, 0]]


def test_dates_are_told_by_the_format_of_their_cell():
    assert numbers(
        (45000, "mmm-yy"), (45000, "[$-421]dddd, d mmmm yyyy"), (45000, '"Rp"#,##0'),
        (45000, "[Red]#,##0"), (45000.75, "dd/mm/yyyy hh:mm"), (0.12, "0%"),
    ) == [date(2023, 3, 15), date(2023, 3, 15), 45000, 45000,
          datetime(2023, 3, 15, 18), 0.12]  # noqa: DTZ001 # fmt: skip


def test_days_of_long_ago_hours_and_durations_are_read():
    assert numbers((1, "dd/mm/yyyy"), (61, "dd/mm/yyyy"), (0.5, "hh:mm"), (1.25, "[h]:mm")) == [
        date(1900, 1, 1), date(1900, 3, 1), "12.00", "30 jam"
    ]  # fmt: skip
    assert numbers((0, "0"), (2958466, "dd/mm/yyyy")) == [0, 2958466]  # after the year 9999


def test_a_workbook_that_counts_from_1904_gives_the_same_days():
    assert numbers((45000 - 1462, "dd/mm/yyyy"), date_1904=True) == [date(2023, 3, 15)]


def test_a_sheet_of_noughts_is_not_empty():
    assert rows(xlsx([0, False])) == [[0, False]]


@pytest.mark.parametrize("mark", [";", ",", "\t", "|", "~", "^", "¦", ":"])
@pytest.mark.parametrize("announced", [True, False])
def test_any_sign_may_set_cells_apart(mark, announced):
    lines = ["Desa;Terbit;Bulan", "Mustikajaya;8.837;Agustus 2025", "Harapanjaya;12;Mei 2025"]
    text = "\n".join(lines).replace(";", mark)
    text = f"sep={mark}\r\n{text}" if announced else text
    assert rows(text.encode(), "rekap.txt") == [line.split(";") for line in lines]


def test_one_column_needs_no_delimiter():
    assert rows(b"Desa\nMustikajaya\nHarapan Jaya\n", "desa.csv") == [
        ["Desa"], ["Mustikajaya"], ["Harapan Jaya"]
    ]  # fmt: skip
    assert rows(b"Jam\n10:30\n11:30\n", "jam.csv") == [["Jam"], ["10:30"], ["11:30"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_letters_come_out_of_every_encoding(encoding):
    text = "Nama;Catatan\nRené;“baik” – ya\n"
    assert rows(text.encode(encoding), "rekap.csv")[1] == ["René", "“baik” – ya"]


def test_one_broken_letter_does_not_spoil_the_others():
    text = "Nama;Catatan\nRené;café\nJosé;x\n".encode().replace(b"x", b"\xff")
    assert rows(text, "rekap.csv")[1:] == [["René", "café"], ["José", "�"]]


def test_a_line_break_in_a_cell_is_one_line_break():
    assert rows(b'a;b\r\n"satu\r\ndua";"tiga\rempat"\r\n', "r.csv")[1] == [
        "satu\ndua",
        "tiga\nempat",
    ]
    assert rows(ods([cell("satu\ndua")]), "rekap.ods") == [["satu\ndua"]]
