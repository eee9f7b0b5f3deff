"""The tables of a monthly report, once, for paper and for the workbook.

A cell is a text, a whole number or None (not known); dates are written out on paper and stay
dates in the workbook, so they travel as `date`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dbi_portal.lib.months import Month
from officers.roles import OfficeKind
from reports.figures.monthly.content import Line, MonthlyFigures
from villages.models import GuidedVillage

MOST_ORIGINS_ON_PAPER = 30
REMARK = "Keterangan"
MADE_UP = "data contoh"


@dataclass(frozen=True)
class Table:
    """`section` is the chapter on paper, `sheet` the tab; `total` sets the last row apart.

    `left_off`: headers that only the workbook has room for.
    """

    section: str
    sheet: str
    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple, ...]
    empty: str
    total: bool = False
    source: str = ""
    left_off: tuple[str, ...] = ()


def tables(figures: MonthlyFigures) -> list[Table]:
    """Every table in the order of the report."""
    makers = (offices, passports, purposes, origins, stages, villages, decrees, sessions,
              consultations, follow_ups, differences)  # fmt: skip
    return [table for make in makers for table in make(figures)]


def offices(figures: MonthlyFigures) -> Iterator[Table]:
    if figures.letterhead.kind != OfficeKind.KANWIL:
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
            _note(office.status, _marks(office.made_up, office.made_up_to_date)),
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
            _to_date(month),
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
            _to_date(month),
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
                _note(line.note, _marks(line.made_up, line.made_up_to_date)),
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
        headers=("Desa/kelurahan", "Wilayah", "Kode", month.label, _to_date(month), REMARK),
        rows=tuple(
            (each.name, each.path, each.code, each.value, each.to_date, each.made_up)
            for each in figures.origins
        ),
        empty="Belum ada rincian menurut desa/kelurahan.",
        source="statistik paspor portal dengan rincian desa/kelurahan asal",
        left_off=("Kode",),
    )


def stages(figures: MonthlyFigures) -> Iterator[Table]:
    counts = Counter(village.stage for village in figures.villages)
    yield Table(
        section="Desa Binaan",
        sheet="Tahap desa",
        caption="Desa Binaan menurut tahap",
        headers=("Tahap", "Jumlah desa"),
        rows=tuple((stage.label, counts[stage]) for stage in GuidedVillage.Stage if counts[stage]),
        empty="Belum ada Desa Binaan yang terdaftar.",
        source="tahap pada hari terakhir bulan laporan",
    )


def villages(figures: MonthlyFigures) -> Iterator[Table]:
    yield Table(
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
                _mark(each.made_up),
            )
            for each in figures.villages
        ),
        empty="Belum ada Desa Binaan yang terdaftar.",
        left_off=() if _of_one_office(figures) is None else ("Kantor",),
    )


def decrees(figures: MonthlyFigures) -> Iterator[Table]:
    if figures.decrees:
        yield Table(
            section="Desa Binaan",
            sheet="SK",
            caption="Surat keputusan bulan ini",
            headers=("Nomor", "Tentang", "Tanggal", "Penerbit", "Desa", REMARK),
            rows=tuple(
                (
                    each.number,
                    each.title,
                    date.fromisoformat(each.signed_on),
                    each.office,
                    ", ".join(each.villages),
                    _mark(each.made_up),
                )
                for each in figures.decrees
            ),
            empty="",
        )


def sessions(figures: MonthlyFigures) -> Iterator[Table]:
    yield Table(
        section="Kegiatan",
        sheet="Kegiatan",
        caption="Kegiatan yang disetujui",
        headers=(
            "Kegiatan",
            "Tanggal",
            "Jenis",
            "Kantor",
            "Tempat",
            "Peserta",
            "Desa/kelurahan dijangkau",
            "RT/RW",
            "Instansi",
            "Keterangan",
        ),
        rows=tuple(
            (
                each.title,
                date.fromisoformat(each.held_on),
                each.kind,
                each.office,
                each.place,
                each.participants,
                len(each.regions),
                f"{each.rt} RT, {each.rw} RW" if each.rt or each.rw else "",
                ", ".join(each.institutions),
                _mark(each.made_up),
            )
            for each in figures.sessions
        ),
        empty="Tidak ada kegiatan yang disetujui pada bulan ini.",
        left_off=("Jenis", "RT/RW") if _of_one_office(figures) is None else ("Kantor", "RT/RW"),
    )


def consultations(figures: MonthlyFigures) -> Iterator[Table]:
    yield Table(
        section="Konsultasi",
        sheet="Konsultasi",
        caption="Konsultasi warga menurut topik dan hasil",
        headers=("Topik", "Hasil", "Jumlah", REMARK),
        rows=tuple(
            (each.topic, each.outcome, each.count, _mark(each.made_up))
            for each in figures.consultations
        ),
        empty="Tidak ada konsultasi yang dicatat pada bulan ini.",
    )


def follow_ups(figures: MonthlyFigures) -> Iterator[Table]:
    yield Table(
        section="Tindak lanjut",
        sheet="Tindak lanjut",
        caption="Tindak lanjut kegiatan",
        headers=(
            "Tindak lanjut",
            "Penanggung jawab",
            "Wilayah",
            "Kantor",
            "Batas waktu",
            "Keadaan",
            "Keterangan",
        ),
        rows=tuple(
            (
                each.task,
                each.owner,
                each.region,
                each.office,
                date.fromisoformat(each.due_on) if each.due_on else None,
                each.state,
                _mark(each.made_up),
            )
            for each in figures.follow_ups
        ),
        empty="Tidak ada tindak lanjut yang terbuka.",
        left_off=() if _of_one_office(figures) is None else ("Kantor",),
    )


def differences(figures: MonthlyFigures) -> Iterator[Table]:
    if figures.differences:
        yield Table(
            section="Selisih",
            sheet="Selisih",
            caption="Selisih antara angka tertulis dan jumlah bagiannya",
            headers=("Kantor", "Periode", "Tertulis", "Dihitung", "Selisih", "Bagian"),
            rows=tuple(
                (d.office, d.period, d.printed, d.computed, d.printed - d.computed, d.parts)
                for d in figures.differences
            ),
            empty="",
        )


def _of_one_office(figures: MonthlyFigures) -> str | None:
    """Its code, None for a Kanwil: there the column that names the office is needed."""
    head = figures.letterhead
    return None if head.kind == OfficeKind.KANWIL else head.code


def _to_date(month: Month) -> str:
    return month.label if month.number == 1 else f"Januari–{month.label}"


def _note(*parts: str) -> str:
    """Remarks one after the other, the empty ones left out."""
    return "; ".join(filter(None, parts))


def _mark(made_up: object) -> str:
    return MADE_UP if made_up else ""


def _marks(month: str, to_date: str) -> str:
    """Which figures of a line were made up: a published total may stand beside invented months."""
    if month == to_date:
        return month
    told = [("bulan ini", month), ("sejak Januari", to_date)]
    return ", ".join(f"{which}: {mark}" for which, mark in told if mark)
