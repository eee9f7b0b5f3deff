"""What offices write above the columns of their lists of Desa Binaan and of officers."""

from __future__ import annotations

from dbi_portal.lib.tabular import Layout
from villages.imports.places import VILLAGE_GROUPS, VILLAGE_SPELLINGS


def under(above: str, below: str) -> tuple[str, ...]:
    """Headings over two rows, parted by "|": "SK Penetapan" above "Nomor" and "Tanggal"."""
    return tuple(f"{over} {name}" for over in above.split("|") for name in below.split("|"))


NUMBER, DAY = "nomor|no|no.|nomor sk|no sk|no. sk", "tanggal|tgl|tgl.|tanggal sk|tgl sk|tgl. sk"
DECREE = "sk|sk penetapan|penetapan|surat keputusan|keputusan|dasar penetapan"
ORDER = "surat tugas|sk|sk penugasan|surat tugas/sk|sk/surat tugas|dasar penugasan"
POSTING = "penugasan|masa tugas|masa penugasan|bertugas|tugas"
PERSON = "petugas|pimpasa|petugas pembina|petugas imigrasi pembina desa|petugas pimpasa"
CEREMONY = "pengukuhan|penyematan|peresmian"
OFFICE = (
    *("kantor imigrasi", "nama kantor", "kanim", "satker", "satuan kerja", "unit kerja", "upt"),
    *("kantor pembina", "nama kanim"),
)
PIMPASA = (
    *("petugas pembina", "nama petugas", "nama pimpasa", "petugas pimpasa", "pembina desa"),
    *("pimpasa yang bertugas", "petugas imigrasi pembina desa", "petugas"),
)
NOTE = ("ket", "ket.", "catatan")
SERVED = ("desa yang dibina", "desa/kelurahan binaan", "wilayah binaan", "desa binaan imigrasi")

VILLAGES = Layout(
    spellings={
        "Kantor": OFFICE,
        **VILLAGE_SPELLINGS,
        "Status": (
            *("tahap", "tahapan", "keadaan", "status desa", "status desa binaan", "status dbi"),
            "keterangan status",
        ),
        "Tanggal status": ("tanggal", "tgl", "sejak", "per tanggal", "tanggal tahap", "tgl status"),
        "Menjadi calon": ("tanggal calon", "calon sejak", "menjadi calon sejak", "tgl calon"),
        "Tanggal usul": ("tgl usul", "tanggal pengusulan", "diusulkan tanggal", "tanggal usulan"),
        "Nomor SK": (
            *("no sk", "no. sk", "sk", "nomor sk penetapan", "no sk penetapan", "sk penetapan"),
            *("nomor surat keputusan", "dasar sk", "nomor keputusan", "nomor penetapan"),
            *under(DECREE, NUMBER),
        ),
        "Tanggal SK": (
            *("tgl sk", "tgl. sk", "tanggal penetapan", "tanggal ditetapkan", "tgl penetapan"),
            *under(DECREE, DAY),
        ),
        "Tanggal pengukuhan": (
            *("tgl pengukuhan", "dikukuhkan", "pengukuhan", "tanggal penyematan", "penyematan"),
            *("tanggal peresmian", "tanggal dikukuhkan", "dikukuhkan tanggal"),
            *under(CEREMONY, "tanggal|tgl|tgl."),
        ),
        "Tempat pengukuhan": ("tempat", "lokasi pengukuhan", *under(CEREMONY, "tempat|lokasi")),
        "Mulai aktif": ("aktif sejak", "tanggal aktif", "tmt", "mulai dibina", "dibina sejak"),
        "Berakhir": ("tanggal berakhir", "tidak aktif sejak", "berakhir tanggal"),
        "Alasan berakhir": ("alasan tidak aktif", "sebab berakhir"),
        "Alasan terpilih": (
            *("alasan", "alasan dipilih", "alasan pemilihan", "dasar pemilihan"),
            *("alasan penetapan", "dasar pertimbangan", "pertimbangan"),
        ),
        "PIMPASA": (*PIMPASA, *under(PERSON, "nama")),
        "Petugas sejak": ("pimpasa sejak", "mulai bertugas", "petugas mulai"),
        "Keterangan": NOTE,
    },
    anchors=("Desa", "Kode desa"),
    groups=VILLAGE_GROUPS,
)
OFFICERS = Layout(
    spellings={
        "Kantor": OFFICE,
        "Nama": ("nama lengkap", "nama pegawai", "pimpasa", *PIMPASA, *under(PERSON, "nama")),
        "NIP": ("nip/nrp", "nomor induk pegawai", "no induk pegawai", *under(PERSON, "nip")),
        "Jabatan": (
            *("pangkat/jabatan", "jabatan/pangkat", "pangkat dan jabatan", "nama jabatan"),
            *under(PERSON, "jabatan|pangkat/jabatan"),
        ),
        "Telepon": (
            *("no telepon", "no. telepon", "nomor telepon", "hp", "no hp", "no. hp", "nomor hp"),
            *("wa", "no wa", "nomor wa", "whatsapp", "telp", "telp.", "no telp", "kontak"),
            *under(PERSON, "no hp|hp|no telepon|telepon|kontak"),
        ),
        "Surel": ("email", "e-mail", "alamat surel", "alamat email"),
        "Menjadi PIMPASA sejak": (
            *("menjadi pimpasa", "pimpasa sejak", "mulai bertugas di kantor", "tmt pimpasa"),
            *("tmt", "bertugas sejak"),
        ),
        "Berhenti": ("berhenti sejak", "bertugas sampai", "sampai bertugas di kantor"),
        **VILLAGE_SPELLINGS,
        "Desa": (*VILLAGE_SPELLINGS["Desa"], *SERVED),
        "Nomor surat tugas": (
            *("no surat tugas", "no. surat tugas", "surat tugas", "nomor surat tugas/sk", "dasar"),
            *("nomor sk", "no sk", "no. sk", "sk", "nomor sk/surat tugas", "sk/surat tugas"),
            *("nomor surat", "sk penugasan", *under(ORDER, NUMBER)),
        ),
        "Tanggal surat tugas": (
            *("tgl surat tugas", "tanggal surat", "tanggal sk", "tgl sk", "tgl surat"),
            *("tanggal surat tugas/sk", "tanggal sk/surat tugas", *under(ORDER, DAY)),
        ),
        "Mulai": (
            *(
                "mulai tugas",
                "mulai bertugas",
                "mulai membina",
                "membina sejak",
                "mulai penugasan",
                "sejak",
            ),
            *under(POSTING, "mulai|dari|sejak"),
        ),
        "Sampai": (
            *("sampai dengan", "s.d.", "s/d", "selesai", "sampai tanggal", "selesai penugasan"),
            *under(POSTING, "sampai|s.d.|s/d|selesai"),
        ),
        "Keterangan": NOTE,
    },
    anchors=("Nama",),
)
