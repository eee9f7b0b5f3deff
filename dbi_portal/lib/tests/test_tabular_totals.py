"""Printed totals against their parts: which rows they add up, down and across."""

import pytest

from dbi_portal.lib.tests.tables import read, table_of

HEADERS = ["Bulan", "Desa", "Hasil", "Jumlah"]


def row(count, village="A"):
    return ["2025-08", village, "Terbit", count]


def total(label, count):
    return [label, None, None, count]


def checks(table):
    return [(check.row, check.printed, check.computed) for check in table.totals]


def test_a_total_that_is_35_short_is_shown_with_both_values():
    table, _ = read(HEADERS, row(46000), row(382), total("JUMLAH", "46.417"))
    [check] = table.totals
    assert (check.sheet, check.row, check.where) == ("Rekap", 4, "JUMLAH")
    assert (check.printed, check.computed, check.difference) == (46417, 46382, 35)
    assert not check.agrees


def test_a_subtotal_sums_the_rows_since_the_last_one_and_the_total_all_of_them():
    part = [row(10), row(5), total("Subtotal", 15)]
    table, _ = read(HEADERS, *part, *part, total("TOTAL", 30))
    assert checks(table) == [(4, 15, 15), (7, 15, 15), (8, 30, 30)]


def test_a_wrong_subtotal_is_compared_with_its_own_rows_only():
    part = [row(10), total("Sub Total", 99)]
    table, _ = read(HEADERS, *part, *part, total("TOTAL", 20))
    assert checks(table) == [(3, 99, 10), (5, 99, 10), (6, 20, 20)]


def test_districts_within_regencies_within_a_grand_total():
    district = [row(1), row(2), total("Jumlah Kec. Sekupang", 3)]
    regency = [*district, *district, total("Jumlah Kota Batam", 6)]
    table, _ = read(HEADERS, *regency, *regency, total("Grand Total", 12))
    assert all(check.agrees for check in table.totals)
    assert [check.computed for check in table.totals] == [3, 3, 6, 3, 3, 6, 12]


def test_two_blocks_with_a_total_each_are_compared_each_for_itself():
    block = [row(10), row(1), total("TOTAL", 11)]
    table, _ = read(HEADERS, *block, *block)
    assert [check.agrees for check in table.totals] == [True, True]


def test_a_wrong_total_is_compared_with_what_it_comes_nearest_to():
    block = [row(100), total("TOTAL", 100)]
    table, _ = read(HEADERS, *block, row(50), total("TOTAL", 51))
    assert checks(table)[-1] == (5, 51, 50)
    table, _ = read(HEADERS, *block, row(50), total("TOTAL", 149))
    assert checks(table)[-1] == (5, 149, 150)


def test_totals_may_stand_above_their_rows():
    table, rows = read(
        HEADERS,
        total("TOTAL", 18),
        total("Subtotal", 11),
        row(5),
        row(6),
        total("Subtotal", 7),
        row(7),
    )
    assert len(rows) == 3
    assert checks(table) == [(2, 18, 18), (3, 11, 11), (6, 7, 7)]


def test_every_column_of_figures_is_compared_agreeing_ones_too():
    table, _ = read(
        ["Desa", "Agustus 2025", None],
        [None, "Terbit", "Ditolak"],
        ["A", 1, 2],
        ["B", 3, 4],
        ["TOTAL", 4, 7],
    )
    assert [(each.where, each.agrees) for each in table.totals] == [
        ("TOTAL, kolom Agustus 2025 Terbit", True),
        ("TOTAL, kolom Agustus 2025 Ditolak", False),
    ]


def test_a_line_of_figures_without_a_label_is_a_total_when_it_adds_up():
    table, rows = read(HEADERS, row(10), row(5), [None, None, None, 15])
    assert (len(rows), checks(table)) == (2, [(4, 15, 15)])
    table, rows = read(HEADERS, row(10), row(5), [None, None, None, 16])
    assert (len(rows), checks(table)) == (3, [])


def test_an_empty_total_is_not_compared_and_an_unreadable_one_says_so():
    table, _ = read(HEADERS, row(1), ["Subtotal"], total("TOTAL", "seratus"))
    assert table.totals == []
    assert table.notices == ["Baris 4 (TOTAL), kolom Jumlah: bukan angka, jadi tidak dibandingkan."]


@pytest.mark.parametrize("label", ["Jumlah s.d. bulan lalu", "JUMLAH S/D BULAN INI", "Pindahan"])
def test_a_running_total_counts_other_sheets_too_and_is_not_compared(label):
    table, rows = read(HEADERS, row(1), total(label, 500), total("Jumlah", 1))
    assert (len(rows), checks(table)) == (1, [(4, 1, 1)])
    assert f"Baris 3 ({label}) menjumlahkan angka dari lembar lain juga" in table.notices[0]


def test_dashes_nihil_and_faulty_cells_count_nothing_in_a_sum():
    counts = ["-", "nihil", "seratus", None, 8.837, "1.000", "2,000"]
    table, _ = read(HEADERS, *map(row, counts), total("TOTAL", 3000))
    assert table.totals[0].agrees


def test_jumlah_beside_terbit_and_ditolak_only_adds_them_up():
    table, rows = read(["Bulan", "Terbit", "Ditolak", "Jumlah"], ["2025-08", 5, 1, 6])
    assert [heading.text for heading in table.measures] == ["Terbit", "Ditolak"]
    assert [heading.text for heading in table.sums] == ["Jumlah"]
    assert (len(rows), table.totals) == (1, [])


@pytest.mark.parametrize("printed", [7, "7", "1.007"])
def test_a_row_whose_parts_do_not_come_to_its_sum_is_shown(printed):
    table, _ = read(["Bulan", "Terbit", "Ditolak", "Jumlah"], ["2025-08", 5, "1", printed])
    [check] = table.totals
    assert (check.row, check.where, check.computed) == (2, "kolom Jumlah", 6)
    assert check.printed in (7, 1007)


@pytest.mark.parametrize(
    "heading", ["Jumlah", "Total", "Jumlah 2025", "TOTAL 2025", "Jan–Mar 2025"]
)
def test_a_total_column_after_the_months_is_checked_and_not_imported(heading):
    table, _ = read(
        ["Desa", "Jan 2025", "Feb 2025", "Mar 2025", heading], ["A", 1, 2, 3, 6], ["B", 1, 1, 1, 4]
    )
    assert [each.text for each in table.measures] == ["Jan 2025", "Feb 2025", "Mar 2025"]
    assert checks(table) == [(3, 4, 3)]


def test_quarters_are_the_parts_of_their_year():
    table, _ = read(["Desa", "TW I 2025", "TW II 2025", "Jumlah 2025"], ["A", 1, 2, 4])
    assert (len(table.measures), checks(table)) == (2, [(2, 4, 3)])


def test_months_below_quarters_are_added_once():
    above = ["Desa", "Triwulan I 2025", None, None, None, "Triwulan II 2025", None, None, None]
    below = [None, "Jan", "Feb", "Mar", "Jumlah", "Apr", "Mei", "Jun", "Jumlah"]
    table, _ = read([*above, "Jumlah 2025"], [*below, None], ["A", 1, 2, 3, 6, 4, 5, 6, 15, 21])
    assert (len(table.measures), len(table.sums), table.totals) == (6, 3, [])


def test_a_total_within_each_month_and_over_all_of_them():
    above = ["Desa", "Jan 2025", None, None, "Feb 2025", None, None, "Jumlah", None]
    below = [None, *["Terbit", "Ditolak", "Jumlah"] * 2, "Terbit", "Ditolak"]
    table, _ = read(above, below, ["A", 1, 2, 3, 4, 5, 9, 5, 7], ["B", 1, 1, 3, 1, 1, 2, 2, 9])
    assert [each.index for each in table.measures] == [1, 2, 4, 5]
    assert [(c.row, c.where, c.computed) for c in table.totals] == [
        (4, "kolom Jan 2025 Jumlah", 2),
        (4, "kolom Jumlah Ditolak", 2),
    ]


def test_a_cumulative_column_beside_its_last_month_only_is_a_figure_of_its_own():
    table, _ = read(["Desa", "Agustus 2025", "s.d. Agustus 2025"], ["A", 1, 9])
    assert (len(table.measures), table.sums, table.totals) == (2, (), [])


def test_a_sum_column_left_empty_is_compared_by_its_parts():
    table, _ = read(
        ["Bulan", "Terbit", "Ditolak", "Jumlah"], ["2025-08", 5, 1, None], ["TOTAL", 5, 1, 6]
    )
    assert all(check.agrees for check in table.totals)


def test_a_thousand_differences_are_counted_rather_than_all_kept():
    rows = [["2025-08", 5, 1, 9]] * 5000
    table, found = read(["Bulan", "Terbit", "Ditolak", "Jumlah"], *rows)
    assert (len(found), len(table.totals)) == (5000, 4000)
    assert table.notices == ["1.000 jumlah lain tidak didaftar satu per satu."]


# Commas and dots


def test_a_comma_separates_thousands_where_no_dot_does():
    table, _ = read(HEADERS, row("8,837"), row("12"), row("1,234,567"), row("5,000.00"))
    assert list(table.doubts()) == []


def test_beside_dots_every_comma_is_asked():
    table, _ = read(HEADERS, row("8,837"), row("9.120"), row("1,234"), row("12"))
    asked = list(table.doubts())
    assert [(at, heading.text, cell) for at, heading, cell, _ in asked] == [
        (2, "Jumlah", "8,837"),
        (4, "Jumlah", "1,234"),
    ]
    doubt = asked[0][3]
    assert doubt.candidates[0][:2] == ("8837", "8.837")
    assert "dapat dibaca dua cara" in str(doubt)


def test_beside_commas_that_are_certain_the_dot_is_asked():
    table, _ = read(HEADERS, row("1,234,567"), row("9.120"))
    assert [cell for _, _, cell, _ in table.doubts()] == ["9.120"]


def test_the_printed_total_tells_how_its_author_writes_thousands():
    table, _ = read(HEADERS, row("8,837"), total("TOTAL", "8.837"))
    assert [cell for _, _, cell, _ in table.doubts()] == ["8,837"]


def test_what_somebody_said_of_a_doubtful_cell_counts_in_the_total():
    table = table_of(HEADERS, row(8.837), row("1,000"), row("2.000"), total("TOTAL", 11837))
    table.answered = {8.837: 8837, "1,000": 1000}
    assert len(list(table.rows())) == 3
    assert table.totals[0].agrees
    assert list(table.doubts()) == []
