"""The workbooks to fill in: an office's Desa Binaan, and its officers with the villages they serve.

Both come filled in with what the register holds; given back unchanged they change nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from officers.imports.offices import importable
from officers.imports.template import Column, Row, workbook
from officers.models import Office, Officer, User
from officers.roles import OfficeKind
from villages.imports.filled import guided_by, officer_rows, village_rows
from villages.imports.officer_list import OfficerResource
from villages.imports.places import work_area
from villages.imports.village_list import VillageResource
from villages.models import SelectionReason
from villages.models.village import Stage

MOST_LISTED = 3_000  # villages of a work area to choose from
WRITABLE = (
    *(Stage.CANDIDATE, Stage.TALKS, Stage.APPROVED, Stage.INAUGURATED, Stage.ACTIVE),
    Stage.INACTIVE,
)
NOTES = {
    "Kantor": "Kode, nama, atau sebutan kantor. Boleh kosong bila Anda hanya mengisi satu kantor.",
    "Kode desa": "Kode Kemendagri, misalnya 32.75.03.1006. Boleh kosong bila namanya jelas.",
    "Kecamatan": "Perlu bila nama desanya ada di beberapa kecamatan.",
    "Kabupaten/Kota": "Perlu bila desanya di luar wilayah kerja kantor.",
    "Status": "Ditetapkan, Dikukuhkan, dan Aktif memerlukan SK. Usul dikirim lewat halaman Usul.",
    "Tanggal status": "Tanggal status di sebelahnya, bila tidak ada kolom khususnya.",
    "Nomor SK": "Persis seperti pada surat.",
    "Alasan terpilih": "Boleh beberapa, dipisah titik koma.",
    "PIMPASA": "Nama petugas; boleh beberapa, dipisah titik koma.",
    "Petugas sejak": "Kosong: sejak pengukuhan, atau sejak aktif.",
    "Alasan berakhir": "Wajib bila statusnya Tidak aktif.",
    "NIP": "18 angka, sebagai teks. Boleh kosong.",
    "Desa": "Nama desa atau kelurahan.",
    "Nomor surat tugas": "Surat tugas atau SK penugasannya, persis seperti pada surat.",
    "Mulai": "Sejak kapan ia membina desa itu. Kosong: tanggal suratnya.",
    "Sampai": "Hari terakhir, ikut dihitung. Kosong: masih bertugas.",
}
WIDTHS = {
    "Kantor": 20, "Desa": 22, "Kecamatan": 18, "Kabupaten/Kota": 20, "Nomor SK": 34, "Nama": 28,
    "NIP": 22, "Jabatan": 26, "Telepon": 18, "Surel": 28, "Nomor surat tugas": 34,
    "Alasan terpilih": 32, "PIMPASA": 30, "Keterangan": 30, "Kode desa": 16,
}  # fmt: skip
AS_TEXT = {"Kode desa", "NIP", "Telepon", "Nomor SK", "Nomor surat tugas"}
AS_DAY = {
    *("Tanggal status", "Menjadi calon", "Tanggal usul", "Tanggal SK", "Tanggal pengukuhan"),
    *("Mulai aktif", "Berakhir", "Petugas sejak", "Menjadi PIMPASA sejak", "Berhenti"),
    *("Tanggal surat tugas", "Mulai", "Sampai"),
}
VILLAGE_EXAMPLES: tuple[Row, ...] = (
    {
        "Desa": "Mustika Jaya", "Kecamatan": "Mustikajaya", "Kabupaten/Kota": "Kota Bekasi",
        "Status": "Aktif", "Nomor SK": "W.11.IMI.IMI.1.0001-GR.03.05 Tahun 2024 (contoh)",
        "Tanggal SK": date(2024, 3, 1), "Tanggal pengukuhan": date(2024, 5, 20),
        "Tempat pengukuhan": "Aula kecamatan (contoh)", "Mulai aktif": date(2024, 6, 1),
        "Alasan terpilih": "Permintaan paspor PMI tertinggi; Jauh dari kantor imigrasi",
    },
    {
        "Desa": "Harapan Jaya", "Kecamatan": "Bekasi Utara", "Kabupaten/Kota": "Kota Bekasi",
        "Status": "Calon", "Tanggal status": date(2025, 9, 1),
        "Alasan terpilih": "Permintaan paspor PMI tertinggi",
        "Keterangan": "Usulan rapat Agustus (contoh)",
    },
)  # fmt: skip
OFFICER_EXAMPLES: tuple[Row, ...] = (
    {
        "Nama": "Budi Contoh, S.H.", "NIP": "199001012015011001", "Jabatan": "Analis Keimigrasian",
        "Telepon": "0812 3456 7890", "Surel": "budi.contoh@imigrasi.example",
        "Menjadi PIMPASA sejak": date(2024, 1, 2), "Desa": "Mustika Jaya",
        "Kecamatan": "Mustikajaya", "Kabupaten/Kota": "Kota Bekasi",
        "Nomor surat tugas": "W.11-0001.KP.04.01 Tahun 2024 (contoh)",
        "Tanggal surat tugas": date(2024, 5, 27), "Mulai": date(2024, 6, 1),
    },
    {
        "Nama": "Citra Contoh", "Jabatan": "Pengelola Data", "Desa": "Mustika Jaya",
        "Kecamatan": "Mustikajaya", "Kabupaten/Kota": "Kota Bekasi",
        "Mulai": date(2024, 6, 1), "Sampai": date(2025, 5, 31),
    },
)  # fmt: skip


def of_villages(user: User, office: Office | None, on: date) -> bytes:
    """The list of Desa Binaan, filled in with those of `office` and of the offices under it."""
    offices = _offices(user, office, on)
    area = list(work_area(offices, on=on)[:MOST_LISTED])
    reasons = SelectionReason.objects.visible_to(user).in_use().values_list("name", flat=True)
    lists = {
        "Kantor": [each.code for each in offices],
        "Desa": sorted({region.name for region in area}),
        "Kecamatan": sorted({region.path.split(",")[0] for region in area}),
        "Status": [stage.label for stage in WRITABLE],
        "Alasan terpilih": list(reasons),
        "PIMPASA": list(_names(offices)),
    }
    return workbook(
        title="Templat daftar Desa Binaan",
        columns=columns(VillageResource.columns(), lists),
        rows=list(village_rows(offices)),
        examples=VILLAGE_EXAMPLES,
    )


def of_officers(user: User, office: Office | None, on: date) -> bytes:
    """The list of officers, filled in with those who serve and the villages they serve now."""
    offices = _offices(user, office, on)
    villages = guided_by(offices)
    lists = {
        "Kantor": [each.code for each in offices],
        "Desa": sorted({village.region.name for village in villages}),
        "Kecamatan": sorted({village.region.path.split(",")[0] for village in villages}),
    }
    return workbook(
        title="Templat daftar petugas dan penugasan",
        columns=columns(OfficerResource.columns(), lists),
        rows=list(officer_rows(offices, on)),
        examples=OFFICER_EXAMPLES,
    )


def columns(names: Sequence[str], lists: dict[str, Sequence[str]]) -> list[Column]:
    """Columns of a sheet by name, with the notes, widths and looks that are usual for them."""
    return [
        Column(
            name,
            note=NOTES.get(name, ""),
            width=WIDTHS.get(name, 0),
            choices=lists.get(name, ()),
            look="text" if name in AS_TEXT else "date" if name in AS_DAY else "",
        )
        for name in names
    ]


def _offices(user: User, office: Office | None, on: date) -> list[Office]:
    offices = importable(user=user, within=office, on=on).filter(kind=OfficeKind.KANIM)
    return list(offices.order_by("code"))


def _names(offices: Sequence[Office]) -> Iterator[str]:
    rows = Officer.objects.filter(office__in=offices).serving().order_by("name")
    yield from rows.values_list("name", flat=True)
