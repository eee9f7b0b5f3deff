"""The totals of what was done, each once and at a place of its own: there the check reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reports.documents.table import Table
from reports.figures.monthly.content import MonthlyFigures
from reports.figures.monthly.fieldwork import LATE
from villages.models import GuidedVillage
from villages.models.stages import heap_words

SHEET = "Angka pokok"


@dataclass(frozen=True)
class Total:
    """`key` as in `reports.figures.recount.fieldwork`, `section` the part of the report it sums."""

    key: str
    section: str
    label: str
    unit: str
    value: int | None


def totals(figures: MonthlyFigures) -> Iterator[Total]:
    """What the sections of this report add up to; those of sections left out are left out too."""
    shown = set(figures.sections)
    return (each for each in _totals(figures) if not shown or each.section in shown)


def _totals(figures: MonthlyFigures) -> Iterator[Total]:
    people = [each.participants for each in figures.sessions if each.participants is not None]
    counted = sum(people) if people or not figures.sessions else None
    yield Total("kegiatan", "kegiatan", "Kegiatan disetujui", "kegiatan", len(figures.sessions))
    yield Total("peserta", "kegiatan", "Peserta kegiatan", "orang", counted)
    stages = Counter(each.stage for each in figures.villages)
    for stage in GuidedVillage.Stage:
        if stages[stage]:
            yield stage_total(stage, stages[stage])
    asked = sum(each.count for each in figures.consultations)
    yield Total("konsultasi", "konsultasi", "Konsultasi warga", "konsultasi", asked)
    late = sum(each.state == LATE for each in figures.follow_ups)
    label = "Tindak lanjut lewat batas waktu"
    yield Total("terlambat", "tindak-lanjut", label, "tindak lanjut", late)
    officers = len(figures.officers)
    yield Total("petugas", "petugas", "Petugas bertugas", "orang", officers)


def stage_total(stage: str, number: int) -> Total:
    """ "Desa Binaan: dikukuhkan" """
    return Total(
        f"tahap:{stage}", "desa", f"Desa Binaan: {heap_words(stage).lower()}", "desa", number
    )


def key_figures(figures: MonthlyFigures) -> Iterator[Table]:
    """One row a total."""
    rows = tuple((each.label, each.unit, each.value) for each in totals(figures))
    if rows:
        yield Table(
            key="ringkasan",
            section="Ringkasan",
            sheet=SHEET,
            caption="Pembinaan desa dalam angka",
            headers=("Ukuran", "Satuan", "Jumlah"),
            rows=rows,
            empty="",
            source="jumlah dari rincian pada bagian masing-masing",
        )
