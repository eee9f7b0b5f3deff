"""What is to be said about cells of a sheet, and how it looks there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Tone = Literal["error", "question"]
COLOURS = {"error": "FFC7CE", "question": "FFE699"}  # Excel's own light red; amber
AUTHOR = "Portal DBI"
MARKED = "marked.xlsx"  # what the child calls the copy it leaves behind
LONGEST = 2_000  # letters of one note
LETTERS_IN_LINE, LINE, WIDTH, LEAST = 42, 16, 280, 60  # how large a note is drawn, in pixels


@dataclass(frozen=True)
class Note:
    """One sentence about one cell, a row or a sheet.

    `row` is the number the spreadsheet shows, `column_index` counts from 0. Without a column the
    note stands at the first filled cell of its row, without a row at the first one of its sheet.
    """

    sheet: str
    row: int | None
    column_index: int | None
    sentence: str
    tone: Tone = "error"


@dataclass(frozen=True)
class Sticker:
    """All that is said in one cell."""

    text: str
    tone: Tone

    @property
    def colour(self) -> str:
        return COLOURS[self.tone]

    @property
    def height(self) -> int:
        """In pixels, so that the whole text shows."""
        lines = sum(1 + len(line) // LETTERS_IN_LINE for line in self.text.split("\n"))
        return LEAST + LINE * lines


class Notes:
    """The notes of one sheet, gathered by cell as its rows go by."""

    def __init__(self, notes: Iterable[Note]):
        self._by_row: dict[int | None, list[Note]] = {}
        for note in notes:
            self._by_row.setdefault(note.row, []).append(note)

    def at(self, number: int, cells: list) -> dict[int, Sticker]:
        """Column index → what to stick there, of row `number` with these cells."""
        notes = self._by_row.pop(number, [])
        filled = next((place for place, cell in enumerate(cells) if cell is not None), None)
        if filled is not None:
            notes = self._by_row.pop(None, []) + notes
        by_column: dict[int, list[Note]] = {}
        for note in notes:
            place = filled or 0 if note.column_index is None else note.column_index
            by_column.setdefault(place, []).append(note)
        return {column: _sticker(said) for column, said in by_column.items()}

    def rest(self) -> list[int]:
        """Rows with a note that have not come by: blank ones behind the last filled row."""
        return sorted(number for number in self._by_row if number is not None)


def _sticker(notes: list[Note]) -> Sticker:
    tone: Tone = "error" if any(note.tone == "error" for note in notes) else "question"
    return Sticker("\n".join(dict.fromkeys(note.sentence for note in notes))[:LONGEST], tone)
