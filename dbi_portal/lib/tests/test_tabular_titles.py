"""What a sheet says of itself above its table and in its name, when no column says it."""

import pytest

from dbi_portal.lib.tabular import spans
from dbi_portal.lib.tests.tables import read, table_of

ROWS = [["Desa", "Terbit", "Ditolak"], ["Tiban", 1, 2]]
AUGUST = {"Bulan": "2025-08"}
CUMULATIVE = {"Mulai": "2025-01-01", "Sampai": "2025-08-31"}


@pytest.mark.parametrize(
    ("sheet", "title"),
    [
        ("AGT 2025", []),
        ("08-2025", []),
        ("Agustus_2025", []),
        ("AGUSTUS", ["TAHUN 2025"]),
        ("Agt", ["Rekap paspor", "Januari–Desember 2025"]),
        ("Sheet1", ["Periode: Agustus 2025"]),
        ("Sheet1", ["KANTOR IMIGRASI", "BULAN AGUSTUS TAHUN 2025"]),
        ("Sheet1", ["Bulan : Agustus", "Tahun : 2025"]),
        ("Sheet1", ["Periode Agustus 2025", "Dicetak 3 September 2025"]),
        ("Sheet1", ["Keadaan Agustus 2025", "Surat Nomor 12 Tahun 2024"]),
        ("AGT 2025", ["Agustus 2025"]),
    ],
)
def test_one_sheet_per_month_says_its_month_in_its_name_or_title(sheet, title):
    table = table_of(*([line] for line in title), [], *ROWS, name=sheet)
    assert (table.fixed, table.problems) == (AUGUST, [])


@pytest.mark.parametrize(
    "title", ["Januari s.d. Agustus 2025", "Periode 01/01/2025 - 31/08/2025", "s.d. Agustus 2025"]
)
def test_a_title_that_says_cumulative_makes_plain_figures_cumulative(title):
    table = table_of(["REKAP PASPOR"], [title], [], ["Desa", "Hasil", "Jumlah"], ["A", "Terbit", 5])
    assert (table.fixed, table.problems) == (CUMULATIVE, [])


@pytest.mark.parametrize(
    ("sheet", "title"),
    [
        ("Rekap", []),
        ("Sheet1", ["Rekapitulasi paspor tahun 2025"]),
        ("Sheet1", ["Bekasi, 31 Agustus 2025"]),
        ("Sheet1", ["Daftar Kel/Des Binaan 2025"]),
        ("Agustus", []),
    ],
)
def test_nothing_is_guessed_from_a_year_a_date_or_a_word_like_a_month(sheet, title):
    table = table_of(*([line] for line in title), [], *ROWS, name=sheet)
    assert table.fixed == {}


@pytest.mark.parametrize(
    ("sheet", "title"),
    [
        ("Juli 2025", ["Periode: Agustus 2025"]),
        ("AGT 2025", ["Januari s.d. Agustus 2025"]),
        ("Sheet1", ["Periode Juli 2025", "Periode Agustus 2025"]),
    ],
)
def test_a_sheet_that_contradicts_itself_is_asked_and_not_guessed(sheet, title):
    table = table_of(*([line] for line in title), [], *ROWS, name=sheet)
    assert table.fixed == {}
    assert "Bulan" in table.problems[0]


def test_a_column_that_says_the_month_comes_before_title_and_name():
    rows = [["Bulan", "Desa", "Terbit"], ["2025-07", "A", 1]]
    table = table_of(["Juni 2025"], *rows, name="AGT 2025")
    assert (table.fixed, table.problems) == ({}, [])
    assert table_of(["Desa", "Juli 2025"], ["A", 1], name="AGT 2025").fixed == {}


def test_title_lines_a_kind_can_read_fix_a_column_that_is_not_there():
    table, rows = read(["Keperluan: PMI"], [], *ROWS, name="AGT 2025")
    assert table.fixed == {"Keperluan": "PMI", **AUGUST}
    assert len(rows) == 1
    own = [["Bulan", "Keperluan", "Jumlah"], ["2025-08", "Umrah", 1]]
    assert table_of(["Keperluan: PMI"], *own).fixed == {}


def test_title_lines_that_disagree_fix_nothing():
    table = table_of(["Keperluan: PMI"], ["Keperluan: Umrah"], *ROWS, name="AGT 2025")
    assert table.fixed == AUGUST
    assert "judul menyebut Keperluan “PMI” dan “Umrah”" in table.problems[0]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Agustus 2025", "2025-08-01 2025-08-31"),
        ("TW III/2025", "2025-07-01 2025-09-30"),
        ("Triwulan ke-1 Tahun 2025", "2025-01-01 2025-03-31"),
        ("Semester II 2025", "2025-07-01 2025-12-31"),
        ("Desember 2024 – Maret 2025", "2024-12-01 2025-03-31"),
        ("Jan s/d Agt '25", "2025-01-01 2025-08-31"),
        ("1 Januari sampai dengan 16 Desember 2025", "2025-01-01 2025-12-16"),
        ("Nopember 2024", "2024-11-01 2024-11-30"),
        ("Peb-24", "2024-02-01 2024-02-29"),
        ("2025", "2025-01-01 2025-12-31"),
        ("November – Februari 2025", None),
        ("Triwulan V 2025", None),
        ("31 Februari 2025 s.d. 3 Maret 2025", None),
    ],
)
def test_the_time_a_heading_or_title_names(text, days):
    span = spans.whole(text)
    found = span.days() if span else None
    assert (" ".join(map(str, found)) if found else None) == days
