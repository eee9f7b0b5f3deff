"""How to go abroad safely, in plain words, each fact with the law or office it comes from.

Our own words; read against the law's text before changing one. Institutions are named rather than
numbers, because numbers and addresses change: only those of the whole country that are the
institution's own are given.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    title: str
    text: str
    source: str


@dataclass(frozen=True)
class Help:
    who: str
    what: str
    url: str = ""
    label: str = ""


LAW = "UU 18/2017 tentang Pelindungan Pekerja Migran Indonesia"
STEPS = (
    Fact(
        "Usia dan keadaan",
        "Usia paling muda 18 tahun, sehat jasmani dan rohani, punya keterampilan untuk "
        "pekerjaannya, dan terdaftar dalam jaminan sosial.",
        f"{LAW}, pasal 5",
    ),
    Fact(
        "Surat keluarga",
        "Surat keterangan status perkawinan, dan izin suami, istri, orang tua, atau wali yang "
        "diketahui kepala desa atau lurah.",
        f"{LAW}, pasal 13",
    ),
    Fact(
        "Surat kerja",
        "Sertifikat kompetensi, surat sehat fisik dan psikologi, perjanjian penempatan, dan "
        "perjanjian kerja. Baca dahulu, baru tanda tangani; simpan salinannya di rumah.",
        f"{LAW}, pasal 13",
    ),
    Fact(
        "Paspor dan visa kerja",
        "Paspor dari kantor imigrasi, visa yang memang untuk bekerja. Katakan tujuan yang "
        "sebenarnya saat wawancara paspor: itu melindungi Anda.",
        f"{LAW}, pasal 13",
    ),
    Fact(
        "Biaya",
        "Pekerja migran tidak boleh dibebani biaya penempatan. Uang yang ditagih di luar itu "
        "patut ditanyakan ke dinas tenaga kerja.",
        f"{LAW}, pasal 30",
    ),
    Fact(
        "Sesudah tiba",
        "Laporkan kedatangan dan alamat Anda kepada perwakilan Indonesia di negara itu. Simpan "
        "nomor teleponnya, dan beri tahu keluarga.",
        f"{LAW}, pasal 6",
    ),
)
WARNINGS = (
    "Diajak bekerja dengan visa kunjungan, umrah, atau haji.",
    "Berangkat cepat, tanpa perjanjian kerja yang Anda baca sendiri.",
    "Paspor, ijazah, atau telepon diminta dan ditahan orang lain.",
    "Diminta berbohong kepada petugas imigrasi tentang tujuan atau umur.",
    "Diberi uang muka yang harus dibayar kembali dengan bekerja.",
    "Nama majikan, alamat, atau upah tidak dapat disebutkan.",
)
HELP = (
    Help(
        "BP3MI dan dinas tenaga kerja",
        "Balai Pelayanan Pelindungan Pekerja Migran Indonesia (BP3MI) dan dinas tenaga kerja "
        "kabupaten atau kota: lowongan yang resmi, perusahaan yang berizin, dan syaratnya.",
    ),
    Help(
        "Kantor imigrasi dan PIMPASA",
        "Petugas Imigrasi Pembina Desa menjawab pertanyaan tentang paspor dan keberangkatan, di "
        "desa Anda atau di kantor imigrasi.",
    ),
    Help(
        "Perwakilan RI di luar negeri",
        "KBRI, KJRI, atau KDEI membantu warga Indonesia yang bermasalah di negara itu. Lapor diri "
        "begitu tiba, lewat layanan Peduli WNI Kementerian Luar Negeri.",
    ),
    Help(
        "Polisi, bila ada bahaya",
        "Telepon 110 (Polri) bila seseorang ditahan, dipaksa, atau diperdagangkan. Perdagangan "
        "orang adalah kejahatan (UU 21/2007); korbannya dilindungi, bukan dihukum.",
    ),
    Help(
        "Pengaduan layanan: SP4N-LAPOR!",
        "Keluhan tentang pelayanan pemerintah disampaikan lewat saluran nasional SP4N-LAPOR!. "
        "Portal ini tidak menerima pengaduan.",
        "https://www.lapor.go.id",
        "Buka lapor.go.id",
    ),
)
