"""What a spreadsheet holds, once it has been read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

NOT_CALCULATED = "#RUMUS"
Cell = int | float | str | bool | date | datetime | None
Merged = tuple[int, int, int, int]  # first row, last row (from 1), first column, last (from 0)


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows[0]` is the row the spreadsheet numbers `first_row`; rows differ in length.

    An empty cell is None. A cell with an error holds its text ("#REF!"), a formula that was never
    calculated NOT_CALCULATED: neither reads as a number, so neither is taken for a blank.
    """

    name: str
    rows: list[list[Cell]] = field(repr=False)
    first_row: int = 1
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Merged, ...] = ()

    def numbered(self) -> Iterator[tuple[int, list[Cell]]]:
        """Each row with the number the spreadsheet shows for it."""
        return enumerate(self.rows, start=self.first_row)


@dataclass(frozen=True)
class Workbook:
    """Everything in a file: at least one sheet has at least one filled cell."""

    sheets: list[Sheet]


@dataclass(frozen=True)
class Limits:
    """How much of a file is read before it is refused. Sizes in bytes, time in seconds."""

    file_size: int = 20 * 1024**2
    unpacked_size: int = 400 * 1024**2
    sheets: int = 50
    rows: int = 200_000  # of one sheet
    columns: int = 256
    cells: int = 4_000_000  # of the whole file, empty ones within a table counted
    letters: int = 100_000_000  # of the whole file
    letters_in_cell: int = 32_767  # what Excel holds
    memory: int = 512 * 1024**2
    seconds: int = 20


def trimmed(rows: list[list[Cell]]) -> list[list[Cell]]:
    """`rows` without the empty cells at the end of each and without empty rows at the end."""
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows
