"""One pass over the rows of a table, which sorts out what is data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from operator import itemgetter
from typing import TYPE_CHECKING

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.tabular.headings import Heading
from dbi_portal.lib.tabular.layout import END, MONTH, START
from dbi_portal.lib.tabular.phrases import APART, OTHERWISE
from dbi_portal.lib.tabular.rows import Kind, Row
from dbi_portal.lib.tabular.settling import undecided_by
from dbi_portal.lib.tabular.texts import rows_of, text
from dbi_portal.lib.tabular.titles import title_of

if TYPE_CHECKING:
    from dbi_portal.lib.tabular.table import Table

TIMES = {MONTH, START, END}
MOST_PLAIN = 50_000  # labels remembered as nobody's business
MOST_HELD = 200  # rows without figures kept back until what follows tells what they are


class Walk:
    """One pass over the rows of a table."""

    def __init__(self, table: Table):
        self.table, self.shapes, self.ledger = table, table.shapes, table.ledger
        self.plain: set[Cell] = {None}
        self.held: list[tuple[Kind, Row]] = []
        self.caption: Row | None = None  # with figures: a total above its rows, or data after all
        self.given: dict[str, Cell] = {}
        self.hidden: list[int] = []
        self.last = 0  # number of the row of data read last
        self.apart: list[int] = []  # might be data, but stand below the table by themselves
        self.below_header = self.after_total = False
        self.counter = next(iter(self.shapes.silent), None)
        self.labels = [at for at in self.shapes.labels if at != self.counter]
        self.repeated: list[int] = []
        headed = {heading.index for heading in table.headings}
        self.bare = [at for at in self.shapes.labels if at not in headed]
        self.stray: set[int] = set()
        said = " ".join(table.problems)
        self.unsettled = [each for each in table.headings if each.either]
        self.told = [each for each in self.unsettled if f"kolom {each.text} dapat" in said]

    def through(self) -> Iterator[Row]:
        """Quickly past rows of the usual shape whose labels are all known to be plain."""
        shapes, plain, add = self.shapes, self.plain, self.ledger.add
        width = max(each.index for each in self.table.headings) + 1
        pick, anchor, figure = self._pickers()
        hidden, filling, counter = self.table.hidden_rows, bool(self.table.given), self.counter
        calm, self.below_header = False, True
        for number, cells in self.table.source:
            if len(cells) != width:
                cells = self._as_wide(cells, width)
            usual = (
                calm
                and cells[anchor] is not None
                and cells[figure] is not None
                and (counter is None or cells[counter].__class__ is int or self._counts(cells))
                and (plain.issuperset(pick(cells)) or self._is_plain(cells))
            )
            if usual:
                add(number, cells)
                self.last = number
                row = Row(number, cells)
                yield self._with_given(row) if filling or self.given else row
            else:
                kind = shapes.kind(number, cells, below_header=self.below_header)
                row = Row(number, cells)
                if kind is Kind.OTHER_HEADER or (
                    kind is Kind.HEADER and self._says_otherwise([each for _, each in self.held])
                ):
                    yield from self._attached(titled=True)
                    self.table.below = [*(each for _, each in self.held), row]
                    self.held = []
                    break
                yield from self._take(kind, row)
                calm = not (self.held or self.caption or self.below_header)
            if number in hidden:
                self.hidden.append(number)
        yield from self._end()

    def _pickers(self):
        """What tells the usual row: its labels at once, two columns it always fills."""
        shapes = self.shapes
        labels = self.labels or shapes.figures[:1]
        anchor = (shapes.core_known or shapes.figures)[0]
        others = [at for at in shapes.core if at not in {anchor, self.counter}]
        figure = shapes.figures[0] if shapes.figures else (others or [anchor])[0]
        return itemgetter(*labels, labels[0]), anchor, figure

    def _counts(self, cells: list[Cell]) -> bool:
        """Whether the running number is one, or missing; text may be the label of a total."""
        cell = cells[self.counter]
        return cell is None or cell.__class__ is not str or cell[:1].isdigit()

    def _is_plain(self, cells: list[Cell]) -> bool:
        """Whether a row's only news are labels of the ordinary kind; they are remembered."""
        shapes, plain = self.shapes, self.plain
        if not shapes.fits(cells):
            return False
        new = [at for at in self.labels if cells[at] not in plain]
        for at in new:
            if not shapes.is_plain(at, cells[at]):
                return False
        if len(plain) > MOST_PLAIN:
            plain.clear()
            plain.add(None)
        plain.update(cells[at] for at in new)
        if self.bare or self.unsettled:
            self._note(cells)
        return True

    def _says_otherwise(self, rows: Sequence[Row]) -> bool:
        """Whether lines between rows say another time or purpose than those above the table."""
        table, layout = self.table, self.shapes.layout
        title = title_of("", [row.cells for row in rows], table.heading)
        span, known = title.span(), set(table.fixed.items())
        for heading in table.measures:
            known.update(heading.measure.fixed)
        names = {name for name, _ in known}
        if span and names & TIMES and not set(span.pairs() or [("", "")]) <= known:
            return True
        said = dict(title.said(layout))
        return any(name in names and (name, value) not in known for name, value in said.items())

    def _as_wide(self, cells: list[Cell], width: int) -> list[Cell]:
        """At least as wide as the headings; cells to the right of them are nobody's."""
        for at in range(width, len(cells)):
            if cells[at] is not None:
                self.stray.add(at)
        return cells + [None] * (width - len(cells))

    def _take(self, kind: Kind, row: Row) -> Iterator[Row]:
        if kind in {Kind.BLANK, Kind.SEPARATOR, Kind.NUMBERS}:
            return
        self.below_header = kind is Kind.HEADER
        if kind is Kind.HEADER:
            yield from self._attached(titled=True)
            self.repeated.append(row.number)
            self.table.tail += [above for _, above in self.held]  # its title
            self.held = []
        elif kind is Kind.TOTAL:
            yield from self._total(row)
        elif kind is Kind.AVERAGE:
            self.table.tail.append(row)
        elif kind is Kind.UNLABELLED:
            yield from self._unlabelled(row)
        elif kind is Kind.CAPTION:
            yield from self._caption(row)
        elif kind is Kind.DATA and not self._may_be_foot(row):
            yield from self._data(row)
        else:
            yield from self._hold(kind, row)

    def _may_be_foot(self, row: Row) -> bool:
        """Below a total or a signature, a row without figures waits for what follows."""
        shapes = self.shapes
        if shapes.figures and shapes.has_figures(row.cells):
            return False
        if any(kind is Kind.FOOT for kind, _ in self.held):
            return True
        certain = len(shapes.core) > 1 and shapes.fits(row.cells)
        return bool(shapes.figures) and self.after_total and not certain

    def _data(self, row: Row) -> Iterator[Row]:
        yield from self._release()
        if self.caption:
            self._caption_is_total()
        self.ledger.add(row.number, row.cells)
        self.after_total = False
        yield self._finished(row)

    def _finished(self, row: Row) -> Row:
        self.last = row.number
        self._note(row.cells)
        return self._with_given(row) if self.given or self.table.given else row

    def _note(self, cells: Sequence[Cell]) -> None:
        """What stands in columns without a heading, or under one that may mean two things."""
        for at in self.bare:  # a running number needs no heading
            cell = cells[at]
            if cell is not None and (at or not str(cell).strip(" .").isdigit()):
                self.stray.add(at)
        for heading in self.unsettled:
            if (words := text(cells[heading.index])) and heading not in self.told:
                self.told.append(heading)
                self.table.problems.append(undecided_by(heading, words))

    def _with_given(self, row: Row) -> Row:
        """The row with what the line above its group says; a cell of its own comes first."""
        cells = list(row.cells)
        for column, index in self.table.given.items():
            cells.extend([None] * (index + 1 - len(cells)))
            cells[index] = self.given.get(column)
        for heading in self.table.columns:
            if heading.column in self.given and cells[heading.index] is None:
                cells[heading.index] = self.given[heading.column]
        return Row(row.number, cells)

    def _total(self, row: Row) -> Iterator[Row]:
        yield from self._release()
        yield from self._caption_is_data()
        label = self.shapes.total_label(row.cells) or ""
        if self.shapes.figures:
            self.ledger.total(row.number, label, row.cells)
        else:
            self.table.tail.append(row)
        self.after_total, self.given = True, {}

    def _caption_is_data(self) -> Iterator[Row]:
        """ "Kecamatan Bekasi Utara 120" with nothing below it speaks for itself."""
        row, self.caption = self.caption, None
        if row:
            yield from self._data(row)

    def _unlabelled(self, row: Row) -> Iterator[Row]:
        """Figures without a label are a total when they are the sums of what stands above."""
        if self.ledger.adds_up(row.cells):
            yield from self._release()
            self.ledger.total(row.number, "", row.cells)
            self.after_total = True
        else:
            yield from self._data(row)

    def _caption(self, row: Row) -> Iterator[Row]:
        said = self.shapes.group_of(self.shapes.first_label(row.cells))
        if not said:
            yield from self._hold(Kind.OTHER, row)
            return
        yield from self._release()
        yield from self._caption_is_data()
        self.given = self.given | said
        if self.shapes.figures and self.shapes.has_figures(row.cells):
            self.caption = row
        elif not set(said) <= {heading.column for heading in self.table.columns}:
            self.table.tail.append(row)

    def _caption_is_total(self) -> None:
        """ "Kecamatan Bekasi Utara 120" above its villages: a total above its parts."""
        row, self.caption = self.caption, None
        self.ledger.above(row.number, self.shapes.first_label(row.cells), row.cells)

    def _hold(self, kind: Kind, row: Row) -> Iterator[Row]:
        self.held.append((kind, row))
        if len(self.held) > MOST_HELD:
            yield from self._release()

    def _release(self) -> Iterator[Row]:
        """More of the table follows: of what was held back, rows of the usual shape are data."""
        held, self.held, foot = self.held, [], False
        for kind, row in held:
            foot = foot or kind is Kind.FOOT
            if kind is not Kind.DATA and self._says_otherwise([row]):
                said = f"baris {angka(row.number)} (“{self.shapes.first_label(row.cells)}”)"
                self.table.problems.append(said + OTHERWISE)
            if kind is Kind.DATA or (kind is Kind.PART and not foot):
                self.ledger.add(row.number, row.cells)
                yield self._finished(row)
            else:
                self.table.tail.append(row)

    def _attached(self, *, titled: bool) -> Iterator[Row]:
        """Rows right below a list are data; a title in the first column above headings is not."""
        while self.held and not self.after_total:
            kind, row = self.held[0]
            if kind is not Kind.PART or row.number != self.last + 1:
                return
            if titled and row.cells[0] is not None and len(self.shapes.texts(row.cells)) == 1:
                return
            del self.held[0]
            yield self._finished(row)

    def _end(self) -> Iterator[Row]:
        yield from self._caption_is_data()
        yield from self._attached(titled=False)
        body = takewhile(lambda held: held[0] is not Kind.FOOT, self.held)
        self.apart += [row.number for kind, row in body if kind is Kind.PART]
        self.table.tail += [row for _, row in self.held]
        self.held = []
        self.table.notices += self._notices()

    def _notices(self) -> Iterator[str]:
        if self.repeated:
            yield f"{rows_of(self.repeated)} mengulang judul kolom dan dilewati."
        if self.apart:
            yield rows_of(self.apart) + APART
        if numbers := [row.number for row in self.table.tail if row.number not in self.apart]:
            yield f"{rows_of(numbers)} bukan baris data (keterangan atau judul) dan tidak dibaca."
        for at in sorted(self.stray):
            yield f"Kolom {Heading(at, '').letter} tidak berjudul dan tidak dibaca."
        if self.hidden:
            yield f"{rows_of(self.hidden)} disembunyikan di lembar, tetapi tetap dibaca."
