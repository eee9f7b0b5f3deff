"""Reading the cells of one table: each column by its field's widget, each distinct cell once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.tabular import FIGURE, Heading, Table, words
from officers.imports.resource import SheetResource

MOST_REMEMBERED = 20_000  # distinct cells of a column; a register of free text starts over


class Faulty:
    """What reading a cell came to when it was no value: an error sentence or a doubt."""

    __slots__ = ("error",)

    def __init__(self, error: ValueError):
        self.error = error


class Remembering(dict):
    """(type, cell) -> value or Faulty, read at most once."""

    def __init__(self, read: Callable[[Cell], Any]):
        super().__init__()
        self.read = read

    def __missing__(self, key: tuple[type, Cell]) -> Any:
        try:
            value = self.read(key[1])
        except ValueError as error:  # ValidationError is no ValueError: a mistake of ours stays one
            value = Faulty(error)
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        self[key] = value
        return value


class Readers:
    """The resource's columns, each with what it has read so far; one for a whole check."""

    def __init__(self, resource: SheetResource):
        self.fields = {
            field.column_name: (attribute, field) for attribute, field in resource.fields.items()
        }
        self.read = {
            name: Remembering(field.widget.clean) for name, (_, field) in self.fields.items()
        }

    def plan(self, table: Table) -> Plan:
        return Plan(self, table)


class Plan:
    """Which cell of a row goes to which attribute: from a column, from the heading, from the sheet.

    `shared` are read once a row, `fixed` once a table, `by_measure` once a figure.
    """

    def __init__(self, readers: Readers, table: Table):
        self.readers = readers
        placed = {heading.column: heading for heading in table.columns}
        self.shared = [
            (readers.fields[name][0], heading.index, readers.read[name], name)
            for name, heading in placed.items()
            if name in readers.fields
        ]
        given = {name: value for name, value in table.fixed.items() if name not in placed}
        self.fixed = [self.constant(name, value) for name, value in given.items()]
        settled = {*placed, *given}
        self.measures = [
            (heading, [self.constant(*pair) for pair in heading.measure.fixed])
            for heading in table.measures
        ] or [(None, [])]
        spoken = {name for heading in table.measures for name, _ in heading.measure.fixed}
        spoken |= {FIGURE} if table.measures else set()
        spoken |= {FIGURE} if table.measures else set()
        left = readers.fields.keys() - settled - spoken
        self.fixed += [self.constant(name, None) for name in left]

    def constant(self, name: str, value: Cell) -> tuple[str, Any, str, Cell]:
        attribute, _ = self.readers.fields[name]
        return attribute, self.readers.read[name][value.__class__, value], name, value


def of_row(cells: Sequence[Cell], plan: Plan) -> list[tuple[str, Any, str, Cell]]:
    """(attribute, value or Faulty, column, cell) of the columns all figures of a row share."""
    width = len(cells)
    found = []
    for attribute, index, read, name in plan.shared:
        cell = cells[index] if index < width else None
        found.append((attribute, read[cell.__class__, cell], name, cell))
    return found


def words_of(cells: Sequence[Cell], headings: Sequence[Heading]) -> str:
    """The row as it stands, for who must find it again."""
    width = len(cells)
    spoken = (words.text(cells[each.index]) for each in headings if each.index < width)
    return " · ".join(filter(None, spoken))[:500]


def heading_of(table: Table, name: str, measure: Heading | None) -> Heading | None:
    """The sheet's own heading for one of our columns."""
    if measure and (measure.column == name or name in dict(measure.measure.fixed)):
        return measure
    return next((each for each in table.columns if each.column == name), None)
