"""Tables of Desa Binaan: by stage, one by one, their decrees, and those nobody has reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from reports.documents.table import REMARK, Table, is_sum, mark, of_office
from reports.figures.monthly.content import MonthlyFigures
from reports.figures.monthly.months_in import lacks_months
from villages.models import GuidedVillage
from villages.models.stages import heap_words

Stage = GuidedVillage.Stage
MOST, MOST_DECREES = 60, 30
NOBODY = "Belum ada Desa Binaan yang terdaftar."


def stages(figures: MonthlyFigures) -> Iterator[Table]:
    """A Kanwil's by office as well: on paper that stands for the list of its villages."""
    counts = Counter(village.stage for village in figures.villages)
    yield Table(
        key="desa",
        section="Desa Binaan",
        sheet="Tahap desa",
        caption="Desa Binaan menurut tahap",
        headers=("Tahap", "Jumlah desa"),
        rows=tuple((heap_words(stage), counts[stage]) for stage in Stage if counts[stage]),
        empty=NOBODY,
        source="tahap pada hari terakhir masa laporan",
    )
    if is_sum(figures) and figures.villages:
        yield _stages_by_office(figures)


def _stages_by_office(figures: MonthlyFigures) -> Table:
    counts = Counter((village.office, village.stage) for village in figures.villages)
    found = [stage for stage in Stage if any(counts[key] for key in counts if key[1] == stage)]
    offices = sorted({office for office, _ in counts})
    return Table(
        key="desa",
        section="Desa Binaan",
        sheet="Tahap per kantor",
        caption="Desa Binaan tiap kantor menurut tahap",
        headers=("Kantor", *map(heap_words, found), "Jumlah"),
        rows=tuple(_of_office(office, found, counts) for office in offices),
        empty=NOBODY,
    )


def _of_office(office: str, stages: list[Stage], counts: Counter) -> tuple:
    numbers = [counts[office, stage] for stage in stages]
    return (office, *numbers, sum(numbers))


def villages(figures: MonthlyFigures) -> Iterator[Table]:
    yield Table(
        key="desa",
        section="Desa Binaan",
        sheet="Desa binaan",
        caption="Desa Binaan dan petugasnya",
        headers=("Desa/kelurahan", "Kantor", "Tahap", "Sejak", "Petugas", REMARK),
        rows=tuple(
            (
                f"{each.name}, {each.path}",
                each.office,
                each.stage_label,
                date.fromisoformat(each.since),
                "; ".join(each.officers),
                mark(each.made_up),
            )
            for each in figures.villages
        ),
        empty=NOBODY,
        left_off=of_office(figures),
        most=MOST,
        on_paper=not is_sum(figures) or len(figures.villages) <= MOST,
    )


def decrees(figures: MonthlyFigures) -> Iterator[Table]:
    if figures.decrees:
        yield Table(
            key="desa",
            section="Desa Binaan",
            sheet="SK",
            caption="Surat keputusan baru",
            headers=("Nomor", "Tentang", "Tanggal", "Penerbit", "Desa", REMARK),
            rows=tuple(
                (
                    each.number,
                    each.title,
                    date.fromisoformat(each.signed_on),
                    each.office,
                    ", ".join(each.villages),
                    mark(each.made_up),
                )
                for each in figures.decrees
            ),
            empty="",
            most=MOST_DECREES,
        )


def unreached(figures: MonthlyFigures) -> Iterator[Table]:
    """Those waiting longest first; villages never reached before all others."""
    rows = sorted(figures.unreached, key=lambda each: (each.last_on, each.office, each.name))
    yield Table(
        key="jangkauan",
        section="Jangkauan",
        sheet="Belum dijangkau",
        caption=f"Desa Binaan yang tidak dijangkau kegiatan pada {_time(figures)}",
        headers=("Desa/kelurahan", "Kantor", "Kegiatan terakhir", REMARK),
        rows=tuple(
            (
                f"{each.name}, {each.path}",
                each.office,
                date.fromisoformat(each.last_on) if each.last_on else "belum pernah",
                mark(each.made_up),
            )
            for each in rows
        ),
        empty=_all_reached(figures),
        source="desa yang sudah dikukuhkan atau aktif pada hari terakhir",
        left_off=of_office(figures),
        most=MOST,
    )


def _time(figures: MonthlyFigures) -> str:
    """A report with gaps knows only of the months that are in it."""
    return "bulan yang termuat" if lacks_months(figures) else "masa ini"


def _all_reached(figures: MonthlyFigures) -> str:
    if any(each.stage in (Stage.INAUGURATED, Stage.ACTIVE) for each in figures.villages):
        return "Semua Desa Binaan yang dikukuhkan atau aktif dijangkau kegiatan."
    return "Belum ada Desa Binaan yang dikukuhkan atau aktif."
