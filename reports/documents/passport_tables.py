"""Tables of passport figures: by office, by outcome, by purpose, by home village."""

from __future__ import annotations

from collections.abc import Iterator

from dbi_portal.lib.months import Month
from reports.documents.table import REMARK, SHEET, Table, is_kanwil, marks, remarks, to_date
from reports.figures.monthly.content import Line, MonthlyFigures
from villages.models import GuidedVillage


def offices(figures: MonthlyFigures) -> Iterator[Table]:
    if not is_kanwil(figures):
        return
    month = Month.parse(figures.month)
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
        section="Kantor",
        sheet="Kantor",
        caption=f"Kantor di {figures.letterhead.short_name}",
        headers=(
            "Kantor",
            f"Paspor PMI {month.label}",
            month.previous().label,
            to_date(month),
            "Kegiatan",
            "Desa aktif",
            "Laporan",
        ),
        rows=tuple(rows),
        empty="Belum ada kantor di bawah Kanwil ini.",
        total=bool(figures.offices),
        source="laporan tiap kantor; kegiatan bersama dihitung satu kali",
    )


def passports(figures: MonthlyFigures) -> Iterator[Table]:
    yield _measures(
        figures,
        figures.passports,
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
            sheet="Keperluan",
            caption="Paspor terbit menurut keperluan",
            first="Keperluan",
            source="statistik paspor portal",
        )


def _measures(
    figures: MonthlyFigures, lines: tuple[Line, ...], *, sheet, caption, first, source
) -> Table:
    month = Month.parse(figures.month)
    return Table(
        section="Paspor",
        sheet=sheet,
        caption=caption,
        headers=(
            first,
            "Satuan",
            month.label,
            month.previous().label,
            month.year_ago.label,
            to_date(month),
            "Keterangan",
        ),
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
        empty="Belum ada angka paspor untuk bulan ini.",
        source=source,
    )


def origins(figures: MonthlyFigures) -> Iterator[Table]:
    month = Month.parse(figures.month)
    yield Table(
        section="Paspor",
        sheet="Desa asal",
        caption="Paspor PMI menurut desa/kelurahan asal pemohon",
        headers=("Desa/kelurahan", "Wilayah", "Kode", month.label, to_date(month), REMARK),
        rows=tuple(
            (each.name, each.path, each.code, each.value, each.to_date, each.made_up)
            for each in figures.origins
        ),
        empty="Belum ada rincian menurut desa/kelurahan.",
        source="statistik paspor portal dengan rincian desa/kelurahan asal",
        left_off=("Kode",),
    )


def differences(figures: MonthlyFigures) -> Iterator[Table]:
    if figures.differences:
        yield Table(
            section="Selisih",
            sheet="Selisih",
            caption="Selisih antara angka tertulis dan jumlah bagiannya",
            headers=("Kantor", "Periode", "Tertulis", "Dihitung", "Selisih", "Bagian", SHEET),
            rows=tuple(
                (
                    *(d.office, d.period, d.printed, d.computed, d.printed - d.computed),
                    *(d.parts, d.source),
                )
                for d in figures.differences
            ),
            empty="",
            source="kedua angka disimpan apa adanya; tidak ada yang dibetulkan oleh portal",
        )
