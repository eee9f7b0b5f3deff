"""A cross table as one value: cells by row and column, their totals, what was printed beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.figures.made_up import MadeUp
from reports.figures.pivot.axes import Axis, Count


@dataclass(frozen=True)
class Printed:
    """What the offices published themselves for a whole row, column or table."""

    rows: Mapping[str, int] = field(default_factory=dict)
    columns: Mapping[str, int] = field(default_factory=dict)
    total: int | None = None


@dataclass(frozen=True)
class Grid:
    """Keys are those of the axes; what is in no mapping is `absent`: unknown, or 0 of sessions.

    `rows`, `columns` and `total` are absent where nothing may be added up (outcomes).
    """

    row_axis: Axis
    column_axis: Axis | None
    count: Count
    cells: Mapping[tuple[str, str], int]
    rows: Mapping[str, int]
    columns: Mapping[str, int]
    total: int | None
    absent: int | None = None
    printed: Printed = Printed()
    without: frozenset[int] = frozenset()  # offices of which nothing is known
    undetailed: frozenset[int] = frozenset()  # offices that publish totals, but not by these axes
    unknown: int = 0  # sessions that say nothing about their participants
    made_up: MadeUp = MadeUp.NONE
    folded: int = 0  # villages or districts that are in the totals only

    def cell(self, row: str, column: str) -> int | None:
        return self.cells.get((row, column), self.absent)

    @property
    def axes(self) -> tuple[Axis, ...]:
        return tuple(filter(None, (self.row_axis, self.column_axis)))


def difference(printed: int | None, added: int | None) -> int | None:
    """Printed minus added up; None unless something was printed and it is another number."""
    if printed is None or printed == added:
        return None
    return printed - (added or 0)
