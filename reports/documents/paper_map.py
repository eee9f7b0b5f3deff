"""The map of a report's villages: numbered points, and a table that says who stands behind each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from dbi_portal.lib import maps
from dbi_portal.lib.numbers import angka
from reports.documents.paper_tables import block
from reports.figures.monthly.content import MonthlyFigures, Village
from villages.points import seats

PRECISION = {
    "desa": "titik desa",
    "sesi": "titik kegiatan di desa",
    "kabupaten": "perkiraan menurut kabupaten/kota",
}
EXACT = ("desa", "sesi")
BESIDE = ("Titik", "Desa/kelurahan")
MOST_ROWS = 30  # beyond that the legend would take longer than the villages' own table
MOST_NAMES = 15  # behind one point; the table of villages names them all


def village_map(figures: MonthlyFigures) -> Iterator[dict]:
    """The map and its legend as the template draws them; nothing where no point is known."""
    placed = [each for each in figures.villages if each.lat is not None and each.lng is not None]
    if not placed:
        return
    spots = [maps.Spot(each.lat, each.lng, each.point in EXACT) for each in placed]
    drawn = maps.draw(spots, _names())
    yield {
        "kind": "chart",
        "svg": drawn.svg,
        "title": "Letak Desa Binaan",
        "sentence": _sentence(placed, len(figures.villages) - len(placed)),
    }
    yield _legend([[placed[index] for index in group] for group in drawn.groups])


@cache
def _names() -> tuple[maps.Name, ...]:
    """Drawing material, as the coast is: nothing of it is a figure."""
    return tuple(maps.Name(*seat) for seat in seats())


def _sentence(placed: Sequence[Village], left_off: int) -> str:
    rough = sum(1 for each in placed if each.point not in EXACT)
    words = [f"Letak {angka(len(placed))} desa; nomor titik dijelaskan dalam tabel."]
    if rough:
        words.append(
            f"Titik kosong bergaris putus-putus hanya perkiraan ({angka(rough)}\u00a0desa)."
        )
    if left_off:
        words.append(f"{angka(left_off)} desa tidak digambar karena letaknya belum diketahui.")
    return " ".join(words)


def _legend(groups: Sequence[Sequence[Village]]) -> dict:
    """Who stands behind each number: with their regency, or side by side where they are many."""
    wide = len(groups) > MOST_ROWS
    headers = (*BESIDE,) * 3 if wide else ("Titik", "Desa/kelurahan", "Wilayah", "Letak")
    return block(
        caption="Desa pada peta",
        headers=headers,
        rows=list(_side_by_side(groups)) if wide else list(_one_a_row(groups)),
        source="garis pantai: Natural Earth; perkiraan letak: GeoNames (CC BY 4.0)",
    )


def _one_a_row(groups: Sequence[Sequence[Village]]) -> Iterator[tuple[str, ...]]:
    for number, villages in enumerate(groups, start=1):
        where = dict.fromkeys(map(_regency, villages))
        how = dict.fromkeys(PRECISION.get(v.point, PRECISION["kabupaten"]) for v in villages)
        yield str(number), _named(villages), ", ".join(where), "; ".join(how)


def _side_by_side(groups: Sequence[Sequence[Village]]) -> Iterator[list[str]]:
    """Three columns to be read downwards."""
    cells = [
        (str(number), _named(villages) + ("" if villages[0].point in EXACT else " (perkiraan)"))
        for number, villages in enumerate(groups, start=1)
    ]
    height = -(-len(cells) // 3)
    cells += [("", "")] * (3 * height - len(cells))
    for row in range(height):
        yield [cell for column in range(3) for cell in cells[row + column * height]]


def _named(villages: Sequence[Village]) -> str:
    names = [each.name for each in villages]
    more = len(names) - MOST_NAMES
    return ", ".join([*names[:MOST_NAMES], f"dan {angka(more)} lainnya"] if more > 0 else names)


def _regency(village: Village) -> str:
    """ "Bekasi Utara, Kota Bekasi, Jawa Barat" -> "Kota Bekasi"."""
    parts = village.path.split(", ")
    return parts[-2] if len(parts) > 1 else village.path
