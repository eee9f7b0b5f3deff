"""What merged cells below a header mean: one text for several rows, or a line across the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.tabular.headers import Merged, Numbered


def filled_down(
    rows: Iterator[Numbered], merged: Sequence[Merged], figures: set[int]
) -> Iterator[Numbered]:
    """Cells merged downwards hold their text in every row; figures are never repeated."""
    starts: dict[int, list[tuple[int, int]]] = {}
    for first, last, column, _ in merged:
        if last > first and column not in figures:
            starts.setdefault(first, []).append((column, last))
    open_: dict[int, tuple[int, Cell]] = {}
    for number, cells in rows:
        for column, (last, value) in list(open_.items()):
            if number > last:
                del open_[column]
            elif column < len(cells) and cells[column] is None:
                cells = [*cells[:column], value, *cells[column + 1 :]]
            elif column >= len(cells):
                cells = [*cells, *[None] * (column - len(cells)), value]
        for column, last in starts.get(number, ()):
            if column < len(cells) and cells[column] is not None:
                open_[column] = (last, cells[column])
        yield number, cells


def banners(merged: Sequence[Merged], figures: set[int], width: int) -> frozenset[int]:
    """Rows whose text is merged across the columns of figures, or across most of a list."""

    def covers(first: int, last: int) -> bool:
        if figures:
            return first not in figures and any(first < at <= last for at in figures)
        return (last - first + 1) * 2 > width

    return frozenset(top for top, _, first, last in merged if covers(first, last))
