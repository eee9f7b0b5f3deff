"""Where the table stands in a sheet, what its columns are, and which rows only add up."""

import pytest

from dbi_portal.lib.sheets import Sheet
from reports.old_imports.recognising import recognise
from reports.old_imports.totals import check_totals
from reports.old_imports.vocabulary import LAYOUT

HEADERS = ["Bulan", "Desa", "Hasil", "Jumlah"]


def table_of(*rows, first_row=1):
    return recognise(Sheet("Rekap", [list(row) for row in rows], first_row=first_row), LAYOUT)


def taken(table):
    return {heading.text: heading.column for heading in table.headings}


def test_title_and_filter_lines_above_the_headings_are_passed_over():
    table = table_of(
        ["REKAPITULASI PENERBITAN PASPOR"],
        ["Bulan: Januari s.d. Agustus 2025"],
        [],
        ["Jumlah kantor", 1],
        HEADERS,
        ["2025-08", "Tiban", "Terbit", 5],
    )
    assert table.header_row == 5
    assert [row.number for row in table.rows] == [6]


def test_row_numbers_are_the_spreadsheets_own_wherever_its_first_row_stands():
    table = table_of(HEADERS, ["2025-08", "A", "Terbit", 1], first_row=7)
    assert (table.header_row, table.rows[0].number) == (7, 8)


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("BULAN", "Bulan"),
        ("Periode", "Bulan"),
        ("Desa / Kelurahan", "Desa"),
        ("Nama  Desa", "Desa"),
        ("Kab./Kota", "Kabupaten/Kota"),
        ("KODE KEMENDAGRI", "Kode desa"),
        ("Negara Tujuan", "Negara tujuan"),
        ("L/P", "Jenis kelamin"),
        ("Kantor Imigrasi", "Kantor"),
        ("s.d.", "Sampai"),
        ("Jml", "Jumlah"),
        ("Jumlah\nTerbit", "Jumlah"),
        ("Ditolak", "Jumlah"),
        ("Keterangan", ""),
        ("is_superuser", ""),
    ],
)
def test_a_heading_is_known_by_its_other_names(heading, column):
    table = table_of([heading, "Hasil", "Mulai", "Total"], ["a", "b", "c", 1])
    assert taken(table)[" ".join(heading.split())] == column


def test_the_running_number_is_nobodys_business():
    table = table_of(["No.", *HEADERS, "Catatan"], [1, "2025-08", "A", "Terbit", 1, ""])
    assert [heading.text for heading in table.unknown] == ["Catatan"]


def test_a_column_is_named_by_its_letter_as_the_spreadsheet_does():
    headers = [None] * 25 + ["Bulan", "Hasil", "Jumlah"]
    assert [heading.letter for heading in table_of(headers, []).headings] == ["Z", "AA", "AB"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Nama", "Alamat"], ["a", "b"]],
        [["Jumlah"], [5]],
        [["Hasil", "Keperluan", "Kantor"], ["Terbit", "PMI", "x"]],
        [[] for _ in range(45)] + [HEADERS],
        [],
    ],
)
def test_a_sheet_without_headings_of_ours_has_no_table(rows):
    assert table_of(*rows) is None


def test_blank_and_separator_rows_are_no_data():
    table = table_of(
        ["No", *HEADERS], [1], [], [None, "2025-08", "A", "Terbit", 1], [2, None, " ", None, None]
    )
    assert [row.number for row in table.rows] == [4]


@pytest.mark.parametrize(
    "label", ["TOTAL", "Jumlah", "Sub Total", "SUBTOTAL", "Grand Total", "JUMLAH KEC. SEKUPANG"]
)
def test_rows_that_add_up_are_set_apart(label):
    table = table_of(HEADERS, ["2025-08", "A", "Terbit", 1], [label, None, None, 1])
    assert [row.number for row in table.totals] == [3]
    assert [row.number for row in table.rows] == [2]


def test_a_total_may_stand_in_any_text_column_of_its_row():
    table = table_of(HEADERS, ["2025-08", "A", "Terbit", 1], [None, "TOTAL", None, 1])
    assert len(table.totals) == 1


def test_a_village_that_only_begins_like_a_total_is_data():
    table = table_of(HEADERS, ["2025-08", "Totallang", "Terbit", 1])
    assert (len(table.rows), table.totals) == (1, ())


def test_lines_under_the_total_without_a_figure_are_the_papers_foot():
    table = table_of(
        HEADERS,
        ["2025-08", "A", "Terbit", 1],
        ["TOTAL", None, None, 1],
        ["Bekasi, 31 Agustus 2025"],
        ["2025-09", "A", "Terbit", 2],
        ["Kepala Kantor"],
    )
    assert [row.number for row in table.tail] == [4, 6]
    assert [row.number for row in table.rows] == [2, 5]


def test_without_a_total_a_row_without_a_figure_stays_data_and_will_be_an_error():
    table = table_of(HEADERS, ["2025-08", "A", "Terbit", 1], ["2025-09", "B", "Terbit", None])
    assert len(table.rows) == 2


def test_jumlah_beside_terbit_and_ditolak_only_adds_them_up():
    table = table_of(["Bulan", "Terbit", "Ditolak", "Jumlah"], ["2025-08", 5, 1, 6])
    assert [heading.text for heading in table.measures] == ["Terbit", "Ditolak"]
    assert check_totals(table).totals == ()


def test_a_row_whose_parts_do_not_come_to_its_sum_is_shown():
    table = table_of(["Bulan", "Terbit", "Ditolak", "Jumlah"], ["2025-08", 5, 1, "7"])
    [check] = check_totals(table).totals
    assert (check.printed, check.computed, check.difference) == (7, 6, 1)


def test_a_total_sums_what_stands_above_it_and_not_other_totals():
    rows = [["2025-08", "A", "Terbit", 10], ["Subtotal", None, None, 10]]
    table = table_of(HEADERS, *rows, *rows, ["TOTAL", None, None, 20])
    assert [(check.computed, check.agrees) for check in check_totals(table).totals] == [
        (10, True),
        (10, True),
        (20, True),
    ]


def test_two_blocks_with_a_total_each_are_compared_each_for_itself():
    block = [["2025-08", "A", "Terbit", 10], ["TOTAL", None, None, 10]]
    table = table_of(HEADERS, *block, *block)
    assert [check.agrees for check in check_totals(table).totals] == [True, True]


def test_an_empty_total_is_not_compared_and_an_unreadable_one_says_so():
    table = table_of(
        HEADERS, ["2025-08", "A", "Terbit", 1], ["Subtotal"], ["TOTAL", None, None, "seratus"]
    )
    checked = check_totals(table)
    assert checked.totals == ()
    assert checked.notices == (
        "Baris 4 (TOTAL), kolom Jumlah: bukan angka, jadi tidak dibandingkan.",
    )


def test_dashes_nihil_and_faulty_cells_count_nothing_in_a_sum():
    counts = ["-", "nihil", "seratus", None, "1.000"]
    rows = [["2025-08", "A", "Terbit", count] for count in counts]
    [check] = check_totals(table_of(HEADERS, *rows, ["TOTAL", "", "", 1000])).totals
    assert check.agrees
