"""Bantuan: what each role does here day by day, the programme's words, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from dbi_portal.lib.pages import Crumb, PageHead
from officers.models import Office, User
from officers.roles import Role


@dataclass(frozen=True)
class Task:
    """One thing one does here: a sentence, and where."""

    text: str
    name: str
    label: str

    @property
    def url(self) -> str:
        try:
            return reverse(self.name)
        except NoReverseMatch:
            return ""


CALENDAR = Task(
    "Lihat kegiatan yang akan datang dan yang belum dilaporkan.", "outreach:calendar", "Kalender"
)
RECORD = Task(
    "Setelah kegiatan, laporkan hasilnya pada hari itu juga, dengan 2–5 foto. Belum ada di "
    "kalender? Catat langsung.",
    "outreach:create",
    "Catat kegiatan",
)
ASKED = Task(
    "Warga bertanya? Catat konsultasi tanpa nama: desa, topik, dan jawabannya.",
    "outreach:consultation-create",
    "Catat konsultasi",
)
FOLLOW = Task(
    "Selesaikan tindak lanjut sebelum batas waktunya.", "outreach:follow-up-list", "Tindak lanjut"
)
REVIEW = Task(
    "Periksa kegiatan yang dilaporkan: setujui, atau kembalikan dengan catatan di kolomnya. Hanya "
    "yang disetujui masuk angka.",
    "outreach:list",
    "Kegiatan",
)
BUILD = Task(
    "Awal bulan portal menyusun laporan bulan lalu. Baca, periksa angkanya, dan unduh suratnya.",
    "reports:list",
    "Laporan",
)
TIDY = Task(
    "Desa tanpa petugas, SK dan penugasan yang hampir berakhir ada di satu halaman.",
    "villages:gaps",
    "Perlu ditata",
)
TELL = Task(
    "Melihat tanda TPPO, orang asing yang mencurigakan, atau insiden? Ajukan temuan tanpa nama.",
    "outreach:finding-create",
    "Ajukan temuan",
)
FINDINGS = Task(
    "Verifikasi temuan dan tindak lanjuti sebelum tenggatnya; TPPO dan TPPM dalam hitungan jam.",
    "outreach:finding-list",
    "Temuan",
)
OVERDUE = Task(
    "Lihat temuan yang lewat tenggat dan tanyakan ke kantornya.", "outreach:finding-list", "Temuan"
)
LOOK = Task("Mulailah dari yang perlu perhatian di Beranda.", "home", "Beranda")

TASKS: dict[Role, tuple[Task, ...]] = {
    Role.PIMPASA: (CALENDAR, RECORD, ASKED, TELL, FOLLOW),
    Role.OPERATOR: (
        LOOK,
        Task(
            "Impor lembar kerja seperti adanya: statistik paspor, desa, petugas, kegiatan.",
            "officers:import-create",
            "Impor",
        ),
        Task(
            "Catat desa, usul, SK, dan penugasan begitu suratnya terbit.", "villages:list", "Desa"
        ),
        TIDY,
        CALENDAR,
        BUILD,
    ),
    Role.VERIFIER: (REVIEW, FINDINGS, CALENDAR, BUILD),
    Role.OFFICE_HEAD: (LOOK, FINDINGS, REVIEW, BUILD),
    Role.SUPERVISOR: (
        LOOK,
        Task(
            "Periksa usul desa dan kembalikan yang belum lengkap, dengan catatan. Kepala Kanwil "
            "yang menyetujui atau tidak menyetujui.",
            "villages:proposal-list",
            "Usul",
        ),
        REVIEW,
        OVERDUE,
        TIDY,
        BUILD,
    ),
    Role.KANWIL_HEAD: (
        LOOK,
        Task("Putuskan usul desa yang sudah diperiksa.", "villages:proposal-list", "Usul"),
        BUILD,
    ),
    Role.MONEV: (
        LOOK,
        Task("Lihat wilayah dan kelompok yang belum dicapai.", "outreach:coverage", "Cakupan"),
        Task("Rawat daftar kata yang dipakai semua kantor.", "officers:words", "Daftar kata"),
        BUILD,
    ),
    Role.ADMIN: (
        Task(
            "Undang orang baru; nonaktifkan akun orang yang pindah pada hari ia pindah.",
            "officers:user-list",
            "Akun",
        ),
        Task(
            "Catat kepala kantor, Plt., dan Plh. agar surat ditandatangani orang yang tepat.",
            "officers:head-list",
            "Pimpinan",
        ),
        Task(
            "Pilih tenggat, pengingat, dan target kantor Anda.", "officers:settings", "Pengaturan"
        ),
        Task("Tambah kata yang kurang di formulir.", "officers:words", "Daftar kata"),
        TIDY,
    ),
    Role.VILLAGE_OFFICIAL: (
        Task("Lihat desa Anda: petugasnya dan langkah yang sudah dilalui.", "home", "Desa Anda"),
        Task("Lihat kegiatan di desa Anda dan hasilnya.", "outreach:list", "Kegiatan"),
        TELL,
    ),
}


def help_page(request: HttpRequest) -> HttpResponse:
    user = request.user
    head = PageHead(
        "Bantuan",
        lead="Yang Anda kerjakan di sini sehari-hari, arti katanya, dan kepada siapa bertanya.",
        crumbs=[Crumb("Beranda", reverse("home")), Crumb("Bantuan")],
    )
    tasks = TASKS.get(user.role, ())
    return render(
        request,
        "help/page.html",
        {
            "page": head,
            "role": user.get_role_display(),
            "tasks": [task for task in tasks if task.url],
            "helpers": helpers(user),
        },
    )


def helpers(user: User) -> list[User]:
    """The admins of one's own office, else those of the office above."""
    if user.office_id is None:
        return []
    above = Office.objects.filter(pk__in=user.supervising_office_ids)
    for offices in ([user.office_id], above):
        admins = User.objects.filter(role=Role.ADMIN, is_active=True, office__in=offices)
        found = list(admins.exclude(pk=user.pk).select_related("office").order_by("full_name"))
        if found:
            return found
    return []
