"""“Desa berikutnya” as the lines of a file; what nobody knows is an empty cell.

Findings are not in it: a file travels where nobody asks who reads it.
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.figures.need.factors import NEED
from reports.figures.need.ranked import Ranking
from villages.models.stages import Stage

COUNTED = tuple(factor for factor in NEED if factor.measure)  # the first of them all
HEADERS = (
    "Peringkat", "Peringkat dengan bobot bawaan", "Kode", "Desa/kelurahan", "Wilayah", "Tahap",
    "Nilai", *(factor.label for factor in COUNTED), "Kegiatan membina", "Kegiatan menyebut desa",
    "Peserta kegiatan membina", "Kunjungan terakhir (setahun)", "Petugas", "Data contoh",
)  # fmt: skip


def rows_of(ranking: Ranking) -> Iterator[list]:
    for line in ranking.lines:
        yield [
            line.place, line.usual_place, line.region_id, line.name, line.path,
            Stage(line.stage).label if line.stage else "belum Desa Binaan",
            round(line.score, 2), *line.counts[: len(COUNTED)], line.served, line.reached,
            line.people, line.last_on, line.officers, line.made_up.value,
        ]  # fmt: skip
