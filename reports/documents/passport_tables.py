"""Tables of passport figures: by office, outcome, purpose, destination and home village."""

from __future__ import annotations

from collections.abc import Iterator

from reports.documents.columns import times
from reports.documents.table import REMARK, Table, is_sum, marks, remarks
from reports.figures.monthly.content import Line, MonthlyFigures
from villages.models import GuidedVillage

MOST_ORIGINS, MOST_DESTINATIONS = 30, 20


def offices(figures: MonthlyFigures) -> Iterator[Table]:
    if not is_sum(figures):
        return
    now, before, _, year = times(figures)
    rows = [
        (
            office.name,
            office.issued,
            office.before,
            office.to_date,
            office.sessions,
            office.active_villages,
            remarks(office.status, office.note, marks(office.made_up, office.made_up_to_date)),
        )
        for office in figures.offices
    ]
    issued = next((line for line in figures.passports), None)
    if rows and issued:
        stages = [village.stage for village in figures.villages]
        active = stages.count(GuidedVillage.Stage.ACTIVE)
        sums = (issued.value, issued.before, issued.to_date)
        rows.append(("Jumlah", *sums, len(figures.sessions), active, ""))
    yield Table(
        key="kantor",
        section="Kantor",
        sheet="Kantor",
        caption=f"Kantor di {figures.letterhead.short_name}",
        headers=(
            "Kantor",
            f"Paspor PMI {now}",
            before,
            year,
            "Kegiatan",
            "Desa aktif",
            "Laporan",
        ),
        rows=tuple(rows),
        empty="Belum ada kantor yang laporannya dijumlahkan.",
        total=bool(figures.offices),
        source="laporan tiap kantor; kegiatan bersama dihitung satu kali",
    )
    if figures.missing:
        yield Table(
            key="kantor",
            section="Kantor",
            sheet="Belum masuk",
            caption="Yang belum masuk dalam jumlah ini",
            headers=("Kantor atau bulan", "Sebab"),
            rows=tuple((each.name, each.why) for each in figures.missing),
            empty="",
        )


def passports(figures: MonthlyFigures) -> Iterator[Table]:
    yield _measures(
        figures,
        figures.passports,
        key="paspor",
        sheet="Paspor",
        caption="Paspor PMI dan hasil permohonan",
        first="Hasil",
        source="statistik paspor portal; tiap baris ukuran tersendiri, tidak dijumlahkan",
    )


def purposes(figures: MonthlyFigures) -> Iterator[Table]:
    if len(figures.purposes) > 1:
        yield _measures(
            figures,
            figures.purposes,
            key="keperluan",
            sheet="Keperluan",
            caption="Paspor terbit menurut keperluan",
            first="Keperluan",
            source="statistik paspor portal",
        )


def destinations(figures: MonthlyFigures) -> Iterator[Table]:
    if figures.destinations:
        yield _measures(
            figures,
            figures.destinations,
            key="tujuan",
            sheet="Negara tujuan",
            caption="Paspor PMI terbit menurut negara tujuan",
            first="Negara tujuan",
            source="statistik paspor portal dengan rincian negara tujuan",
            most=MOST_DESTINATIONS,
        )


def _measures(
    figures: MonthlyFigures,
    lines: tuple[Line, ...],
    *,
    key: str,
    sheet: str,
    caption: str,
    first: str,
    source: str,
    most: int = 0,
) -> Table:
    return Table(
        key=key,
        section="Paspor",
        sheet=sheet,
        caption=caption,
        headers=(first, "Satuan", *times(figures), REMARK),
        rows=tuple(
            (
                line.label,
                line.unit,
                line.value,
                line.before,
                line.year_ago,
                line.to_date,
                remarks(line.note, marks(line.made_up, line.made_up_to_date)),
            )
            for line in lines
        ),
        empty="Belum ada angka paspor untuk masa ini.",
        source=source,
        most=most,
    )


def origins(figures: MonthlyFigures) -> Iterator[Table]:
    yield Table(
        key="asal",
        section="Paspor",
        sheet="Desa asal",
        caption="Paspor PMI menurut desa/kelurahan asal pemohon",
        headers=("Desa/kelurahan", "Wilayah", "Kode", *times(figures), REMARK),
        rows=tuple(
            (
                each.name,
                each.path,
                each.code,
                each.value,
                each.before,
                each.year_ago,
                each.to_date,
                each.made_up,
            )
            for each in figures.origins
        ),
        empty="Belum ada rincian menurut desa/kelurahan.",
        source="statistik paspor portal dengan rincian desa/kelurahan asal",
        left_off=("Kode",),
        most=MOST_ORIGINS,
    )
