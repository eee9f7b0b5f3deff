"""From an uploaded file to a run that waits for confirmation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from time import perf_counter

from django.utils import timezone

from dbi_portal.lib import sheets
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.text import squash
from officers.models import ImportRun, Office, User
from reports.actions.imports import open_run
from reports.old_imports import words
from reports.old_imports.changes import ChangeSet, Problem, TakenColumn
from reports.old_imports.checking import check
from reports.old_imports.completeness import cautions, remarks, structural_problems
from reports.old_imports.kinds import Kind
from reports.old_imports.recognising import Table, recognise
from reports.old_imports.template import OWN_SHEETS
from villages.matching import Place

LIMITS = sheets.Limits(file_size=10 * 1024**2, memory=512 * 1024**2, seconds=20)
MOST_FIGURES = 10_000  # what a page answers within a few seconds
EXAMPLES = 3


class NotUsable(ValueError):
    """The file can be read but holds no table to import; the message is a sentence."""


def preview(
    *,
    kind: Kind,
    content: bytes,
    filename: str,
    by: User,
    within: Office | None,
    at: datetime,
    answers: Mapping[str, str] | None = None,
) -> ImportRun:
    """Read, recognise and check a file, and keep it with what was found. Writes no figure.

    `within` is the office (or Kanwil) the import stays in. Raises SheetError or NotUsable, whose
    message is a sentence for the sender, when there is no table to check.
    """
    change_set = examine(
        kind=kind,
        content=content,
        filename=filename,
        by=by,
        within=within,
        at=at,
        answers=answers or {},
    )
    return open_run(
        office=within or by.office,
        kind=kind.code,
        content=content,
        filename=filename,
        outcome=change_set.as_json(),
        by=by,
    )


def examine(
    *,
    kind: Kind,
    content: bytes,
    filename: str,
    by: User,
    within: Office | None,
    at: datetime,
    answers: Mapping[str, str],
) -> ChangeSet:
    """What the file would change, now. `answers`: question id -> village code or "skip"."""
    started = perf_counter()
    book = sheets.read(content, filename, LIMITS)
    tables, notices = _tables(book, kind, filename)
    _refuse_too_many(tables, filename)
    on = timezone.localdate(at)

    def resource(chosen: Mapping[Place, str]):
        return kind.resource(user=by, within=within, on=on, answers=chosen)

    offices = resource({}).offices
    broken = [problem for table in tables for problem in structural_problems(table, offices)]
    if broken:
        rows = sum(len(table.rows) for table in tables)
        change_set = ChangeSet(rows=rows, problems=tuple(broken))
    else:
        change_set = _checked(tables, resource, answers)
    said = (remark for table in tables for remark in remarks(table))
    warned = () if broken else tuple(cautions(tables))
    found = replace(
        change_set,
        columns=tuple(_taken(tables)),
        notices=tuple(dict.fromkeys([*notices, *said, *warned, *change_set.notices])),
        cautions=warned,
        seconds=round(perf_counter() - started, 2),
    )
    return found.naming_sheets() if len(tables) > 1 else found


def _checked(tables: Sequence[Table], resource, answers: Mapping[str, str]) -> ChangeSet:
    """Checked once to learn what is asked, and again with the answers, if there are any."""
    first = check(tables, resource({}))
    if not answers:
        return first.change_set
    strange = [
        Problem(f"Jawaban {number} tidak cocok dengan pertanyaan mana pun.")
        for number in answers
        if number not in first.asked
    ]
    chosen = {
        first.asked[number]: code for number, code in answers.items() if number in first.asked
    }
    numbers = {place: number for number, place in first.asked.items()}
    answered = check(tables, resource(chosen), numbers).change_set
    return replace(answered, problems=(*strange, *answered.problems))


def _tables(book: sheets.Workbook, kind: Kind, filename: str) -> tuple[list[Table], list[str]]:
    """Every sheet that holds a table, and a word about those that do not."""
    tables, notices, bare = [], [], False
    for sheet in book.sheets:
        if squash(sheet.name) in OWN_SHEETS or not sheet.rows:
            continue
        table = None if sheet.hidden else recognise(sheet, kind.layout)
        if table and table.rows:
            tables.append(table)
        elif sheet.hidden:
            notices.append(f"Lembar tersembunyi “{sheet.name}” tidak dibaca.")
        elif table:
            bare = True
            notices.append(f"Lembar “{sheet.name}” tidak memuat baris data.")
        else:
            notices.append(f"Lembar “{sheet.name}” tidak dibaca: judul kolomnya tidak dikenal.")
    if bare and not tables:
        raise NotUsable("Lembar ini berisi judul kolom saja, belum ada baris data.")
    if not tables:
        raise NotUsable(
            f"“{filename}” tidak memuat baris judul kolom yang dikenal. Pakai templat, atau beri "
            "judul seperti Bulan, Hasil, dan Jumlah di atas kolomnya."
        )
    return tables, notices


def _refuse_too_many(tables: Sequence[Table], filename: str) -> None:
    figures = sum(len(table.rows) * len(table.measures) for table in tables)
    if figures > MOST_FIGURES:
        raise NotUsable(
            f"“{filename}” memuat {angka(figures)} angka; sekali impor paling banyak "
            f"{angka(MOST_FIGURES)}. Bagi menjadi beberapa berkas."
        )


def _taken(tables: Sequence[Table]) -> Iterator[TakenColumn]:
    for table in tables:
        for heading in table.headings:
            cells = (words.text(row.cell(heading)) for row in table.rows[:EXAMPLES])
            name = heading.measure.name if heading.measure else heading.column
            taken = name if heading in table.measures or not heading.measure else ""
            taken = f"{' atau '.join(heading.either)}?" if heading.either else taken
            yield TakenColumn(table.sheet, heading.letter, heading.text, taken, tuple(cells))
