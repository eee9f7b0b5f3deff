"""A change-set as the page shows it: what needs a person first, the rest behind tabs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from reports.old_imports.changes import Change, ChangeSet, Problem, State

FIRST_SHOWN = "semua"
CALM = {State.NEW: "baru", State.CHANGED: "berubah", State.UNCHANGED: "sama"}
LABELS = {
    "semua": "Semua",
    "galat": "Galat",
    "tanya": "Pertanyaan",
    "berubah": "Berubah",
    "baru": "Baru",
    "sama": "Sama",
    "lewat": "Dilewati",
}


@dataclass(frozen=True)
class Line:
    """One row of the table: a figure with its change, or a row of the sheet that has problems."""

    row: int | None
    sheet: str
    state: str
    change: Change | None = None
    problems: tuple[Problem, ...] = ()
    said: str = ""


@dataclass(frozen=True)
class Group:
    key: str
    label: str
    count: int
    url: str
    chosen: bool


def sections(changes: ChangeSet) -> dict[str, Sequence[Line]]:
    """Lines by the word that chooses them in the address; what needs a person stands first."""
    faulty = _faulty(changes.problems, "galat")
    asked = [
        Line(row, question.sheet, "tanya", problems=(question,), said=question.said)
        for question in changes.questions
        for row in question.rows
    ]
    calm = {
        word: [Line(each.figure.row, each.figure.sheet, word, each) for each in changes.of(state)]
        for state, word in CALM.items()
    }
    left_out = _faulty(changes.left_out, "lewat")
    every = [*faulty, *asked, *calm["berubah"], *left_out, *calm["baru"], *calm["sama"]]
    groups = {word: calm[word] for word in ("berubah", "baru", "sama")}
    return {"semua": every, "galat": faulty, "tanya": asked, **groups, "lewat": left_out}


def _faulty(problems: Sequence[Problem], state: str) -> list[Line]:
    """Problems of one row stand in one line."""
    return [
        Line(row, sheet, state, problems=(*together,), said=together[0].said)
        for (sheet, row), found in groupby(problems, key=lambda each: (each.sheet, each.row))
        for together in [tuple(found)]
    ]


def groups_of(
    lines_by_word: Mapping[str, Sequence[Line]], chosen: str, url_of: Callable[[str], str]
) -> list[Group]:
    """The tabs above the table; what has no lines has no tab."""
    return [
        Group(
            key, LABELS[key], len(lines), url_of("" if key == FIRST_SHOWN else key), key == chosen
        )
        for key, lines in lines_by_word.items()
        if lines
    ]
