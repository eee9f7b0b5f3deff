"""Blocks below one another, each with a caption: what the first says holds until another does."""

from dbi_portal.lib.tests.tables import read, tables_of

HEAD = ["No", "Desa", "Jumlah"]
TIMES = ("Bulan", "Mulai", "Sampai")


def times(*rows):
    """What each block says of the time of its figures, and its rows."""
    return [
        ([table.fixed[name] for name in TIMES if name in table.fixed], len(list(table.rows())))
        for table in tables_of(*rows)
    ]


def test_the_year_of_the_first_caption_holds_for_the_months_below():
    april = [["BULAN APRIL 2021"], HEAD, [1, "A", 5], [2, "B", 6], [None, "Jumlah", 11]]
    may = [["BULAN MEI"], HEAD, [1, "A", 7], [None, "Jumlah", 7]]
    june = [["BULAN JUNI"], HEAD, [1, "A", 9]]
    assert times(*april, *may, *june) == [(["2021-04"], 2), (["2021-05"], 1), (["2021-06"], 1)]


def test_the_year_of_the_sheets_title_holds_for_every_caption():
    title = [["LAPORAN PASPOR TAHUN 2022"], ["BULAN APRIL"], HEAD, [1, "A", 5]]
    assert times(*title, ["BULAN MEI"], HEAD, [1, "A", 7]) == [(["2022-04"], 1), (["2022-05"], 1)]


def test_months_below_a_month_are_no_part_of_it():
    month = [["BULAN APRIL 2021"], HEAD, [1, "A", 5]]
    running = [["Januari s.d. Mei 2021"], HEAD, [1, "A", 7]]
    assert times(*month, *running) == [(["2021-04"], 1), (["2021-01-01", "2021-05-31"], 1)]


def test_the_same_caption_again_goes_on_with_the_same_table():
    page = [["BULAN APRIL"], HEAD, [2, "B", 7]]
    assert times(["BULAN APRIL 2021"], HEAD, [1, "A", 5], *page) == [(["2021-04"], 2)]


def test_a_caption_of_another_month_without_headings_below_it_stops_the_import():
    table, _ = read(["BULAN APRIL 2021"], HEAD, [1, "A", 5], ["BULAN MEI"], [1, "A", 7])
    [problem] = table.problems
    assert problem.startswith("baris 4 (“BULAN MEI”) menyebut waktu atau keperluan lain")


def test_a_place_and_day_below_a_table_are_no_caption():
    foot = [[None, "Jumlah", 5], ["Bekasi, 3 Mei 2021"], ["Kepala Kantor"]]
    table, rows = read(["BULAN APRIL 2021"], HEAD, [1, "A", 5], *foot)
    assert (len(rows), table.problems) == (1, [])
