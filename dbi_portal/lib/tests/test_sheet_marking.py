"""The sender's own sheet comes back coloured, and reads as it did."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from dbi_portal.lib import sheets
from dbi_portal.lib.sheets import Limits, marking, painting
from dbi_portal.lib.sheets.marking import Note, marked
from dbi_portal.lib.tests.old_spreadsheets import xls
from dbi_portal.lib.tests.open_spreadsheets import ods
from dbi_portal.lib.tests.spreadsheets import package, with_part, xlsx

TABLE = [
    ["Desa", "Bulan", "Terbit", "Rasio"],
    ["=A1+1", date(2025, 8, 31), 8837, 12.333333333333334],
    ["Réné\nbaru", datetime(2025, 8, 31, 10, 30, 15), -5, True],  # noqa: DTZ001
    ["_x0041_ \t “a”", None, 0.1 + 0.2, "https://contoh.test"],
    ["#REF!", "", 3275031006900001, " spasi "],
]
FORMATS = {
    "rekap.xlsx": xlsx(*[[("=1", c) if c == "=A1+1" else c for c in row] for row in TABLE]),
    "rekap.xls": xls(*TABLE),
    "rekap.ods": ods(*TABLE),
    "rekap.csv": "\n".join(f"{a};{c}" for a, _, c, _ in TABLE if "\n" not in a).encode(),
}
WRONG = Note("Rekap", 2, 2, "kolom Terbit: harus angka.")


def cells(content, filename="rekap.xlsx"):
    return [(sheet.name, sheet.rows) for sheet in sheets.read(content, filename).sheets]


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def stuck(content):
    """Coordinate → (note, colour) of every cell with a note."""
    return {
        cell.coordinate: (cell.comment.text, cell.fill.fgColor.rgb[2:])
        for row in opened(content).active.iter_rows()
        for cell in row
        if cell.comment
    }


def formatted():
    """A workbook as an office has made it pretty."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Rekap"
    for row in ["REKAP", None], ["Desa", "Terbit"], ["Mustikajaya", "=SUM(B9)"], ["Tiban", 5]:
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    sheet["A2"].font, sheet["B4"].fill = Font(bold=True), PatternFill("solid", fgColor="00FF00")
    sheet["B4"].comment = Comment("dihitung ulang", "Rina (contoh)")
    sheet.column_dimensions["A"].width, sheet.row_dimensions[4].hidden = 42, True
    book.create_sheet("Arsip").sheet_state = "hidden"
    book["Arsip"]["C3"] = "lama"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("name", FORMATS)
def test_a_marked_sheet_reads_as_it_did(name):
    copy = marked(FORMATS[name], name, [WRONG, Note("Rekap", 3, None, "baris ganda.", "question")])
    assert cells(copy) == cells(FORMATS[name], name)


@pytest.mark.parametrize("name", ["rekap.xlsx", "rekap.xls", "rekap.ods"])
def test_each_cell_carries_its_sentences_and_its_colour(name):
    notes = [
        WRONG,
        Note("Rekap", 2, 2, "kolom Terbit: melebihi bulan lalu.", "question"),
        Note("Rekap", 3, None, "desa ini ada dua.", "question"),
        Note("Rekap", None, None, "Kolom Hasil tidak ada."),
        Note("Rekap", 9, 1, "masih kosong.", "question"),
        Note("Lain", 1, 1, "tidak tampak"),
    ]
    assert stuck(marked(FORMATS[name], name, notes)) == {
        "A1": ("Kolom Hasil tidak ada.", "FFC7CE"),
        "C2": ("kolom Terbit: harus angka.\nkolom Terbit: melebihi bulan lalu.", "FFC7CE"),
        "A3": ("desa ini ada dua.", "FFE699"),
        "B9": ("masih kosong.", "FFE699"),
    }


def test_an_offices_own_looks_stay():
    book = opened(marked(formatted(), "rekap.xlsx", [Note("Rekap", 4, 1, "salah")]))
    sheet = book["Rekap"]
    assert sheet["A2"].font.bold
    assert sheet.column_dimensions["A"].width == 42
    assert sheet.row_dimensions[4].hidden
    assert str(sheet.merged_cells) == "A1:B1"
    assert sheet["B4"].comment.text == "dihitung ulang\nsalah"
    assert (book["Arsip"].sheet_state, book["Arsip"]["C3"].value) == ("hidden", "lama")


def test_a_formula_never_calculated_stays_known_as_one():
    copy = marked(formatted(), "rekap.xlsx", [])
    assert cells(copy) == cells(formatted())
    assert opened(copy)["Rekap"]["B3"].value == "#RUMUS"


def test_a_note_on_merged_cells_stands_where_they_begin():
    said = stuck(marked(formatted(), "rekap.xlsx", [Note("Rekap", 1, 1, "apa ini?")]))
    assert said["A1"] == ("apa ini?", "FFC7CE")


def test_nothing_in_a_marked_sheet_is_live():
    book = with_part(xlsx(["a", ('=WEBSERVICE("x")', "y")]), "xl/vbaProject.bin", b"Sub")
    for name, content in {"rekap.xlsm": book, **FORMATS}.items():
        copy = marked(content, name, [])
        with zipfile.ZipFile(io.BytesIO(copy)) as parts:
            text = b"".join(map(parts.read, parts.namelist()))
            assert not [part for part in parts.namelist() if "vba" in part or "external" in part]
        assert b"<f>" not in text
        assert b"<f " not in text


def test_marking_a_marked_sheet_again_leaves_only_the_new_notes():
    for name in ("rekap.xlsx", "rekap.xls"):
        once = marked(FORMATS[name], name, [WRONG])
        again = marked(once, "rekap.xlsx", [Note("Rekap", 3, 0, "lain.", "question")])
        assert stuck(again) == {"A3": ("lain.", "FFE699")}
        assert opened(again).active["C2"].fill.fill_type is None
        assert cells(again) == cells(FORMATS[name], name)


def test_dates_are_dates_and_text_is_text_where_a_file_is_written_anew():
    sheet = opened(marked(FORMATS["rekap.ods"], "rekap.ods", [])).active
    assert (sheet["B2"].is_date, sheet["B2"].number_format) == (True, "dd/mm/yyyy")
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", "=A1+1")


def test_a_hidden_first_sheet_does_not_keep_the_file_from_opening():
    content = ods(["a"], Lain=[["b"]])
    book = opened(marked(content, "rekap.ods", []))
    assert book.sheetnames == ["Rekap", "Lain"]


def test_a_file_too_large_for_its_looks_is_written_anew():
    text = "x" * 30_000
    row = f'<row><c t="inlineStr"><is><t>{text}</t></is></c><c><v>1</v></c></row>'
    large = package(row * (painting.MOST_XML // 30_000 + 1))
    copy = marked(large, "besar.xlsx", [Note("Rekap", 300, 1, "terlalu besar")])
    assert cells(copy) == cells(large)
    assert stuck(copy) == {"B300": ("terlalu besar", "FFC7CE")}


def test_a_file_that_would_not_read_the_same_is_written_anew():
    odd = package('<row r="1"><c r="A1" t="d"><v>2025-08-31T10:00:00.123</v></c><c r="B1"/></row>'
                  '<row r="1"><c r="C1"><v>7</v></c></row>')  # fmt: skip
    assert cells(marked(odd, "rekap.xlsx", [])) == cells(odd)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04" + bytes(90)])
def test_a_file_that_cannot_be_read_cannot_be_marked(content):
    with pytest.raises(sheets.SheetError):
        marked(content, "rekap.xlsx", [WRONG])


def test_openpyxl_works_under_the_same_limits(monkeypatch):
    narrow = Limits(memory=150 * 1024**2)
    copy = marked(FORMATS["rekap.xlsx"], "rekap.xlsx", [WRONG], narrow)
    assert cells(copy) == cells(FORMATS["rekap.xlsx"])
    monkeypatch.setattr(marking, "_painted", lambda *_: None)
    assert cells(marked(FORMATS["rekap.xlsx"], "rekap.xlsx", [WRONG])) == cells(copy)


values = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**53) + 1, 2**53 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12),
    st.dates(date(1900, 3, 1), date(9999, 12, 30)),
)  # fmt: skip


@settings(max_examples=6, deadline=None)
@given(st.lists(st.lists(values, max_size=6), min_size=1, max_size=12), st.data())
def test_any_table_reads_the_same_once_it_is_marked(rows, data):
    table = [[number, *row] for number, row in enumerate(rows)]  # never wholly empty
    row, column = data.draw(st.integers(1, len(rows))), data.draw(st.integers(0, 5))
    for name, made in {"r.ods": _clean(table, ods), "r.xlsx": _clean(table, xlsx)}.items():
        copy = marked(made, name, [Note("Rekap", row, column, "salah")])
        assert cells(copy) == cells(made, name)


def _clean(table, make):
    """Only what the format itself can hold: XML knows no control signs."""

    def held(value):
        if not isinstance(value, str):
            return value
        text = "".join(sign for sign in value if sign.isprintable())
        return text if text and text[0] not in "=<{@" and "://" not in text else None

    return make(*[[held(value) for value in row] for row in table])
