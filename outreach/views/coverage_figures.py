"""The strip of figures above a coverage, and its matrices, as a page draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dbi_portal.lib.days import short_date
from dbi_portal.lib.numbers import angka
from outreach.figures.coverage import Place
from outreach.figures.matrix import VILLAGES, Cell, Line, Matrix
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
    rw, rt, label = place.units.rw, place.units.rt, "RW dan RT dijangkau"
    if rw.reached is None and rt.reached is None:
        return Figure(label, "–", note="belum ada kegiatan yang menyebut RT/RW")
    if rw.known is None and rt.known is None:
        note = f"{rt.number} RT; jumlah seluruhnya belum diketahui"
    else:
        note = f"{rw.of_all}; {rt.number} RT {rt.of_all}"
    return Figure(label, f"{'≥ ' if rw.at_least else ''}{angka(rw.reached or 0)} RW", note=note)


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
    lines = [_line(line, links, name, found.kind) for line in heard]
    return DrawnMatrix(name, title, found.kind, columns, lines, absent, len(columns) > WIDEST)


def _line(line: Line, links: Links, name: str, kind: str) -> DrawnLine:
    total, lacking = line.total, [cell.name for cell in line.lacking]
    more = f" dan {angka(len(lacking) - NAMED)} lain" if len(lacking) > NAMED else ""
    return DrawnLine(
        name=line.name,
        arrived=line.arrived,
        regions=len(line.cells),
        villages="" if kind == VILLAGES else f"{angka(total.reached)} dari {angka(total.villages)}",
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
