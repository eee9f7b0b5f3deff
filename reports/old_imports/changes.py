"""What an import would change: counted, listed row by row, and kept as JSON until confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self

from dbi_portal.lib.numbers import angka
from reports.actions.imports import ImportedFigure


class State(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Change:
    """One figure of the sheet against the register. `before` is the count it would correct."""

    state: State
    figure: ImportedFigure
    before: int | None = None
    office: str = ""
    period: str = ""
    place: str = ""
    written: str = ""  # the village as the sheet writes it
    details: str = ""


@dataclass(frozen=True)
class Problem:
    """A cell that stands in the way; row None: the whole sheet. `said` is the row as it stands.

    `names_sheet`: the file has several sheets, so the sentence says which.
    """

    message: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    said: str = ""
    names_sheet: bool = False

    @property
    def sentence(self) -> str:
        """ "Baris 14, kolom Jumlah: harus angka, bukan “seratus”." """
        where = [f"lembar “{self.sheet}”"] if self.names_sheet else []
        where += [f"baris {angka(self.row)}"] if self.row else []
        where += [f"kolom {self.column}"] if self.column else []
        if not where:
            return self.message
        text = f"{', '.join(where)}: {self.message}"
        return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Question(Problem):
    """A village name that fits several; `rows` are all rows that write it so."""

    id: str = ""
    candidates: tuple[dict[str, Any], ...] = ()
    rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class TotalCheck:
    """A printed total against the sum of its parts."""

    sheet: str
    row: int
    where: str
    printed: int
    computed: int

    @property
    def difference(self) -> int:
        return self.printed - self.computed

    @property
    def agrees(self) -> bool:
        return not self.difference


@dataclass(frozen=True)
class Sum:
    """Figures of one grain and one outcome: the only ones that may be added up."""

    grain: str
    outcome: str
    figures: int
    total: int


@dataclass(frozen=True)
class TakenColumn:
    """A column of the sheet, what it was taken for ("" ignored), and its first cells."""

    sheet: str
    letter: str
    heading: str
    column: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChangeSet:
    """Everything a person must know before confirming. `rows` counts data rows, not figures."""

    rows: int = 0
    skipped: int = 0
    locked: int = 0
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    left_out: tuple[Problem, ...] = ()  # `skipped` of them, each with its reason
    totals: tuple[TotalCheck, ...] = ()
    sums: tuple[Sum, ...] = ()
    columns: tuple[TakenColumn, ...] = ()
    notices: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()  # to be read before confirming
    seconds: float = 0

    def of(self, state: State) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.state == state)

    @property
    def new(self) -> int:
        return len(self.of(State.NEW))

    @property
    def changed(self) -> int:
        return len(self.of(State.CHANGED))

    @property
    def unchanged(self) -> int:
        return len(self.of(State.UNCHANGED))

    @property
    def discrepancies(self) -> tuple[TotalCheck, ...]:
        return tuple(check for check in self.totals if not check.agrees)

    @property
    def may_be_committed(self) -> bool:
        """No error and no open question; writing nothing is allowed, it just changes nothing."""
        return not (self.problems or self.questions)

    @property
    def office_ids(self) -> frozenset[int]:
        return frozenset(change.figure.office_id for change in self.changes)

    def to_write(self) -> Iterator[ImportedFigure]:
        return (each.figure for each in self.changes if each.state != State.UNCHANGED)

    def naming_sheets(self) -> Self:
        """The same with sentences that name their sheet, for a file with several."""
        problems = tuple(replace(each, names_sheet=bool(each.sheet)) for each in self.problems)
        questions = tuple(replace(each, names_sheet=True) for each in self.questions)
        left_out = tuple(replace(each, names_sheet=True) for each in self.left_out)
        return replace(self, problems=problems, questions=questions, left_out=left_out)

    def as_json(self) -> dict:
        return _plain(self)

    @classmethod
    def from_json(cls, data: dict) -> Self:
        return cls(**{name: _read(name, value) for name, value in data.items()})


PARTS = {
    "problems": Problem,
    "questions": Question,
    "left_out": Problem,
    "totals": TotalCheck,
    "sums": Sum,
    "columns": TakenColumn,
}


def _plain(value: Any) -> Any:
    """What JSON holds of a value; dataclasses by their fields, as `asdict` but in one pass."""
    if value is None or isinstance(value, str | int | float):
        return value
    if is_dataclass(value):
        value = vars(value)
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _read(name: str, value: Any) -> Any:
    if name == "changes":
        return tuple(_change(item) for item in value)
    if name in PARTS:
        return tuple(_part(PARTS[name], item) for item in value)
    return tuple(value) if isinstance(value, list) else value


def _part(kind: type, item: dict) -> Any:
    known = {field.name for field in fields(kind)}
    return kind(
        **{
            name: tuple(value) if isinstance(value, list) else value
            for name, value in item.items()
            if name in known
        }
    )


def _change(item: dict) -> Change:
    figure = dict(item["figure"])
    for name in ("period_start", "period_end"):
        figure[name] = date.fromisoformat(figure[name])
    return Change(**item | {"figure": ImportedFigure(**figure), "state": State(item["state"])})
