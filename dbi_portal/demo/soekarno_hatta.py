"""Story 4: Soekarno-Hatta meets its partners. A session of the office, of no village."""

from __future__ import annotations

from datetime import date

from dbi_portal.demo import articles
from dbi_portal.demo.events import Event, write_event
from officers.models import Office
from outreach.actions.parts import Speaks
from outreach.models import AudienceGroup

# The portal's list of groups has villagers and their officials; a TIMPORA meeting needs these.
GROUPS = {
    "tni": "TNI",
    "polri": "Polri",
    "pemda": "Pemerintah daerah",
    "pelindungan-pmi": "Lembaga pelindungan pekerja migran (BP3MI)",
}
AFTER_THE_DEFAULTS = 50
MEETING = Event(
    "timpora", "rapat-timpora",
    "Ngobrol Pintar PIMPASA: Imigrasi Soekarno-Hatta Menyapa, Warga Peduli, Negara Terjaga",
    date(2025, 10, 31), "Hotel Fairfield by Marriott Jakarta Soekarno-Hatta Airport",
    articles.SOEKARNO_HATTA,
    organiser="Kantor Imigrasi Kelas I Khusus TPI Soekarno-Hatta",
    participants=60,
    speakers=[
        Speaks("Kantor Wilayah Direktorat Jenderal Imigrasi Daerah Khusus Jakarta",
               subject="Kepala Kantor Wilayah: sinergi pengawasan dan pelindungan"),
        Speaks("BP3MI Banten",
               subject="Kepala BP3MI Banten: pelindungan PMI dan penempatan non-prosedural"),
        Speaks("Direktorat Intelijen Keimigrasian",
               subject="Ketua tim Monev DBI: deteksi dini dan peta jalan 2025–2029"),
        Speaks("Kantor Imigrasi Soekarno-Hatta",
               subject="Kepala Kantor: warga ikut mengawasi dan melapor"),
    ],
    audience=dict.fromkeys(GROUPS),
    topics=["orang-asing", "non-prosedural", "program-dbi", "pencegahan-dini"],
    result="Koordinasi lintas sektor diperkuat; warga diajak ikut mengawasi dan melapor.",
)  # fmt: skip


def write_groups() -> None:
    for number, (code, name) in enumerate(GROUPS.items()):
        AudienceGroup.objects.get_or_create(
            code=code, defaults={"name": name, "position": AFTER_THE_DEFAULTS + number}
        )


def tell(offices: dict[str, Office]) -> None:
    write_groups()
    write_event(offices["kanim-soekarno-hatta"], MEETING)
