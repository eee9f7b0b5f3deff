"""The columns of an office's list of sessions, by every name they go by."""

from __future__ import annotations

from dbi_portal.lib.tabular import Layout
from outreach.defaults import GROUPS
from villages.imports.places import VILLAGE_SPELLINGS

# A column of head counts for one group: the code of the group -> other headings than its name.
GROUP_HEADINGS = {
    "camat": (),
    "lurah-kades": ("lurah", "kepala desa", "kades", "lurah/kades", "lurah/kepala desa", "kuwu"),
    "perangkat": (
        *("perangkat desa", "perangkat kelurahan", "perangkat desa/kelurahan", "aparat desa"),
        *("perangkat", "pamong desa", "aparatur desa"),
    ),
    "rt-rw": ("rt/rw", "rt rw", "ketua rt/rw", "ketua rt rw", "pengurus rt rw"),
    "tokoh-agama": ("toga",),
    "tokoh-masyarakat": ("tomas",),
    "tokoh-pemuda": ("pemuda",),
    "pkk": ("ibu pkk", "kader pkk"),
    "karang-taruna": (),
    "babinsa": (),
    "bhabinkamtibmas": ("babinkamtibmas",),
    "cpmi": ("cpmi", "calon pmi", "calon pekerja migran", "calon pekerja migran indonesia"),
    "purna-pmi": ("purna pmi", "mantan pmi", "eks pmi", "purna pekerja migran indonesia"),
    "pelajar": (
        *("pelajar", "siswa", "mahasiswa", "pelajar/mahasiswa", "siswa/mahasiswa", "santri"),
        "siswa-siswi",
    ),
    "instansi": ("instansi dan lembaga terkait", "instansi terkait"),
    "warga": ("masyarakat", "warga masyarakat", "masyarakat umum", "warga desa", "umum"),
}
OF_PEOPLE = ("peserta", "jumlah peserta", "jumlah", "unsur peserta")  # may stand above or before

SPELLINGS = {
    "Kantor": ("kantor imigrasi", "nama kantor", "kanim", "satker", "satuan kerja", "unit kerja"),
    "Tanggal": (
        *("tgl", "tanggal kegiatan", "tgl kegiatan", "tanggal pelaksanaan", "tgl pelaksanaan"),
        *("hari/tanggal", "hari, tanggal", "hari tanggal", "hari/tgl", "waktu pelaksanaan"),
        *("hari/tanggal pelaksanaan", "pelaksanaan"),
    ),
    "Hari": (),
    "Waktu": ("jam", "pukul", "jam kegiatan", "waktu kegiatan", "jam pelaksanaan"),
    "Jenis": ("jenis kegiatan", "bentuk kegiatan", "bentuk", "kategori", "kategori kegiatan"),
    "Judul": ("tema", "judul kegiatan", "tema kegiatan", "judul/tema", "tema/judul", "tajuk"),
    "Kegiatan": (
        "nama kegiatan",
        "uraian kegiatan",
        "kegiatan yang dilaksanakan",
        "acara",
        "nama acara",
    ),
    "Topik": ("materi", "materi/topik", "topik/materi", "topik bahasan", "materi yang disampaikan"),
    **VILLAGE_SPELLINGS,
    "Tempat": ("lokasi", "tempat kegiatan", "lokasi kegiatan", "tempat pelaksanaan", "venue"),
    "Penyelenggara": ("pelaksana kegiatan", "diselenggarakan oleh"),
    "Dibuka oleh": ("pembuka", "dibuka", "pembukaan oleh"),
    "Narasumber": ("nara sumber", "pemateri", "pembicara", "nama narasumber"),
    "Instansi": (
        *("instansi narasumber", "asal instansi", "narasumber instansi", "asal narasumber"),
        *("lembaga", "unsur narasumber"),
    ),
    "Jumlah peserta": (
        *("peserta", "jml peserta", "jumlah", "jml", "total peserta", "banyaknya peserta"),
        *("jumlah peserta (orang)", "peserta (orang)", "peserta jumlah", "peserta total"),
        *("jumlah peserta jumlah", "jumlah peserta total", "peserta jml", "jumlah hadirin"),
    ),
    "Laki-laki": (
        *("l", "lk", "pria", "peserta l", "peserta laki-laki", "peserta pria", "peserta lk"),
        *("jumlah peserta l", "jumlah peserta laki-laki", "jumlah laki-laki"),
    ),
    "Perempuan": (
        *("p", "pr", "wanita", "peserta p", "peserta perempuan", "peserta wanita", "peserta pr"),
        *("jumlah peserta p", "jumlah peserta perempuan", "jumlah perempuan"),
    ),
    "Unsur peserta": ("unsur", "peserta dari", "unsur yang hadir", "sasaran", "kelompok peserta"),
    "Petugas": (
        *("pimpasa", "nama petugas", "nama pimpasa", "petugas pimpasa", "petugas pelaksana"),
        *("pelaksana", "petugas imigrasi"),
    ),
    "Hasil": (
        *("hasil kegiatan", "hasil yang dicapai", "capaian", "uraian hasil", "laporan singkat"),
        "kesimpulan",
    ),
    "Pertanyaan": ("pertanyaan peserta", "tanya jawab", "pertanyaan warga"),
    "Tindak lanjut": ("rtl", "rencana tindak lanjut", "tindak lanjut kegiatan"),
    "Penanggung jawab": ("pj", "penanggung jawab tindak lanjut", "pic"),
    "Batas waktu": ("tenggat", "target selesai", "batas waktu tindak lanjut"),
}


def group_column(code: str) -> str:
    """The name of the column that counts this group: "Unsur: RT/RW"."""
    return f"Unsur: {GROUPS[code]}"


def group_attribute(code: str) -> str:
    """The attribute a row's number for this group goes to."""
    return f"group_{code.replace('-', '_')}"


def _group_headings(code: str) -> tuple[str, ...]:
    own = (GROUPS[code], *GROUP_HEADINGS[code])
    return (*own, *(f"{above} {name}" for above in OF_PEOPLE for name in own))


LAYOUT = Layout(
    spellings={**SPELLINGS, **{group_column(code): _group_headings(code) for code in GROUPS}},
    anchors=("Tanggal",),
    silent=("no", "no.", "nomor", "no urut", "nomor urut", "#", "foto", "dokumentasi"),
    needed={
        "kolom Tanggal tidak ada. Tambahkan kolom Tanggal, misalnya 31/10/2025.": (("Tanggal",),),
        "kolom Judul atau Kegiatan tidak ada. Beri judul Kegiatan pada kolom yang menyebut "
        "kegiatannya.": (("Judul",), ("Kegiatan",), ("Jenis",)),
    },
)
