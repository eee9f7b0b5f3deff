"""Story 3: Jakarta Timur reaches down to RT/RW."""

from __future__ import annotations

from datetime import date

from dbi_portal.demo import articles
from dbi_portal.demo.events import Answer, Event, write_answers, write_event
from dbi_portal.demo.registry import (
    Choice,
    Paper,
    Step,
    write_decree,
    write_officers,
    write_villages,
)
from officers.models import Office, Officer
from outreach.actions.parts import Reached, Speaks
from outreach.actions.regions import villages_of
from villages.models import GuidedVillage, Region

Stage = GuidedVillage.Stage
APPROVED = date(2025, 11, 10)
LAUNCHED = date(2025, 11, 24)
JATINEGARA = "31.75.03"
# The article names no kelurahan; these were picked for the demo and say so.
PICKED = ("31.75.03.1001", "31.75.03.1002", "31.75.03.1008")
PICKED_NOTE = "Artikel tidak menyebut nama kelurahan; kelurahan ini dipilih untuk contoh."
STEPS = (
    Step(Stage.CANDIDATE, date(2025, 10, 13), "Tanggal contoh"),
    Step(Stage.PROPOSED, date(2025, 10, 27), "Tanggal contoh"),
    Step(Stage.APPROVED, APPROVED, "SK contoh"),
    Step(Stage.INAUGURATED, LAUNCHED, "Peluncuran pada 24 November 2025", made_up=False),
    Step(Stage.ACTIVE, LAUNCHED, "Tanggal contoh"),
)
LAUNCH = Event(
    "peluncuran", "pengukuhan",
    "Peluncuran Desa Binaan Imigrasi Kantor Imigrasi Kelas I TPI Jakarta Timur",
    LAUNCHED, "Kantor Imigrasi Kelas I TPI Jakarta Timur", articles.JAKARTA_TIMUR,
    organiser="Kantor Imigrasi Kelas I TPI Jakarta Timur",
    speakers=[
        Speaks("Kantor Wilayah Direktorat Jenderal Imigrasi Daerah Khusus Jakarta",
               subject="Kepala Kanwil: prosedur bekerja di luar negeri, bahaya TPPO dan TPPM"),
        Speaks("Pemerintah Kota Administrasi Jakarta Timur",
               subject="Wakil Wali Kota: dukungan sosialisasi sampai tingkat RT dan RW"),
    ],
    topics=["tppo", "tppm", "lowongan-palsu", "pmi-prosedural", "program-dbi"],
    result="Sosialisasi berlanjut dari kecamatan ke kelurahan hingga RT/RW tentang tawaran kerja "
    "di media sosial yang berujung di Kamboja, Myanmar, dan Thailand.",
)  # fmt: skip


def tell(offices: dict[str, Office]) -> None:
    office = offices["kanim-jakarta-timur"]
    officers = write_officers(office, "Jakarta Timur", 3)
    decree = write_decree(
        Paper(
            office=offices["kanwil-jakarta"],
            number="SK-CONTOH-03/2025",
            title="Penetapan Desa Binaan Imigrasi di Kota Administrasi Jakarta Timur (contoh)",
            signed_on=APPROVED,
            officers=officers,
        )
    )
    villages = write_villages(_choice(office, officers), decree)
    for event in [LAUNCH, *_follow_up_sessions(villages, officers)]:
        write_event(office, event)
    write_answers(office, [_answer(villages[0], officers[0])])


def _choice(office: Office, officers: list[Officer]) -> Choice:
    return Choice(
        office=office,
        codes=PICKED,
        steps=STEPS,
        reasons={"kasus-tppo": ""},
        article=None,
        note=PICKED_NOTE,
        postings={number: [officer] for number, officer in enumerate(officers)},
        starts_on=LAUNCHED,
    )


def _answer(village: GuidedVillage, officer: Officer) -> Answer:
    return Answer(
        "konsultasi-1",
        date(2025, 12, 5),
        "lowongan-palsu",
        "Tawaran kerja di Kamboja lewat media sosial.",
        village,
        officer,
        refer="BP3MI Jakarta",
    )


def _follow_up_sessions(villages: list[GuidedVillage], officers: list[Officer]) -> list[Event]:
    """From the district down: all its kelurahan, then two of them, then their RT and RW."""
    district = Region.objects.get(pk=JATINEGARA)
    kelurahan = villages_of(district, on=LAUNCHED)
    first, second, _ = villages
    return [
        Event(
            "lanjutan-kecamatan", "sosialisasi", "Sosialisasi bagi kelurahan se-Jatinegara",
            date(2025, 11, 27), "Kantor Kecamatan Jatinegara", participants=26, officers=officers,
            regions=[Reached(region) for region in kelurahan], villages=villages,
            audience={"camat": 1, "lurah-kades": 8, "perangkat": 17},
            topics=["tppo", "lowongan-palsu"],
            duties=["kerja-sama"], result="Setiap kelurahan menyusun jadwal sampai RT/RW.",
        ),
        Event(
            "lanjutan-kelurahan", "sosialisasi", f"Sosialisasi di Kelurahan {first.region.name}",
            date(2025, 12, 4), f"Kantor Kelurahan {first.region.name}", participants=38,
            villages=[first], officers=officers[:1],
            regions=[Reached(first.region, 12, 8, "RW 01–08")],
            audience={"rt-rw": 20, "warga": 18}, topics=["lowongan-palsu"], duties=["pembinaan"],
            result="Delapan RW terjangkau.",
        ),
        Event(
            "lanjutan-rt-rw", "sambang-desa", f"Sambang RW 03 dan RW 04 {second.region.name}",
            date(2025, 12, 10), f"Balai RW 03 {second.region.name}", participants=31,
            villages=[second], officers=officers[1:2],
            regions=[Reached(second.region, 9, 2, "RW 03–04")],
            audience={"rt-rw": 11, "warga": 20}, topics=["lowongan-palsu", "pencegahan-dini"],
            duties=["ajak-serta"], result="Warga tahu tempat bertanya sebelum berangkat.",
        ),
    ]  # fmt: skip
