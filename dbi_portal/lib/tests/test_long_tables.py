import csv
import io
import json
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbi_portal.lib import long_tables
from dbi_portal.lib.long_tables import write_csv, write_xlsx

TEMPTING = [
    "=1+1",
    "+62812",
    "-5",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "＝1",
    "'kutip",
    "http://x.id",
    "0012",
]


def as_csv(*rows, headers=("Isi",)):
    file = io.BytesIO()
    assert write_csv(file, headers=headers, rows=rows) == len(rows)
    text = file.getvalue().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def as_sheets(*rows, headers=("Isi",), **words):
    file = io.BytesIO()
    assert write_xlsx(file, title="Daftar", headers=headers, rows=iter(rows), **words) == len(rows)
    return openpyxl.load_workbook(file)


def cells(*values):
    return [row[0] for row in as_sheets(*[[value] for value in values]).active.iter_rows(min_row=4)]


def restored(text):
    """What docs/pages.md tells a reader of the file to do."""
    return text.removeprefix("'")


@pytest.mark.parametrize("text", TEMPTING)
def test_in_csv_a_text_never_becomes_a_formula_and_is_got_back(text):
    written = as_csv([text])[1][0]
    assert written[0] not in "=+-@\t\r＝"
    assert restored(written) == text


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=20))
def test_any_text_at_all_is_got_back_from_csv(text):
    written = as_csv([text, "."])[1][0]
    assert restored(written) == text


def test_in_csv_numbers_and_days_stay_what_they_are():
    moment = datetime(2025, 8, 31, 7, 30, tzinfo=UTC)
    row = as_csv([-5, 8837, Decimal("1.5"), date(2025, 8, 31), moment, True, None])[1]
    assert row == ["-5", "8837", "1.5", "2025-08-31", "2025-08-31 14:30", "Ya", ""]


def test_in_csv_a_line_may_hold_commas_quotes_and_line_breaks():
    text = 'Rapat "TIMPORA",\nBekasi; Batam'
    assert as_csv([text, 1])[1] == [text, "1"]


@pytest.mark.parametrize("text", TEMPTING)
def test_in_xlsx_a_text_is_a_text_without_formula_and_link(text):
    (cell,) = cells(text)
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    if "\r" not in text:  # openpyxl reads XML, where a bare return is a line break
        assert cell.value == text


def test_in_xlsx_numbers_and_days_can_be_counted_with():
    number, share, day = cells(8837, Decimal("1.5"), date(2025, 8, 31))
    assert (number.value, number.number_format) == (8837, "#,##0")
    assert (share.value, share.data_type) == (1.5, "n")
    assert day.is_date
    assert day.value.date() == date(2025, 8, 31)


def test_the_title_stands_above_bold_headers_that_stay_in_view():
    sheet = as_sheets(["Ayu", 1], headers=("Nama", "Jumlah"), note="Saringan: aktif.").active
    assert [sheet["A1"].value, sheet["A2"].value] == ["Daftar", "Saringan: aktif."]
    assert (sheet["A4"].value, sheet["A4"].font.b, sheet.freeze_panes) == ("Nama", True, "A5")
    assert sheet.auto_filter.ref == "A4:B5"


def test_an_empty_table_has_its_headers():
    assert [cell.value for cell in as_sheets(headers=("Nama",)).active["A"]] == [
        "Daftar",
        None,
        "Nama",
    ]
    assert as_csv(headers=("Nama",)) == [["Nama"]]


def test_rows_that_no_sheet_holds_go_on_in_the_next(monkeypatch):
    monkeypatch.setattr(long_tables, "MOST_ROWS", 10)
    book = as_sheets(*[[number] for number in range(20)])
    found = [
        [row[0] for row in sheet.iter_rows(min_row=4, values_only=True)]
        for sheet in book.worksheets
    ]
    assert found == [list(range(7)), list(range(7, 14)), list(range(14, 20))]


def test_a_sheet_that_is_exactly_full_needs_no_second_one(monkeypatch):
    monkeypatch.setattr(long_tables, "MOST_ROWS", 10)
    assert len(as_sheets(*[[number] for number in range(7)]).worksheets) == 1


MEASURE = """
import json, resource, sys, tempfile
from datetime import date
from django.conf import settings
settings.configure(USE_TZ=True)
from dbi_portal.lib.long_tables import write_csv, write_xlsx
def rows(count):
    for i in range(count):
        yield [f"Kegiatan contoh ke-{i}", i, date(2025, 8, 1 + i % 28), "x" * 80]
def peak(write, count, **words):
    with tempfile.TemporaryFile() as file:
        write(file, headers=["Judul", "Jumlah", "Tanggal", "Uraian"], rows=rows(count), **words)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
write, words = {"csv": (write_csv, {}), "xlsx": (write_xlsx, {"title": "Uji"})}[sys.argv[1]]
print(json.dumps([peak(write, 10_000, **words), peak(write, 100_000, **words)]))
"""


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_ten_times_the_rows_take_no_more_memory(kind):
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, kind], capture_output=True, text=True, check=True
    )
    few, many = json.loads(done.stdout)
    assert many - few < 8  # megabytes
