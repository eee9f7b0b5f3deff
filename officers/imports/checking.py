"""A file against the register, row by row, without holding more of it than a chunk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from dbi_portal.lib.tabular import FIGURE, Table, words
from django.core.exceptions import ValidationError
from django.db.models import Count

from dbi_portal.lib import sheets, tabular
from dbi_portal.lib.text import squash
from officers.imports import staging
from officers.imports.asking import Asking
from officers.imports.cells import Faulty, Plan, Readers, heading_of, of_row, words_of
from officers.imports.findings import (
    Choice,
    Findings,
    Problem,
    TakenColumn,
    Total,
)
from officers.imports.kinds import Kind
from officers.imports.resource import SKIP, LeftOut, SheetResource, State, Unsettled
from officers.models import ImportRun

CHUNK = 2_000
EXAMPLES = 3
# In a template of ours these hold no data.
OWN_SHEETS = frozenset(map(squash, ("Contoh", "Daftar kata", "Petunjuk")))
Tell = Callable[[int, int], None]  # rows done, rows altogether (0: unknown)


class NotUsable(ValueError):
    """The file can be read but holds no table to import; the message is a sentence."""


@dataclass(slots=True)
class Spot:
    """One line of the file on its way: where it stands, what it states, what is wrong with it."""

    table: Table
    row: tabular.Row
    measure: tabular.Heading | None
    stated: Any
    errors: dict[str, list] = field(default_factory=dict)  # column -> ValueErrors and the like

    @property
    def place(self) -> tuple[str, int, str]:
        heading = self.measure.text if self.measure else ""
        return self.table.sheet[:80], self.row.number, heading[:80]


class Check:
    """One pass over a file. `answers`: question id or its `asked` -> a code, or "skip"."""

    def __init__(
        self, run: ImportRun, kind: Kind, resource: SheetResource, answers: Mapping[str, str]
    ):
        self.run, self.kind, self.resource, self.answers = run, kind, resource, answers
        self.readers = Readers(resource)
        self.labels = {name: field.column_name for name, field in resource.fields.items()}
        self.asking = Asking(answers)
        self.problems: list[Problem] = []
        self.columns: list[TakenColumn] = []
        self.notices: list[str] = []
        self.cautions: list[str] = []
        self.totals: list[Total] = []
        self.offices: set[int] = set()
        self.rows = self.position = self.tables = 0
        self.skipped: set[tuple[str, int]] = set()

    # The file

    def through(self, book: Iterator[sheets.SheetStream], tell: Tell) -> Findings:
        """Read every sheet to its end and keep its lines. Raises NotUsable when none is a table."""
        staging.clear(self.run)
        bare = False
        for sheet in book:
            if squash(sheet.name) in OWN_SHEETS:
                continue
            if sheet.hidden:
                self.notices.append(f"Lembar tersembunyi “{sheet.name}” tidak dibaca.")
                continue
            table = tabular.find(sheet, self.kind.layout)
            if table is None:
                self._no_table(sheet)
                continue
            before = self.rows
            self._table(table, tell, sheet.row_count or 0)
            bare = bare or self.rows == before
        self._refuse_without_rows(bare)
        return self._findings()

    def _no_table(self, sheet: sheets.SheetStream) -> None:
        if sheet.row_count != 0:
            self.notices.append(
                f"Lembar “{sheet.name}” tidak dibaca: judul kolomnya tidak dikenal."
            )

    def _refuse_without_rows(self, bare: bool) -> None:  # noqa: FBT001
        if self.rows or self.problems:
            return
        if bare:
            raise NotUsable("Lembar ini berisi judul kolom saja, belum ada baris data.")
        raise NotUsable(
            f"“{self.run.filename}” tidak memuat baris judul kolom yang dikenal. Pakai templat, "
            f"atau beri judul seperti {self.kind.example_headings} di atas kolomnya."
        )

    # A table

    def _table(self, table: Table, tell: Tell, expected: int) -> None:
        lacking = list(self.resource.lacking(table))
        self.problems += [Problem(message, table.sheet, table.header_row) for message in lacking]
        plan, rows, examples = (None if lacking else Plan(self.readers, table)), table.rows(), []
        counted = self.rows
        while chunk := list(islice(rows, CHUNK)):
            examples = examples or chunk[:EXAMPLES]
            self.rows += len(chunk)
            if plan:
                self._chunk(table, plan, chunk)
            tell(self.rows, expected)
        if self.rows > counted:
            self.tables += 1
        self._close(table, examples, lacking)

    def _close(self, table: Table, examples: Sequence[tabular.Row], lacking: list[str]) -> None:
        self.columns += list(taken(table, examples))
        self.notices += table.notices
        if not lacking:
            said = list(self.resource.remarks(table))
            self.notices += said
            self.cautions += said
        self.totals += [
            Total(each.sheet, each.row, each.where, each.printed, each.computed)
            for each in table.totals
        ]

    def _chunk(self, table: Table, plan: Plan, rows: Sequence[tabular.Row]) -> None:
        spots = [spot for row in rows for spot in self._spots(table, plan, row)]
        self.resource.foresee([spot.stated for spot in spots])
        lines, drafts = [], []
        for spot in spots:
            self.position += 1
            outcome = self._outcome(spot)
            if isinstance(outcome, tuple):
                lines.append(outcome)
            else:
                drafts.append((self.position, spot, outcome))
        self.resource.compare([draft for _, _, draft in drafts])
        run = self.run.pk
        for position, spot, draft in drafts:
            self.offices.add(draft.office)
            lines.append(staging.drafted(run, position, spot.place, draft))
        staging.keep(lines)

    # A line

    def _spots(self, table: Table, plan: Plan, row: tabular.Row) -> Iterator[Spot]:
        shared = [*plan.fixed, *of_row(row.cells, plan)]
        for measure, fixed in plan.measures:
            spot = Spot(table, row, measure, self.resource.stated_class())
            self._fill(spot, shared)
            if measure is not None:
                self._fill(spot, fixed)
                cell = row.cell(measure)
                read = self.readers.read[FIGURE][cell.__class__, cell]
                self._fill(spot, [(self.readers.fields[FIGURE][0], read, FIGURE, cell)])
            yield spot

    def _fill(self, spot: Spot, found: Sequence[tuple[str, Any, str, Any]]) -> None:
        stated = spot.stated
        for attribute, value, name, cell in found:
            if value.__class__ is Faulty:
                value = self._doubted(spot, name, cell, value.error)
            if value.__class__ is not Faulty:
                setattr(stated, attribute, value)

    def _doubted(self, spot: Spot, name: str, cell: Any, error: ValueError) -> Any:
        """A cell that reads in two ways is asked, once for all cells of the column written so."""
        if isinstance(error, words.Doubtful):
            asked = f"sel|{name}|{cell!r}"
            choices = [Choice(code, label, why=why) for code, label, why in error.candidates]
            answer = self._answer(
                spot, name, Unsettled(str(error), asked=asked, candidates=choices)
            )
            if answer and answer != SKIP:
                return self.readers.read[name][str, answer]
            error = Unsettled(str(error), asked=asked, candidates=choices)
        spot.errors.setdefault(name, []).append(error)
        return Faulty(error) if isinstance(error, ValueError) else Faulty(ValueError(str(error)))

    def _outcome(self, spot: Spot) -> tuple | staging.Draft:
        """A Draft to compare, or a line that says why there is none."""
        if self.answers.get(f"baris|{spot.table.sheet}|{spot.row.number}") == SKIP:
            return self._told(spot, State.SKIPPED, [("", "dilewati atas permintaan Anda.")])
        if not spot.errors:
            try:
                self.resource.settle(spot.stated)
                return self.resource.draft(spot.stated)
            except LeftOut as reason:
                return self._told(spot, State.SKIPPED, [("", str(reason))])
            except ValidationError as refused:
                self._sort(spot, refused)
                if self._answered_all(spot):
                    return self._outcome_again(spot)
        return self._refused(spot)

    def _outcome_again(self, spot: Spot) -> tuple | staging.Draft:
        """With the answers now chosen; whatever stands in the way now was not asked before."""
        spot.errors.clear()
        return self._outcome(spot)

    def _sort(self, spot: Spot, refused: ValidationError) -> None:
        """By the sheet's column; an Unsettled keeps what it asks."""
        by_attribute = refused.error_dict if hasattr(refused, "error_dict") else {"": [refused]}
        for attribute, errors in by_attribute.items():
            name = self.labels.get(attribute, "")
            spot.errors.setdefault(name, []).extend(errors)

    def _answered_all(self, spot: Spot) -> bool:
        """Every question of the row has an answer that was not tried yet."""
        fresh = False
        for name, errors in spot.errors.items():
            for error in errors:
                if not isinstance(error, Unsettled):
                    return False
                answer = self._answer(spot, name, error)
                if not answer or answer == SKIP or self.resource.chosen.get(error.asked) == answer:
                    return False
                self.resource.chosen[error.asked] = answer
                fresh = True
        return fresh

    def _refused(self, spot: Spot) -> tuple:
        messages, asked, state = [], "", State.ERROR
        for name, errors in spot.errors.items():
            for error in errors:
                if isinstance(error, Unsettled):
                    answer = self._answer(spot, name, error)
                    if answer == SKIP:
                        reason = [(name, "dilewati sesuai jawaban atas pertanyaannya.")]
                        return self._told(spot, State.SKIPPED, reason)
                    asked = asked or self.asking.number(error.asked)
                    messages.append((name, error.message))
                else:
                    messages.append((name, getattr(error, "message", None) or str(error)))
        if asked and self._only_questions(spot):
            state = State.QUESTION
        return self._told(spot, state, messages, question=asked)

    @staticmethod
    def _only_questions(spot: Spot) -> bool:
        every = [error for errors in spot.errors.values() for error in errors]
        return all(isinstance(error, Unsettled) and not error.unknown for error in every)

    def _answer(self, spot: Spot, name: str, error: Unsettled) -> str:
        heading = heading_of(spot.table, name, spot.measure)
        value = words.text(spot.row.cell(heading)) if heading else ""
        where = spot.table.sheet, spot.row.number, heading.text if heading else name
        return self.asking.answer(error, where, value)

    def _told(self, spot: Spot, state: str, reasons: Sequence, *, question: str = "") -> tuple:
        if state == State.SKIPPED:
            self.skipped.add((spot.table.sheet, spot.row.number))
        messages = [self._message(spot, name, message) for name, message in reasons]
        said = words_of(spot.row.cells, [*spot.table.columns, *spot.table.measures])
        place = spot.place
        return staging.told(
            self.run.pk, self.position, place, state, messages, question=question, said=said
        )

    @staticmethod
    def _message(spot: Spot, name: str, message: str) -> dict[str, Any]:
        heading = heading_of(spot.table, name, spot.measure) if name else None
        return {
            "column": heading.text if heading else name,
            "index": heading.index if heading else None,
            "value": words.text(spot.row.cell(heading)) if heading else "",
            "message": message,
        }

    # The end

    def _findings(self) -> Findings:
        repeated = "periode dan rincian yang sama sudah ada di baris %1$s" + (
            " lembar “%2$s”" if self.tables > 1 else ""
        )
        staging.mark_twice(
            self.run, f"{repeated}. Sisakan satu, atau beri rincian yang membedakannya."
        )
        return Findings(
            rows=self.rows,
            skipped_rows=len(self.skipped),
            counts=counts_of(self.run),
            problems=tuple(self.problems),
            questions=tuple(self.asking.with_rows(self.run)),
            totals=tuple(self.totals),
            columns=tuple(self.columns),
            notices=tuple(dict.fromkeys([*self.asking.unused(), *self.notices])),
            cautions=tuple(dict.fromkeys(self.cautions)),
            offices=tuple(sorted(self.offices)),
            sheets=self.tables,
        )


def counts_of(run: ImportRun) -> dict[str, int]:
    return dict(run.lines.order_by().values_list("state").annotate(Count("pk")))


def taken(table: Table, examples: Sequence[tabular.Row]) -> Iterator[TakenColumn]:
    for heading in table.headings:
        cells = tuple(words.text(row.cell(heading)) for row in examples)
        name = heading.measure.name if heading.measure else heading.column
        name = name if heading in table.measures or not heading.measure else ""
        name = f"{' atau '.join(heading.either)}?" if heading.either else name
        yield TakenColumn(table.sheet, heading.letter, heading.text, name, cells)
