"""The questions of one check: each asked once, numbered from the top, with its answer if given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.db.models import CharField, Count, Value
from django.db.models.functions import Cast, Concat

from officers.imports.findings import Question
from officers.imports.resource import Unsettled
from officers.models import ImportRun


class Asking:
    """`answers`: by a question's id ("q1") or by what it asks -> a code, or "skip".

    Ids count from the top of the file, so a script may answer what an earlier check of the same
    file asked; a page answers by `asked`, which no other file's answers can shift.
    """

    def __init__(self, answers: Mapping[str, str]):
        self.answers = answers
        self.questions: dict[str, Question] = {}

    def number(self, asked: str) -> str:
        return self.questions[asked].id

    def answer(self, error: Unsettled, where: tuple[str, int, str], value: str) -> str:
        """What was answered, "" so far nothing; `where` is sheet, row and heading."""
        known = self.questions.get(error.asked)
        if known is None:
            known = self.questions[error.asked] = self._new(error, where, value)
        return known.answer

    def _new(self, error: Unsettled, where: tuple[str, int, str], value: str) -> Question:
        number = f"q{len(self.questions) + 1}"
        sheet, row, column = where
        return Question(
            id=number,
            asked=error.asked,
            sheet=sheet,
            row=row,
            column=column,
            value=value,
            message=error.message,
            candidates=error.candidates,
            unknown=error.unknown,
            search=error.search,
            answer=self.answers.get(error.asked) or self.answers.get(number, ""),
        )

    def unused(self) -> Iterator[str]:
        """A word about answers to questions that are not asked (any more)."""
        numbers = {question.id for question in self.questions.values()}
        for number in self.answers:
            if "|" not in number and number not in numbers:
                yield f"Jawaban {number} tidak dipakai: tidak ada pertanyaan dengan nomor itu."

    def with_rows(self, run: ImportRun) -> Iterator[Question]:
        """Every question, with how many rows wait for its answer."""
        waiting = run.lines.exclude(question="").order_by().values_list("question")
        # A sheet with a column for each month has twelve lines in one row.
        place = Concat("sheet", Value("|"), Cast("row", CharField()))
        many = dict(waiting.annotate(rows=Count(place, distinct=True)))
        return (replace(each, rows=many.get(each.id, 0)) for each in self.questions.values())
