"""What is wrong in a file, said at its cells: the notes of the correction workbook."""

from __future__ import annotations

from collections.abc import Iterator

from dbi_portal.lib.sheets.marking import Note, Tone, marked
from officers.imports.findings import Findings, Question
from officers.imports.running import LIMITS
from officers.models import ImportLine, ImportRun

State = ImportLine.State
TONES: dict[str, Tone] = {State.ERROR: "error", State.QUESTION: "question"}
MOST_CHOICES = 5


def correction(run: ImportRun) -> bytes:
    """The run's own file as .xlsx with every faulty cell marked.

    Raises FileNotFoundError when the original was taken away, a SheetError when it cannot be read.
    """
    with run.original.open("rb") as file:
        content = file.read()
    return marked(content, run.filename, notes_of(run), LIMITS)


def notes_of(run: ImportRun) -> Iterator[Note]:
    """One sentence a cell: of whole sheets first, then line by line."""
    findings = Findings.from_json(run.outcome)
    choices = {question.id: _choices(question) for question in findings.open_questions}
    for problem in findings.problems:
        yield Note(problem.sheet, problem.row, None, _sentence(problem.message))
    faulty = run.lines.filter(state__in=TONES).order_by("position")
    for line in faulty.iterator(chunk_size=2_000):
        more = choices.get(line.question, "")
        for told in line.messages:
            said = _sentence(told["message"]) + (more if told is line.messages[0] else "")
            yield Note(line.sheet, line.row, told.get("index"), said, TONES[line.state])


def _choices(question: Question) -> str:
    """ " Pilihan: Harapanbaru (32.75.03.1003), …": what to write into the cell instead."""
    named = [f"{each.name} ({each.code})" for each in question.candidates[:MOST_CHOICES]]
    return f" Pilihan: {', '.join(named)}." if named else ""


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:]
