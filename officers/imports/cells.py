"""Reading the cells of one table: each column by its field's widget, each distinct cell once."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice, repeat, starmap
from typing import Any

from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.tabular import FIGURE, Heading, Row, Table, words
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
        self.stated_class = resource.stated_class
        self.unsaid = {each.name: unsaid(each) for each in dataclasses.fields(self.stated_class)}


@dataclass(frozen=True, slots=True)
class Read:
    """A cell and what reading it came to."""

    attribute: str
    value: Any  # or Faulty
    name: str
    cell: Cell


@dataclass
class Block:
    """Rows column by column: attribute -> a value for each row, and what could not be read."""

    values: dict[str, Iterable[Any]] = field(default_factory=dict)
    faults: list[tuple[int, Read]] = field(default_factory=list)  # number of the row, its cell


class Plan:
    """Which cell of a row goes to which attribute: from a column, from the heading, from the sheet.

    A chunk of rows is read column by column, which takes a fraction of the time that going from
    cell to cell takes.
    """

    def __init__(self, readers: Readers, table: Table):
        self.readers = readers
        columns = {each.column: each for each in table.columns if each.column in readers.fields}
        self.shared = [(each.index, name) for name, each in columns.items()]
        given = {name: value for name, value in table.fixed.items() if name not in columns}
        self.fixed = [self.constant(name, value) for name, value in given.items()]
        self.measures = [
            (heading, [self.constant(*pair) for pair in heading.measure.fixed])
            for heading in table.measures
        ] or [(None, [])]
        spoken = {name for heading in table.measures for name, _ in heading.measure.fixed}
        spoken |= {FIGURE} if table.measures else set()
        left = readers.fields.keys() - columns.keys() - given.keys() - spoken
        self.fixed += [self.constant(name, None) for name in left]

    def constant(self, name: str, value: Cell) -> Read:
        attribute, _ = self.readers.fields[name]
        return Read(attribute, self.readers.read[name][value.__class__, value], name, value)

    def block(self, rows: Sequence[Row]) -> Block:
        """What all figures of a row share."""
        block = Block()
        for index, name in self.shared:
            self.read_column(block, rows, index, name)
        self.read_fixed(block, rows, self.fixed)
        return block

    def read_column(self, block: Block, rows: Sequence[Row], index: int, name: str) -> list[Cell]:
        """Read one column into the block; returns its cells."""
        attribute, _ = self.readers.fields[name]
        read, cells = self.readers.read[name], column_of(rows, index)
        values = [read[cell.__class__, cell] for cell in cells]
        block.values[attribute] = values
        if Faulty in set(map(type, values)):
            for at, value in enumerate(values):
                if value.__class__ is Faulty:
                    block.faults.append((at, Read(attribute, value, name, cells[at])))
                    values[at] = self.readers.unsaid[attribute]()
        return cells

    def read_fixed(self, block: Block, rows: Sequence[Row], fixed: Sequence[Read]) -> None:
        """What a heading or the whole sheet says of every row."""
        for each in fixed:
            value = each.value
            if value.__class__ is Faulty:
                block.faults += [(at, each) for at in range(len(rows))]
                value = self.readers.unsaid[each.attribute]()
            block.values[each.attribute] = repeat(value)

    def stated(self, block: Block, rows: Sequence[Row]) -> Iterator[Any]:
        """One object of the resource's `stated_class` a row."""
        columns = [
            block.values.get(name) or starmap(make, repeat(()))
            for name, make in self.readers.unsaid.items()
        ]
        return islice(map(self.readers.stated_class, *columns), len(rows))


def unsaid(attribute: dataclasses.Field) -> Callable[[], Any]:
    """Makes what an attribute is when no cell says it; the class has a default for each."""
    if attribute.default_factory is not dataclasses.MISSING:
        return attribute.default_factory
    return partial(_itself, attribute.default)


def _itself(value: Any) -> Any:
    return value


def column_of(rows: Sequence[Row], index: int) -> list[Cell]:
    """A column's cells; a row that is too short has none there."""
    try:
        return [row.cells[index] for row in rows]
    except IndexError:
        return [row.cells[index] if index < len(row.cells) else None for row in rows]


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
