"""A sheet of points: code, latitude, longitude. Every row is checked before one is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dbi_portal.lib import sheets
from dbi_portal.lib.coordinates import Elsewhere, NotDegrees, degrees, refuse_elsewhere
from dbi_portal.lib.sheets import Cell, Sheet
from dbi_portal.lib.text import squash
from villages.actions.places import Marked
from villages.models import Region

HEADINGS = {
    "code": ("kode", "code", "kodewilayah", "kodedesa", "kodekemendagri", "kemendagri"),
    "lat": ("lat", "latitude", "lintang"),
    "lng": ("lng", "lon", "long", "longitude", "bujur"),
}
NAMES = {"code": "code", "lat": "lat", "lng": "lng"}  # as the command's help calls them
MOST_ERRORS = 1000


@dataclass(frozen=True)
class RowError:
    """What is wrong in one cell; `message` names row and column."""

    row: int
    column: str
    message: str


@dataclass(frozen=True)
class PointSheet:
    """Points that can be stored, and what stands in their way."""

    points: Sequence[Marked]
    errors: Sequence[RowError]


class NoSheet(ValueError):
    """The file holds no table of points; the message is an Indonesian sentence."""


def read_points(path: Path) -> PointSheet:
    """The points of a CSV or workbook. Raises NoSheet or a SheetError."""
    sheet, head, at = _table(sheets.read(path, path.name).sheets)
    rows = [(number, cells) for number, cells in sheet.numbered() if number > head and any(cells)]
    regions = Region.objects.in_bulk({code_of(_cell(cells, at["code"])) for _, cells in rows})
    titles = {name: str(_cell(sheet.rows[head - sheet.first_row], at[name])) for name in at}
    points: dict[str, tuple[int, Marked]] = {}
    errors: list[RowError] = []
    for number, cells in rows:
        said = {name: _cell(cells, at[name]) for name in at}
        wrong = [RowError(number, titles[name], f"Baris {number}, kolom “{titles[name]}”: {words}")
                 for name, words in _wrong(said, regions, points)]  # fmt: skip
        errors += wrong
        if not wrong:
            code = code_of(said["code"])
            points[code] = (number, Marked(code, degrees(said["lat"]), degrees(said["lng"])))
    if not rows:
        raise NoSheet(f"Berkas {path.name} tidak berisi satu titik pun di bawah judul kolomnya.")
    return PointSheet([point for _, point in points.values()], errors[:MOST_ERRORS])


def _table(found: Sequence[Sheet]) -> tuple[Sheet, int, dict[str, int]]:
    """The sheet with the three headings, the number of the heading's row, where each stands."""
    for sheet in found:
        for number, cells in sheet.numbered():
            at = {name: _column(cells, words) for name, words in HEADINGS.items()}
            if None not in at.values():
                return sheet, number, at
    raise NoSheet(
        "Judul kolom tidak ditemukan: satu baris harus memuat code, lat, dan lng "
        "(atau kode, lintang, bujur)."
    )


def _column(cells: Sequence[Cell], words: Sequence[str]) -> int | None:
    keys = [squash(str(cell or "")) for cell in cells]
    return next((keys.index(word) for word in words if word in keys), None)


def _wrong(
    said: Mapping[str, Cell], regions: Mapping[str, Region], seen: Mapping[str, tuple]
) -> Iterator[tuple[str, str]]:
    """(which column, sentence) of everything wrong in a row."""
    code = code_of(said["code"])
    region = regions.get(code)
    if not code:
        yield "code", "harus diisi kode Kemendagri."
    elif region is None:
        yield "code", f"kode “{code}” tidak dikenal. Tulis kode Kemendagri, misalnya 32.75.03.1006."
    elif region.retired_on:
        yield "code", f"kode {code} ({region.name}) tidak berlaku lagi. Pakai kode penggantinya."
    elif code in seen:
        yield "code", f"kode {code} sudah ada di baris {seen[code][0]}. Sisakan satu."
    yield from _wrong_place(said)


def _wrong_place(said: Mapping[str, Cell]) -> Iterator[tuple[str, str]]:
    read = {}
    for name in ("lat", "lng"):
        try:
            read[name] = degrees(said[name])
        except NotDegrees as refused:
            yield name, str(refused)
    if len(read) < 2:
        return
    try:
        refuse_elsewhere(read["lat"], read["lng"])
    except Elsewhere as refused:
        words = str(refused)
        yield "lat", words[:1].lower() + words[1:]


def code_of(cell: Cell) -> str:
    """ "32.75.03.1006", also written without dots as spreadsheets like it."""
    text = "".join(str(cell if cell is not None else "").split()).removeprefix("'")
    if text.endswith(".0"):
        text = text[:-2]
    if not text.isdigit() or len(text) not in (4, 6, 10):
        return text
    parts = (text[:2], text[2:4], text[4:6], text[6:])
    return ".".join(part for part in parts if part)


def _cell(cells: Sequence[Cell], at: int) -> Cell:
    return cells[at] if at < len(cells) else None
