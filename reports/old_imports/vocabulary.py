"""How offices write the words of the passport sheet: in its cells and above its columns."""

from __future__ import annotations

from dbi_portal.lib.text import squash
from reports.old_imports.countries import is_country
from reports.old_imports.layout import Layout, Measure
from reports.old_imports.words import WordList
from reports.models import PassportStatistic as S

OUTCOMES = WordList(
    S.Outcome,
    {
        S.Outcome.ISSUED: ["diterbitkan", "penerbitan", "paspor terbit"],
        S.Outcome.REFUSED: ["ditolak", "tolak"],
        S.Outcome.DELAYED: ["ditunda", "tunda"],
        S.Outcome.SUSPENDED: ["ditangguhkan", "tangguh"],
        S.Outcome.CANCELLED: ["dibatalkan", "batal"],
        S.Outcome.REFUSED_OR_DELAYED: ["ditolak atau ditunda", "ditolak/ditunda", "tolak/tunda"],
        S.Outcome.DEPARTURE_DELAY: ["tunda berangkat", "keberangkatan ditunda"],
    },
)
PURPOSES = WordList(
    S.Purpose,
    {
        S.Purpose.MIGRANT_WORK: [
            *("pekerja migran", "pekerja migran indonesia", "cpmi", "calon pmi", "tki"),
            *("pmi (pekerja migran indonesia)", "bekerja sebagai pmi"),
        ],
        S.Purpose.UMRAH: ["umroh"],
        S.Purpose.HAJI: ["ibadah haji"],
        S.Purpose.TOURISM: ["pariwisata", "liburan"],
        S.Purpose.FORMAL_WORK: ["kerja formal", "bekerja formal"],
        S.Purpose.STUDY: ["pendidikan", "sekolah", "kuliah"],
        S.Purpose.MEDICAL: ["pengobatan", "kesehatan"],
        S.Purpose.OTHER: ["lain-lain", "lain"],
    },
)


def is_purpose(word: str) -> bool:
    """A purpose of its own: "Lainnya" stands below countries too."""
    return PURPOSES.values.get(squash(word), S.Purpose.OTHER) != S.Purpose.OTHER


SERVICES = WordList(
    S.Service,
    {
        S.Service.RENEWAL: ["penggantian", "habis berlaku"],
        S.Service.DATA_CHANGE: ["ubah data"],
        S.Service.FULL: ["penuh"],
    },
)
BOOK_TYPES = WordList(
    S.BookType,
    {S.BookType.ORDINARY: ["biasa"], S.BookType.ELECTRONIC: ["e-paspor", "elektronik"]},
)
SEXES = WordList(S.Sex, {S.Sex.FEMALE: ["p", "pr", "wanita"], S.Sex.MALE: ["l", "lk", "pria"]})

LAYOUT = Layout(
    spellings={
        "Kantor": ("kantor imigrasi", "nama kantor", "kanim", "satker", "unit kerja"),
        "Bulan": ("periode", "bulan tahun", "periode bulan"),
        "Mulai": ("dari", "dari tanggal", "tanggal mulai", "periode mulai"),
        "Sampai": ("sampai dengan", "s.d.", "sampai tanggal", "tanggal selesai", "periode sampai"),
        "Kode desa": (
            *("kode kelurahan", "kode desa/kelurahan", "kode kemendagri", "kode wilayah"),
            *("kode desa kemendagri", "kode desa (kemendagri)"),
        ),
        "Desa": (
            *("kelurahan", "desa/kelurahan", "kelurahan/desa", "kel/desa", "desa/kel", "nama desa"),
            *("nama kelurahan", "desa asal", "kelurahan asal", "asal"),
        ),
        "Kecamatan": ("kec", "nama kecamatan"),
        "Kabupaten/Kota": ("kabupaten", "kota", "kab/kota", "kota/kabupaten", "kota/kab"),
        "Keperluan": (
            *("tujuan permohonan", "tujuan pembuatan", "tujuan pembuatan paspor", "peruntukan"),
            *("keperluan paspor", "keperluan permohonan", "jenis keperluan"),
        ),
        "Hasil": ("hasil permohonan", "status permohonan"),
        "Jenis layanan": ("layanan", "jenis permohonan"),
        "Jenis paspor": ("jenis buku", "jenis dpri"),
        "Negara tujuan": ("negara", "negara penempatan", "tujuan negara"),
        "Jenis kelamin": ("jk", "l/p", "kelamin"),
        "Tempat layanan": ("tempat pelayanan", "lokasi layanan", "lokasi"),
        "Alasan": ("alasan penolakan", "alasan penundaan"),
    },
    measures=(
        Measure("Jumlah", (), ("jml", "total", "banyaknya", "jumlah paspor", "jumlah permohonan")),
        *(
            Measure(label, (("Hasil", label),), (*spellings, f"jumlah {label}", f"paspor {label}"))
            for label, spellings in (
                (S.Outcome.ISSUED.label, ("diterbitkan", "jml terbit")),
                (S.Outcome.REFUSED.label, ("ditolak", "jumlah ditolak")),
                (S.Outcome.DELAYED.label, ("ditunda", "jumlah ditunda")),
                (S.Outcome.SUSPENDED.label, ("ditangguhkan",)),
                (S.Outcome.CANCELLED.label, ("dibatalkan", "batal")),
                (S.Outcome.REFUSED_OR_DELAYED.label, ("ditolak atau ditunda", "ditolak/ditunda")),
                (S.Outcome.DEPARTURE_DELAY.label, ("keberangkatan ditunda",)),
            )
        ),
    ),
    silent=("no", "no.", "nomor", "no urut", "nomor urut"),
    anchors=("Bulan", "Mulai", "Sampai"),
    either=dict.fromkeys(
        ("tujuan", "tujuan paspor", "tujuan perjalanan", "tujuan keberangkatan"),
        ("Keperluan", "Negara tujuan"),
    ),
    tells={"Keperluan": is_purpose, "Negara tujuan": is_country},
)
