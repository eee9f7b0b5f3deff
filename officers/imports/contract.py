"""What a script is told of an import: the keys of `manage.py import_sheet --json`, all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from dbi_portal.lib.numbers import angka
from officers.imports.findings import Findings, Problem, Question, Total, sentence
from officers.models import ImportLine, ImportRun

State = ImportLine.State
MOST_ROWS = 1_000  # named of one question


def as_json(
    run: ImportRun | None, findings: Findings, state: str, refused: Sequence[str]
) -> dict[str, object]:
    """The one document; a refusal that no cell explains is an error of no cell."""
    errors = [_error(problem, findings) for problem in problems(run, findings)]
    if refused and not (errors or findings.questions):
        errors = [_error(Problem(message), findings) for message in refused]
    return {
        "run": run.pk if run else None,
        "state": state,
        "rows": findings.rows,
        "new": findings.count(State.NEW),
        "changed": findings.count(State.CHANGED),
        "unchanged": findings.count(State.UNCHANGED),
        "locked": findings.count(State.LOCKED),
        "skipped": findings.count(State.SKIPPED),
        "errors": errors,
        "questions": [_question(run, each, findings) for each in findings.open_questions],
        "discrepancies": [_discrepancy(each) for each in findings.discrepancies],
        "notices": list(findings.notices),
        "seconds": findings.seconds,
    }


def problems(run: ImportRun | None, findings: Findings) -> Iterator[Problem]:
    """What stands in the way: of whole sheets first, then row by row as the file has them."""
    yield from findings.problems
    if run is None:
        return
    faulty = run.lines.filter(state=State.ERROR).order_by("position")
    for line in faulty.iterator(chunk_size=2_000):
        for told in line.messages:
            yield Problem(
                told["message"], line.sheet, line.row, told["column"], told.get("value", "")
            )


def sentences(run: ImportRun | None, findings: Findings) -> Iterator[str]:
    return (_sentence(problem, findings) for problem in problems(run, findings))


def in_words(findings: Findings) -> str:
    counted = (
        (findings.count(State.NEW), "baru"),
        (findings.count(State.CHANGED), "berubah"),
        (findings.count(State.UNCHANGED), "sama"),
        (len(findings.open_questions), "pertanyaan"),
        (findings.errors, "galat"),
    )
    return ", ".join(f"{angka(count)} {word}" for count, word in counted)


def _sentence(problem: Problem, findings: Findings) -> str:
    sheet = problem.sheet if findings.sheets > 1 else ""
    return sentence(problem.message, sheet=sheet, row=problem.row, column=problem.column)


def _error(problem: Problem, findings: Findings) -> dict[str, object]:
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "message": _sentence(problem, findings),
    }


def _discrepancy(total: Total) -> dict[str, object]:
    return {
        "sheet": total.sheet,
        "row": total.row,
        "where": total.where,
        "printed": total.printed,
        "computed": total.computed,
    }


def _question(run: ImportRun, question: Question, findings: Findings) -> dict[str, object]:
    told = Problem(question.message, question.sheet, question.row, question.column, question.value)
    waiting = run.lines.filter(question=question.id).order_by("position")
    rows = dict.fromkeys(waiting.values_list("row", flat=True))
    return {
        "id": question.id,
        **_error(told, findings),
        "candidates": [asdict(each) for each in question.candidates],
        "rows": list(rows)[:MOST_ROWS],
    }
