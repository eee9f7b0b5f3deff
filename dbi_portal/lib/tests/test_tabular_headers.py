"""Where the table stands in a sheet, and what its columns are."""

from dataclasses import replace
from datetime import date

import pytest

from dbi_portal.lib import tabular
from dbi_portal.lib.tests.tables import (
    FIGURES,
    VILLAGES,
    Paper,
    figures,
    read,
    table_of,
    taken,
)

HEADERS = ["Bulan", "Desa", "Hasil", "Jumlah"]
AUGUST, SEPTEMBER = ("Bulan", "2025-08"), ("Bulan", "2025-09")
ISSUED, REFUSED = ("Hasil", "Terbit"), ("Hasil", "Penolakan")


def said(table):
    return [heading.measure.fixed for heading in table.measures]


def test_title_and_filter_lines_above_the_headings_are_passed_over():
    table = table_of(
        ["REKAPITULASI PENERBITAN PASPOR"],
        ["Bulan: Januari s.d. Agustus 2025"],
        ["Periode", "Agustus 2025"],
        [],
        ["Jumlah kantor", 1],
        HEADERS,
        ["2025-08", "Tiban", "Terbit", 5],
    )
    assert table.header_row == 6
    assert [row.number for row in table.rows()] == [7]


def test_row_numbers_are_the_spreadsheets_own_wherever_its_first_row_stands():
    table, rows = read(HEADERS, ["2025-08", "A", "Terbit", 1], first_row=7)
    assert (table.header_row, rows[0].number) == (7, 8)


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("BULAN", "Bulan"),
        ("Periode", "Bulan"),
        ("Desa / Kelurahan", "Desa"),
        ("Nama  Desa", "Desa"),
        ("Kab./Kota", "Kabupaten/Kota"),
        ("Jml", "Jumlah"),
        ("Jumlah\nTerbit", "Jumlah"),
        ("Ditolak", "Jumlah"),
        ("Jumlah (orang)", "Jumlah"),
        ("Kecamatan *)", "Kecamatan"),
        ("Terbit\n(buku)", "Jumlah"),
        ("Keterangan", ""),
        ("is_superuser", ""),
        ("id", ""),
    ],
)
def test_a_heading_is_known_by_its_other_names_units_and_line_breaks_apart(heading, column):
    table = table_of([heading, "Hasil", "Mulai", "Total"], ["a", "b", "c", 1])
    assert taken(table)[" ".join(heading.split())] == column


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Kecamatn", "Kecamatan"),
        ("Kelurhaan", "Kelurahan"),
        ("Keperluann", "Keperluan"),
        ("Dsa", ""),
        ("Kecamatan2", ""),
        ("Kcmatan", ""),
    ],
)
def test_one_slip_in_a_long_heading_is_seen_through_and_said(heading, column):
    table = table_of([heading, "Bulan", "Jumlah"], ["a", "2025-08", 1])
    [first] = [each for each in table.headings if each.text == heading]
    assert bool(first.column) == bool(column)
    assert any(f"“{heading}” dibaca sebagai" in line for line in table.notices) == bool(column)


def test_a_slip_that_fits_two_columns_is_no_known_column():
    layout = replace(VILLAGES, spellings={**VILLAGES.spellings, "Petugas": (), "Petugat": ()})
    table = table_of(["Petugaz", "Desa", "Kecamatan"], ["a", "b", "c"], layout=layout)
    assert [heading.text for heading in table.unknown] == ["Petugaz"]


def test_the_running_number_is_nobodys_business_and_other_columns_are_named():
    table = table_of(["No.", *HEADERS, "Catatan"], [1, "2025-08", "A", "Terbit", 1, ""])
    assert [heading.text for heading in table.unknown] == ["Catatan"]
    assert table.notices == ['Kolom "Catatan" diabaikan.']


def test_a_column_is_named_by_its_letter_as_the_spreadsheet_does():
    headers = [None] * 25 + ["Bulan", "Hasil", "Jumlah"]
    assert [heading.letter for heading in table_of(headers, []).headings] == ["Z", "AA", "AB"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Nama", "Alamat"], ["a", "b"]],
        [["Jumlah"], [5]],
        [["Hasil", "Keperluan", "Kantor"], ["Terbit", "PMI", "x"]],
        [[] for _ in range(65)] + [HEADERS],
        [],
    ],
)
def test_a_sheet_without_headings_of_ours_has_no_table_and_is_read_to_its_end(rows):
    paper = Paper(rows)
    assert tabular.find(paper, FIGURES) is None
    assert paper.read == len(rows)


def test_no_more_is_read_than_the_header_and_some_rows_below_it():
    paper = Paper([HEADERS, *(["2025-08", "A", "Terbit", 1] for _ in range(5000))])
    rows = tabular.find(paper, FIGURES).rows()
    assert paper.read <= 100
    next(rows)
    assert paper.read <= 101


def test_months_as_columns_each_hold_a_figure_of_their_month():
    table, rows = read(
        ["No", "Kelurahan", "Agustus 2025", "Sep-25", date(2025, 10, 1)], [1, "Tiban", 5, 6, 7]
    )
    assert said(table) == [(AUGUST,), (SEPTEMBER,), (("Bulan", "2025-10"),)]
    assert sorted(figures(table, rows).values()) == [5, 6, 7]


MERGED = [
    ["No", "Kelurahan", "Agustus 2025", None, "September 2025", None, "Ket"],
    [None, None, "Terbit", "Ditolak", "Terbit", "Ditolak", None],
    [1, "Tiban", 1, 2, 3, 4, "x"],
]
RANGES = ((1, 2, 0, 0), (1, 2, 1, 1), (1, 1, 2, 3), (1, 1, 4, 5), (1, 2, 6, 6))


@pytest.mark.parametrize("merged", [(), RANGES])
def test_headings_over_two_rows_are_joined_merged_or_not(merged):
    table, rows = read(*MERGED, merged=merged)
    assert table.header_row == 2
    assert [set(fixed) for fixed in said(table)] == [
        {AUGUST, ISSUED},
        {AUGUST, REFUSED},
        {SEPTEMBER, ISSUED},
        {SEPTEMBER, REFUSED},
    ]
    assert table.measures[1].text == "Agustus 2025 Ditolak"
    assert [row.number for row in rows] == [3]


def test_headings_over_three_rows_with_the_year_on_top():
    table, rows = read(
        ["Desa", 2024, None, 2025, None],
        [None, "Des", None, "Jan", None],
        [None, "Terbit", "Ditolak", "Terbit", "Ditolak"],
        ["Tiban", 1, 2, 3, 4],
    )
    assert [dict(fixed)["Bulan"] for fixed in said(table)] == [*["2024-12"] * 2, *["2025-01"] * 2]
    assert len(rows) == 1


def test_a_caption_without_meaning_of_its_own_does_not_hide_what_stands_below_it():
    table = table_of(
        ["No", "Bulan", "Asal pemohon", None, "Paspor", None],
        [None, None, "Desa", "Kecamatan", "Terbit", "Ditolak"],
        [1, "2025-08", "Tiban", "Sekupang", 1, 2],
    )
    assert [heading.column for heading in table.columns] == ["Bulan", "Desa", "Kecamatan"]
    assert said(table) == [(ISSUED,), (REFUSED,)]


def test_figures_below_an_unknown_caption_are_not_known():
    table = table_of(
        ["Bulan", "Desa", "Terbit", "Tahun lalu"],
        [None, None, None, "Terbit"],
        ["2025-08", "Tiban", 1, 2],
    )
    assert [heading.letter for heading in table.measures] == ["C"]
    assert table.notices[0].startswith('Kolom "Tahun lalu')


def test_a_column_divided_into_parts_nobody_knows_is_a_problem_and_not_its_first_part():
    lines = [["Bulan", "Desa", "Terbit", None], ["2025-08", "Tiban", 1, 2]]
    divided = [lines[0], [None, None, "Dewasa", "Anak"], lines[1]]
    [problem] = table_of(*divided).problems
    assert problem.startswith("kolom Terbit terbagi menjadi “Dewasa”, “Anak”, yang tidak dikenal.")
    [said_once] = table_of(*lines, merged=((1, 1, 2, 3),)).problems
    assert "kolom Terbit terdiri atas beberapa kolom yang judulnya digabung" in said_once
    known = [lines[0], [None, None, "L", "P"], lines[1]]
    assert [dict(fixed)["Jenis kelamin"] for fixed in said(table_of(*known))] == [
        "Laki-laki",
        "Perempuan",
    ]


@pytest.mark.parametrize(
    ("sheet", "title"),
    [("Rekap", "TAHUN 2025"), ("Rekap 2025", "REKAP"), ("Rekap", "Januari s.d. Maret 2025")],
)
def test_months_without_a_year_take_the_one_the_title_names(sheet, title):
    table = table_of([title], ["Desa", "Jan", "Feb", "Mar"], ["Tiban", 1, 2, 3], name=sheet)
    assert [dict(fixed)["Bulan"] for fixed in said(table)] == ["2025-01", "2025-02", "2025-03"]
    assert table.problems == []


@pytest.mark.parametrize("title", ["REKAP", "Tahun 2024 dan 2025"])
def test_months_without_any_year_are_asked_for_it_and_not_guessed(title):
    table = table_of([title], ["Desa", "Jan", "Feb", "Mar"], ["Tiban", 1, 2, 3])
    assert said(table) == [(), (), ()]
    assert len(table.problems) == 3
    assert table.problems[0].startswith(
        "kolom Jan: tahunnya tidak disebut. Tulis misalnya Jan 2025"
    )


@pytest.mark.parametrize(
    ("heading", "start", "end"),
    [
        ("s.d. Agustus 2025", "2025-01-01", "2025-08-31"),
        ("Jan–Agu 2025", "2025-01-01", "2025-08-31"),
        ("Januari s.d. Agustus 2025", "2025-01-01", "2025-08-31"),
        ("Triwulan III 2025", "2025-07-01", "2025-09-30"),
        ("s/d 16 Desember 2025", "2025-01-01", "2025-12-16"),
        ("Tahun 2024", "2024-01-01", "2024-12-31"),
    ],
)
def test_a_cumulative_column_says_its_first_and_last_day(heading, start, end):
    table = table_of(["Desa", heading], ["Tiban", 8837])
    assert said(table) == [(("Mulai", start), ("Sampai", end))]


def test_this_month_and_up_to_this_month_are_told_by_the_month_of_the_title():
    rows = [
        ["Desa", "Bulan lalu", "Bulan ini", "s.d. bulan ini"],
        ["Tiban", 1, 2, 9],
    ]
    table = table_of(["Bulan: Agustus 2025"], *rows)
    assert said(table) == [
        (("Bulan", "2025-07"),),
        (AUGUST,),
        (("Mulai", "2025-01-01"), ("Sampai", "2025-08-31")),
    ]
    assert "bulan lembar ini tidak disebut" in table_of(*rows).problems[0]


def test_two_columns_taken_for_the_same_name_each_other():
    table = table_of(["Bulan", "Desa", "Kelurahan", "Jumlah"], ["2025-08", "A", "B", 1])
    assert (
        "kolom B (“Desa”) dan C (“Kelurahan”) sama-sama terbaca sebagai Desa."
        in (table.problems[0])
    )


@pytest.mark.parametrize(
    ("cells", "column"),
    [(["PMI", "lain"], "Keperluan"), (["Lainnya", "Malaysia"], "Negara tujuan"), (["x"], "")],
)
def test_a_heading_of_two_meanings_is_told_by_its_cells(cells, column):
    table, _ = read(["Bulan", "Tujuan", "Jumlah"], *(["2025-08", cell, 1] for cell in cells))
    assert taken(table)["Tujuan"] == column
    assert [("dapat berarti" in line) for line in table.problems] == ([] if column else [True])


def test_a_heading_of_two_meanings_that_is_filled_late_is_still_asked_about():
    rows = [["2025-08", None, 1]] * 60
    table, _ = read(["Bulan", "Tujuan", "Jumlah"], *rows, ["2025-08", "entah", 1])
    assert "kolom Tujuan dapat berarti Keperluan atau Negara tujuan" in table.problems[0]
    assert read(["Bulan", "Tujuan", "Jumlah"], *rows)[0].problems == []


def test_a_list_without_figures_is_found_by_its_anchor():
    table, rows = read(
        ["DAFTAR DESA BINAAN"],
        ["No", "Desa/Kelurahan", "Kecamatan", "Kab/Kota"],
        [1, "Tiban Indah", "Sekupang", "Batam"],
        [2, "Sumber Agung", None, None],
        layout=VILLAGES,
    )
    assert table.header_row == 2
    assert [row.number for row in rows] == [3, 4]
    assert (table.measures, table.totals, table.notices) == ((), [], [])


def test_what_a_kind_needs_and_the_sheet_does_not_say_is_a_problem():
    sentence = "kolom Bulan tidak ada."
    layout = replace(FIGURES, needed={sentence: (("Bulan",), ("Mulai", "Sampai"))})
    rows = [["Desa", "Terbit"], ["Tiban", 1]]
    assert table_of(*rows, layout=layout).problems == [sentence]
    assert table_of(["Periode: Agustus 2025"], *rows, layout=layout).problems == []
    assert table_of(["Desa", "Agustus 2025"], ["A", 1], layout=layout).problems == []


def test_a_line_of_dashes_below_the_headings_is_none_of_them():
    line = ["-----"] * 4
    table, rows = read(
        ["Desa", "Januari 2019", None, "Jumlah"],
        [None, "Terbit", "Ditolak", None],
        line,
        ["Mustika Jaya", 1, 2, 3],
    )
    assert [each.text for each in table.headings][-1] == "Jumlah"
    assert len(rows) == 1
    assert [check for check in table.totals if not check.agrees] == []
