import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from dbi_portal.lib.workbooks import MOST_ROWS, Workbook

YES_NO = (True, False)
MADE = datetime(2025, 9, 5, 8, 30, tzinfo=UTC)


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def only_row(*values):
    """The cells of a sheet's single row, as Excel would hold them."""
    headers = [str(number) for number in range(len(values))]
    book = Workbook(title="Daftar")
    book.sheet("Daftar", title="Daftar", headers=headers, rows=[values])
    return opened(book.bytes()).active[4]


def test_figures_stay_figures_and_dates_stay_dates():
    count, share, day, moment = only_row(
        8837, Decimal("12.5"), date(2025, 8, 31), datetime(2025, 8, 31, 20, 30, tzinfo=UTC)
    )
    assert (count.value, count.data_type, count.number_format) == (8837, "n", "#,##0")
    assert (share.value, share.number_format) == (12.5, "#,##0.0")
    assert (str(day.value), day.is_date) == ("2025-08-31 00:00:00", True)
    assert str(moment.value) == "2025-09-01 03:30:00"  # on the clock of Jakarta


@pytest.mark.parametrize(
    "text", ["=1+1", "@SUM(A1)", "+62 812", "-nihil", "http://contoh.go.id", "0123", "{=1}", "1e3"]
)
def test_what_people_write_never_becomes_a_formula_a_link_or_a_number(text):
    [cell] = only_row(text)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_what_is_not_known_is_an_empty_cell_and_truth_is_said_in_words():
    assert [cell.value for cell in only_row(None, "", *YES_NO)] == [None, None, "Ya", "Tidak"]


def test_a_sheet_has_a_title_a_note_and_a_head_that_stays_in_sight():
    book = Workbook(title="Laporan", made_at=MADE)
    book.sheet(
        "Paspor",
        title="Paspor PMI, Agustus 2025",
        note="Data contoh",
        headers=["Kelurahan", "Terbit"],
        rows=[["Mustikajaya", 120], ["Jumlah", 120]],
        total=True,
    )
    book.sources([("Berkas", "rekap.xlsx"), ("Baris", 14)])
    workbook = opened(book.bytes())
    sheet = workbook["Paspor"]
    assert [sheet["A1"].value, sheet["A2"].value] == ["Paspor PMI, Agustus 2025", "Data contoh"]
    assert [cell.value for cell in sheet[4]] == ["Kelurahan", "Terbit"]
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:B5"  # the sum is no row to be filtered
    assert sheet["B6"].font.bold
    assert not sheet["B5"].font.bold
    assert sheet.column_dimensions["A"].width >= len("Mustikajaya")
    assert [cell.value for cell in workbook["Sumber"][5]] == ["Baris", 14]


def test_sheet_names_that_excel_refuses_are_mended():
    book = Workbook(title="Laporan")
    for name in ("Kanim: Bekasi/Kota [2025]", "x" * 40, "X" * 40, "", "'kutip'"):
        book.sheet(name, title="", headers=["A"], rows=[])
    names = opened(book.bytes()).sheetnames
    assert names == ["Kanim  Bekasi Kota  2025", "x" * 31, "X" * 27 + " (2)", "Lembar", "kutip"]


def test_the_same_content_gives_the_same_bytes():
    def made(count):
        book = Workbook(title="Laporan", made_at=MADE)
        book.sheet("Paspor", title="Paspor", headers=["Terbit"], rows=[[count]])
        return book.bytes()

    assert made(1) == made(1)
    assert made(1) != made(2)
    assert str(opened(made(1)).properties.created) == "2025-09-05 08:30:00"


def test_more_rows_than_a_sheet_holds_are_refused_and_long_text_is_cut():
    book = Workbook(title="Laporan")
    with pytest.raises(ValueError, match="Lembar “Paspor” berisi 1048576 baris"):
        book.sheet("Paspor", title="", headers=["A"], rows=[[1]] * MOST_ROWS)
    [cell] = only_row("a" * 40_000)
    assert len(cell.value) == 32_767
