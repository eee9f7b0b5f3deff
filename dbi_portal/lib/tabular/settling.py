"""From headings as they stand to headings as they are meant: with year, with what cells tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.tabular.headers import Header
from dbi_portal.lib.tabular.headings import Heading
from dbi_portal.lib.tabular.layout import END, MONTH, START, Layout
from dbi_portal.lib.tabular.phrases import is_wordy
from dbi_portal.lib.tabular.texts import text
from dbi_portal.lib.tabular.titles import Title
from dbi_portal.lib.text import squash

YEAR_HEADINGS = {"tahun", "thn", "th"}


def settled(
    headings: Sequence[Heading], layout: Layout, sample: Sequence[Sequence[Cell]]
) -> tuple[Heading, ...]:
    """Headings that may mean several things, by their cells; undecided ones keep `either`."""

    def settle(heading: Heading) -> Heading:
        if not heading.either or heading.column:
            return replace(heading, either=())
        at = heading.index
        filled = [text(cells[at]) for cells in sample if at < len(cells) and text(cells[at])]
        fits = [name for name in heading.either if any(map(layout.tells[name], filled))]
        return replace(heading, column=fits[0], either=()) if len(fits) == 1 else heading

    return tuple(map(settle, headings))


def timed(headings: Sequence[Heading], title: Title) -> tuple[Heading, ...]:
    """Months with the year of the title, "bulan ini" with its month; `measure.fixed` says when."""
    wanted = any(each.span and each.span.now is not None for each in headings)
    month = title.month() if wanted else None

    def place(heading: Heading) -> Heading:
        if heading.span is None:
            return heading
        span = heading.span.beside(month)
        span = span and span.in_year(title.year)
        pairs = span.pairs() if span else None
        if not pairs:
            return heading
        measure = replace(heading.measure, fixed=(*pairs, *heading.measure.fixed))
        return replace(heading, span=span, measure=measure)

    return tuple(map(place, headings))


def without_time(headings: Sequence[Heading]) -> Iterator[str]:
    """What stands in the way of columns whose month is not certain."""
    for heading in headings:
        span = heading.span
        if span is None or {MONTH, START} & {name for name, _ in heading.measure.fixed}:
            continue
        if span.now is not None:
            yield (
                f"kolom {heading.text}: bulan lembar ini tidak disebut. Tulis misalnya “Bulan: "
                "Agustus 2025” di atas tabel."
            )
        elif span.lacks_year:
            yield (
                f"kolom {heading.text}: tahunnya tidak disebut. Tulis misalnya {heading.text} 2025 "
                "pada judul kolom, atau sebut tahunnya di atas tabel."
            )
        else:
            yield f"kolom {heading.text}: rentang waktunya tidak dapat dibaca. Perbaiki judulnya."


def sums_of(headings: Sequence[Heading]) -> dict[int, tuple[int, ...]]:
    """Index of a column that only adds up -> indexes of the columns it adds."""
    figures = [each for each in headings if each.measure]
    sums = {each.index for each in figures if _is_sum(each, figures)}
    found = {}
    for heading in figures:
        if heading.index in sums:
            parts = [each for each in figures if each.index not in sums and _holds(heading, each)]
            found[heading.index] = tuple(each.index for each in _alike(parts))
    return {index: parts for index, parts in found.items() if parts}


def _alike(parts: Sequence[Heading]) -> list[Heading]:
    """The first of several ways to split a sum: by outcome or by sex, never both together; months
    or the quarters they make up, never both."""
    by_way = defaultdict(list)
    for each in parts:
        by_way[tuple(name for name, _ in _details(each))].append(each)
    way = next(iter(by_way.values()), [])
    months = [each for each in way if each.span and each.span.is_month]
    return months if months and _overlap(way) else way


def _overlap(parts: Sequence[Heading]) -> bool:
    days = sorted({each.span.days() for each in parts if each.span and each.span.days()})
    return any(before[1] >= after[0] for before, after in pairwise(days))


def _is_sum(heading: Heading, figures: Sequence[Heading]) -> bool:
    held = [each for each in figures if each is not heading and _holds(heading, each)]
    if not held:
        return False
    span = heading.span
    if span is None or any(each.span == span for each in held):
        return True
    if heading.says_sum:
        return len({each.span for each in held}) > 1
    months = {(each.span.last_year, each.span.last) for each in held if each.span.is_month}
    if len(months) < 2 or span.first_year is None:
        return False
    return len(months) == (span.last_year - span.first_year) * 12 + span.last - span.first + 1


def _holds(whole: Heading, part: Heading) -> bool:
    """Whether `part` counts some of what `whole` counts, and not the same."""
    ours, theirs = set(_details(whole)), set(_details(part))
    if not ours <= theirs:
        return False
    if whole.span is None:
        return part.span is not None or ours != theirs
    if part.span is None:
        return False
    return (ours != theirs) if whole.span == part.span else part.span.within(whole.span)


def _details(heading: Heading) -> list[tuple[str, str]]:
    fixed = heading.measure.fixed
    return [(name, value) for name, value in fixed if name not in {MONTH, START, END}]


def year_column(headings: Sequence[Heading]) -> Heading | None:
    """A column Tahun that only completes the column of months."""
    if not any(each.column == MONTH for each in headings):
        return None
    unknown = (each for each in headings if not (each.column or each.either))
    return next((each for each in unknown if squash(each.text) in YEAR_HEADINGS), None)


def doubled(headings: Sequence[Heading], sums: Sequence[int]) -> Iterator[str]:
    """Two columns taken for the same thing: which of them is meant cannot be known."""
    taken = defaultdict(list)
    for heading in headings:
        if heading.measure and heading.index not in sums:
            taken[heading.measure.name, (*heading.measure.fixed, heading.span)].append(heading)
        elif heading.column and not heading.measure:
            taken[heading.column, (None,)].append(heading)
    for (name, (*fixed, _)), alike in taken.items():
        if len(alike) > 1:
            listed = " dan ".join(f"{each.letter} (“{each.text}”)" for each in alike)
            what = " ".join(value for _, value in fixed) or name
            yield (
                f"kolom {listed} sama-sama terbaca sebagai {what}. Hapus salah satunya atau ganti "
                "judulnya."
            )


def undecided(headings: Sequence[Heading], sample: Sequence[Sequence[Cell]]) -> Iterator[str]:
    """A heading that may mean two things above cells that do not tell which."""
    for heading in headings:
        at = heading.index
        filled = (text(cells[at]) for cells in sample if at < len(cells))
        if heading.either and (example := next(filter(None, filled), "")):
            yield undecided_by(heading, example)


def undecided_by(heading: Heading, example: str) -> str:
    """What is said about a cell that does not tell what its column means."""
    either = " atau ".join(heading.either)
    return (
        f"kolom {heading.text} dapat berarti {either}, dan isinya (“{example}”) tidak "
        f"memastikannya. Ganti judulnya menjadi {either}."
    )


def divided(headings, header: Header, merged, sample: Sequence[Sequence[Cell]]) -> Iterator[str]:
    """Columns of figures that lines below or merged cells divide into parts nobody knows.

    "Terbit" above "L" and "P": what stands below "Terbit" is only the first part of it.
    """
    figures = {each.index: each for each in headings if each.measure}
    first = sample[0] if sample else []
    said = [at for at, cell in enumerate(first) if at in figures and is_wordy(cell)]
    labels = [each.index for each in headings if each.column and not each.measure]
    labelled = any(at < len(first) and first[at] is not None for at in labels)
    if said and not labelled:
        parts = ", ".join(dict.fromkeys(f"“{text(cell)}”" for cell in first if text(cell)))
        yield (
            f"kolom {figures[said[0]].text} terbagi menjadi {parts}, yang tidak dikenal. Tulis "
            "judul lengkap pada setiap kolom."
        )
        return
    taken = {each.index for each in headings}
    rows = {number for number, _ in header.rows}
    for top, bottom, left, right in merged:
        inner = set(range(left + 1, right + 1))
        if (rows & {top, bottom}) and left in figures and inner - taken:
            yield (
                f"kolom {figures[left].text} terdiri atas beberapa kolom yang judulnya digabung. "
                "Beri setiap kolom judul sendiri."
            )
