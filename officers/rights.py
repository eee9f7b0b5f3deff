"""What each permission means, in the words of an office. Drawn as "Siapa boleh apa".

Permissions that always come together share a sentence; a test holds that none is left out.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.text import slugify

from officers.roles import OFFICE_KINDS, WORD_TABLES, OfficeKind, Role, permissions


@dataclass(frozen=True)
class Right:
    """One sentence and the permissions it stands for; whoever has it has all of them."""

    sentence: str
    perms: frozenset[str]

    def held_with(self, held: Collection[str]) -> bool:
        return self.perms <= frozenset(held)


def _right(sentence: str, *perms: str) -> Right:
    return Right(sentence, frozenset(perms))


def _each(verbs: tuple[str, ...], models: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        f"{app}.{verb}_{model}"
        for app, _, model in (label.partition(".") for label in models)
        for verb in verbs
    )


WRITE, KEEP = ("add", "change"), ("add", "change", "delete")
OFFICE_PARTS = ("officers.officealias", "officers.officeclass", "officers.officesupervision")

GROUPS: list[tuple[str, list[Right]]] = [
    (
        "Desa Binaan",
        [
            _right("Melihat Desa Binaan", "villages.view_guidedvillage"),
            _right(
                "Melihat wilayah, usul, SK, dan penugasan",
                "villages.view_region",
                "villages.view_proposal",
                "villages.view_decree",
                "villages.view_assignment",
            ),
            _right(
                "Mendaftarkan desa, mencatat langkahnya, SK, dan penugasan petugas",
                *_each(WRITE, ("villages.guidedvillage", "villages.decree", "villages.assignment")),
            ),
            _right("Mengimpor daftar Desa Binaan", "villages.import_villages"),
            _right("Mengajukan usul Desa Binaan", *_each(WRITE, ("villages.proposal",))),
            _right("Mengembalikan usul dengan catatan", "villages.return_proposal"),
            _right("Menyetujui atau menolak usul desa", "villages.approve_guidedvillage"),
            _right("Mencatat jumlah RT dan RW suatu desa", "villages.change_regionunits"),
            _right("Menandai letak desa di peta", "villages.place_region"),
        ],
    ),
    (
        "Petugas",
        [
            _right("Melihat petugas", "officers.view_officer"),
            _right(
                "Menambah dan mengubah petugas", "officers.add_officer", "officers.change_officer"
            ),
            _right("Mengimpor petugas dan penugasannya", "villages.import_officers"),
            _right("Menggabungkan petugas yang tercatat dua kali", "officers.merge_officer"),
        ],
    ),
    (
        "Kegiatan",
        [
            _right("Melihat kegiatan", "outreach.view_session"),
            _right("Melihat konsultasi", "outreach.view_consultation"),
            _right(
                "Merencanakan dan melaporkan kegiatan, mencatat konsultasi",
                *_each(WRITE, ("outreach.session", "outreach.consultation")),
            ),
            _right(
                "Menyetujui kegiatan atau mengembalikannya dengan catatan",
                "outreach.approve_session",
                "outreach.return_session",
            ),
            _right("Mengajukan temuan dan melihat temuannya sendiri", "outreach.add_finding"),
            _right("Melihat temuan kantornya dan kantor di bawahnya", "outreach.view_finding"),
            _right(
                "Memverifikasi dan menindaklanjuti temuan",
                "outreach.verify_finding",
                "outreach.handle_finding",
            ),
            _right("Mengimpor daftar kegiatan", "outreach.import_sessions"),
            _right("Menetapkan target kegiatan", "outreach.change_target"),
            _right("Merapikan dan menggabungkan tempat kegiatan", "outreach.change_venue"),
            _right("Merapikan dan menggabungkan instansi", "outreach.change_institution"),
        ],
    ),
    (
        "Data dan laporan",
        [
            _right(
                "Melihat dasbor, angka, dan laporan, jumlah temuan di laporan termasuk",
                "reports.view_dashboard",
                "reports.view_passportstatistic",
                "reports.view_monthlyreport",
            ),
            _right(
                "Mencatat, mengoreksi, dan mengimpor angka",
                *_each(WRITE, ("reports.passportstatistic",)),
                "reports.import_statistics",
            ),
            _right("Menyusun laporan bulanan", "reports.build_monthlyreport"),
            _right("Memeriksa laporan bulanan", "reports.check_monthlyreport"),
            _right("Menandatangani laporan bulanan", "reports.sign_monthlyreport"),
            _right(
                "Mengirim laporan, menyatakan nihil atau berhalangan",
                "reports.send_monthlyreport",
                "reports.declare_monthlyreport",
            ),
            _right(
                "Menerima laporan kantor bawahan atau mengembalikannya dengan catatan",
                "reports.receive_monthlyreport",
            ),
            _right("Mengatur penerima laporan lewat surel", "reports.change_reportrecipients"),
            _right("Menjawab pertanyaan tentang mutu data", "reports.judge_data"),
            _right("Menetapkan indikator dan targetnya", "reports.change_indicator"),
        ],
    ),
    (
        "Kantor, akun, dan pengaturan",
        [
            _right(
                "Melihat kantor, pimpinannya, dan pengaturan",
                "officers.view_office",
                "officers.view_officehead",
                "officers.view_setting",
            ),
            _right(
                "Membuat dan mencabut token API",
                *_each(("view", *WRITE), ("officers.apitoken",)),
            ),
            _right(
                "Mengundang orang dan mengurus akun",
                *_each(("view", "add", "change"), ("officers.user",)),
            ),
            _right("Mengubah kop surat dan alamat kantor sendiri", "officers.change_own_office"),
            _right("Mencatat Plt., Plh., dan kepala kantor", "officers.change_officehead"),
            _right("Memilih pengaturan", "officers.change_setting"),
            _right(
                "Menambah dan mengubah kata kantor sendiri; di pusat untuk semua kantor",
                *_each(WRITE, WORD_TABLES),
            ),
            _right("Membaca riwayat perubahan pada setiap halaman", "officers.view_history"),
            _right("Membaca jejak audit", "officers.view_auditevent"),
        ],
    ),
    (
        "Data induk, hanya pusat",
        [
            _right("Membuka, mengubah, dan menutup kantor", *_each(WRITE, ("officers.office",))),
            _right(
                "Mengatur sebutan, kelas, dan kantor atasan suatu kantor",
                *_each(("view", *KEEP), OFFICE_PARTS),
            ),
            _right(
                "Mengatur wilayah kerja dan ejaan wilayah",
                *_each(("view", *KEEP), ("villages.jurisdiction", "villages.regionalias")),
            ),
            _right(
                "Menerapkan edisi kode wilayah dan menunjuk wilayah pengganti",
                *_each(("view", *WRITE), ("villages.regionedition",)),
            ),
            _right(
                "Membuka daftar kata dan instansi di halaman data induk",
                *_each(("view",), (*WORD_TABLES, "outreach.institution")),
                "outreach.add_institution",
            ),
        ],
    ),
]


def sentences(held: Collection[str]) -> list[tuple[str, list[str]]]:
    """What these permissions allow, by group; groups without any are left out."""
    found = [
        (group, [right.sentence for right in rights if right.held_with(held)])
        for group, rights in GROUPS
    ]
    return [(group, lines) for group, lines in found if lines]


_APART = {OfficeKind.CENTRE}


@dataclass(frozen=True)
class Bearer:
    """A column of the matrix: a role, where it sits when that matters, and what it may do."""

    label: str
    role: Role
    held: frozenset[str]

    @property
    def key(self) -> str:
        return slugify(self.label)


def bearers() -> list[Bearer]:
    """Every role once; the admin at the centre apart, for he keeps the master data."""
    found = [
        Bearer(role.label, role, permissions(role, sorted(OFFICE_KINDS[role] - _APART)[0]))
        for role in Role
        if OFFICE_KINDS[role] - _APART
    ]
    at_centre = [
        Bearer(
            f"{role.label} pusat" if OFFICE_KINDS[role] - _APART else role.label,
            role,
            permissions(role, OfficeKind.CENTRE),
        )
        for role in Role
        if OfficeKind.CENTRE in OFFICE_KINDS[role]
    ]
    return found + at_centre


def matrix(of: list[Bearer]) -> list[tuple[str, list[tuple[str, list[bool]]]]]:
    """(group, [(sentence, has it? for each bearer)])."""
    return [
        (group, [(each.sentence, [each.held_with(who.held) for who in of]) for each in rights])
        for group, rights in GROUPS
    ]
