"""Small counts are left out, together with what would give them away. Pure: values in, values out.

A count of 1 to 4 may point at somebody, so it is not published. Nor are other cells, as many as it
takes that nobody can work it out from the totals around it, or even tell that it is below 5. Zero
points at nobody and stays: what is hidden is therefore known to be at least 1. docs/adr/0036.

Why it holds: for each small cell there is another table that shows exactly the same published
cells and has 5 or more in that one. It is found as a move: +d in the cell and, for each axis,
-d in a neighbour that takes it over, so that sums stay as they are; along an axis without such a
neighbour the sums above change, and are hidden too. Whatever a move changes is hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import nsmallest
from itertools import product
from math import inf

LEAST = 5
NEIGHBOURS = 4  # how many are tried an axis: the cheapest ones

Cell = tuple[str, ...]  # one member or total an axis: ("kanwil-x", "2025-08")


@dataclass(frozen=True)
class Axis:
    """How a table is divided one way: each member with the totals it is part of, nearest first.

    `{"2025-08": ("2025",)}`; no member is a total as well.
    """

    members: Mapping[str, tuple[str, ...]]

    def line(self, member: str) -> tuple[str, ...]:
        return member, *self.members[member]

    @cached_property
    def families(self) -> dict[tuple[str, ...], list[str]]:
        """Members with the same totals: one can take over from the other and no sum changes."""
        found = defaultdict(list)
        for member, totals in self.members.items():
            found[totals].append(member)
        return found

    def siblings(self, member: str) -> list[str]:
        return [each for each in self.families[self.members[member]] if each != member]


@dataclass(frozen=True)
class Protected:
    """A table with all its sums, and which cells of it are not to be shown."""

    cells: Mapping[Cell, int]
    hidden: frozenset[Cell]

    def shown(self, cell: Cell) -> int | None:
        """What may be published; None where it may not, or where nothing is known."""
        return None if cell in self.hidden else self.cells.get(cell)


def protect(values: Mapping[Cell, int], axes: Sequence[Axis]) -> Protected:
    """The table of `values` (one member an axis, counts of 0 or more) with sums along every axis.

    A cell without a value is not known: it is in no sum and never shown.
    """
    cells = add_up(values, axes)
    hidden = {cell for cell, value in cells.items() if 0 < value < LEAST}
    moves = Moves(values, axes, cells, hidden)
    for cell in sorted(hidden, key=lambda cell: (cells[cell], cell)):
        hidden |= moves.cheapest(cell)
    return Protected(cells, frozenset(hidden))


def add_up(values: Mapping[Cell, int], axes: Sequence[Axis]) -> dict[Cell, int]:
    """Every cell and every sum above it."""
    sums: dict[Cell, int] = defaultdict(int)
    for leaf, value in values.items():
        if value < 0:
            raise ValueError(f"{leaf} counts less than nothing: {value}")
        for cell in product(*_lines(axes, leaf)):
            sums[cell] += value
    return dict(sums)


def _lines(axes: Sequence[Axis], leaf: Cell) -> Iterator[tuple[str, ...]]:
    return (axis.line(member) for axis, member in zip(axes, leaf, strict=True))


@dataclass
class Moves:
    """Looks for the move that hides least. `hidden` is the caller's, and grows while it looks."""

    values: Mapping[Cell, int]
    axes: Sequence[Axis]
    cells: Mapping[Cell, int]
    hidden: set[Cell]

    @cached_property
    def beneath(self) -> dict[Cell, list[Cell]]:
        """The counted leaves of each total."""
        found = defaultdict(list)
        for leaf, value in self.values.items():
            for cell in product(*_lines(self.axes, leaf)) if value else ():
                found[cell].append(leaf)
        return found

    def cheapest(self, cell: Cell) -> set[Cell]:
        """What has to be hidden so that this cell might as well be `LEAST`."""
        by = LEAST - self.cells[cell]
        best, price = set(), inf
        for leaf in self._leaves(cell):
            for least, partners in self._choices(cell, leaf, by):
                if least >= price:
                    break
                changed = self._changed(leaf, partners, by)
                if changed is not None and (asked := self._price(changed)) < price:
                    best, price = changed, asked
        return best

    def _price(self, cells: Iterable[Cell]) -> int:
        """What is lost when these are hidden; what is hidden already costs nothing."""
        return sum(self.cells[each] + 1 for each in cells if each not in self.hidden)

    def _leaves(self, cell: Cell) -> list[Cell]:
        """Where the move begins: the cell itself, or the largest ones it is the sum of."""
        return sorted(self.beneath[cell], key=lambda leaf: (-self.values[leaf], leaf))[:2]

    def _choices(self, cell: Cell, leaf: Cell, by: int) -> list[tuple[int, tuple]]:
        """Who takes over along each axis, with the least it can cost; the cheapest first.

        The least is what lies on the axes through the leaf: the corners beyond come on top.
        """
        options = [self._partners(cell, leaf, number, by) for number in range(len(leaf))]
        found = (zip(*chosen, strict=True) for chosen in product(*options))
        return sorted(
            ((sum(prices), partners) for prices, partners in found), key=lambda each: each[0]
        )

    def _partners(
        self, cell: Cell, leaf: Cell, number: int, by: int
    ) -> list[tuple[int, str | None]]:
        """Those along one axis that have enough to give, with their price; the cheapest ones.

        None: nobody takes over and the sums above change instead. A total can only change so.
        """
        axis, member = self.axes[number], leaf[number]
        near = [_at(leaf, number, total) for total in axis.members[member]]
        nobody = [(self._price(near), None)]
        if cell[number] != member:
            return nobody
        before, after = leaf[:number], leaf[number + 1 :]
        fitting = []
        for other in axis.siblings(member):
            place = (*before, other, *after)
            if (value := self.values.get(place, 0)) > by:
                fitting.append((0 if place in self.hidden else value + 1, other))
        return nsmallest(NEIGHBOURS, fitting) + nobody

    def _changed(self, leaf: Cell, partners: Iterable[str | None], by: int) -> set[Cell] | None:
        """The cells this move changes; None when one of them has too little to give."""
        partners = tuple(partners)
        for corner, gives in _corners(leaf, partners):
            if self.values.get(corner, 0) <= (by if gives else 0):
                return None
        pairs = zip(self.axes, leaf, partners, strict=True)
        return set(product(*(_moved(axis, member, other) for axis, member, other in pairs)))


def _at(leaf: Cell, number: int, member: str) -> Cell:
    """The cell beside `leaf`, another member on one axis."""
    return (*leaf[:number], member, *leaf[number + 1 :])


def _corners(leaf: Cell, partners: Sequence[str | None]) -> Iterator[tuple[Cell, bool]]:
    """The leaves a move changes, and whether each gives; those that do not give take."""
    choices = [
        (member,) if other is None else (member, other)
        for member, other in zip(leaf, partners, strict=True)
    ]
    return zip(product(*choices), _givers(tuple(map(len, choices))), strict=True)


@lru_cache
def _givers(sizes: tuple[int, ...]) -> tuple[bool, ...]:
    """For every corner: one step aside gives, two take, three give."""
    return tuple(sum(steps) % 2 == 1 for steps in product(*map(range, sizes)))


def _moved(axis: Axis, member: str, other: str | None) -> list[str]:
    """Members and totals of one axis that change: what both are part of stays."""
    if other is None:
        return list(axis.line(member))
    mine, theirs = axis.line(member), axis.line(other)
    return [each for each in (*mine, *theirs) if (each in mine) != (each in theirs)]
