"""What checking a whole file found; kept as JSON in `ImportRun.outcome`. Rows are ImportLines."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

from dbi_portal.lib.numbers import angka


def sentence(message: str, *, sheet: str = "", row: int | None = None, column: str = "") -> str:
    """ "Baris 14, kolom Jumlah: harus angka, bukan “seratus”."; the sheet only when it is given."""
    where = [f"lembar “{sheet}”"] if sheet else []
    where += [f"baris {angka(row)}"] if row else []
    where += [f"kolom {column}"] if column else []
    if not where:
        return message
    text = f"{', '.join(where)}: {message}"
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Problem:
    """What keeps a whole sheet from being understood: a column that is missing, say."""

    message: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""


@dataclass(frozen=True)
class Choice:
    """One answer to a question; `score` from 0 to 1, `why` in words."""

    code: str
    name: str
    path: str = ""
    score: float = 0
    why: str = ""


@dataclass(frozen=True)
class Question:
    """What somebody must decide, once for all rows that write it so.

    `asked` says the same in every check of the file, `id` ("q1") counts from the top. `unknown`:
    nothing fits; the cell is in error until somebody names what is meant. `search`: the URL name of
    a search that offers more than the candidates.
    """

    id: str
    asked: str
    sheet: str
    row: int
    column: str
    value: str
    message: str
    candidates: tuple[Choice, ...] = ()
    rows: int = 1
    unknown: bool = False
    search: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Total:
    """A printed total against the sum of its parts.

    `office` and the days (ISO text) where the kind of sheet knows of which it speaks.
    """

    sheet: str
    row: int
    where: str
    printed: int
    computed: int
    office: int | None = None
    start: str = ""
    end: str = ""

    @property
    def difference(self) -> int:
        return self.printed - self.computed

    @property
    def agrees(self) -> bool:
        return not self.difference


@dataclass(frozen=True)
class Sum:
    """Figures of one grain: the only ones that may be added up."""

    label: str
    detail: str
    lines: int
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
class Findings:
    """`rows` counts data rows, `counts` lines by state. Cautions are read before confirming."""

    rows: int = 0
    skipped_rows: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    totals: tuple[Total, ...] = ()
    sums: tuple[Sum, ...] = ()
    columns: tuple[TakenColumn, ...] = ()
    notices: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    offices: tuple[int, ...] = ()
    sheets: int = 1
    seconds: float = 0

    def count(self, state: str) -> int:
        return self.counts.get(state, 0)

    @property
    def open_questions(self) -> tuple[Question, ...]:
        return tuple(each for each in self.questions if not each.answer)

    @property
    def discrepancies(self) -> tuple[Total, ...]:
        return tuple(each for each in self.totals if not each.agrees)

    @property
    def errors(self) -> int:
        return self.count("error") + len(self.problems)

    @property
    def may_be_committed(self) -> bool:
        """No error and no open question; writing nothing is allowed, it just changes nothing."""
        return not (self.errors or self.count("question"))

    @property
    def to_write(self) -> int:
        return self.count("new") + self.count("changed")

    def as_json(self) -> dict:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict) -> Self:
        known = {each.name for each in fields(cls)}
        return cls(**{name: _read(name, value) for name, value in data.items() if name in known})


PARTS = {
    "problems": Problem,
    "questions": Question,
    "totals": Total,
    "sums": Sum,
    "columns": TakenColumn,
    "candidates": Choice,
}


def _read(name: str, value: Any) -> Any:
    if name in PARTS:
        return tuple(_part(PARTS[name], item) for item in value)
    return tuple(value) if isinstance(value, list) else value


def _part(kind: type, item: dict) -> Any:
    known = {each.name for each in fields(kind)}
    return kind(**{name: _read(name, value) for name, value in item.items() if name in known})
