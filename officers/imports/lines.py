"""One line of a file: what it states, what is wrong with it, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from dbi_portal.lib.numbers import Missing
from dbi_portal.lib.tabular import FIGURE, Doubtful, Heading, Row, Table, words
from officers.imports import staging
from officers.imports.asking import Asking
from officers.imports.cells import Block, Faulty, Plan, Read, Readers, heading_of, words_of
from officers.imports.findings import Choice
from officers.imports.resource import SKIP, Draft, LeftOut, SheetResource, State, Unsettled
from officers.models import ImportRun


@dataclass(slots=True)
class Spot:
    """A line on its way. `errors`: column -> what stands in the way, ValueErrors and the like.

    Most lines have none, and never get so much as an empty dict for them.
    """

    table: Table
    row: Row
    measure: Heading | None
    stated: Any
    where: tuple[str, str]  # as `staging.place` writes sheet and heading
    errors: dict[str, list] | None = None

    def add(self, name: str, *errors: Exception) -> None:
        self.errors = self.errors or {}
        self.errors.setdefault(name, []).extend(errors)


@dataclass
class Carried:
    """What one pass over the file teaches the next: figures that read in two ways after all, and
    what somebody answered about such cells, so that totals count them.
    """

    doubts: dict[str, dict[Any, Doubtful]] = field(default_factory=dict)  # sheet -> cell -> doubt
    counted: dict[Any, int] = field(default_factory=dict)  # cell -> what it is
    news: bool = False

    def doubt(self, sheet: str, cell: Any, doubtful: Doubtful) -> None:
        known = self.doubts.setdefault(sheet, {})
        self.news = self.news or cell not in known
        known[cell] = doubtful

    def count(self, cell: Any, number: int) -> None:
        self.news = self.news or cell not in self.counted
        self.counted[cell] = number


class Lines:
    """Makes lines of rows, with one resource and one set of answers for the whole file."""

    def __init__(
        self,
        run: ImportRun,
        resource: SheetResource,
        answers: Mapping[str, str],
        carried: Carried,
    ):
        self.run, self.resource, self.answers, self.carried = run, resource, answers, carried
        self.asking = Asking(answers)
        self.readers = Readers(resource)
        self.labels = {name: each.column_name for name, each in resource.fields.items()}
        self.skipped: set[tuple[str, int]] = set()
        self.unfilled: dict[tuple[Table, int], bool] = {}
        self.unwanted = any(asked.startswith("baris|") for asked in answers)

    # Cells

    def spots(self, table: Table, plan: Plan, rows: Sequence[Row]) -> list[Spot]:
        """A line for each figure of each row; one a row for a kind without figures."""
        shared = plan.block(rows)
        found = [self._spots(table, plan, rows, shared, *measure) for measure in plan.measures]
        if len(found) == 1:
            return found[0]
        return [spot for of_row in zip(*found, strict=True) for spot in of_row]

    def _spots(
        self,
        table: Table,
        plan: Plan,
        rows: Sequence[Row],
        shared: Block,
        measure: Heading | None,
        fixed: Sequence[Read],
    ) -> list[Spot]:
        block = Block(dict(shared.values), list(shared.faults))
        if measure is not None:
            plan.read_fixed(block, rows, fixed)
            cells = plan.read_column(block, rows, measure.index, FIGURE)
            self._doubt(block, table, cells)
        stated = plan.stated(block, rows)
        where = staging.place(self.run.pk, table.sheet, measure.text if measure else "")
        spots = [
            Spot(table, row, measure, one, where) for row, one in zip(rows, stated, strict=True)
        ]
        for at, read in block.faults:
            self._fill(spots[at], read)
        return spots

    def _doubt(self, block: Block, table: Table, cells: Sequence[Any]) -> None:
        """Figures that an earlier pass found to read in two ways after all."""
        doubts = self.carried.doubts.get(table.sheet, {})
        for at, cell in enumerate(cells) if doubts else ():
            if cell in doubts:
                attribute, _ = self.readers.fields[FIGURE]
                block.faults.append((at, Read(attribute, Faulty(doubts[cell]), FIGURE, cell)))

    def _fill(self, spot: Spot, read: Read) -> None:
        value = self._settled(spot, read.name, read.cell, read.value)
        if value.__class__ is not Faulty:
            setattr(spot.stated, read.attribute, value)

    def _settled(self, spot: Spot, name: str, cell: Any, faulty: Faulty) -> Any:
        """A cell that reads in two ways is asked, once for all cells of the column written so."""
        error = faulty.error
        if isinstance(error, Doubtful):
            choices = [Choice(code, label, why=why) for code, label, why in error.candidates]
            error = Unsettled(str(error), asked=f"sel|{name}|{cell!r}", candidates=choices)
            answer = self._answer(spot, name, error)
            if answer and answer != SKIP:
                return self._as_answered(spot, name, cell, answer)
        spot.add(name, error)
        return faulty

    def _as_answered(self, spot: Spot, name: str, cell: Any, answer: str) -> Any:
        value = self.readers.read[name][str, answer]
        if value.__class__ is Faulty:
            spot.add(name, value.error)
        elif name == FIGURE and isinstance(value, int):
            self.carried.count(cell, value)
        return value

    # What becomes of it

    def outcome(self, spot: Spot, position: int) -> str | Draft:
        """A Draft to compare, or a finished line that says why there is none.

        A row with an unreadable cell is settled all the same, so that everything wrong with it is
        said at once; what is missing only because that cell could not be read is not.
        """
        if self.unwanted and self._is_unwanted(spot):
            return self._told(spot, position, State.SKIPPED, [("", "dilewati sesuai permintaan.")])
        if spot.errors and self._is_unfilled(spot):
            return self._told(spot, position, State.SKIPPED, [(FIGURE, "kolomnya belum diisi.")])
        read = dict(spot.errors or {})
        while True:
            try:
                self.resource.settle(spot.stated)
                if not spot.errors:
                    return self.resource.draft(spot.stated)
            except LeftOut as reason:
                return self._told(spot, position, State.SKIPPED, [("", str(reason))])
            except ValidationError as refused:
                self._sort(spot, refused, read)
                if self._answered_all(spot):
                    spot.errors = dict(read) or None
                    continue
            return self._refused(spot, position)

    def _is_unfilled(self, spot: Spot) -> bool:
        """Whether the figure is missing because its whole month is: December, in a sheet of May."""
        heading, missing = spot.measure, spot.errors.get(FIGURE, ())
        if heading is None or heading.span is None or not missing:
            return False
        if not all(isinstance(error, Missing) for error in missing):
            return False
        at = spot.table, heading.index
        if at not in self.unfilled:
            self.unfilled[at] = not spot.table.written(heading)
        return self.unfilled[at]

    def _is_unwanted(self, spot: Spot) -> bool:
        return self.answers.get(f"baris|{spot.table.sheet}|{spot.row.number}") == SKIP

    def _sort(self, spot: Spot, refused: ValidationError, read: Mapping[str, list]) -> None:
        """By the sheet's column; an Unsettled keeps what it asks."""
        by_attribute = refused.error_dict if hasattr(refused, "error_dict") else {"": [refused]}
        for attribute, errors in by_attribute.items():
            name = self.labels.get(attribute, "")
            if name not in read:
                spot.add(name, *errors)

    def _answered_all(self, spot: Spot) -> bool:
        """Every open question of the row has an answer that was not tried yet."""
        fresh = False
        for name, errors in spot.errors.items():
            for error in errors:
                if not isinstance(error, Unsettled):
                    continue
                answer = self._answer(spot, name, error)
                if not answer or answer == SKIP or self.resource.chosen.get(error.asked) == answer:
                    return False
                self.resource.chosen[error.asked] = answer
                fresh = True
        return fresh

    def _refused(self, spot: Spot, position: int) -> str:
        every = [(name, error) for name, errors in spot.errors.items() for error in errors]
        asked = ""
        for name, error in every:
            if not isinstance(error, Unsettled):
                continue
            if self._answer(spot, name, error) == SKIP:
                reason = [(name, "dilewati sesuai jawaban atas pertanyaannya.")]
                return self._told(spot, position, State.SKIPPED, reason)
            asked = asked or self.asking.number(error.asked)
        open_only = all(isinstance(error, Unsettled) and not error.unknown for _, error in every)
        messages = [(name, getattr(error, "message", None) or str(error)) for name, error in every]
        state = State.QUESTION if asked and open_only else State.ERROR
        return self._told(spot, position, state, messages, question=asked)

    def _answer(self, spot: Spot, name: str, error: Unsettled) -> str:
        heading = heading_of(spot.table, name, spot.measure)
        value = words.text(spot.row.cell(heading)) if heading else ""
        where = spot.table.sheet, spot.row.number, heading.text if heading else name
        return self.asking.answer(error, where, value)

    def _told(
        self,
        spot: Spot,
        position: int,
        state: str,
        reasons: Sequence[tuple[str, str]],
        *,
        question: str = "",
    ) -> str:
        if state == State.SKIPPED:
            self.skipped.add((spot.table.sheet, spot.row.number))
        messages = [message_of(spot, name, message) for name, message in reasons]
        said = words_of(spot.row.cells, [*spot.table.columns, *spot.table.measures])
        return staging.told(
            spot.where, position, spot.row.number, state, messages, question=question, said=said
        )


def message_of(spot: Spot, name: str, message: str) -> dict[str, Any]:
    """A sentence at its cell: the sheet's heading, the column's index from 0, what stands there."""
    heading = heading_of(spot.table, name, spot.measure) if name else None
    return {
        "column": heading.text if heading else name,
        "index": heading.index if heading else None,
        "value": words.text(spot.row.cell(heading)) if heading else "",
        "message": message,
    }
