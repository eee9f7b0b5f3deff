"""A coverage as a workbook: the regions as one sees them, topics and groups beside them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dbi_portal.lib.days import long_date
from dbi_portal.lib.workbooks import Workbook
from outreach.figures.area import Area
from outreach.figures.coverage import Place
from outreach.figures.matrix import Matrix
from outreach.figures.survey import Survey

HEADERS = (
    "Kode", "Kabupaten/kota", "Kecamatan", "Desa/kelurahan", "Keadaan", "Dijangkau", "Dari",
    "Kegiatan", "Terakhir", "Hari sejak", "Direncanakan", "RW", "RW dari", "RT", "RT dari",
    "Keterangan",
)  # fmt: skip
COUNTED = "Hanya kegiatan yang disetujui dihitung."


def workbook(survey: Survey, area: Area, period: str, *, on: date) -> bytes:
    """The bytes of the .xlsx; the same coverage on the same day gives the same bytes."""
    book = Workbook(title=f"Cakupan {area.title}")
    note = note_of(period, on=on)
    book.sheet(
        "Cakupan",
        title=f"Cakupan {area.title}",
        note=note,
        headers=HEADERS,
        rows=list(rows_of(survey.place, on=on)),
    )
    for name, found in (("Topik", survey.topics), ("Unsur", survey.groups)):
        _matrix_sheet(book, name, found, note)
    return book.bytes()


def note_of(period: str, *, on: date) -> str:
    """What the figures count, and as of when."""
    return f"{period}, keadaan {long_date(on)}. {COUNTED}"


def rows_of(place: Place, *, on: date) -> Iterable[list]:
    """A row under HEADERS for each village, or district where villages were not asked for."""
    for regency in place.children:
        for district in regency.children:
            for leaf in district.leaves():
                yield _row([regency.name, district.name], leaf, on)


def _row(above: list[str], leaf: Place, on: date) -> list:
    name = leaf.name if leaf.code.count(".") == 3 else ""
    visits, rw, rt = leaf.visits, leaf.units.rw, leaf.units.rt
    least = [word for word, count in (("RW", rw), ("RT", rt)) if count.at_least]
    return [
        leaf.code, *above, name, leaf.state.value, leaf.reached, leaf.villages, visits.sessions,
        visits.last_on, leaf.days_since(on), visits.planned, rw.reached, rw.known, rt.reached,
        rt.known, f"{' dan '.join(least)} sekurangnya" if least else "",
    ]  # fmt: skip


def _matrix_sheet(book: Workbook, name: str, found: Matrix, note: str) -> None:
    """Villages reached with each, by region; an empty cell is "not yet"."""
    book.sheet(
        name,
        title=f"{name} menurut {found.kind}: desa/kelurahan yang dijangkau",
        note=note,
        headers=[name, "Kegiatan", "Desa/kelurahan", *(column for _, column in found.columns)],
        rows=[
            [line.name, line.total.sessions, line.total.reached]
            + [cell.reached or None for cell in line.cells]
            for line in found.lines
        ],
    )
