"""Lists of Desa Binaan and of officers on their way through the engine, as tests look at them."""

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime

import xlsxwriter

from officers.actions.imports import open_run
from officers.imports.findings import Findings, sentence
from officers.imports.kinds import KINDS
from officers.imports.running import check_run, commit_run, resource_of, undo_run
from officers.models import ImportLine, ImportRun

NOW = datetime(2025, 12, 1, 3, 0, tzinfo=UTC)
LATER = datetime(2025, 12, 2, 3, 0, tzinfo=UTC)
TODAY = date(2025, 12, 1)


@dataclass(frozen=True)
class Looked:
    """A checked run: what was found, and its lines."""

    run: ImportRun
    findings: Findings

    @property
    def lines(self) -> list[ImportLine]:
        return list(self.run.lines.order_by("position"))

    @property
    def states(self) -> list[str]:
        return [line.state for line in self.lines]

    @property
    def sentences(self) -> list[str]:
        """Every error and question as a person reads it."""
        whole = [sentence(each.message, row=each.row) for each in self.findings.problems]
        return whole + [
            sentence(said["message"], row=line.row, column=said["column"])
            for line in self.lines
            if line.state in ("error", "question")
            for said in line.messages
        ]

    def shown(self, number: int = 0) -> dict[str, tuple[str, str | None]]:
        """The cells of a line as the page shows them: column -> (value, what it was)."""
        resource = resource_of(self.run, at=NOW)
        found = list(resource.shown(self.lines))[number]
        return {cell.label: (cell.value, cell.before) for cell in found.cells}


def sheet(headings, *rows, above=()):
    """An .xlsx with these rows; a date is a date, a number a number."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False})
    page, day = book.add_worksheet("Data"), book.add_format({"num_format": "dd/mm/yyyy"})
    for number, cells in enumerate([*above, headings, *rows]):
        for at, cell in enumerate(cells):
            if isinstance(cell, date):
                page.write_datetime(number, at, cell, day)
            elif cell is not None:
                page.write(number, at, cell)
    book.close()
    return content.getvalue()


def look(kind, content, user, *, within=None, answers=None, at=NOW, name="daftar.xlsx"):
    """Check a file; nothing is written."""
    run = open_run(
        office=within or user.office, within=within, kind=kind, content=content, filename=name,
        by=user, answers=answers,
    )  # fmt: skip
    return Looked(run, check_run(run=run, at=at))


def imported(kind, content, user, **how):
    """Check a file and write it."""
    seen = look(kind, content, user, **how)
    assert seen.findings.may_be_committed, seen.sentences
    return commit_run(run=seen.run, by=user, at=how.get("at", NOW))


def taken_back(run, user, at=LATER):
    return undo_run(run=run, by=user, at=at)


def template(kind, user, office=None, on=TODAY):
    return KINDS[kind].template(user, office, on)
