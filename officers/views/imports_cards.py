"""The questions of an import as cards, and the answers that come back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from django.http import QueryDict
from django.urls import reverse

from dbi_portal.lib.numbers import angka
from officers.imports.findings import Findings, Question
from officers.imports.resource import SKIP

MOST_CARDS = 30  # a page of questions; the next come once these are answered
SEARCHED = "cari"  # the answer is what was found by searching
LONGEST = 100  # characters of an answer


@dataclass(frozen=True)
class Option:
    """`key` is what the keyboard and the form send; `place` and `why` stand beside the name."""

    key: str
    name: str
    place: str = ""
    why: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Card:
    """One question: where it was asked, what can be answered, and the picker for all else."""

    question: Question
    where: str
    options: tuple[Option, ...]
    search_url: str = ""
    search_level: str = ""
    found: str = ""  # answered with what was searched for

    @property
    def name(self) -> str:
        return self.question.id


def cards_of(questions: Sequence[Question], *, many_sheets: bool) -> list[Card]:
    return [_card(each, many_sheets=many_sheets) for each in questions[:MOST_CARDS]]


def _card(question: Question, *, many_sheets: bool) -> Card:
    codes = {choice.code for choice in question.candidates}
    name, _, query = question.search.partition("?")
    return Card(
        question=question,
        where=where_of(question, many_sheets=many_sheets),
        options=tuple(_options(question)),
        search_url=reverse(name) if name else "",
        search_level=parse_qs(query).get("tingkat", [""])[0],
        found=question.answer if question.answer not in {*codes, SKIP, ""} else "",
    )


def _options(question: Question) -> Iterator[Option]:
    for choice in question.candidates:
        place = " · ".join(filter(None, (choice.path, choice.code if choice.path else "")))
        yield Option(choice.code, choice.name, place, choice.why, choice.code == question.answer)


def where_of(question: Question, *, many_sheets: bool) -> str:
    """ "kolom Kelurahan, baris 14 dan 3 baris lain" """
    sheet = f"lembar “{question.sheet}”, " if many_sheets else ""
    others = question.rows - 1
    more = f" dan {angka(others)} baris lain" if others > 0 else ""
    return f"{sheet}kolom {question.column}, baris {angka(question.row)}{more}"


def answers_in(data: QueryDict, findings: Findings) -> dict[str, str]:
    """asked -> answer, for every question and row the form showed; "" takes an answer back.

    What the file does not ask (any more) and what is no possible answer is left out.
    """
    asked = {question.asked: question for question in findings.questions}
    answers = {}
    for name in data.getlist("tanya"):
        question = asked.get(data.get(f"tanya-{name}", ""))
        answer = _answer(data, name)
        if question and answer is not None and _possible(question, answer):
            answers[question.asked] = answer
    return answers | _skipped_rows(data)


def _answer(data: QueryDict, name: str) -> str | None:
    """None: nothing was chosen."""
    answer = data.get(f"jawab-{name}")
    if answer != SEARCHED:
        return answer
    # Without script there are two fields of that name: the picker, which stays empty, and a text.
    found = [each.strip() for each in data.getlist(f"cari-{name}") if each.strip()]
    return found[0][:LONGEST] if found else None


def _possible(question: Question, answer: str) -> bool:
    known = {"", SKIP, *(choice.code for choice in question.candidates)}
    return answer in known or bool(question.search)


def _skipped_rows(data: QueryDict) -> dict[str, str]:
    """Rows whose box the form showed: ticked ones are left out, the others are not (any more)."""
    ticked = set(data.getlist("baris"))
    return {
        key: SKIP if key in ticked else ""
        for key in data.getlist("baris-tampil")
        if key.startswith("baris|")
    }


def changed_answers(given: dict[str, str], before: dict[str, str]) -> dict[str, str]:
    """Only what differs from the answers so far."""
    return {key: answer for key, answer in given.items() if before.get(key, "") != answer}
