"""The strip of figures above a coverage, and its matrices, as a page draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dbi_portal.lib.days import short_date
from dbi_portal.lib.numbers import angka
from outreach.figures.coverage import Place
from outreach.figures.matrix import Cell, Line, Matrix
from outreach.figures.neighbourhoods import Count
from outreach.views.coverage_links import Links
from outreach.views.coverage_rows import since_text

WIDEST = 40  # columns of a matrix that a person can still compare
NAMED = 6  # regions named in a sentence


@dataclass(frozen=True)
class Figure:
    label: str
    value: str
    url: str = ""
    note: str = ""


def headline(place: Place, links: Links, *, on: date) -> list[Figure]:
    """Reached of all, last visit, sessions, RT and RW: what one sees within ten seconds."""
    visits = place.visits
    last = short_date(visits.last_on) if visits.last_on else "belum pernah"
    plans = f"{angka(visits.planned)} direncanakan" if visits.planned else ""
    return [
        Figure(
            "Desa/kelurahan dijangkau",
            f"{angka(place.reached)} dari {angka(place.villages)}",
            note=f"{place.share} %, {angka(place.missing)} belum",
        ),
        Figure("Kunjungan terakhir", last, note=since_text(place, on)),
        Figure("Kegiatan disetujui", angka(visits.sessions), links.sessions(), plans),
        _units(place),
    ]


def _units(place: Place) -> Figure:
    """RW is what most reports name; the RT stand beneath."""
    rw, rt = place.units.rw, place.units.rt
    if rw.reached is None and rt.reached is None:
        return Figure("RW dan RT dijangkau", "–", note="belum ada kegiatan yang menyebut RT/RW")
    return Figure("RW dan RT dijangkau", f"{_number(rw, 'RW')}", note=_beside(rw, rt))


def _number(count: Count, word: str) -> str:
    return f"{'≥ ' if count.at_least else ''}{angka(count.reached or 0)} {word}"


def _beside(rw: Count, rt: Count) -> str:
    return f"{rw.of_all}; {rt.number} RT {rt.of_all}"


@dataclass(frozen=True)
class DrawnCell:
    text: str
    title: str
    url: str = ""


@dataclass(frozen=True)
class DrawnLine:
    """A topic or group: how many regions it arrived in, where it lacks, and its cells."""

    name: str
    arrived: int
    regions: int
    villages: str
    url: str
    lacking: str
    cells: Sequence[DrawnCell]


@dataclass(frozen=True)
class DrawnMatrix:
    id: str
    title: str
    kind: str
    columns: Sequence[str]
    lines: Sequence[DrawnLine]
    absent: Sequence[str]  # arrived nowhere
    is_wide: bool


def drawn_matrix(found: Matrix, links: Links, name: str, title: str) -> DrawnMatrix:
    """`name` is the filter of the register of sessions a cell leads to."""
    columns = [column for _, column in found.columns]
    heard = [line for line in found.lines if line.arrived]
    absent = [line.name for line in found.lines if not line.arrived]
    lines = [_line(line, links, name) for line in heard]
    return DrawnMatrix(name, title, found.kind, columns, lines, absent, len(columns) > WIDEST)


def _line(line: Line, links: Links, name: str) -> DrawnLine:
    lacking = [cell.name for cell in line.lacking]
    more = f" dan {angka(len(lacking) - NAMED)} lain" if len(lacking) > NAMED else ""
    return DrawnLine(
        name=line.name,
        arrived=line.arrived,
        regions=len(line.cells),
        villages=f"{angka(line.total.reached)} dari {angka(line.total.villages)}",
        url=links.sessions("", **{name: line.pk}),
        lacking=", ".join(lacking[:NAMED]) + more,
        cells=[_cell(cell, links, {name: line.pk}) for cell in line.cells],
    )


def _cell(cell: Cell, links: Links, narrower: dict) -> DrawnCell:
    if not cell.sessions:
        return DrawnCell("–", f"{cell.name}: belum")
    title = f"{cell.name}: {cell.reached} dari {cell.villages}, {cell.sessions} kegiatan"
    return DrawnCell(
        f"{cell.reached}/{cell.villages}", title, links.sessions(cell.code, **narrower)
    )
