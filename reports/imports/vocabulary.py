"""How offices write the words of the passport sheet: in its cells and above its columns."""

from __future__ import annotations

from dbi_portal.lib.tabular import Layout, Measure
from dbi_portal.lib.tabular.countries import is_country
from dbi_portal.lib.tabular.words import WordList
from dbi_portal.lib.text import squash
from reports.models import PassportStatistic as S
from villages.imports.places import VILLAGE_GROUPS, VILLAGE_SPELLINGS

OUTCOMES = WordList(
    S.Outcome,
    {
        S.Outcome.ISSUED: [
            *("diterbitkan", "penerbitan", "paspor terbit", "disetujui", "selesai", "paspor jadi"),
        ],
        S.Outcome.REFUSED: ["ditolak", "tolak", "penolakan permohonan"],
        S.Outcome.DELAYED: ["ditunda", "tunda", "penundaan permohonan"],
        S.Outcome.SUSPENDED: ["ditangguhkan", "tangguh"],
        S.Outcome.CANCELLED: ["dibatalkan", "batal"],
        S.Outcome.REFUSED_OR_DELAYED: [
            *("ditolak atau ditunda", "ditolak/ditunda", "tolak/tunda", "penolakan/penundaan"),
            *("ditolak dan ditunda", "penolakan dan penundaan"),
        ],
        S.Outcome.DEPARTURE_DELAY: [
            *("tunda berangkat", "keberangkatan ditunda", "tunda keberangkatan"),
        ],
    },
)
PURPOSES = WordList(
    S.Purpose,
    {
        S.Purpose.MIGRANT_WORK: [
            *("pekerja migran", "pekerja migran indonesia", "cpmi", "calon pmi", "tki", "ctki"),
            *("pmi (pekerja migran indonesia)", "bekerja sebagai pmi", "bekerja pmi"),
            *("calon pekerja migran indonesia", "calon pekerja migran"),
        ],
        S.Purpose.UMRAH: ["umroh", "ibadah umrah", "ibadah umroh"],
        S.Purpose.HAJI: ["ibadah haji"],
        S.Purpose.TOURISM: ["pariwisata", "liburan", "berwisata"],
        S.Purpose.FORMAL_WORK: ["kerja formal", "bekerja formal"],
        S.Purpose.STUDY: ["pendidikan", "sekolah", "kuliah", "studi"],
        S.Purpose.MEDICAL: ["pengobatan", "kesehatan"],
        S.Purpose.OTHER: ["lain-lain", "lain"],
    },
)
SERVICES = WordList(
    S.Service,
    {
        S.Service.NEW: ["paspor baru", "permohonan baru"],
        S.Service.RENEWAL: ["penggantian", "habis berlaku", "perpanjangan", "ganti habis berlaku"],
        S.Service.LOST: ["penggantian hilang", "ganti hilang"],
        S.Service.DAMAGED: ["penggantian rusak", "ganti rusak"],
        S.Service.DATA_CHANGE: ["ubah data", "ganti data"],
        S.Service.FULL: ["penuh", "penggantian penuh", "ganti penuh"],
    },
)
BOOK_TYPES = WordList(
    S.BookType,
    {
        S.BookType.ORDINARY: ["biasa", "non elektronik", "paspor non elektronik"],
        S.BookType.ELECTRONIC: ["e-paspor", "elektronik", "e-passport"],
    },
)
SEXES = WordList(S.Sex, {S.Sex.FEMALE: ["p", "pr", "wanita"], S.Sex.MALE: ["l", "lk", "pria"]})
# Headings of a column of figures that also say what became of the applications.
OUTCOME_HEADINGS = (
    (S.Outcome.ISSUED.label, ("diterbitkan", "jml terbit", "penerbitan", "penerbitan paspor")),
    (S.Outcome.REFUSED.label, ("ditolak", "jumlah ditolak", "jml ditolak", "tolak")),
    (S.Outcome.DELAYED.label, ("ditunda", "jumlah ditunda", "jml ditunda", "tunda")),
    (S.Outcome.SUSPENDED.label, ("ditangguhkan", "jumlah ditangguhkan")),
    (S.Outcome.CANCELLED.label, ("dibatalkan", "batal", "jumlah dibatalkan")),
    (S.Outcome.REFUSED_OR_DELAYED.label, ("ditolak atau ditunda", "ditolak/ditunda")),
    (S.Outcome.DEPARTURE_DELAY.label, ("keberangkatan ditunda", "tunda berangkat")),
)


def is_outcome(word: str) -> bool:
    return squash(word) in OUTCOMES.values


def is_purpose(word: str) -> bool:
    """A purpose of its own: "Lainnya" stands below countries too."""
    return PURPOSES.values.get(squash(word), S.Purpose.OTHER) != S.Purpose.OTHER


def spelled(words: WordList, value: str) -> tuple[str, ...]:
    """Every way to write a word of the list, squashed."""
    return tuple(word for word, meant in words.values.items() if meant == value)


LAYOUT = Layout(
    spellings={
        **VILLAGE_SPELLINGS,
        "Kantor": (
            *("kantor imigrasi", "nama kantor", "kanim", "satker", "satuan kerja", "unit kerja"),
            *("upt", "nama upt", "nama satker", "kantor penerbit"),
        ),
        "Bulan": ("periode", "bulan tahun", "bulan/tahun", "periode bulan", "bln"),
        "Mulai": ("dari", "dari tanggal", "tanggal mulai", "periode mulai", "tanggal awal"),
        "Sampai": (
            *("sampai dengan", "s.d.", "s/d", "sampai tanggal", "tanggal selesai"),
            *("periode sampai", "tanggal akhir"),
        ),
        "Desa": (
            *VILLAGE_SPELLINGS["Desa"],
            *("desa asal", "kelurahan asal", "asal", "asal pemohon", "alamat", "domisili"),
        ),
        "Keperluan": (
            *("tujuan permohonan", "tujuan pembuatan", "tujuan pembuatan paspor", "peruntukan"),
            *("keperluan paspor", "keperluan permohonan", "jenis keperluan", "maksud"),
        ),
        "Hasil": ("hasil permohonan", "status permohonan", "keputusan"),
        "Jenis layanan": ("layanan", "jenis permohonan"),
        "Jenis paspor": ("jenis buku", "jenis dpri", "jenis buku paspor"),
        "Negara tujuan": ("negara", "negara penempatan", "tujuan negara", "negara tujuan kerja"),
        "Jenis kelamin": ("jk", "l/p", "kelamin", "gender"),
        "Tempat layanan": ("tempat pelayanan", "lokasi layanan", "lokasi", "titik layanan"),
        "Alasan": ("alasan penolakan", "alasan penundaan", "sebab"),
    },
    measures=(
        Measure(
            "Jumlah",
            (),
            (
                *("jml", "jlh", "total", "banyaknya", "jumlah paspor", "jumlah permohonan"),
                *("jml paspor", "total paspor", "jumlah pemohon", "angka"),
            ),
        ),
        # A column for each purpose or sex, alone or below what became of the applications.
        *(
            Measure(label, (("Keperluan", label),), spelled(PURPOSES, value))
            for value, label in S.Purpose.choices
        ),
        *(
            Measure(label, (("Jenis kelamin", label),), spelled(SEXES, value))
            for value, label in S.Sex.choices
        ),
        *(
            Measure(label, (("Hasil", label),), (*others, f"jumlah {label}", f"paspor {label}"))
            for label, others in OUTCOME_HEADINGS
        ),
    ),
    anchors=("Bulan", "Mulai", "Sampai"),
    groups=VILLAGE_GROUPS,
    either={
        **dict.fromkeys(
            ("tujuan", "tujuan paspor", "tujuan perjalanan", "tujuan keberangkatan"),
            ("Keperluan", "Negara tujuan"),
        ),
        "uraian": ("Hasil", "Keperluan"),
    },
    tells={"Keperluan": is_purpose, "Negara tujuan": is_country, "Hasil": is_outcome},
)
