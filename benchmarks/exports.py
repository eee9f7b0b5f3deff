"""A hundred thousand sessions taken along, beside XlsxWriter and csv given the finished values."""

from __future__ import annotations

import csv
import io
import tempfile
from functools import partial

import xlsxwriter
from django.urls import reverse

from benchmarks.crowd import crowded
from benchmarks.dashboard import signed_in
from benchmarks.results import result, seconds
from dbi_portal.lib.pages.exports import values
from outreach.models import Session
from outreach.views.sessions import SessionList

READER = "admin.pusat"
GOAL = "no goal, beside the above"
ROUNDS = 2


def measure() -> list[dict]:
    """Whole requests: rows read through a cursor, written to a file, the file sent."""
    crowded()
    client, address = signed_in(READER), reverse("outreach:list")
    rows = list(values(SessionList.columns, _sessions()))
    return [
        _export("xlsx", partial(client.get, address, {"unduh": "xlsx"}), partial(bare_xlsx, rows)),
        _export("csv", partial(client.get, address, {"unduh": "csv"}), partial(bare_csv, rows)),
    ]


def _sessions():
    return SessionList.refine(SessionList(), Session.objects.current())


def _export(kind: str, ours, baseline) -> dict:
    took = [(seconds(lambda: ours().getvalue()), seconds(baseline)) for _ in range(ROUNDS)]
    mine, bare = (min(times) for times in zip(*took, strict=True))
    named = "XlsxWriter, constant memory" if kind == "xlsx" else "csv"
    words = {"baseline_is": f"{named}, the same values at hand", "goal": GOAL}
    return result(f"export 100k sessions as .{kind}", ours=mine, baseline=bare, **words)


def bare_xlsx(rows: list[list]) -> None:
    options = {"constant_memory": True, "remove_timezone": True, "strings_to_urls": False}
    with tempfile.TemporaryFile() as file, xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)


def bare_csv(rows: list[list]) -> None:
    csv.writer(io.StringIO()).writerows(rows)
