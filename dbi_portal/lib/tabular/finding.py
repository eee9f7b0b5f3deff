"""From a sheet to its table, reading no further than the header and the rows below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import Protocol

from dbi_portal.lib.days import month_number
from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.tabular import headers, settling
from dbi_portal.lib.tabular.headers import Header, Merged, Numbered
from dbi_portal.lib.tabular.headings import Heading
from dbi_portal.lib.tabular.layout import END, MONTH, START, Layout
from dbi_portal.lib.tabular.merging import banners, filled_down
from dbi_portal.lib.tabular.rows import Shapes
from dbi_portal.lib.tabular.table import Table
from dbi_portal.lib.tabular.titles import Title, title_of

DEEPEST_HEADER = 60  # rows looked at for the headings
SAMPLE = 40  # rows below them that tell what they mean


class Sheet(Protocol):
    """What is asked of a sheet; `dbi_portal.lib.sheets` gives it, row by row."""

    name: str
    merged: Sequence[Merged]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]

    def rows(self) -> Iterator[Numbered]: ...


def find(sheet: Sheet, layout: Layout, above: Title | None = None) -> Table | None:
    """The sheet's table; None, and the sheet is read to its end, when no row looks like headings.

    Holds at most a hundred rows at a time. `above` is the title of the block before it.
    """
    source = iter(sheet.rows())
    first = list(islice(source, DEEPEST_HEADER))
    header = headers.find(first, sheet.merged, layout)
    if header is None:
        for _ in source:
            pass
        return None
    below = first[header.at + len(header.rows) :]
    below += islice(source, max(SAMPLE - len(below), 0))
    title = title_of(sheet.name, [cells for _, cells in first[: header.at]], above)
    return _table(sheet, layout, header, title, below, source)


def tables(sheet: Sheet, layout: Layout) -> Iterator[Table]:
    """Every table of a sheet, one below the other. Each is read to its end before the next.

    A block of its own is one with other headings, or below a title with another month.
    """
    table = find(sheet, layout)
    while table:
        table.alone = False
        yield table
        rest = chain(table.below, table.unread)
        table = find(_Part(sheet, rest), layout, table.heading) if table.below else None


class _Part:
    """What is left of a sheet."""

    def __init__(self, sheet: Sheet, source: Iterator[Numbered]):
        self.name, self.merged, self.source = sheet.name, sheet.merged, source
        self.hidden_rows, self.hidden_columns = sheet.hidden_rows, sheet.hidden_columns

    def rows(self) -> Iterator[Numbered]:
        return self.source


def _table(sheet, layout: Layout, header: Header, title: Title, below, source) -> Table:
    cells_below = [cells for _, cells in below]
    headings = settling.settled(header.headings, layout, cells_below)
    headings = settling.timed(headings, title)
    year_at = settling.year_column(headings)
    if year_at:
        headings = tuple(
            replace(each, silent=True) if each is year_at else each for each in headings
        )
    figures = {each.index for each in headings if each.measure}
    under = [each for each in sheet.merged if each[0] > header.number]
    month_at = _column(headings, MONTH)

    def prepared(rows: Iterator[Numbered]) -> Iterator[Numbered]:
        if any(last > first for first, last, _, _ in under):
            rows = filled_down(rows, under, figures)
        if month_at and (year_at or title.year):
            rows = _with_years(rows, month_at.index, year_at.index if year_at else None, title.year)
        return rows

    unread = chain(below, source)
    width = max(each.index for each in headings) + 1
    first = islice(prepared(iter(below)), SAMPLE)
    sample = [(number, _wide(cells, width)) for number, cells in first]
    usual = [cells for _, cells in sample]
    shapes = Shapes(header, headings, layout, banners(under, figures, width), usual)
    headings = (*headings, *_given(headings, shapes, sample, width))
    sums = settling.sums_of(headings)
    table = Table(
        sheet=sheet.name,
        header_row=header.number,
        title=title,
        headings=headings,
        sums=sums,
        shapes=shapes,
        source=prepared(unread),
        unread=unread,
        sample=usual,
        hidden_rows=sheet.hidden_rows,
        fixed=_fixed(headings, sums, layout, title),
    )
    table.problems += _problems(table, layout, title, cells_below)
    table.problems += settling.divided(headings, header, sheet.merged, cells_below)
    table.notices += _notices(table, sheet.hidden_columns)
    return table


def _wide(cells: list[Cell], width: int) -> list[Cell]:
    return cells + [None] * (width - len(cells))


def _column(headings: Sequence[Heading], name: str) -> Heading | None:
    return next((each for each in headings if each.column == name), None)


def _with_years(
    rows: Iterator[Numbered], at: int, year_at: int | None, year: int | None
) -> Iterator[Numbered]:
    """ "Agustus" beside "2025", or below the title "Tahun 2025", is "Agustus 2025"."""
    for number, cells in rows:
        month = cells[at] if at < len(cells) else None
        if month is not None and _is_bare_month(month):
            said = cells[year_at] if year_at is not None and year_at < len(cells) else year
            if said is not None:
                full = str(said).strip().removesuffix(".0")
                counted = str(month).strip().isdecimal()
                shown = f"{int(month):02}/{full}" if counted else f"{month} {full}"
                cells = [*cells[:at], shown, *cells[at + 1 :]]
        yield number, cells


def _is_bare_month(cell: Cell) -> bool:
    if cell.__class__ is int:
        return 1 <= cell <= 12
    if cell.__class__ is str and cell.strip().isdecimal():
        return 1 <= int(cell) <= 12
    return cell.__class__ is str and bool(month_number(cell))


def _given(headings, shapes: Shapes, sample, width: int) -> Iterator[Heading]:
    """Columns no heading names, told by lines above their rows ("Kecamatan Bekasi Utara")."""
    named = {each.column for each in headings}
    beyond = max([width, *(len(cells) for _, cells in sample)])
    found: dict[str, str] = {}
    for number, cells in sample:
        alone = number in shapes.banners or len(shapes.texts(cells)) == 1
        if alone or (shapes.figures and not shapes.fits(cells)):
            found |= shapes.group_of(shapes.first_label(cells))
    for at, column in enumerate(name for name in found if name not in named):
        yield Heading(beyond + at, column, column, given=True)


def _fixed(headings, sums, layout: Layout, title: Title) -> dict[str, str]:
    """What name and title say of the whole sheet, where no column says it."""
    columns = {each.column for each in headings}
    fixed = {name: value for name, value in title.said(layout) if name not in columns}
    taken = [each for each in headings if each.measure and each.index not in sums]
    spoken = MONTH in columns or {START, END} <= columns
    timed = bool(taken) and all(each.span for each in taken)
    if not spoken and not timed and (layout.measures or MONTH in layout.spellings):
        span = title.span()
        fixed |= dict((span.pairs() if span else None) or ())
    return fixed


def _problems(table: Table, layout: Layout, title: Title, sample) -> Iterator[str]:
    headings = table.headings
    yield from dict.fromkeys(title.problems)
    yield from settling.without_time(headings)
    yield from settling.undecided(headings, sample)
    yield from settling.doubled(headings, [each.index for each in table.sums])
    said = {each.column for each in headings} | set(table.fixed)
    for measure in table.measures:
        said |= {name for name, _ in measure.measure.fixed}
    for sentence, ways in layout.needed.items():
        if not any(set(way) <= said for way in ways):
            yield sentence


def _notices(table: Table, hidden: frozenset[int]) -> Iterator[str]:
    for heading in table.unknown:
        yield f'Kolom "{heading.text}" diabaikan.'
    for heading in table.headings:
        if heading.slip_of:
            yield f"Kolom “{heading.text}” dibaca sebagai {heading.slip_of}."
        if heading.index in hidden:
            yield (
                f"Kolom {heading.letter} (“{heading.text}”) disembunyikan di lembar, tetapi tetap "
                "dibaca."
            )
