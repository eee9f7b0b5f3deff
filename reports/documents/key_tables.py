"""The totals of what was done, each once and at a place of its own: there the check reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reports.documents.table import Table, has
from reports.figures.monthly.content import MonthlyFigures, SessionLine
from reports.figures.monthly.talks import LATE
from reports.figures.recount.fieldwork import FINDINGS
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
    return (each for each in _totals(figures) if has(figures, each.section))


def _totals(figures: MonthlyFigures) -> Iterator[Total]:
    own = [each for each in figures.sessions if is_own(figures, each)]
    people = [each.participants for each in own if each.participants is not None]
    counted = sum(people) if people or not own else None
    yield Total("kegiatan", "kegiatan", "Kegiatan disetujui", "kegiatan", len(own))
    yield Total("peserta", "kegiatan", "Peserta kegiatan", "orang", counted)
    if others := len(figures.sessions) - len(own):
        yield shared_total(others)
    stages = Counter(each.stage for each in figures.villages)
    for stage in GuidedVillage.Stage:
        if stages[stage]:
            yield stage_total(stage, stages[stage])
    asked = sum(each.count for each in figures.consultations)
    yield Total("konsultasi", "konsultasi", "Konsultasi warga", "konsultasi", asked)
    yield from _of_findings(figures)
    late = sum(each.state == LATE for each in figures.follow_ups)
    label = "Tindak lanjut lewat batas waktu"
    yield Total("terlambat", "tindak-lanjut", label, "tindak lanjut", late)
    officers = len(figures.officers)
    yield Total("petugas", "petugas", "Petugas bertugas", "orang", officers)


FINDING_LABELS = (
    "Temuan masuk",
    "Temuan selesai",
    "Temuan ditolak",
    "Temuan masih terbuka",
    "Temuan lewat tenggat",
)


def _of_findings(figures: MonthlyFigures) -> Iterator[Total]:
    """None in a report that was drawn before findings were counted."""
    if found := figures.findings:
        numbers = (found.submitted, *found.states)
        for key, label, number in zip(FINDINGS, FINDING_LABELS, numbers, strict=True):
            yield Total(key, "temuan", label, "temuan", number)


def is_own(figures: MonthlyFigures, session: SessionLine) -> bool:
    """Held by the office itself or by one that it sums up; else it only served a village."""
    offices = {figures.letterhead.code, *(each.office for each in figures.taken)}
    return not session.office_code or session.office_code in offices


def shared_total(number: int) -> Total:
    """Sessions of other offices that served a village of ours."""
    label = "Kegiatan kantor lain di desa binaan"
    return Total("bersama", "kegiatan", label, "kegiatan", number)


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
