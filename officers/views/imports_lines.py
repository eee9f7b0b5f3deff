"""The rows of a sheet as a table: what needs a person first, a hundred of a hundred thousand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import QueryDict

from dbi_portal.lib.pages import Chip
from dbi_portal.lib.pages.address import changed
from officers.imports.findings import sentence
from officers.imports.resource import SKIP, SheetResource, Shown
from officers.models import ImportLine, ImportRun

State = ImportLine.State
PER_PAGE = 100
LONGEST_NUMBER = 9  # digits
MOST_BESIDE = 2  # cells of a line whose figure has a column of its own
EVERY = "semua"
# In the order of the table; the word in the address, and on the tab.
TABS: dict[str, tuple[str, str]] = {
    State.ERROR: ("galat", "Galat"),
    State.QUESTION: ("tanya", "Pertanyaan"),
    State.CHANGED: ("berubah", "Berubah"),
    State.LOCKED: ("tertutup", "Bulan tertutup"),
    State.SKIPPED: ("lewat", "Dilewati"),
    State.NEW: ("baru", "Baru"),
    State.UNCHANGED: ("sama", "Sama"),
}
CHIPS = {
    State.ERROR: Chip("galat", "bad"),
    State.QUESTION: Chip("perlu jawaban", "warn", "question"),
    State.CHANGED: Chip("berubah", "info", "returned"),
    State.LOCKED: Chip("bulan tertutup", "gold", "lock"),
    State.SKIPPED: Chip("dilewati"),
    State.NEW: Chip("baru", "good", "plus"),
    State.UNCHANGED: Chip("sama"),
}
STOPPED = (State.ERROR, State.QUESTION)


@dataclass(frozen=True)
class TableLine:
    """A line as drawn. `key` is how skipping its row is answered, "" where that makes no sense."""

    line: ImportLine
    chip: Chip
    shown: Shown | None
    sentences: tuple[str, ...]
    key: str = ""
    skipped: bool = False


@dataclass(frozen=True)
class Tab:
    label: str
    count: int
    url: str
    chosen: bool


class InOrder:
    """Lines by state, then by place in the file, without sorting them all: each state is a stretch
    of one index.
    """

    def __init__(self, lines: QuerySet[ImportLine], counts: Mapping[str, int]):
        self.lines, self.counts = lines, counts

    def count(self) -> int:
        return sum(self.counts.values())

    def __getitem__(self, part: slice) -> list[ImportLine]:
        start, stop, found = part.start or 0, part.stop, []
        for state in TABS:
            many = self.counts.get(state, 0)
            if start < many and stop > 0:
                stretch = self.lines.filter(state=state).order_by("position")
                found += stretch[max(start, 0) : min(stop, many)]
            start, stop = start - many, stop - many
        return found


@dataclass(frozen=True)
class LineTable:
    """One page of the table, and what chooses among its lines."""

    page: Page
    tabs: list[Tab]
    lines: list[TableLine]
    searched: str
    sheet: str

    @property
    def figure(self) -> str:
        """What stands first in every line of this page, if that is its one figure; else ""."""
        shown = [each.shown.cells for each in self.lines if each.shown and each.shown.cells]
        labels = {cells[0].label for cells in shown}
        plain = all(cell.before is None for cells in shown for cell in cells[1:])
        few = all(len(cells) <= MOST_BESIDE for cells in shown)
        return labels.pop() if len(labels) == 1 and plain and few else ""

    @property
    def many_columns(self) -> bool:
        """Whether it must be said which column of a row a line is."""
        return len({each.line.column for each in self.lines}) > 1


def table_of(
    run: ImportRun, query: QueryDict, resource: SheetResource, states: Sequence[str] = tuple(TABS)
) -> LineTable:
    """The page of the table the address asks for; `states`: the only ones it speaks of."""
    searched, sheet = query.get("q", "").strip()[:100], query.get("lembar", "")[:80]
    lines = run.lines.filter(state__in=states)
    lines = found_in(lines, searched, sheet, figure=resource.figure)
    counts = counts_of(lines)
    asked = query.get("lihat", EVERY)
    chosen = next((state for state in counts if TABS[state][0] == asked), None)
    narrowed = {chosen: counts[chosen]} if chosen else counts
    page = Paginator(InOrder(lines, narrowed), PER_PAGE).get_page(query.get("page"))
    drawn = list(drawn_of(run, page.object_list, resource))
    return LineTable(page, list(_tabs(counts, chosen, query)), drawn, searched, sheet)


def counts_of(lines: QuerySet[ImportLine]) -> dict[str, int]:
    """How many lines there are in each state that has any, in the order of the table."""
    found = dict(lines.order_by().values_list("state").annotate(Count("pk")))
    return {state: found[state] for state in TABS if state in found}


def found_in(
    lines: QuerySet[ImportLine], searched: str, sheet: str, *, figure: str = ""
) -> QuerySet[ImportLine]:
    """Lines that hold every word. A number is a row or, where lines have one, the `figure`."""
    if sheet:
        lines = lines.filter(sheet=sheet)
    lines = lines.alias(text=Cast("values", TextField()))
    for word in searched.split():
        lines = lines.filter(_in_words(word) | _in_numbers(word, figure))
    return lines


def _in_words(word: str) -> Q:
    return Q(said__icontains=word) | Q(column__icontains=word)


def _in_numbers(word: str, figure: str) -> Q:
    """What is stated; the numbers of rows in it are nobody's to find."""
    number = word.replace(".", "")
    if not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return Q(text__icontains=word)
    stated = Q(values__contains={figure: int(number)}) if figure else Q(text__icontains=word)
    return Q(row=int(number)) | stated


def _tabs(counts: Mapping[str, int], chosen: str | None, query: QueryDict) -> Iterator[Tab]:
    """What has no lines has no tab, and one alone needs none to choose it."""
    if len(counts) < 2 and not chosen:
        return
    yield Tab("Semua", sum(counts.values()), changed(query, lihat=None), not chosen)
    for state, count in counts.items():
        word, label = TABS[state]
        yield Tab(label, count, changed(query, lihat=word), state == chosen)


def drawn_of(
    run: ImportRun, lines: Sequence[ImportLine], resource: SheetResource
) -> Iterator[TableLine]:
    stated = [line for line in lines if line.values]
    shown = dict(zip((line.pk for line in stated), resource.shown(stated), strict=True))
    for line in lines:
        key = skip_key(line)
        skipped = run.answers.get(key) == SKIP
        offered = line.state in STOPPED or skipped
        yield TableLine(
            line,
            CHIPS[State(line.state)],
            shown.get(line.pk),
            tuple(sentences_of(line)),
            key if offered else "",
            skipped,
        )


def skip_key(line: ImportLine) -> str:
    return f"baris|{line.sheet}|{line.row}"


def sentences_of(line: ImportLine) -> Iterator[str]:
    """ "Kolom Terbit: harus angka, bukan “seratus”." """
    for each in line.messages:
        told = each if isinstance(each, dict) else {"message": each}
        text = sentence(told["message"], column=told.get("column", "")).strip()
        yield text[:1].upper() + text[1:] + ("" if text[-1:] in ".?!" else ".")
