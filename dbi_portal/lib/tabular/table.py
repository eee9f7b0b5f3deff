"""A sheet's table: its headings at once, its rows one by one, what they add up to at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.tabular.counts import Doubtful
from dbi_portal.lib.tabular.headings import Heading
from dbi_portal.lib.tabular.rows import Row, Shapes
from dbi_portal.lib.tabular.texts import text
from dbi_portal.lib.tabular.titles import Title
from dbi_portal.lib.tabular.totals import Ledger, TotalCheck
from dbi_portal.lib.tabular.walking import Walk


class Table:
    """Made by `find`. `rows()` may be walked once; `totals`, `notices` and `tail` are whole then.

    - `fixed`: column -> what the whole sheet says (name, title), where no column says it.
    - `heading`: the lines above it; `title` is their text, `year` the one year it names,
      for months without one.
    - `problems`: sentences about the sheet as a whole. With one of them no row can be trusted.
    - `tail`: rows below the table, or between its parts, that hold no data.

    `shapes`, `ledger`, `source`, `unread`, `given` and `below` are for those who walk the rows.
    """

    def __init__(
        self,
        *,
        sheet: str,
        header_row: int,
        title: Title,
        headings: tuple[Heading, ...],
        sums: Mapping[int, tuple[int, ...]],
        shapes: Shapes,
        source: Iterator[tuple[int, list[Cell]]],
        unread: Iterator[tuple[int, list[Cell]]],
        sample: Sequence[Sequence[Cell]],
        hidden_rows: frozenset[int] = frozenset(),
        fixed: dict[str, str] | None = None,
    ):
        self.sheet, self.header_row, self.heading = sheet, header_row, title
        self.title, self.year = title.text, title.year
        self.headings, self.fixed = headings, fixed or {}
        self.problems: list[str] = []
        self.notices: list[str] = []
        self.tail: list[Row] = []
        self._sums = frozenset(sums)
        self.shapes, self.source, self.hidden_rows = shapes, source, hidden_rows
        self.sample = sample
        self.unread = unread  # the sheet's own rows, as `source` takes them
        figures = [each for each in headings if each.measure]
        place = {heading.index: at for at, heading in enumerate(figures)}
        parts = {place[at]: tuple(place[part] for part in of) for at, of in sums.items()}
        self.ledger = Ledger(sheet, figures, parts)
        self.given = {each.column: each.index for each in headings if each.given}
        self.alone = True  # nobody is going to ask for the table below this one
        self.below: list[Row] = []  # the first rows of that table: its title and its headings

    @property
    def columns(self) -> tuple[Heading, ...]:
        return tuple(each for each in self.headings if each.column and not each.measure)

    @property
    def measures(self) -> tuple[Heading, ...]:
        """Columns whose figures are taken: beside "Terbit" and "Ditolak", "Jumlah" only adds up."""
        every = (each for each in self.headings if each.measure)
        return tuple(each for each in every if each.index not in self._sums)

    @property
    def sums(self) -> tuple[Heading, ...]:
        """Columns that add up across: checked row by row, never imported."""
        return tuple(each for each in self.headings if each.index in self._sums)

    @property
    def unknown(self) -> tuple[Heading, ...]:
        return tuple(
            each for each in self.headings if not (each.column or each.either or each.silent)
        )

    @property
    def totals(self) -> list[TotalCheck]:
        """Every printed total, agreeing ones too; across only the rows that differ."""
        return self.ledger.checks

    @property
    def answered(self) -> Mapping[Cell, int]:
        """What a person said of figures that read in two ways, so that totals count them."""
        return self.ledger.answered

    @answered.setter
    def answered(self, counts: Mapping[Cell, int]) -> None:
        self.ledger.answered = counts

    def has(self, column: str) -> bool:
        return any(heading.column == column for heading in self.headings)

    def written(self, heading: Heading) -> list[str]:
        """What the column's filled cells say, in the rows right below the header."""
        cells = (row[heading.index] for row in self.sample if heading.index < len(row))
        return list(filter(None, map(text, cells)))

    def doubts(self) -> Iterator[tuple[int, Heading, str, Doubtful]]:
        """Once the rows are read: (row, heading, cell, question) of figures that do not stand.

        "8,837" was taken for 8837; where the same sheet writes dots as well, that must be asked.
        """
        by_index = {heading.index: heading for heading in self.headings}
        for row, index, cell, doubt in self.ledger.evidence.doubts():
            yield row, by_index[index], cell, doubt

    def rows(self) -> Iterator[Row]:
        """The rows of data, in order. Everything else is sorted out on the way."""
        yield from Walk(self).through()
        self.ledger.close()
        self.notices += self.ledger.notices
        if self.below and self.alone:
            self.problems.append(
                f"mulai baris {angka(self.below[-1].number)} ada tabel lain di lembar ini. "
                "Pindahkan ke lembar sendiri agar ikut dibaca."
            )
