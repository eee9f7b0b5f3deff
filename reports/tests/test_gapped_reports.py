"""A year of which two months have a report: no reader may take its sum for the year's."""

import io
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import docx
import openpyxl
import pytest

from dbi_portal.lib.months import Month
from dbi_portal.lib.tests.papers import texts
from reports.actions.reports import build_report
from reports.documents import paper_charts
from reports.documents.briefing import briefing_html
from reports.documents.columns import columns
from reports.documents.narrative import narrative_docx
from reports.documents.tables import tables
from reports.figures.monthly.content import Missing, MonthlyFigures, Point, Taken, Unreached
from reports.figures.monthly.longer import Around, Stretch, longer
from reports.figures.monthly.months_in import how_many, months_in, named
from reports.models.report import Span
from reports.tests.factories import StatisticFactory
from reports.tests.months import small_kanwil
from reports.tests.paper_world import STAMP
from reports.tests.snapshots import line, office, origin, session, snapshot, village

JANUARY_2 = datetime(2026, 1, 2, 12, tzinfo=ZoneInfo("Asia/Jakarta"))
AUGUST, DECEMBER = Month(2025, 8), Month(2025, 12)
QUIET = tuple(
    Missing(f"2025-{n:02}", Month(2025, n).label, "laporannya belum ada")
    for n in range(1, 13)
    if n not in (8, 12)
)


def added(first, last, span, *parts, missing=(), **around):
    taken = tuple(Taken("kanim-satu", part.month, part.known_at) for part in parts)
    return longer(
        stretch=Stretch(first, last, parts, missing, taken), around=Around(**around),
        span=span, known_at=JANUARY_2.isoformat(), signer=None,
    )  # fmt: skip


def year(**more):
    """August and December of 2025: 812 and 1.067 passports, 13.333 since January."""
    august = snapshot("2025-08", issued=(812, None, None, 8000), sessions=(session("a"),))
    december = snapshot("2025-12", issued=(1067, None, None, 13_333), **more)
    return added(Month(2025, 1), DECEMBER, Span.YEAR, august, december, missing=QUIET)


def last_quarter(**more):
    december = snapshot("2025-12", issued=(1067, None, None, 13_333), **more)
    return added(
        Month(2025, 10), DECEMBER, Span.QUARTER, december,
        missing=tuple(each for each in QUIET if each.code > "2025-09"),
    )  # fmt: skip


# Columns


def test_a_year_has_one_column_for_itself_and_one_for_the_year_before():
    assert list(columns(year()).values()) == ["Tahun 2025 (2 dari 12 bulan)", "Tahun 2024"]


def test_a_quarter_with_gaps_says_whose_figure_since_january_is():
    assert list(columns(last_quarter()).values()) == [
        "Triwulan IV 2025 (1 dari 3 bulan)", "Triwulan III 2025", "Triwulan IV 2024",
        "Januari–Desember 2025 menurut laporan Desember",
    ]  # fmt: skip


def test_without_its_last_month_it_has_no_figure_since_january():
    december = Missing("2025-12", "Desember 2025", "laporannya belum ada")
    missing = (*(each for each in QUIET if each.code > "2025-06"), december)
    august = snapshot("2025-08", issued=(812, None, None, 8000))
    half = added(Month(2025, 7), DECEMBER, Span.HALF_YEAR, august, missing=missing)
    assert list(columns(half)) == ["value", "before", "year_ago"]


@pytest.mark.parametrize(
    ("span", "since", "month"),
    [
        ("bulan", "", "2025-01"), ("bulan", "", "2025-08"), ("triwulan", "2025-01", "2025-03"),
        ("triwulan", "2025-07", "2025-09"), ("semester", "2025-01", "2025-06"),
        ("semester", "2025-07", "2025-12"), ("tahun", "2025-01", "2025-12"),
    ],
)  # fmt: skip
def test_no_table_has_two_columns_of_one_name(span, since, month):
    figures = snapshot(
        month, span=span, since=since, issued=(5, 4, 3, 9), origins=(origin("A", 5),),
        purposes=(line(5, key="terbit:umrah"), line(5, key="terbit:pmi")),
        destinations=(line(5, key="MY"),),
    )  # fmt: skip
    for table in tables(figures):
        assert len(set(table.headers)) == len(table.headers), table.sheet
        assert {len(row) for row in table.rows} <= {len(table.headers)}, table.sheet


def test_a_kanwils_offices_stand_in_the_same_columns():
    figures = year(offices=(office("Kanim Satu", 1067, None, 13_333),))
    figures = replace(figures, letterhead=replace(figures.letterhead, kind="kanwil"))
    table = next(each for each in tables(figures) if each.sheet == "Kantor")
    assert table.headers[:4] == (
        "Kantor", "Paspor PMI Tahun 2025 (2 dari 12 bulan)", "Tahun 2024", "Kegiatan",
    )  # fmt: skip
    assert table.rows[-1][:2] == ("Jumlah", 1879)
    assert "jumlah laporan Agustus dan Desember 2025" in table.source


def test_what_is_known_only_since_january_stands_beside_the_row():
    figures = added(
        Month(2025, 1), DECEMBER, Span.YEAR,
        snapshot("2025-12", issued=(None, None, None, 13_333),
                 origins=(origin("A", None, to_date=70), origin("B", 3, to_date=5))),
        missing=QUIET,
    )  # fmt: skip
    sheets = {table.sheet: table for table in tables(figures)}
    assert sheets["Paspor"].rows[0][-1] == "Januari–Desember 2025: 13.333"
    assert [(row[0], row[-1]) for row in sheets["Desa asal"].rows] == [
        ("A", "Januari–Desember 2025: 70"), ("B", ""),
    ]  # fmt: skip


def test_made_up_figures_of_a_longer_time_are_not_called_this_months():
    own = line(5, to_date=9, made_up="data contoh", made_up_to_date="")
    quarter = snapshot("2025-09", span="triwulan", since="2025-07", passports=(own,))
    [table] = [each for each in tables(quarter) if each.sheet == "Paspor"]
    assert table.rows[0][-1] == "masa ini: data contoh"


# Words


def test_since_january_is_told_as_the_last_months_own_figure():
    told = " ".join(last_quarter().summary)
    assert "1.067 paspor PMI sepanjang triwulan IV 2025 (1 dari 3 bulan)" in told
    assert (
        "Menurut laporan Desember, sejak Januari terbit 13.333, termasuk bulan yang "
        "laporannya belum ada."
    ) in told


def test_a_year_tells_one_total_and_compares_with_the_year_before_once():
    assert "13.333" not in " ".join(year().summary)
    months = [snapshot(f"2025-{n:02}", issued=(10, None, None, 10 * n)) for n in range(1, 13)]
    before = tuple(snapshot(f"2024-{n:02}", issued=(8, None, None, 8 * n)) for n in range(1, 13))
    whole = added(
        Month(2025, 1), DECEMBER, Span.YEAR, *months, before=before, year_ago=before
    )  # fmt: skip
    assert " ".join(whole.summary).count("2024") == 1
    assert "Sejak Januari" not in " ".join(whole.summary)


def test_months_in_a_row_are_named_together():
    assert named([Month(2025, 9), AUGUST, Month(2025, 11)]) == [
        "Agustus–September",
        "November 2025",
    ]
    assert (months_in(year()), how_many(year())) == ([AUGUST, DECEMBER], "2 dari 12 bulan")
    assert how_many(snapshot("2025-08", covered=(2, 3))) == ""  # offices, not months


# Villages and pictures


def test_a_village_reached_in_a_month_without_report_is_not_called_unreached():
    def waiting(pk, last_on):
        return Unreached(pk, str(pk), f"Desa {pk}", "", "Kanim Satu", last_on, made_up=False)

    figures = last_quarter(
        villages=(village(1), village(2), village(3)),
        unreached=(waiting(1, "2025-11-27"), waiting(2, "2025-09-30"), waiting(3, "")),
    )
    assert [each.id for each in figures.unreached] == [2, 3]
    assert any("belum dijangkau dalam bulan yang termuat" in each for each in figures.summary)
    [table] = [each for each in tables(figures) if each.sheet == "Belum dijangkau"]
    assert table.caption.endswith("pada bulan yang termuat")


def test_sessions_of_a_month_without_report_are_unknown_and_never_nought():
    [chart] = paper_charts.sessions(year())
    counts = dict(chart.table_rows)
    assert (counts["Agustus 2025"], counts["Desember 2025"]) == (1, 0)
    assert counts["November 2025"] is None
    assert "belum diketahui, bukan nol" in chart.sentence
    assert paper_charts.chart_block(chart)["svg"].count("belum ada laporan") == 10


def test_the_line_of_thirteen_months_says_which_report_knows_them():
    points = tuple(Point(f"2025-{n:02}", 100 + n) for n in range(1, 13))
    [chart] = paper_charts.trend(year(trend=points))
    assert chart.sentence.endswith(
        "Menurut laporan Desember 2025, juga untuk bulan yang laporannya belum ada."
    )
    [whole] = paper_charts.trend(snapshot("2025-12", trend=points))
    assert "Menurut laporan" not in whole.sentence


# From the register to every document


@pytest.fixture
def built(db):
    place = small_kanwil()
    StatisticFactory(office=place.bekasi, month=DECEMBER, count=1_067)
    for month in (AUGUST, DECEMBER):
        build_report(office=place.bekasi, month=month, by=None, at=JANUARY_2)
    return build_report(
        office=place.bekasi, month=DECEMBER, by=None, at=JANUARY_2, span=Span.YEAR
    ).revision  # fmt: skip


def test_paper_workbook_word_and_page_say_the_same_of_a_gapped_year(built):
    assert built.held == []  # the check follows the columns
    figures = MonthlyFigures.from_json(built.snapshot)
    paper = " ".join(" ".join(texts(built.pdf.read())).split())
    assert "sepanjang 2025 (2 dari 12 bulan)" in paper
    assert "Tahun 2025: jumlah laporan Agustus dan Desember 2025" in paper
    assert paper.count("Januari–Desember 2025") == 1  # the rank, which is the country's figure
    heads = ("Tahun 2025 (2 dari 12 bulan)", "Tahun 2024")
    sheet = openpyxl.load_workbook(io.BytesIO(built.xlsx.read()))["Paspor"]
    rows = [[cell for cell in row if cell] for row in sheet.iter_rows(values_only=True)]
    assert ["Hasil", "Satuan", *heads, "Keterangan"] in rows
    word = docx.Document(io.BytesIO(narrative_docx(figures.as_json(), STAMP)))
    cells = {cell.text for table in word.tables for cell in table.rows[0].cells}
    page = briefing_html(figures.as_json(), STAMP).decode()
    assert set(heads) <= cells
    assert all(f">{head}</th>" in page for head in heads)
