"""A file against the register, row by row, without holding more of it than a chunk."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice, starmap

from django.db.models import Count

from dbi_portal.lib import sheets, tabular
from dbi_portal.lib.tabular import Table, words
from dbi_portal.lib.text import squash
from officers.imports import staging
from officers.imports.cells import Plan
from officers.imports.findings import Findings, Problem, TakenColumn, Total
from officers.imports.kinds import Kind
from officers.imports.lines import Carried, Lines
from officers.imports.resource import SheetResource
from officers.models import ImportRun

EXAMPLES = 3
SELDOM = 100_000  # objects
# In a template of ours these hold no data.
OWN_SHEETS = frozenset(map(squash, ("Contoh", "Daftar kata", "Petunjuk")))
Tell = Callable[[int, int], None]  # rows done, rows altogether (0: unknown)


class NotUsable(ValueError):
    """The file can be read but holds no table to import; the message is a sentence."""


class Check:
    """One pass over a file. `answers`: question id or its `asked` -> a code, or "skip".

    After `through`, `carried.news` says whether another pass would read the file otherwise.
    """

    def __init__(
        self,
        run: ImportRun,
        kind: Kind,
        resource: SheetResource,
        answers: Mapping[str, str],
        carried: Carried,
    ):
        self.run, self.kind, self.resource, self.carried = run, kind, resource, carried
        self.lines = Lines(run, resource, answers, carried)
        self.problems: list[Problem] = []
        self.columns: list[TakenColumn] = []
        self.notices: list[str] = []
        self.cautions: list[str] = []
        self.totals: list[Total] = []
        self.offices: set[int] = set()
        self.sheets: set[str] = set()
        self.rows = self.position = 0

    def through(self, book: Iterable[sheets.SheetStream], tell: Tell) -> Findings:
        """Read every sheet to its end and keep its lines. Raises NotUsable when none is a table."""
        staging.clear(self.run)
        self.carried.news = False
        with staging.Copying() as self.copying, rarely_collected():
            bare = self._sheets(book, tell)
        if not (self.rows or self.problems):
            raise self._useless(bare=bare)
        return self._findings()

    def _sheets(self, book: Iterable[sheets.SheetStream], tell: Tell) -> bool:
        """Keep the lines of every sheet; whether one of them has headings and nothing else."""
        bare = False
        for sheet in book:
            if squash(sheet.name) in OWN_SHEETS:
                continue
            if sheet.hidden:
                self.notices.append(f"Lembar tersembunyi “{sheet.name}” tidak dibaca.")
                continue
            counted = [
                self._table(table, tell, sheet.row_count or 0)
                for table in tabular.tables(sheet, self.kind.layout)
            ]
            bare |= bool(counted) and not any(counted)
            if not counted and sheet.row_count != 0:
                told = f"Lembar “{sheet.name}” tidak dibaca: judul kolomnya tidak dikenal."
                self.notices.append(told)
        return bare

    def _useless(self, *, bare: bool) -> NotUsable:
        if bare:
            return NotUsable("Lembar ini berisi judul kolom saja, belum ada baris data.")
        return NotUsable(
            f"“{self.run.filename}” tidak memuat baris judul kolom yang dikenal. Pakai templat, "
            f"atau beri judul seperti {self.kind.example_headings} di atas kolomnya."
        )

    # A table

    def _table(self, table: Table, tell: Tell, expected: int) -> int:
        """Keep the lines of this table; returns how many rows of data it has."""
        lacking = list(dict.fromkeys([*table.problems, *self.resource.lacking(table)]))
        plan = None if lacking else Plan(self.lines.readers, table)
        table.answered = self.carried.counted
        rows, examples, before = table.rows(), [], self.rows
        while chunk := list(islice(rows, self.resource.chunk)):
            examples = examples or chunk[:EXAMPLES]
            self.rows += len(chunk)
            lines = self._chunk(table, plan, chunk) if plan else []
            tell(self.rows, expected)
            self.copying.keep(lines)
        self.copying.wait()
        counted = self.rows - before
        if counted:
            self.sheets.add(table.sheet)
            self._close(table, examples, lacking)
        return counted

    def _close(self, table: Table, examples: Sequence[tabular.Row], lacking: list[str]) -> None:
        said = dict.fromkeys([*lacking, *table.problems])
        self.problems += [Problem(message, table.sheet, table.header_row) for message in said]
        self.columns += taken(table, examples)
        self.notices += [*table.notices, *self._unfilled(table)]
        if not said:
            remarks = list(self.resource.remarks(table))
            self.notices += remarks
            self.cautions += remarks
        for _, _, cell, doubtful in table.doubts():
            self.carried.doubt(table.sheet, cell, doubtful)
        self.totals += [
            Total(each.sheet, each.row, each.where, each.printed, each.computed)
            for each in table.totals
        ]

    def _unfilled(self, table: Table) -> Iterator[str]:
        for heading in table.measures:
            if self.lines.unfilled.get((table, heading.index)):
                yield f"Kolom {heading.text} belum diisi dan dilewati."

    def _chunk(self, table: Table, plan: Plan, rows: Sequence[tabular.Row]) -> list[str]:
        """The finished lines of these rows. While they are read the last ones are still copied."""
        spots = self.lines.spots(table, plan, rows)
        self.copying.wait()
        self.resource.foresee([spot.stated for spot in spots])
        finished, drafts = [], []
        for position, spot in enumerate(spots, start=self.position + 1):
            outcome = self.lines.outcome(spot, position)
            if isinstance(outcome, str):
                finished.append(outcome)
            else:
                drafts.append((spot.where, position, spot.row.number, outcome))
        self.position += len(spots)
        self.resource.compare([draft for *_, draft in drafts])
        self.offices |= {draft.office for *_, draft in drafts}
        finished += starmap(staging.drafted, drafts)
        return finished

    # The end

    def _findings(self) -> Findings:
        where = " lembar “%2$s”" if len(self.sheets) > 1 else ""
        staging.mark_twice(
            self.run,
            f"{self.resource.repeated} sudah ada di baris %1$s{where}. Sisakan satu, atau beri "
            "rincian yang membedakannya.",
        )
        asking = self.lines.asking
        return Findings(
            rows=self.rows,
            skipped_rows=len(self.lines.skipped),
            counts=counts_of(self.run),
            problems=tuple(self.problems),
            questions=tuple(asking.with_rows(self.run)),
            totals=tuple(self.totals),
            columns=tuple(self.columns),
            notices=tuple(dict.fromkeys([*asking.unused(), *self.notices])),
            cautions=tuple(dict.fromkeys(self.cautions)),
            offices=tuple(sorted(self.offices)),
            sheets=len(self.sheets),
        )


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Python looks for forgotten cycles after every 700 objects, which would take a quarter of the
    time here; there are hardly any, and looking now and then keeps memory as flat.
    """
    usual = gc.get_threshold()
    gc.set_threshold(SELDOM, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def counts_of(run: ImportRun) -> dict[str, int]:
    """How many lines are in each state."""
    return dict(run.lines.order_by().values_list("state").annotate(Count("pk")))


def taken(table: Table, examples: Sequence[tabular.Row]) -> Iterator[TakenColumn]:
    """Each column as it was understood; "" when it was not."""
    for heading in table.headings:
        cells = tuple(words.text(row.cell(heading)) for row in examples)
        name = heading.measure.name if heading.measure else heading.column
        name = name if heading in table.measures or not heading.measure else ""
        name = f"{' atau '.join(heading.either)}?" if heading.either else name
        yield TakenColumn(table.sheet, heading.letter, heading.text, name, cells)
