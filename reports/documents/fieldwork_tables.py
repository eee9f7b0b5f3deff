"""Tables of what was done: villages, decrees, sessions, consultations, follow-ups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from dbi_portal.lib.numbers import angka
from reports.documents.table import REMARK, Table, is_kanwil, mark
from reports.figures.monthly.content import MonthlyFigures
from villages.models import GuidedVillage


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
                mark(each.made_up),
            )
            for each in figures.villages
        ),
        empty="Belum ada Desa Binaan yang terdaftar.",
        left_off=() if is_kanwil(figures) else ("Kantor",),
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
                    mark(each.made_up),
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
            "Desa dijangkau",
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
                mark(each.made_up),
            )
            for each in figures.sessions
        ),
        empty="Tidak ada kegiatan yang disetujui pada bulan ini.",
        left_off=("Jenis", "RT/RW") if is_kanwil(figures) else ("Kantor", "RT/RW"),
    )


def consultations(figures: MonthlyFigures) -> Iterator[Table]:
    yield Table(
        section="Konsultasi",
        sheet="Konsultasi",
        caption="Konsultasi warga menurut topik dan hasil",
        headers=("Topik", "Hasil", "Jumlah", REMARK),
        rows=tuple(
            (each.topic, each.outcome, each.count, mark(each.made_up))
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
                mark(each.made_up),
            )
            for each in figures.follow_ups
        ),
        short_rows=_agreed_together(figures),
        empty="Tidak ada tindak lanjut yang terbuka.",
        left_off=() if is_kanwil(figures) else ("Kantor",),
    )


def _agreed_together(figures: MonthlyFigures) -> tuple[tuple, ...]:
    """One line for what was asked of every village alike, saying of how many."""
    groups: dict[tuple, list] = {}
    for each in figures.follow_ups:
        same = (each.task, each.owner, each.office, each.due_on, each.state, each.made_up)
        groups.setdefault(same, []).append(each.region)
    return tuple(
        (
            task,
            owner,
            regions[0] if len(regions) == 1 else f"{angka(len(regions))} wilayah",
            office,
            date.fromisoformat(due_on) if due_on else None,
            state,
            mark(made_up),
        )
        for (task, owner, office, due_on, state, made_up), regions in groups.items()
    )
