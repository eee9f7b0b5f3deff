"""Which topics and which groups have arrived where, and where not. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

REGENCIES, DISTRICTS, VILLAGES = "kabupaten/kota", "kecamatan", "desa/kelurahan"  # of a column


@dataclass(frozen=True)
class Cell:
    """One topic or group in one region: villages reached with it, of how many, by how many."""

    code: str
    name: str
    reached: int
    villages: int
    sessions: int


@dataclass(frozen=True)
class Line:
    """A topic or group: its total, and a cell for every region in the order of the columns."""

    pk: int
    name: str
    total: Cell
    cells: tuple[Cell, ...]

    @property
    def arrived(self) -> int:
        """Regions in which it was heard at least once."""
        return sum(1 for cell in self.cells if cell.sessions)

    @property
    def lacking(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if not cell.sessions)


@dataclass(frozen=True)
class Matrix:
    """Terms against regions; `kind` is what a column is: one of the three."""

    columns: tuple[tuple[str, str], ...]  # (code, name)
    kind: str
    lines: tuple[Line, ...]


def matrix(
    terms: Iterable[tuple[int, str]],
    columns: Sequence[tuple[str, str, int]],
    rows: Iterable[tuple[int, str | None, int, int]],
    *,
    kind: str,
) -> Matrix:
    """From terms (id, name), columns (code, name, villages) and rows of `reach.terms`.

    What arrived in the fewest regions comes first; terms keep their own order among equals.
    """
    found = {(pk, code): (reached, sessions) for pk, code, reached, sessions in rows}
    everything = sum(villages for _, _, villages in columns)
    lines = []
    for pk, name in terms:
        cells = tuple(
            Cell(code, place, *_told(found, pk, code, villages))
            for code, place, villages in columns
        )
        whole = Cell("", "", *_told(found, pk, None, everything))
        lines.append(Line(pk, name, whole, cells))
    return Matrix(
        tuple((code, name) for code, name, _ in columns),
        kind,
        tuple(sorted(lines, key=lambda line: (line.arrived, line.total.reached))),
    )


def _told(found: dict, pk: int, code: str | None, villages: int) -> tuple[int, int, int]:
    reached, sessions = found.get((pk, code), (0, 0))
    return reached, villages, sessions
