"""Whether "8,837" may stand for 8.837: only in a sheet that writes no thousands with a dot."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.tabular.counts import Doubtful, Style


class Evidence:
    """How the figures of a sheet set thousands apart, gathered while its rows go by.

    Only what may become doubtful is kept, a few bytes a cell.
    """

    def __init__(self):
        self.seen: set[Style] = set()
        self._cells: dict[tuple[str, Style], int] = {}
        self._rows, self._columns, self._which = array("L"), array("L"), array("L")

    def note(self, style: Style, row: int, column: int, cell: str) -> None:
        """`column` is whatever number the caller knows the column by."""
        self.seen.add(style)
        if style in {Style.DOTS, Style.COMMAS}:
            self._rows.append(row)
            self._columns.append(column)
            self._which.append(self._cells.setdefault((cell, style), len(self._cells)))

    @property
    def doubted(self) -> frozenset[Style]:
        """Commas beside any dots; dots only beside commas that can be nothing but thousands."""
        doubted = set()
        if self.seen & {Style.DOTS, Style.DOTS_SURE}:
            doubted.add(Style.COMMAS)
        if Style.COMMAS_SURE in self.seen:
            doubted.add(Style.DOTS)
        return frozenset(doubted & self.seen)

    def doubts(self) -> Iterator[tuple[int, int, str, Doubtful]]:
        """(row, column, cell, what to ask) of every cell that does not stand."""
        if not self.doubted:
            return
        cells = list(self._cells)
        for row, column, which in zip(self._rows, self._columns, self._which, strict=True):
            cell, style = cells[which]
            if style in self.doubted:
                yield row, column, cell, doubt(cell)


def doubt(cell: str) -> Doubtful:
    """ "8,837" in a sheet that also writes "8.837"."""
    words = " ".join(cell.split())
    mark, other = ("koma", "titik") if "," in words else ("titik", "koma")
    meant = int("".join(char for char in words if char.isdigit()))
    return Doubtful(
        f"“{words}” dapat dibaca dua cara, karena lembar ini juga memakai {other} sebagai pemisah "
        f"ribuan. Apakah maksudnya {angka(meant)}?",
        ((str(meant), angka(meant), f"{mark} memisahkan ribuan"),),
    )
