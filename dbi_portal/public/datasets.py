"""The open data sets: what each holds, column by column, and its rows.

Described as Satu Data Indonesia asks (Perpres 39/2019): standard, metadata, reference codes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from dbi_portal.public import places, tables
from dbi_portal.public.fresh import fresh
from reports.models.statistic import Outcome, Purpose

OFFICE_CODES = "Kode kantor Portal Desa Binaan Imigrasi"
HIDDEN = "disamarkan"


@dataclass(frozen=True)
class Column:
    name: str
    kind: str  # teks, bilangan bulat, tanggal, ya/tidak
    says: str
    codes: str = ""  # the list of reference codes its values come from


@dataclass(frozen=True)
class Content:
    """Rows in the order of the columns; `made_up`: some of them are demo data."""

    rows: list[tuple]
    made_up: bool
    day: date  # on which they were read
    until: str = ""  # the last month anything is known of ("2025-12"), where there are months

    @property
    def all_hidden(self) -> bool:
        """There are rows, and not one number among them that is not disguised."""
        return bool(self.rows) and all(row[-1] == HIDDEN for row in self.rows)


@dataclass(frozen=True)
class Dataset:
    slug: str
    title: str
    says: str
    unit: str
    standard: str  # how it was counted
    columns: tuple[Column, ...]
    read: Callable[[tables.Tables], Content]
    periodic: bool = True  # counts of months; otherwise the state of the day
    frequency: str = "Bulanan"

    def content(self, today: date) -> Content:
        """Raises BeingCounted."""
        return fresh(self.slug, today, self.read)

    @property
    def hides(self) -> bool:
        """Some of its counts may be left out."""
        return NOTE in self.columns


def _villages(of: tables.Tables) -> Content:
    found = [places.shown(row) for row in places.active_villages().iterator(2000)]
    rows = [
        (
            each.code, each.name, each.kind, each.district, each.regency, each.code[:5],
            each.province, each.code[:2], each.office, each.office_code,
            each.approved_on, each.inaugurated_on, each.active_since, each.made_up,
        )
        for each in found
    ]  # fmt: skip
    return Content(rows, any(each.made_up for each in found), of.today)


def _period(text: str) -> tuple[str, str]:
    return text, "tahun" if len(text) == 4 else "bulan"


def _told(table: tables.Table, cell: tuple[str, ...]) -> tuple:
    return table.held.shown(cell), HIDDEN if cell in table.held.hidden else ""


def _sessions(of: tables.Tables) -> Content:
    table = of.sessions
    rows = [
        (*_period(cell[1]), cell[0], table.names[cell[0]], cell[2], table.names[cell[2]],
         *_told(table, cell))
        for cell in table.cells()
    ]  # fmt: skip
    return Content(rows, table.made_up, of.today, table.until)


def _participants(of: tables.Tables) -> Content:
    table = of.participants
    rows = [
        (*_period(cell[1]), cell[0], table.names[cell[0]], *_told(table, cell))
        for cell in table.cells()
    ]
    return Content(rows, table.made_up, of.today, table.until)


def _passports(of: tables.Tables) -> Content:
    found = of.passports
    made_up = any(table.made_up for table in found.values())
    until = max((table.until for table in found.values()), default="")
    return Content(list(_passport_rows(found)), made_up, of.today, until)


def _passport_rows(found: dict) -> Iterator[tuple]:
    for measure, table in found.items():
        purpose = measure.purpose or "semua"
        said = Outcome(measure.outcome).label, measure.unit
        for cell in table.cells():
            place = cell[0], table.names[cell[0]]
            yield (
                *_period(cell[1]),
                *place,
                measure.outcome,
                said[0],
                purpose,
                said[1],
                *_told(table, cell),
            )


PERIOD = (
    Column("periode", "teks", "Bulan (2025-08) atau tahun (2025).", "ISO 8601"),
    Column("jenis_periode", "teks", "“bulan”, atau “tahun” untuk jumlah bulan-bulannya."),
    Column("kode_kanwil", "teks", "Kantor Wilayah; “nasional” untuk jumlahnya.", OFFICE_CODES),
    Column("kanwil", "teks", "Nama Kantor Wilayah."),
)  # fmt: skip
NOTE = Column(
    "keterangan", "teks", "“disamarkan” bila jumlah tidak ditampilkan agar orang tak dikenali."
)
SMALL = (
    "Jumlah 1–4 tidak ditampilkan, juga jumlah lain yang akan membukanya; itu dijaga di dalam satu "
    "berkas, bukan antara berkas dari hari yang berlainan. Nol ditampilkan. "
)
NO_ROW = "Baris yang tidak ada: tidak ada catatan."
BY_OFFICE = (
    "Menurut Kantor Wilayah dari kantor {what}, sebagaimana susunannya pada hari terakhir bulan "
    "itu; Kantor Wilayah bukan provinsi. "
)

DATASETS = (
    Dataset(
        "desa-binaan-aktif",
        "Desa Binaan Imigrasi yang aktif",
        "Desa dan kelurahan yang sedang dibina, menurut wilayah, dengan tanggal tahapnya.",
        "desa atau kelurahan",
        "Desa Binaan yang tahap terakhirnya “aktif” pada hari berkas ini diambil.",
        (
            Column("kode_wilayah", "teks", "Kode desa atau kelurahan.", "Kode wilayah Kemendagri"),
            Column("desa", "teks", "Nama desa atau kelurahan."),
            Column("jenis", "teks", "Desa, kelurahan, atau desa adat."),
            Column("kecamatan", "teks", "Nama kecamatan."),
            Column("kabupaten_kota", "teks", "Nama kabupaten atau kota."),
            Column("kode_kabupaten_kota", "teks", "Kodenya.", "Kode wilayah Kemendagri"),
            Column("provinsi", "teks", "Nama provinsi."),
            Column("kode_provinsi", "teks", "Kodenya.", "Kode wilayah Kemendagri"),
            Column("kantor_pembina", "teks", "Kantor imigrasi yang membina."),
            Column("kode_kantor", "teks", "Kode kantor pembina.", OFFICE_CODES),
            Column("ditetapkan", "tanggal", "Tanggal penetapan dengan SK."),
            Column("dikukuhkan", "tanggal", "Tanggal pengukuhan."),
            Column("aktif_sejak", "tanggal", "Tanggal mulai aktif."),
            Column("data_contoh", "ya/tidak", "ya: data rekaan untuk peragaan."),
        ),
        _villages,
        periodic=False,
        frequency="Harian",
    ),
    Dataset(
        "kegiatan-per-bulan",
        "Kegiatan Desa Binaan per bulan, Kantor Wilayah, dan jenis",
        "Banyaknya sosialisasi, penyuluhan, kunjungan desa, dan kegiatan lain.",
        "kegiatan",
        BY_OFFICE.format(what="penyelenggara") + "Hanya kegiatan yang laporannya disetujui. "
        "Bila kegiatan masih jarang, hanya jumlah yang lebih besar (per tahun, per Kantor Wilayah "
        "atau nasional) yang dimuat, tanpa rincian bulan dan jenis. " + SMALL.strip(),
        (
            *PERIOD,
            Column("kode_jenis", "teks", "Jenis kegiatan; “semua” untuk jumlahnya.",
                   "Daftar jenis kegiatan portal"),
            Column("jenis", "teks", "Nama jenis kegiatan."),
            Column("jumlah_kegiatan", "bilangan bulat", "Banyaknya kegiatan."),
            NOTE,
        ),
        _sessions,
    ),
    Dataset(
        "peserta-per-bulan",
        "Peserta kegiatan Desa Binaan per bulan dan Kantor Wilayah",
        "Banyaknya orang yang hadir; yang hadir dua kali terhitung dua kali.",
        "orang",
        BY_OFFICE.format(what="penyelenggara") + "Hanya kegiatan disetujui yang mencatat jumlah "
        "pesertanya. " + SMALL + NO_ROW,
        (*PERIOD, Column("jumlah_peserta", "bilangan bulat", "Banyaknya peserta."), NOTE),
        _participants,
    ),
    Dataset(
        "paspor-per-bulan",
        "Permohonan paspor per bulan, Kantor Wilayah, hasil, dan keperluan",
        "Paspor terbit menurut keperluan, termasuk bekerja sebagai Pekerja Migran Indonesia (PMI); "
        "yang ditolak, ditunda, dan seterusnya untuk semua keperluan yang dilaporkan kantor.",
        "permohonan (orang untuk penundaan keberangkatan)",
        BY_OFFICE.format(what="penerbit") + "Kantor penerbit bukan tempat asal pemohon. Hasil yang "
        "berbeda tidak boleh dijumlahkan. Tahun adalah jumlah bulan yang datanya ada. " + SMALL
        + NO_ROW,
        (
            *PERIOD,
            Column("kode_hasil", "teks", "Hasil permohonan.", ", ".join(Outcome.values)),
            Column("hasil", "teks", "Hasil permohonan dengan kata."),
            Column("keperluan", "teks", "Keperluan paspor terbit. Hasil lain: “semua”, yaitu "
                   "semua yang dilaporkan kantor; bila hanya PMI yang dilaporkan, isinya PMI.",
                   ", ".join(Purpose.values)),
            Column("satuan", "teks", "“permohonan” atau “orang”."),
            Column("jumlah", "bilangan bulat", "Jumlahnya."),
            NOTE,
        ),
        _passports,
    ),
)  # fmt: skip
BY_SLUG = {dataset.slug: dataset for dataset in DATASETS}
