"""Sessions, villages, talks, findings, follow-ups and officers of a report in every source."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from reports.documents.compared import FIRST_NUMBER, NOT_ASKED, Compared, Documents, Said
from reports.documents.fieldwork_tables import CAME_IN, FINDING_STATES
from reports.documents.key_tables import (
    SHEET,
    Total,
    is_own,
    shared_total,
    stage_total,
    totals,
)
from reports.documents.reading import Book
from reports.documents.table import Table, has
from reports.figures.monthly.content import MonthlyFigures
from reports.figures.monthly.talks import LATE
from reports.figures.recount import dashboard, fieldwork, trail
from reports.figures.recount.asked import Asked


def compared(
    figures: MonthlyFigures,
    entries: tuple[Asked, ...],
    groups: dashboard.Groups,
    documents: Documents,
) -> Iterator[Compared]:
    facts, shown = fieldwork.recount(entries), dashboard.fieldwork_figures(groups)
    untold = trail.changed(entries)
    own = {each.office for each in figures.sessions if is_own(figures, each)}
    for total in _all(figures, facts):
        kind, _, stage = total.key.partition(":")
        # Where the sources know of no village at a stage they name none.
        zero = 0 if stage else NOT_ASKED
        yield Compared(
            figure=total.label,
            snapshot=total.value,
            facts=NOT_ASKED if kind in untold else facts.get(total.key, zero),
            dashboard=shown.get(total.key, zero),
            **_documents(documents, total, own),
        )


def _all(figures: MonthlyFigures, facts: dict[str, int | None]) -> Iterator[Total]:
    """What the report sums up, and what it does not though the facts know of it."""
    told = {each.key: each for each in totals(figures)}
    yield from told.values()
    for key in sorted(facts.keys() - told.keys()):
        forgotten = _forgotten(key)
        if forgotten and facts[key] and has(figures, forgotten.section):
            yield forgotten


def _forgotten(key: str) -> Total | None:
    if key.startswith("tahap:"):
        return stage_total(key.removeprefix("tahap:"), 0)
    return shared_total(0) if key == "bersama" else None


def _documents(documents: Documents, total: Total, own: Collection[str]) -> dict[str, Said]:
    """The total's own row, and what the rows of its section's sheet add up to."""
    table = documents.table(SHEET)
    if table is None or total.label not in {row[0] for row in table.rows}:
        return {}
    said = documents.say(
        table, label=total.label, unit=total.unit, column=FIRST_NUMBER, wanted=total.value
    )
    added = _added(documents, total, own)
    if said["xlsx"] == total.value and added not in (NOT_ASKED, total.value):
        said["xlsx"] = added
    return said


def _added(documents: Documents, total: Total, own: Collection[str]) -> Said:
    sheet, add = DETAILS.get(total.key, ("", None))
    table = documents.table(sheet)
    return add(documents.book, table, own) if table else NOT_ASKED


def _count(book: Book, table: Table, own: Collection[str]) -> int:
    return sum(office in own for office in book.column(table, "Kantor"))


def _people(book: Book, table: Table, own: Collection[str]) -> int | None:
    rows = zip(book.column(table, "Kantor"), book.column(table, "Peserta"), strict=True)
    people = [number for office, number in rows if office in own]
    return _sum(people) if people else 0


def _asked(book: Book, table: Table, _: Collection[str]) -> int | None:
    return _sum(book.column(table, "Jumlah"))


def _officers(book: Book, table: Table, _: Collection[str]) -> int:
    return len(book.rows(table))


def _late(book: Book, table: Table, _: Collection[str]) -> int:
    return book.column(table, "Keadaan").count(LATE)


def _came_in(book: Book, table: Table, _: Collection[str]) -> int | None:
    return _sum(row[1] for row in book.rows(table) if str(row[0]).startswith(CAME_IN))


def _stood(label: str) -> Callable[[Book, Table, Collection[str]], int | None]:
    return lambda book, table, _: book.cell(table, label, at=1)


def _sum(cells: Iterable[object]) -> int | None:
    known = [cell for cell in cells if isinstance(cell, int | float)]
    return int(sum(known)) if known else None


DETAILS: dict[str, tuple[str, Callable[[Book, Table, Collection[str]], int | None]]] = {
    "kegiatan": ("Kegiatan", _count),
    "peserta": ("Kegiatan", _people),
    "konsultasi": ("Konsultasi", _asked),
    "terlambat": ("Tindak lanjut", _late),
    "petugas": ("Petugas", _officers),
    "temuan": ("Temuan", _came_in),
    **{
        key: ("Temuan", _stood(label))
        for key, label in zip(fieldwork.FINDINGS[1:], FINDING_STATES, strict=True)
    },
}
