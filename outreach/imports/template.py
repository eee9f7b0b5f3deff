"""The workbook for a year's sessions of one office: its villages and words to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officers.imports.template import Column, Row, workbook
from officers.models import Office, Officer, User
from outreach.models import AudienceGroup, SessionKind, Topic
from villages.models import GuidedVillage

MOST_LISTED = 400  # villages and officers offered to choose from
NOTES = {
    "Kantor": "Boleh kosong bila Anda hanya mengisi satu kantor.",
    "Tanggal": "Misalnya 31/10/2025, atau Jumat, 31 Oktober 2025.",
    "Waktu": "Misalnya 09.00–11.30.",
    "Judul": "Boleh kosong: dibuat dari jenis dan desanya.",
    "Topik": "Boleh beberapa, dipisah titik koma.",
    "Desa": "Satu atau beberapa, dipisah koma; atau “se-Kota Bekasi”.",
    "Kecamatan": "Perlu bila nama desanya ada di beberapa kecamatan.",
    "Narasumber": "Nama dan instansi, misalnya Budi (BP3MI Banten); boleh instansinya saja.",
    "Jumlah peserta": "Kosongkan bila tidak dihitung.",
    "Unsur peserta": "Misalnya Warga 30, RT/RW 5.",
    "Petugas": "Nama PIMPASA seperti di daftar petugas; boleh beberapa.",
    "Hasil": "Tanpa nama, NIK, atau nomor paspor warga: identitasnya dilindungi hukum.",
    "Tindak lanjut": "Tiap tindak lanjut pada baris sendiri di dalam sel (Alt+Enter).",
    "Penanggung jawab": "Jabatan, misalnya Lurah.",
}
WIDTHS = {
    "Tanggal": 14, "Waktu": 14, "Jenis": 26, "Judul": 36, "Topik": 32, "Desa": 24, "Tempat": 26,
    "Kecamatan": 18, "Kabupaten/Kota": 20, "Narasumber": 30, "Unsur peserta": 28, "Petugas": 26,
    "Hasil": 44, "Pertanyaan": 32, "Tindak lanjut": 36,
}  # fmt: skip
EXAMPLES: tuple[Row, ...] = (
    {
        "Tanggal": date(2025, 10, 31),
        "Waktu": "09.00–11.30",
        "Jenis": "Sosialisasi",
        "Judul": "Bahaya TPPO di Desa Binaan (contoh)",
        "Topik": "Bahaya TPPO; Bekerja ke luar negeri secara prosedural",
        "Desa": "Mustika Jaya, Harapan Jaya",
        "Kabupaten/Kota": "Kota Bekasi",
        "Tempat": "Balai RW 05 (contoh)",
        "Narasumber": "BP3MI Jawa Barat",
        "Jumlah peserta": 60,
        "Perempuan": 34,
        "Unsur peserta": "Warga 45, Pengurus RT/RW 10, Perangkat desa atau kelurahan 5",
        "Petugas": "Budi Contoh",
        "Hasil": "Peserta memahami ciri tawaran kerja palsu.",
        "Tindak lanjut": "Menempel poster di kantor kelurahan",
        "Penanggung jawab": "Lurah",
    },
    {
        "Tanggal": date(2025, 11, 12),
        "Jenis": "Sambang desa",
        "Desa": "Teluk Pucung",
        "Tempat": "Kantor Kelurahan Teluk Pucung (contoh)",
        "Jumlah peserta": 12,
        "Hasil": "Konsultasi syarat paspor untuk calon pekerja migran.",
    },
)


def template(user: User, office: Office | None, on: date) -> bytes:
    """The .xlsx to fill in; with an office its villages and officers stand in the drop-downs."""
    return workbook(
        title="Templat daftar kegiatan", columns=list(_columns(user, office)), examples=EXAMPLES
    )


def _columns(user: User, office: Office | None) -> Iterator[Column]:
    lists = _lists(user, office)
    names = (
        *("Tanggal", "Waktu", "Jenis", "Judul", "Topik", "Kode desa", "Desa", "Kecamatan"),
        *("Kabupaten/Kota", "Tempat", "Penyelenggara", "Narasumber", "Jumlah peserta"),
        *("Perempuan", "Unsur peserta", "Petugas", "Hasil", "Pertanyaan", "Tindak lanjut"),
        *("Penanggung jawab", "Batas waktu"),
    )
    for name in names if office else ("Kantor", *names):
        yield Column(
            name,
            note=NOTES.get(name, ""),
            width=WIDTHS.get(name, 0),
            choices=lists.get(name, ()),
            look=LOOKS.get(name, ""),
        )


LOOKS = {
    "Tanggal": "date",
    "Batas waktu": "date",
    "Kode desa": "text",
    "Waktu": "text",
    "Jumlah peserta": "number",
    "Perempuan": "number",
}


def _lists(user: User, office: Office | None) -> dict[str, list[str]]:
    kinds = SessionKind.objects.visible_to(user).in_use().values_list("name", flat=True)
    topics = Topic.objects.visible_to(user).in_use().values_list("name", flat=True)
    groups = AudienceGroup.objects.visible_to(user).in_use().values_list("name", flat=True)
    found = {"Jenis": list(kinds), "Topik": list(topics), "Unsur peserta": list(groups)}
    if office is None:
        offices = Office.objects.visible_to(user).reporting().order_by("code")
        return found | {"Kantor": list(offices.values_list("code", flat=True)[:MOST_LISTED])}
    villages = GuidedVillage.objects.visible_to(user).filter(office=office).open()
    officers = Officer.objects.visible_to(user).filter(office=office).serving()
    named = villages.order_by("region__name").values_list("region__name", flat=True)
    return found | {
        "Desa": list(named[:MOST_LISTED]),
        "Petugas": list(officers.order_by("name").values_list("name", flat=True)[:MOST_LISTED]),
    }
