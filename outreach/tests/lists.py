"""Lists of sessions as offices keep them, and what reading one comes to."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import xlsxwriter

from officers.actions.imports import open_run
from officers.imports.running import check_run, commit_run, resource_of, undo_run
from outreach.actions.described import described
from outreach.imports.sessions import KIND
from outreach.models import Session

NOW = datetime(2026, 1, 12, 3, 0, tzinfo=UTC)
LATER = datetime(2026, 1, 13, 3, 0, tzinfo=UTC)
HEAD = ["Tanggal", "Kegiatan", "Desa", "Tempat", "Jumlah Peserta", "Hasil"]


def workbook(*rows, title="", sheet="Kegiatan 2025") -> bytes:
    """An .xlsx of these rows; dates become dates of the spreadsheet."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    paper = book.add_worksheet(sheet)
    top = 0
    if title:
        paper.write_string(0, 0, title)
        top = 2
    for number, row in enumerate(rows, start=top):
        for at, value in enumerate(row):
            if value is not None:
                paper.write(number, at, value)
    book.close()
    return content.getvalue()


def read(user, *rows, answers=None, filename="kegiatan 2025.xlsx", within=None, at=NOW, **made):
    """The run of a list, checked; and what was found."""
    run = open_run(
        office=within or user.office,
        within=within,
        kind=KIND,
        content=workbook(*rows, **made),
        filename=filename,
        by=user,
        answers=answers,
    )
    found = check_run(run=run, at=at)
    run.refresh_from_db()
    return run, found


def brought_in(user, *rows, at=LATER, **given):
    """The run of a list, written."""
    run, found = read(user, *rows, **given)
    assert found.may_be_committed, (faults(run), [each.message for each in found.open_questions])
    return commit_run(run=run, by=user, at=at)


def taken_back(run, user, at=LATER):
    return undo_run(run=run, by=user, at=at)


def shown(run) -> list:
    """The run's lines as its page shows them."""
    resource = resource_of(run, at=NOW)
    return list(resource.shown(run.lines.order_by("position")))


def everything() -> list[dict]:
    """All that is stored of every session, in words and without the order of its rows."""
    every = [described(session) for session in Session.objects.order_by("pk")]
    return [
        {name: sorted(said) if isinstance(said, list) else str(said) for name, said in one.items()}
        for one in every
    ]


def faults(run) -> list[str]:
    """Everything said at lines in error or in question."""
    lines = run.lines.filter(state__in=["error", "question"]).order_by("position")
    return [f"{told['column']}: {told['message']}" for line in lines for told in line.messages]
