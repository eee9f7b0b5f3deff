"""Which rows of a sheet are data, which only add up, and which belong to the paper."""

from dataclasses import replace

import pytest

from dbi_portal.lib.tests.tables import FIGURES, VILLAGES, figures, read, tables_of

HEADERS = ["Bulan", "Desa", "Hasil", "Jumlah"]
ROW = ["2025-08", "A", "Terbit", 10]


def numbers(rows):
    return [row.number for row in rows]


def checks(table):
    return [(check.row, check.printed, check.computed) for check in table.totals]


def test_blank_and_separator_rows_are_no_data():
    table, rows = read(
        ["No", *HEADERS],
        [],
        ["----", "----", None, None, None],
        [1, *ROW],
        ["===="],
        [2, *ROW],
    )
    assert numbers(rows) == [4, 6]
    assert (table.tail, table.totals) == ([], [])


def test_a_header_printed_again_on_each_page_is_skipped_and_said():
    table, rows = read(HEADERS, ROW, HEADERS, ROW, [], HEADERS, ROW)
    assert numbers(rows) == [2, 4, 7]
    assert table.notices == ["Baris 3 dan 6 mengulang judul kolom dan dilewati."]


def test_both_rows_of_a_header_over_two_rows_are_skipped_when_printed_again():
    above = ["Desa", "Agustus 2025", None]
    below = [None, "Terbit", "Ditolak"]
    _, rows = read(above, below, ["A", 1, 2], above, below, ["B", 3, 4])
    assert numbers(rows) == [3, 6]


@pytest.mark.parametrize(
    "line", [["(1)", "(2)", "(3)", "(4)"], [1, 2, 3, 4], ["1", "2", "3", "4=2+3"]]
)
def test_the_row_that_numbers_the_columns_is_no_data(line):
    table, rows = read(HEADERS, line, ROW, [*ROW[:3], 4])
    assert numbers(rows) == [3, 4]
    assert table.tail == []


@pytest.mark.parametrize(
    "label",
    [
        *("TOTAL", "Jumlah", "Sub Total", "SUBTOTAL", "Grand Total", "JUMLAH KEC. SEKUPANG"),
        *("Jumlah Keseluruhan", "Total Agustus 2025", "Jml", "Subtotal Kec. Bekasi Utara"),
        *("Jumlah Kecamatan Bekasi Utara", "TOTAL :", "Jumlah (orang)"),
    ],
)
@pytest.mark.parametrize("column", [0, 1, 2])
def test_rows_that_add_up_are_compared_and_not_imported(label, column):
    line = [None, None, None, 20]
    line[column] = label
    table, rows = read(HEADERS, ROW, ROW, line)
    assert numbers(rows) == [2, 3]
    [check] = table.totals
    assert (check.row, check.where, check.printed, check.agrees) == (4, label, 20, True)


def test_a_total_of_each_month_beside_its_month_is_a_total():
    rows = [["2025-08", "A", "Terbit", 4], ["2025-08", "B", "Terbit", 6]]
    table, found = read(HEADERS, *rows, ["2025-08", "Jumlah", "Terbit", 10], *rows)
    assert numbers(found) == [2, 3, 5, 6]
    assert checks(table) == [(4, 10, 10)]


def test_a_total_may_be_labelled_in_the_column_of_running_numbers():
    table, rows = read(
        ["No", *HEADERS], *([n, *ROW] for n in (1, 2)), ["TOTAL", None, None, None, 20]
    )
    assert numbers(rows) == [2, 3]
    assert table.totals[0].agrees


@pytest.mark.parametrize("village", ["Totallang", "Jumlahan", "Rataan", "Sumber Agung"])
def test_a_village_that_only_begins_like_a_total_is_data(village):
    table, rows = read(["Desa", "Agustus 2025"], ["A", 5], [village, 5])
    assert (numbers(rows), table.totals) == ([2, 3], [])


def test_a_reason_that_begins_like_a_total_is_data():
    headers = [*HEADERS[:3], "Keperluan", "Jumlah"]
    reason = "Jumlah berkas kurang lengkap"
    table, rows = read(headers, *[["2025-08", "A", "Terbit", reason, 1]] * 3)
    assert (len(rows), table.totals) == (3, [])


def test_lines_under_the_total_without_a_figure_are_the_papers_foot():
    table, rows = read(
        HEADERS,
        ROW,
        ["TOTAL", None, None, 10],
        ["Bekasi, 31 Agustus 2025"],
        ["2025-09", "A", "Terbit", 2],
        ["Kepala Kantor"],
    )
    assert [row.number for row in table.tail] == [4, 6]
    assert numbers(rows) == [2, 5]
    assert table.notices == [
        "Baris 4 dan 6 bukan baris data (keterangan atau judul) dan tidak dibaca."
    ]


def test_source_and_signatures_without_any_total_are_the_papers_foot_too():
    table, rows = read(
        ["Kelurahan", "Agustus 2025"],
        ["Sumber Agung", None],
        ["Tiban", 5],
        [],
        ["Sumber: catatan kantor"],
        ["Mengetahui,", "Bekasi, 31 Agustus 2025"],
        ["Kepala Kantor"],
        ["Budi Santoso (contoh)"],
        ["NIP 000"],
    )
    assert numbers(rows) == [2, 3]
    assert [row.number for row in table.tail] == [5, 6, 7, 8, 9]


def test_without_a_total_a_row_without_a_figure_stays_data_and_will_be_an_error():
    _, rows = read(HEADERS, ROW, ["2025-09", "B", "Terbit", None])
    assert numbers(rows) == [2, 3]


def test_a_missing_figure_after_a_subtotal_stays_data():
    table, rows = read(
        HEADERS,
        ROW,
        ["Subtotal", None, None, 10],
        ["2025-08", "B", "Terbit", None],
        ["2025-08", "C", "Terbit", 7],
        ["Subtotal", None, None, 7],
        ["2025-08", "D", "Terbit", None],
    )
    assert numbers(rows) == [2, 4, 5, 7]
    assert table.tail == []


def test_lines_that_head_a_group_fill_its_column():
    table, rows = read(
        ["No", "Desa", "Agustus 2025"],
        ["Kecamatan Bekasi Utara"],
        [1, "Harapan Jaya", 5],
        [2, "Teluk Pucung", 6],
        ["Subtotal", None, 11],
        ["Kec. Mustika Jaya"],
        [3, "Mustika Jaya", 7],
        ["JUMLAH", None, 18],
    )
    assert numbers(rows) == [3, 4, 7]
    [given] = [heading for heading in table.columns if heading.column == "Kecamatan"]
    assert [row.cell(given) for row in rows] == ["Bekasi Utara", "Bekasi Utara", "Mustika Jaya"]
    assert given.given
    assert checks(table) == [(5, 11, 11), (8, 18, 18)]
    assert (table.tail, table.notices) == ([], [])


def test_after_a_subtotal_a_group_does_not_go_on():
    _, rows = read(
        ["No", "Desa", "Agustus 2025"],
        ["Kecamatan Bekasi Utara"],
        [1, "Harapan Jaya", 5],
        ["Subtotal", None, 5],
        [2, "Tiban", 6],
    )
    assert [row.cells[-1] for row in rows] == ["Bekasi Utara", None]


def test_a_group_heading_merged_across_the_table_is_never_a_row_of_data():
    table, rows = read(
        ["Desa", "Agustus 2025"],
        ["Wilayah Utara", None],
        ["Harapan Jaya", 5],
        merged=((2, 2, 0, 1),),
    )
    assert numbers(rows) == [3]
    assert [row.number for row in table.tail] == [2]


def test_a_group_heading_with_the_groups_figure_is_a_total_above_its_rows():
    table, rows = read(
        ["Desa", "Agustus 2025"],
        ["Kecamatan Bekasi Utara", 11],
        ["Harapan Jaya", 5],
        ["Teluk Pucung", 6],
        ["Kecamatan Mustika Jaya", 8],
        ["Mustika Jaya", 7],
    )
    assert numbers(rows) == [3, 4, 6]
    assert checks(table) == [(2, 11, 11), (5, 8, 7)]


def test_districts_with_figures_and_no_villages_below_stay_data():
    table, rows = read(
        ["Desa", "Agustus 2025"],
        ["Kecamatan Bekasi Utara", 11],
        ["Kecamatan Mustika Jaya", 8],
        ["TOTAL", 19],
    )
    assert numbers(rows) == [2, 3]
    assert checks(table) == [(4, 19, 19)]


def test_cells_merged_downwards_hold_in_every_row_and_blanks_do_not():
    lines = [
        ["Kecamatan", "Desa", "Agustus 2025"],
        ["Bekasi Utara", "Harapan Jaya", 5],
        [None, "Teluk Pucung", 6],
        [None, "Kaliabang Tengah", 7],
    ]
    _, rows = read(*lines, merged=((2, 3, 0, 0),))
    assert [row.cells[0] for row in rows] == ["Bekasi Utara", "Bekasi Utara", None]


def test_a_figure_merged_over_several_rows_is_not_repeated():
    _, rows = read(["Desa", "Agustus 2025"], ["A", 5], ["B", None], merged=((2, 3, 1, 1),))
    assert [row.cells[1] for row in rows] == [5, None]


def test_hidden_rows_and_columns_are_read_and_said():
    table, rows = read(
        HEADERS, *[ROW] * 4, hidden_rows=frozenset({3, 4, 99}), hidden_columns=frozenset({1})
    )
    assert len(rows) == 4
    assert table.notices == [
        "Kolom B (“Desa”) disembunyikan di lembar, tetapi tetap dibaca.",
        "Baris 3–4 disembunyikan di lembar, tetapi tetap dibaca.",
    ]


def test_a_column_without_a_heading_is_said_unless_it_only_counts():
    table, rows = read(["", *HEADERS], [1, *ROW], [2, *ROW, "batal"], [3, *ROW])
    assert len(rows) == 3
    assert table.notices == ["Kolom F tidak berjudul dan tidak dibaca."]


def test_averages_are_no_data():
    table, rows = read(["Desa", "Agustus 2025"], ["A", 5], ["B", 6], ["Rata-rata", 5.5])
    assert numbers(rows) == [2, 3]
    assert [row.number for row in table.tail] == [4]


def test_a_list_ends_with_its_signatures_and_its_count_is_no_row():
    _, rows = read(
        ["No", "Desa", "Kecamatan", "Kab/Kota"],
        ["Kecamatan Sekupang"],
        [1, "Tiban Indah", "Sekupang", "Batam"],
        [2, "Tiban Baru", None, "Batam"],
        [3, "Total Persada", "Sekupang", "Batam"],
        ["Jumlah", "3 desa", None, None],
        [],
        [None, "Mengetahui,", None, "Batam, 1 Agustus 2025"],
        [None, "Kepala Kantor", None, "PIMPASA"],
        [None, "Budi (contoh)", None, "Ani (contoh)"],
        layout=VILLAGES,
    )
    assert numbers(rows) == [3, 4, 5]
    assert rows[1].cells[2] == "Sekupang"


def test_a_row_of_a_list_is_data_whatever_its_first_words():
    columns = ("Tanggal", "Kegiatan", "Tempat", "Desa")
    layout = replace(VILLAGES, spellings=dict.fromkeys(columns, ()))
    table, rows = read(
        columns,
        ["Selasa, 11 Oktober 2025", "Sosialisasi", "Balai desa", "Tiban"],
        [None, "Kepala Kantor menyapa warga", "Balai desa", "Tiban"],
        ["Batam, 11 Oktober 2025", "Catatan: hujan", "Pasar", "Tiban"],
        ["Jumat, 31 Oktober 2025", "Total Football", None, None],
        layout=layout,
    )
    assert numbers(rows) == [2, 3, 4, 5]
    assert table.written(table.headings[3]) == ["Tiban"] * 3


def test_a_village_beside_a_merged_regency_is_data_though_its_district_is_blank():
    lines = [
        ["Kab/Kota", "Kecamatan", "Desa", "Keterangan"],
        ["Kota Bekasi", "Jatiasih", "Jatirasa", "a"],
        ["Kab. Bekasi", "Cikarang Utara", "Karangasih", "a"],
        [None, None, "Karangraharja", "a"],
    ]
    layout = replace(VILLAGES, spellings=VILLAGES.spellings | {"Keterangan": ()})
    groups = {"Kabupaten/Kota": lambda line: line if line.startswith("Kab.") else None}
    layout, grouped = replace(layout, groups=groups), replace(FIGURES, groups=groups)
    _, rows = read(*lines, merged=((3, 4, 0, 0),), layout=layout)
    assert [row.cells[2] for row in rows] == ["Jatirasa", "Karangasih", "Karangraharja"]
    counted = [[*line, 5] for line in lines]
    counted[0][4] = "Agustus 2025"
    found = read(*counted, merged=((3, 4, 0, 0),), layout=grouped)
    assert numbers(found[1]) == [2, 3, 4]


LISTED = ["No", "Nama", "NIP", "Kecamatan", "Desa"]
FULL = [1, "Budi (contoh)", "1", "Sekupang", "Tiban Indah"]
MORE = [None, None, None, None, "Tiban Baru"]
OFFICERS = replace(VILLAGES, spellings=VILLAGES.spellings | {"Nama": (), "NIP": ()})


@pytest.mark.parametrize("below", [[], [FULL], [["Jumlah", None, None, None, "3 desa"]]])
def test_a_row_of_a_list_that_fills_one_column_is_data_wherever_it_stands(below):
    table, rows = read(LISTED, FULL, MORE, MORE, *below, layout=OFFICERS)
    assert numbers(rows)[:3] == [2, 3, 4]
    assert 4 not in [row.number for row in table.tail]


def test_a_numbered_row_with_a_village_alone_is_data_below_blank_rows_too():
    _, rows = read(LISTED, FULL, [], [2, *MORE[1:]], layout=OFFICERS)
    assert numbers(rows) == [2, 4]


def test_a_line_parted_from_the_list_by_blank_rows_is_told_with_what_to_do():
    table, rows = read(LISTED, FULL, [], MORE, layout=OFFICERS)
    assert numbers(rows) == [2]
    [notice] = table.notices
    assert notice.startswith("Baris 4 terpisah di bawah tabel dan tidak dibaca.")
    assert notice.endswith("Jika memuat data, hapus baris kosong di atasnya.")


def test_a_signature_right_below_a_list_is_no_row_of_it():
    _, rows = read(
        LISTED,
        FULL,
        MORE,
        [None, None, None, None, "Batam, 1 Agustus 2025"],
        [None, None, None, None, "Ani (contoh)"],
        layout=OFFICERS,
    )
    assert numbers(rows) == [2, 3]


def test_a_row_above_headings_printed_again_is_kept_and_the_title_is_not():
    title = ["DAFTAR PETUGAS", *[None] * 4]
    _, rows = read(LISTED, FULL, MORE, title, LISTED, FULL, layout=OFFICERS)
    assert numbers(rows) == [2, 3, 6]


def test_a_day_with_its_weekday_in_the_first_column_is_no_signature():
    columns = ("Tanggal", "Kegiatan", "Judul", "Tempat", "Desa")
    layout = replace(VILLAGES, spellings=dict.fromkeys(columns, ()), anchors=("Tanggal",))
    days = (["Selasa, 5 Agustus 2025", "Sosialisasi"], ["Rabu, 6 Agustus 2025", "Kunjungan"])
    _, rows = read(columns, *days, layout=layout)
    assert numbers(rows) == [2, 3]


def test_the_year_of_the_title_or_of_a_column_completes_bare_months():
    table, rows = read(
        ["Tahun 2025"],
        ["Bulan", "Desa", "Terbit"],
        ["Agustus", "A", 1],
        ["Sep 2024", "A", 2],
        [9, "A", 3],
    )
    assert [row.cells[0] for row in rows] == ["Agustus 2025", "Sep 2024", "09/2025"]
    table, rows = read(
        ["Tahun", "Bulan", "Desa", "Terbit"], [2024, "Des", "A", 1], [2025, 1, "A", 2]
    )
    assert [row.cells[1] for row in rows] == ["Des 2024", "01/2025"]
    assert table.notices == []


def test_every_figure_carries_what_its_heading_says():
    table, rows = read(
        ["Desa", "Agustus 2025", None], [None, "Terbit", "Ditolak"], ["Tiban", "1.200", "-"]
    )
    place = frozenset({("Desa", "Tiban"), ("Bulan", "2025-08"), ("Hasil", "Terbit")})
    assert figures(table, rows)[place] == 1200


# Several tables in one sheet

JULY = [["Periode: Juli 2025"], ["Desa", "Terbit"], ["A", 1], ["TOTAL", 1], []]
AUGUST = [["Periode: Agustus 2025"], ["Desa", "Terbit"], ["A", 2], ["B", 3], ["TOTAL", 5]]


def test_blocks_of_a_month_each_below_one_another_are_tables_of_their_own():
    found = [
        (table.fixed["Bulan"], numbers(table.rows()), checks(table), table.problems)
        for table in tables_of(*JULY, *AUGUST)
    ]
    assert found == [
        ("2025-07", [3], [(4, 1, 1)], []),
        ("2025-08", [8, 9], [(10, 5, 5)], []),
    ]


def test_who_reads_one_table_only_is_told_of_the_next_one():
    table, rows = read(*JULY, *AUGUST)
    assert numbers(rows) == [3]
    assert table.problems == [
        "mulai baris 7 ada tabel lain di lembar ini. Pindahkan ke lembar sendiri agar ikut dibaca."
    ]


def test_a_table_with_other_headings_further_down_is_not_read_as_rows_of_the_first():
    blocks = [["Desa", "Juli 2025"], ["A", 1], [], ["Kelurahan", "Agu-25", "Sep-25"], ["B", 2, 3]]
    found = [(numbers(table.rows()), len(table.measures)) for table in tables_of(*blocks)]
    assert found == [([2], 1), ([5], 2)]


def test_the_same_headings_below_the_same_month_go_on_with_the_table():
    again = [["Periode: Juli 2025"], ["Desa", "Terbit"], ["B", 2]]
    [(table, rows)] = [(each, numbers(each.rows())) for each in tables_of(*JULY, *again)]
    assert rows == [3, 8]
    assert table.problems == []
