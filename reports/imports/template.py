"""The workbook of passport statistics: a row for each Desa Binaan of the office, for this month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dbi_portal.lib.months import Month
from officers.imports.offices import importable
from officers.imports.template import Column, Row, workbook
from officers.models import Office, User
from reports.imports.passport_statistics import PassportStatisticResource
from reports.models import PassportStatistic as S
from villages.imports.filled import guided_by, where

NOTES = {
    "Kantor": "Kode, nama, atau sebutan kantor. Boleh kosong bila Anda hanya mengisi satu kantor.",
    "Bulan": "Misalnya 2025-08 atau Agustus 2025. Untuk rentang lain, isi Mulai dan Sampai.",
    "Mulai": "Hari pertama, bila angkanya bukan untuk satu bulan penuh.",
    "Sampai": "Hari terakhir, ikut dihitung.",
    "Kode desa": "Kode Kemendagri desa/kelurahan asal pemohon, misalnya 32.75.03.1006.",
    "Desa": "Nama desa/kelurahan asal pemohon. Kosongkan untuk angka seluruh kantor.",
    "Kecamatan": "Perlu bila nama desanya ada di beberapa kecamatan.",
    "Kabupaten/Kota": "Perlu bila desanya di luar wilayah kerja kantor.",
    "Jumlah": "Bilangan bulat. Tulis 0 atau nihil bila tidak ada; - bila tidak berlaku.",
}
WIDTHS = {
    "Kantor": 22, "Desa": 22, "Kecamatan": 18, "Kabupaten/Kota": 20, "Kode desa": 16,
    "Keperluan": 30, "Hasil": 34, "Tempat layanan": 18,
}  # fmt: skip
WORDS = {
    "Hasil": S.Outcome.labels,
    "Keperluan": S.Purpose.labels,
    "Jenis layanan": S.Service.labels,
    "Jenis paspor": S.BookType.labels,
    "Jenis kelamin": S.Sex.labels,
}
LOOKS = {"Kode desa": "text", "Bulan": "text", "Jumlah": "number"}
USUAL = {"Keperluan": S.Purpose.MIGRANT_WORK.label, "Hasil": S.Outcome.ISSUED.label}
IN_BEKASI = {"Kabupaten/Kota": "Kota Bekasi"}
EXAMPLES: tuple[Row, ...] = (
    USUAL | IN_BEKASI | {"Bulan": "2025-07", "Desa": "Mustika Jaya", "Jumlah": 12},
    USUAL | {"Bulan": "2025-08", "Kode desa": "32.75.03.1006", "Desa": "Harapan Jaya",
             "Jumlah": 1234},
    USUAL | {"Mulai": "01/01/2025", "Sampai": "31/08/2025", "Negara tujuan": "Malaysia",
             "Jumlah": "nihil"},
)  # fmt: skip


def template(user: User, office: Office | None, on: date) -> bytes:
    """The .xlsx of `office` and of those under it; figures already recorded stand in their rows."""
    offices = list(importable(user=user, within=office, on=on).order_by("code"))
    lists = {**WORDS, "Kantor": [each.code for each in offices]}
    columns = [
        Column(
            name,
            note=NOTES.get(name, ""),
            width=WIDTHS.get(name, 0),
            choices=lists.get(name, ()),
            look=LOOKS.get(name, ""),
        )
        for name in PassportStatisticResource.columns()
    ]
    code = offices[0].code if offices else "kanim-contoh"
    return workbook(
        title="Templat statistik paspor",
        columns=columns,
        rows=list(_rows(offices, Month.of(on))),
        examples=[{"Kantor": code} | example for example in EXAMPLES],
        caption="Contoh pengisian. Angkanya karangan; lembar ini tidak diimpor.",
    )


def _rows(offices: Sequence[Office], month: Month) -> Iterator[Row]:
    """Passports issued to migrant workers from each Desa Binaan."""
    known = _known(offices, month)
    for village in guided_by(offices):
        counted = known.get((village.office_id, village.region_id))
        yield where(village) | USUAL | {"Bulan": str(month), "Jumlah": counted}


def _known(offices: Sequence[Office], month: Month) -> dict[tuple[int, str], int]:
    """(office, village) -> the figure of that month, broken down by nothing else."""
    said = {"outcome": S.Outcome.ISSUED, "purpose": S.Purpose.MIGRANT_WORK}
    left = {
        name: "" for name in S.KEY if S._meta.get_field(name).get_internal_type() == "CharField"
    }
    rows = S.objects.current().filter(
        **(left | said),
        office__in=offices,
        period_start=month.first_day,
        period_end=month.last_day,
        home_region__isnull=False,
    )
    return {
        (office, region): count
        for office, region, count in rows.values_list("office", "home_region", "count")
    }
