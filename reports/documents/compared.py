"""One figure as each source of a report states it, and where paper and workbook state it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reports.documents.reading import Book, Paper
from reports.documents.table import Table
from reports.documents.tables import tables
from reports.figures.monthly.content import MonthlyFigures

NOT_ASKED: Final = "tidak dibandingkan"  # the source has no such figure, or not as of that moment
FIRST_NUMBER = 2  # a row begins with its label and its unit
Said = int | str | None


@dataclass(frozen=True)
class Compared:
    """`figure` is its name; the others are what a source states, None where it states none."""

    figure: str
    snapshot: int | None
    facts: Said = NOT_ASKED
    pdf: Said = NOT_ASKED
    xlsx: Said = NOT_ASKED
    dashboard: Said = NOT_ASKED

    @property
    def said(self) -> dict[str, Said]:
        return {name: value for name, value in vars(self).items() if name != "figure"}

    @property
    def differs(self) -> bool:
        return len({value for value in self.said.values() if value != NOT_ASKED}) > 1

    def as_json(self) -> dict:
        told = {name: None if value == NOT_ASKED else value for name, value in self.said.items()}
        return {"figure": self.figure, **told}


class Documents:
    """The paper and the workbook of one report, and which tables they should hold."""

    def __init__(self, figures: MonthlyFigures, *, pdf: bytes, xlsx: bytes):
        self.paper, self.book = Paper(pdf), Book(xlsx)
        self._tables = {table.sheet: table for table in tables(figures)}
        self._nil = figures.nil  # such a paper says that there is nothing, and prints no table

    def table(self, sheet: str) -> Table | None:
        """Of that sheet; None where the report leaves it out."""
        table = self._tables.get(sheet)
        return table if table and table.rows else None

    def say(
        self, table: Table, *, label: str, unit: str, column: int, wanted: int | None
    ) -> dict[str, Said]:
        """The number in that column (counted from the label's) of the row, on both."""
        left_off = sum(header in table.left_off for header in table.headers[:column])
        at = column - FIRST_NUMBER - left_off
        return {
            "pdf": NOT_ASKED
            if self._nil
            else self.paper.numbers(label, unit, at=at, wanted=wanted),
            "xlsx": self.book.cell(table, label, at=column),
        }
