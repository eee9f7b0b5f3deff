"""Rows of a sheet as they come from the child: some at a time, and no further than asked."""

import logging
import os
import resource
import time
from datetime import date, datetime, timedelta

import psutil
import pytest

from dbi_portal.lib import sheets
from dbi_portal.lib.sheets import Limits, running
from dbi_portal.lib.sheets.wire import packed, unpacked
from dbi_portal.lib.tests.old_spreadsheets import xls
from dbi_portal.lib.tests.open_spreadsheets import ods, ods_package, row
from dbi_portal.lib.tests.spreadsheets import package, xlsx

LONG = [["Desa", "Terbit"], *([f"Desa {number}", number] for number in range(1, 5_001))]
FIRST = '<row r="1"><c r="A1"><v>1</v></c></row>'


def children():
    return set(psutil.Process().children())


def only(content, filename="rekap.xlsx"):
    """The single sheet of a file and its rows."""
    with sheets.stream(content, filename) as book:
        [(sheet, rows)] = [(sheet, list(sheet.rows())) for sheet in book]
    return sheet, rows


@pytest.mark.parametrize(
    ("name", "content"), [("r.xlsx", xlsx(*LONG)), ("r.xls", xls(*LONG)), ("r.ods", ods(*LONG))]
)
def test_every_row_comes_once_with_its_number(name, content):
    sheet, rows = only(content, name)
    assert [number for number, _ in rows] == list(range(1, 5_002))
    assert [cells for _, cells in rows] == LONG
    assert (sheet.name, sheet.row_count) == ("Rekap", 5_001)


def test_rows_begin_at_the_first_filled_one_and_at_the_first_column():
    _, rows = only(xlsx([], [], [None, None, "Desa"], [], [None, 5]))
    assert rows == [(3, [None, None, "Desa"]), (4, [None, None, None]), (5, [None, 5, None])]


def test_sheets_come_in_the_files_order_and_what_is_left_of_one_is_skipped():
    with sheets.stream(xlsx(*LONG, hidden=True), "rekap.xlsx") as book:
        first = next(book)
        rows = first.rows()
        assert next(rows) == (1, ["Desa", "Terbit"])
        assert next(first.rows()) == (2, ["Desa 1", 1])  # asked again, it goes on
        second = next(book)
        assert (first.hidden, second.hidden) == (False, True)
        assert len(list(second.rows())) == 5_001
        assert list(first.rows()) == []
        assert list(book) == []


def test_a_reader_that_stops_early_leaves_no_child_behind():
    before = children()
    with sheets.stream(xlsx(*LONG), "rekap.xlsx") as book:
        next(next(book).rows())
        assert len(children()) == len(before) + 1
    assert children() == before
    with pytest.raises(ZeroDivisionError), sheets.stream(xlsx(*LONG), "rekap.xlsx"):
        raise ZeroDivisionError
    assert children() == before


def test_the_parent_holds_some_rows_at_a_time():
    small, large = (xlsx(*[["Mustikajaya" * 5, n, n / 3] for n in range(size)])
                    for size in (5_000, 60_000))  # fmt: skip
    grown = []
    for content in (small, large):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with sheets.stream(content, "rekap.xlsx") as book:
            assert sum(1 for sheet in book for _ in sheet.rows()) in (5_000, 60_000)
        grown.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    assert grown[1] < 8_000  # kilobytes; the rows themselves take 20,000


def test_a_reader_may_take_longer_than_the_child():
    with sheets.stream(xlsx(*LONG), "rekap.xlsx", Limits(seconds=1)) as book:
        rows = next(book).rows()
        next(rows)
        time.sleep(4.5)  # longer than the child would be waited for
        assert sum(1 for _ in rows) == 5_000


def test_a_child_that_says_nothing_is_not_waited_for(monkeypatch, tmp_path):
    silent = tmp_path / "python"
    silent.write_text("#!/bin/sh\nexec sleep 60\n")
    silent.chmod(0o755)
    monkeypatch.setattr(running.sys, "executable", str(silent))
    started = time.monotonic()
    with pytest.raises(sheets.TooSlow, match="1 detik"):
        sheets.read(b"a;b\n", "rekap.csv", Limits(seconds=1))
    assert time.monotonic() - started < 6


@pytest.mark.parametrize(
    ("signal", "why"),
    [("KILL", sheets.TooSlow), ("XCPU", sheets.TooSlow), ("ABRT", sheets.TooLarge),
     ("SEGV", sheets.DamagedFile)],
)  # fmt: skip
def test_however_a_child_dies_there_is_a_sentence(monkeypatch, tmp_path, caplog, signal, why):
    dying = tmp_path / "python"
    dying.write_text(f"#!/bin/sh\necho gugur >&2\nkill -{signal} $$\n")
    dying.chmod(0o755)
    monkeypatch.setattr(running.sys, "executable", str(dying))
    with caplog.at_level(logging.WARNING), pytest.raises(why):
        sheets.read(b"a;b\n", "rekap.csv")
    assert "gugur" in caplog.text


def test_the_child_knows_no_secret_and_opens_nothing(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "rahasia")
    before = children()
    with sheets.stream(xlsx(*LONG * 3), "rekap.xlsx") as book:
        next(next(book).rows())
        [child] = children() - before
        assert "rahasia" not in str(child.environ())
        assert child.rlimit(psutil.RLIMIT_NOFILE) == (0, 0)
        assert child.rlimit(psutil.RLIMIT_AS) == (512 * 1024**2,) * 2
        assert child.rlimit(psutil.RLIMIT_CPU) == (20, 20)  # its own clock counts computing
    assert "SECRET_KEY" in os.environ


def test_hidden_rows_and_columns_are_told():
    content = package(
        FIRST + '<row hidden="1" r="2"><c><v>2</v></c></row><row r="3" hidden="0"/>'
        "<row r='5' hidden='true'><c><v>5</v></c></row>",
        head='<cols><col min="1" max="1"/><col min="2" max="3" hidden="1"/></cols>',
    )
    sheet, _ = only(content)
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2, 5}, frozenset())
    wide = package(
        '<row r="1"><c r="D1"><v>1</v></c></row>',
        head='<cols><col min="2" max="3" hidden="1"/><col min="9" max="16384" hidden="1"/></cols>',
    )
    assert only(wide)[0].hidden_columns == {1, 2}


def test_rows_a_filter_hides_among_thousands_are_told():
    hidden = dict.fromkeys(range(7, 60001, 1000), ' hidden="1"')
    rows = "".join(
        f'<row r="{n}"{hidden.get(n, "")}><c r="A{n}"><v>{n}</v></c></row>'
        for n in range(1, 60_001)
    )
    assert only(package(rows))[0].hidden_rows == hidden.keys()


def test_rows_without_numbers_of_their_own_are_counted():
    rows = "<row><c><v>1</v></c></row>" * 70_000
    content = package(f'{rows}<row hidden="1"><c t="e"><v>#N/A</v></c></row>')
    sheet, found = only(content)
    assert sheet.hidden_rows == {70_001}
    assert found[-1] == (70_001, ["#N/A"])


def test_merged_cells_are_told():
    after = '<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="AA2:AB4"/></mergeCells>'
    assert only(package(FIRST, after=after))[0].merged == ((1, 1, 0, 2), (2, 4, 26, 27))
    old = xls(["Desa"], merged=[(0, 1, 0, 2)])
    assert only(old, "rekap.xls")[0].merged == ((1, 2, 0, 2),)
    both = '<table:table-cell table:number-columns-spanned="3" table:number-rows-spanned="2"/>'
    assert only(ods([], ["a", both]), "rekap.ods")[0].merged == ((2, 3, 1, 3),)


def test_hidden_rows_of_old_and_open_sheets_are_told():
    assert only(xls(["a"], ["b"], hidden_rows=[2]), "rekap.xls")[0].hidden_rows == {2}
    table = "".join(
        [
            '<table:table table:name="R"><table:table-column/>',
            '<table:table-column table:visibility="collapse"/>',
            row(["a", "b"], 'table:number-rows-repeated="2"'),
            row(["c", "d"], 'table:visibility="filter"'),
            "</table:table>",
        ]
    )
    sheet, _ = only(ods_package(table), "rekap.ods")
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({3}, {1})


def test_any_column_comes_out_of_the_pipe_as_it_went_in():
    columns = [
        [1.0, -0.0, 2.0**53, 1e300],
        ["a", "", " ", "a"],
        ["a", "a", "a", "a"],
        [date(2025, 8, 31)] * 4,
        [datetime(2025, 8, 31, 10, 30)] * 3 + [datetime(1899, 12, 31)],  # noqa: DTZ001
        ["Bulan", date(2025, 8, 31), datetime(2025, 1, 2, 3, 4), 5.5],  # noqa: DTZ001
        [True, False, "", 3.0],
        [float("nan"), float("inf"), timedelta(hours=30), None],
    ]
    rows = unpacked(packed(list(zip(*columns, strict=True))))
    assert [list(column) for column in zip(*rows, strict=True)] == [
        [1, 0, 2.0**53, 1e300], ["a", None, None, "a"], *columns[2:6],
        [True, False, None, 3], ["#NUM!", "#NUM!", "30 jam", None],
    ]  # fmt: skip
