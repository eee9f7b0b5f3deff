"""A report's workbook: what it is, the paper's tables with real numbers, where they are from."""

import io
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest

from reports.documents.tables import tables
from reports.documents.workbook import monthly_xlsx
from reports.figures.monthly.content import Point, Taken
from reports.tests.paper_world import (
    PAPER,
    STAMP,
    large_kanwil,
    office_figures,
    session,
    village,
)

HOSTILE = '=HYPERLINK("http://jahat.example") #import {{ x }} <script> @SUM(A1) & \x07'


def opened(figures, stamp=STAMP):
    return openpyxl.load_workbook(io.BytesIO(monthly_xlsx(figures.as_json(), stamp)))


def rows_of(book, name):
    return [list(row) for row in book[name].iter_rows(values_only=True)]


def below(book, name, head):
    """The rows under the heads, the first of which is `head`."""
    rows = rows_of(book, name)
    at = next(at for at, row in enumerate(rows) if row[0] == head)
    return rows[at + 1 :]


@pytest.fixture
def book():
    return opened(office_figures(paper=PAPER))


def test_it_opens_with_what_it_is_what_the_head_remarks_and_the_month_in_words(book):
    assert book.sheetnames[0] == "Ringkasan"
    told = below(book, "Ringkasan", "Hal")
    said = {label: text for label, text in told if label != "Ringkasan"}
    assert said["Bulan laporan"] == "Agustus 2025"
    assert said["Revisi"] == "1"
    assert said["Kode periksa"] == STAMP.code
    assert said["Sidik snapshot (SHA-256)"] == STAMP.digest
    assert said["Catatan kepala kantor"].startswith("Angka Agustus sudah dibandingkan")
    assert [text for label, text in told if label == "Ringkasan"] == [
        "Kanim Contoh menerbitkan 812 paspor PMI pada Agustus 2025, naik 112 dari Juli 2025.",
        "Dua kegiatan menjangkau 81 peserta.",
    ]


def test_every_table_of_the_report_is_a_sheet_with_its_rows(book):
    figures = office_figures(paper=PAPER)
    found = tables(figures)
    assert [table.sheet for table in found] == book.sheetnames[1:-1]
    for table in found:
        rows = below(book, table.sheet, table.headers[0])
        assert len(rows) == len(table.rows), table.sheet


def test_numbers_are_numbers_and_days_are_days(book):
    passports = below(book, "Paspor", "Hasil")
    assert passports[0][:6] == ["Paspor PMI terbit", "permohonan", 812, 700, 655, 6120]
    held = below(book, "Kegiatan", "Kegiatan")
    assert held[0][1] == datetime(2025, 8, 5)  # noqa: DTZ001
    assert [row[5] for row in held] == [34, 41]


def test_the_months_of_the_chart_are_a_sheet_and_no_table_on_paper():
    trend = (Point("2025-06", None), Point("2025-07", 700), Point("2025-08", 812, computed=True))
    figures = office_figures(trend=trend)
    assert below(opened(figures), "Paspor per bulan", "Bulan") == [
        ["Juni 2025", None, "belum ada angka"],
        ["Juli 2025", 700, None],
        ["Agustus 2025", 812, "dihitung dari selisih angka kumulatif"],
    ]
    [table] = [each for each in tables(figures) if each.sheet == "Paspor per bulan"]
    assert (table.key, table.on_paper) == ("paspor", False)


def test_a_chart_that_is_not_drawn_has_no_sheet():
    without = office_figures(trend=(Point("2025-08", None),))
    assert "Paspor per bulan" not in opened(without).sheetnames


def test_totals_of_a_section_left_out_stand_in_no_table():
    figures = office_figures(sections=("desa", "konsultasi"))
    names = [row[0] for row in below(opened(figures), "Angka pokok", "Ukuran")]
    assert "Konsultasi warga" in names
    assert not {"Kegiatan disetujui", "Peserta kegiatan", "Petugas bertugas"} & set(names)


def test_heads_stay_in_sight_and_every_sheet_prints_on_a4_with_its_page_numbers(book):
    for sheet in book:
        assert sheet.freeze_panes, sheet.title
        assert sheet.auto_filter.ref, sheet.title
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0  # as many pages as it takes, one page wide
        assert "Halaman &P dari &N" in sheet.oddFooter.right.text + sheet.oddFooter.left.text
        assert STAMP.code in sheet.oddFooter.left.text + sheet.oddFooter.right.text
    assert book["Kegiatan"].page_setup.orientation == "landscape"


def test_the_sheet_of_sources_names_file_count_day_and_digest(book):
    [source] = below(book, "Sumber", "Berkas atau sumber")
    moment = datetime(2025, 9, 1, 4, 10)  # noqa: DTZ001
    assert source == [
        "Rekap Agustus 2025.xlsx", "Kanim Contoh", 104, "Operator (contoh)", moment, "ab12cd34ef56",
    ]  # fmt: skip


def test_a_sum_names_the_snapshots_it_was_drawn_from():
    taken = (Taken("kanim-satu", "2025-08", "2025-09-01T00:00:00+00:00", "cd" * 32, 2),)
    [part] = below(opened(office_figures(taken=taken)), "Laporan sumber", "Kantor")
    moment = datetime(2025, 9, 1, 7)  # noqa: DTZ001
    assert part == ["kanim-satu", "Agustus 2025", 2, moment, "cd" * 32]


def test_what_people_write_is_never_a_formula_or_a_link():
    figures = office_figures(
        sessions=(session(1, title=HOSTILE),),
        villages=(village(1, name=HOSTILE),),
        summary=(HOSTILE,),
        paper=replace(PAPER, remark=HOSTILE),
    )
    book = opened(figures)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert below(book, "Kegiatan", "Kegiatan")[0][0].startswith("=HYPERLINK(")


def test_the_largest_kanwil_has_names_excel_takes_its_total_last_and_every_row():
    figures = large_kanwil()
    book = opened(figures)
    names = book.sheetnames
    assert all(len(name) <= 31 for name in names)
    assert len({name.casefold() for name in names}) == len(names)
    assert len(below(book, "Kegiatan", "Kegiatan")) == len(figures.sessions)
    assert len(below(book, "Desa binaan", "Desa/kelurahan")) == len(figures.villages)
    if figures.offices:
        assert below(book, "Kantor", "Kantor")[-1][0] == "Jumlah"


def test_the_same_snapshot_gives_the_same_bytes():
    snapshot = office_figures().as_json()
    assert monthly_xlsx(snapshot, STAMP) == monthly_xlsx(snapshot, STAMP)
