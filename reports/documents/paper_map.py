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
    yield block(
        caption="Desa pada peta",
        headers=("Titik", "Desa/kelurahan", "Wilayah", "Letak"),
        rows=[
            _legend(str(number), [placed[index] for index in group])
            for number, group in enumerate(drawn.groups, start=1)
        ],
        source="garis pantai: Natural Earth; perkiraan letak: GeoNames (CC BY 4.0)",
    )


@cache
def _names() -> tuple[maps.Name, ...]:
    """Drawing material, as the coast is: nothing of it is a figure."""
    return tuple(maps.Name(*seat) for seat in seats())


def _sentence(placed: Sequence[Village], left_off: int) -> str:
    rough = sum(1 for each in placed if each.point not in EXACT)
    words = [f"Letak {angka(len(placed))} desa; nomor titik dijelaskan dalam tabel."]
    if rough:
        words.append(f"Titik kosong bergaris putus-putus hanya perkiraan ({angka(rough)} desa).")
    if left_off:
        words.append(f"{angka(left_off)} desa tidak digambar karena letaknya belum diketahui.")
    return " ".join(words)


def _legend(number: str, villages: Sequence[Village]) -> tuple[str, ...]:
    names = [each.name for each in villages]
    more = len(names) - MOST_NAMES
    if more > 0:
        names = [*names[:MOST_NAMES], f"dan {angka(more)} lainnya"]
    where = dict.fromkeys(_regency(each) for each in villages)
    how = dict.fromkeys(PRECISION.get(each.point, PRECISION["kabupaten"]) for each in villages)
    return number, ", ".join(names), ", ".join(where), "; ".join(how)


def _regency(village: Village) -> str:
    """ "Bekasi Utara, Kota Bekasi, Jawa Barat" -> "Kota Bekasi"."""
    parts = village.path.split(", ")
    return parts[-2] if len(parts) > 1 else village.path
