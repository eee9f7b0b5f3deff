"""The workbook to fill in: a sheet for the data, an example, and the words allowed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from dbi_portal.lib.text import squash
from officers.models import Office
from reports.old_imports.passport_statistics import PassportStatisticResource
from reports.models import PassportStatistic as S

DATA, EXAMPLE, WORDS = "Data", "Contoh", "Daftar kata"
# Left in a filled-in template, these hold no data.
OWN_SHEETS = frozenset({squash(EXAMPLE), squash(WORDS), "petunjuk"})
FORMULAS_OFF = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
ROWS_TO_FILL = 2000
LISTS = {
    "Hasil": S.Outcome.labels,
    "Keperluan": S.Purpose.labels,
    "Jenis layanan": S.Service.labels,
    "Jenis paspor": S.BookType.labels,
    "Jenis kelamin": S.Sex.labels,
}
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
EXAMPLES = (
    {"Bulan": "2025-07", "Desa": "Mustika Jaya", "Kabupaten/Kota": "Kota Bekasi", "Jumlah": 12},
    {"Bulan": "2025-08", "Kode desa": "32.75.03.1006", "Desa": "Harapan Jaya", "Jumlah": 1234},
    {"Mulai": "01/01/2025", "Sampai": "31/08/2025", "Negara tujuan": "Malaysia", "Jumlah": "nihil"},
)
WIDTHS = {"Kantor": 22, "Desa": 22, "Keperluan": 30, "Hasil": 34, "Tempat layanan": 18}


def template(offices: Iterable[Office]) -> bytes:
    """The .xlsx for somebody who may import for these offices."""
    codes = [office.code for office in offices]
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, FORMULAS_OFF)
    book.set_properties({"title": "Templat statistik paspor"})
    columns = PassportStatisticResource.columns()
    lists = {"Kantor": codes, **LISTS}
    _data(book, columns, lists)
    _example(book, columns, codes)
    _words(book, lists)
    book.close()
    return content.getvalue()


def _data(book: xlsxwriter.Workbook, columns: Sequence[str], lists: dict) -> None:
    sheet = book.add_worksheet(DATA)
    head = book.add_format({"bold": True, "bg_color": "#e6edf6", "bottom": 1})
    as_text = book.add_format({"num_format": "@"})
    whole = book.add_format({"num_format": "#,##0"})
    looks = {"Kode desa": as_text, "Bulan": as_text, "Jumlah": whole}
    for at, name in enumerate(columns):
        sheet.write_string(0, at, name, head)
        sheet.set_column(at, at, WIDTHS.get(name, max(12, len(name) + 2)), looks.get(name))
        if name in NOTES:
            sheet.write_comment(0, at, NOTES[name], {"x_scale": 2})
        if lists.get(name):
            place = list(lists).index(name)
            source = f"='{WORDS}'!${chr(65 + place)}$2:${chr(65 + place)}${len(lists[name]) + 1}"
            sheet.data_validation(1, at, ROWS_TO_FILL, at, _only_from(source))
    sheet.freeze_panes(1, 0)


def _only_from(source: str) -> dict:
    """A drop-down that warns and lets other spellings through: the import knows many of them."""
    return {
        "validate": "list",
        "source": source,
        "error_type": "warning",
        "error_title": "Tidak ada di daftar",
        "error_message": "Pilih dari daftar, atau periksa ejaannya.",
    }


def _example(book: xlsxwriter.Workbook, columns: Sequence[str], codes: Sequence[str]) -> None:
    sheet = book.add_worksheet(EXAMPLE)
    bold = book.add_format({"bold": True})
    sheet.write_string(0, 0, "Contoh pengisian. Angkanya karangan; lembar ini tidak diimpor.", bold)
    for at, name in enumerate(columns):
        sheet.write_string(2, at, name, bold)
        sheet.set_column(at, at, WIDTHS.get(name, max(12, len(name) + 2)))
    usual = {
        "Kantor": codes[0] if codes else "kanim-contoh",
        "Keperluan": S.Purpose.MIGRANT_WORK.label,
        "Hasil": S.Outcome.ISSUED.label,
    }
    for row, example in enumerate(EXAMPLES, start=3):
        for at, name in enumerate(columns):
            value = (usual | example).get(name)
            if value is not None:
                sheet.write(row, at, value)


def _words(book: xlsxwriter.Workbook, lists: dict) -> None:
    sheet = book.add_worksheet(WORDS)
    bold = book.add_format({"bold": True})
    for at, (name, allowed) in enumerate(lists.items()):
        sheet.write_string(0, at, name, bold)
        sheet.set_column(at, at, 34)
        for row, word in enumerate(allowed, start=1):
            sheet.write_string(row, at, str(word))
