"""What comes out of the spreadsheets offices send."""

import io
import subprocess
import sys
from datetime import date

import openpyxl
import pytest

from dbi_portal.lib.sheets import Limits, read
from dbi_portal.lib.tests.spreadsheets import package, xlsx


def rows(content, filename="rekap.xlsx"):
    [sheet] = read(content, filename).sheets
    return sheet.rows


def csv(text, encoding="utf-8"):
    return rows(text.encode(encoding), "rekap.csv")


def test_cells_keep_their_kind():
    [row] = rows(xlsx(["Mustika Jaya", 8837, 12.5, date(2025, 8, 31), True, "8.837", " x "]))
    assert row == ["Mustika Jaya", 8837, 12.5, date(2025, 8, 31), True, "8.837", " x "]
    assert [type(cell) for cell in row[1:3]] == [int, float]


def test_rows_are_numbered_as_the_spreadsheet_shows_them():
    content = xlsx([], [], ["REKAP PASPOR PMI"], [], [None, "Kelurahan", "Terbit"], [], ["x"])
    [sheet] = read(content, "rekap.xlsx").sheets
    shown = {number: row for number, row in sheet.numbered() if row}
    assert shown == {3: ["REKAP PASPOR PMI"], 5: [None, "Kelurahan", "Terbit"], 7: ["x"]}


def test_every_sheet_is_read_and_a_hidden_one_is_known_as_hidden():
    sheets = read(xlsx(["a"], hidden=True), "rekap.xlsx").sheets
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [("Rekap", False), ("Arsip", True)]


def test_formulas_give_the_results_that_were_kept():
    assert rows(xlsx([("=A2+1", 7), ('="ab"', "ab"), 1])) == [[7, "ab", 1]]


def test_an_error_is_no_blank_even_where_the_table_ends():
    content = xlsx([1, ("=1/0", "#DIV/0!")], [], ["x", None, None, ("=B9", "#REF!")])
    assert rows(content) == [[1, "#DIV/0!"], [], ["x", None, None, "#REF!"]]


def test_a_formula_that_was_never_calculated_is_no_blank():
    book = openpyxl.Workbook()
    book.active.append(["Jumlah", "=SUM(C1:C9)", 3])
    content = io.BytesIO()
    book.save(content)
    assert rows(content.getvalue()) == [["Jumlah", "#RUMUS", 3]]


@pytest.mark.parametrize(
    "cell",
    [
        "<x:c t='e'><x:f>A9</x:f><x:v>#N/A</x:v></x:c>",  # no reference, other quotes, a prefix
        '<x:c r="B1" t="e"><x:v>#N/A</x:v></x:c>',
    ],
)
def test_errors_are_found_however_the_program_writes_its_xml(cell):
    content = package(f'<x:row><x:c r="A1"><x:v>5</x:v></x:c>{cell}</x:row>', prefix="x")
    assert rows(content) == [[5, "#N/A"]]


@pytest.mark.parametrize("formula", ['<f t="shared" si="0"/>', "<f>A9</f><v/>", "<f>A9</f><v></v>"])
def test_formulas_without_results_are_found_however_they_are_written(formula):
    cells = f'<c r="A1"><v>5</v></c><c r="B1">{formula}</c>'
    assert rows(package(f'<row r="1">{cells}</row>')) == [[5, "#RUMUS"]]


def test_a_formula_without_result_is_found_behind_a_prefix():
    cells = '<x:c r="A1"><x:v>5</x:v></x:c><x:c r="B1"><x:f>A9</x:f><x:v></x:v></x:c>'
    assert rows(package(f'<x:row r="1">{cells}</x:row>', prefix="x")) == [[5, "#RUMUS"]]


def test_a_formula_that_gives_an_empty_text_is_a_blank():
    cells = '<c r="A1"><v>5</v></c><c r="B1" t="str"><f>IF(A9,1,"")</f><v></v></c>'
    assert rows(package(f'<row r="1">{cells}</row>')) == [[5]]


def test_blank_text_is_an_empty_cell():
    assert rows(xlsx(["a", "   ", "", "b", " "], ["  "], ["c"])) == [
        ["a", None, None, "b"], [], ["c"]
    ]  # fmt: skip


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_csv_is_read_whatever_sets_its_cells_apart(mark):
    text = "REKAP PASPOR, 2025\n\nKelurahan;Kecamatan;Terbit\nMustika Jaya;;8.837\n"
    expected = [["Kelurahan", "Kecamatan", "Terbit"], ["Mustika Jaya", None, "8.837"]]
    assert csv(text.replace(";", mark))[2:] == expected


def test_decimal_commas_do_not_set_cells_apart():
    assert csv("Desa;Rasio\nA;1,5\nB;2,5\nC;3,5\n")[1] == ["A", "1,5"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_as_excel_and_others_encode_it(encoding):
    assert csv("Nama;Catatan\nRené;“baik”\n", encoding)[1] == ["René", "“baik”"]


def test_rows_of_csv_are_counted_as_excel_shows_them():
    text = 'sep=;\r\nKelurahan;Catatan\r\n"A";"dua\r\nbaris"\r\n\r\nB;"kata ""asing"""\r\n\r\n'
    assert csv(text) == [
        ["Kelurahan", "Catatan"], ["A", "dua\nbaris"], [], ["B", 'kata "asing"']
    ]  # fmt: skip


def test_an_upload_and_a_path_are_read_like_bytes(tmp_path):
    content = xlsx(["a", 1])
    upload = io.BytesIO(content)
    upload.read()  # as a form's check leaves it
    path = tmp_path / "rekap.xlsx"
    path.write_bytes(content)
    assert read(upload, "rekap.xlsx") == read(path, "rekap.xlsx") == read(content, "rekap.xlsx")


def test_a_file_is_judged_by_what_it_holds():
    assert rows(xlsx(["a"]), "rekap.csv") == [["a"]]
    assert rows(xlsx(["a"]), "REKAP") == [["a"]]


def test_reading_again_gives_the_same(tmp_path):
    content = xlsx(["a", 1], hidden=True)
    assert read(content, "x.xlsx", Limits()) == read(content, "x.xlsx")


def test_the_child_that_reads_a_sheet_does_without_django_and_celery():
    script = (
        "import sys, dbi_portal.lib.sheets.child; print({'celery', 'django'} & set(sys.modules))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert answer.stdout == "set()\n"
