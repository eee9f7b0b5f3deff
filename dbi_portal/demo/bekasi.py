"""Story 1: Bekasi chooses its villages."""

from __future__ import annotations

from datetime import date

from dbi_portal.demo import articles
from dbi_portal.demo.accounts import person
from dbi_portal.demo.events import Answer, Event, Status, write_answers, write_event
from dbi_portal.demo.registry import (
    Choice,
    Paper,
    Step,
    write_decree,
    write_officers,
    write_villages,
)
from officers.models import Office, Officer
from officers.roles import Role
from outreach.actions.parts import Reached
from outreach.models import Consultation
from villages.models import GuidedVillage, VillageAccount

Stage = GuidedVillage.Stage
# As the article writes them → the official codes. In the order in which it names them.
PRIORITY = {
    "Mustika Jaya": "32.75.11.1003",
    "Teluk Pucung": "32.75.03.1004",
    "Harapan Jaya": "32.75.03.1006",
    "Kali Abang Tengah": "32.75.03.1001",
    "Ciketing Udik": "32.75.07.1007",
}
PUBLISHED = date(2025, 10, 11)
APPROVED = date(2025, 11, 17)
INAUGURATED = date(2025, 11, 27)
STEPS = (
    Step(Stage.CANDIDATE, date(2025, 9, 15), "Peringkat permintaan paspor PMI"),
    Step(Stage.TALKS, date(2025, 9, 29), "Komunikasi dengan perwakilan kelurahan; tanggal contoh"),
    Step(
        Stage.PROPOSED,
        PUBLISHED,
        "Proses pengusulan ke Kanwil Jawa Barat. Artikel menulis “Selasa 11 Oktober 2025”; "
        "tanggal itu jatuh pada hari Sabtu.",
        made_up=False,
    ),
    Step(Stage.APPROVED, APPROVED, "Kelanjutan contoh"),
    Step(
        Stage.INAUGURATED,
        INAUGURATED,
        "Penyematan petugas; kelanjutan contoh",
        "Kantor Imigrasi Bekasi",
    ),
    Step(Stage.ACTIVE, date(2025, 12, 1), "Kelanjutan contoh"),
)


def tell(offices: dict[str, Office]) -> None:
    office = offices["kanim-bekasi"]
    officers = write_officers(office, "Bekasi", 6)
    villages = write_villages(_choice(office, officers), write_decree(_paper(offices, officers)))
    _tie_account(villages[0])
    for event in [*_before(villages), *_after(villages, officers)]:
        write_event(office, event)
    write_answers(office, _answers(villages, officers))


def _tie_account(village: GuidedVillage) -> None:
    """The village official's account sees this village and no other."""
    VillageAccount.objects.get_or_create(
        user=person(village.office, Role.VILLAGE_OFFICIAL),
        village=village,
        defaults={"office": village.office},
    )


def _paper(offices: dict[str, Office], officers: list[Officer]) -> Paper:
    return Paper(
        office=offices["kanwil-jawa-barat"],
        number="SK-CONTOH-01/2025",
        title="Penetapan lima Desa Binaan Imigrasi dan petugasnya di Bekasi (contoh)",
        signed_on=APPROVED,
        officers=officers,
    )


def _choice(office: Office, officers: list[Officer]) -> Choice:
    *five, sixth = officers
    one_each = {number: [officer] for number, officer in enumerate(five)}
    return Choice(
        office=office,
        codes=list(PRIORITY.values()),
        steps=STEPS,
        reasons={"permintaan-paspor": ""},
        article=articles.BEKASI,
        note="Ditetapkan, dikukuhkan, dan aktif hanya dalam contoh; artikel berhenti pada usulan.",
        postings=one_each | {0: [five[0], sixth], 1: [five[1], sixth]},
        starts_on=INAUGURATED,
        letter="USUL-CONTOH-01/2025",
        argument="Termasuk lima kelurahan dengan permintaan paspor PMI tertinggi di Kota Bekasi.",
    )


def _before(villages: list[GuidedVillage]) -> list[Event]:
    return [
        Event(
            "sosialisasi-agustus", "sosialisasi", "Sosialisasi paspor bagi calon pekerja migran",
            date(2025, 8, 13), "Aula Kantor Imigrasi Bekasi", participants=48,
            audience={"cpmi": 32, "warga": 16}, topics=["paspor", "pmi-prosedural"],
            duties=["pembinaan"], result="Peserta memahami syarat paspor PMI.",
        ),
        Event(
            "penjajakan", "pembentukan-dbi", "Penjajakan Desa Binaan dengan lima kelurahan",
            date(2025, 9, 29), "Aula Kantor Imigrasi Bekasi", participants=17,
            villages=villages, audience={"lurah-kades": 5, "perangkat": 12},
            regions=[Reached(village.region) for village in villages],
            topics=["program-dbi"], duties=["kerja-sama"],
            result="Kelima kelurahan bersedia diusulkan.",
        ),
    ]  # fmt: skip


def _after(villages: list[GuidedVillage], officers: list[Officer]) -> list[Event]:
    first, second, third = villages[:3]
    return [
        Event(
            "penyematan", "pengukuhan", "Pengukuhan lima Desa Binaan dan penyematan petugas",
            INAUGURATED, "Kantor Imigrasi Bekasi", participants=64, villages=villages,
            officers=officers, opened_by="Kepala Kantor Wilayah Jawa Barat",
            regions=[Reached(village.region) for village in villages],
            audience={"lurah-kades": 5, "camat": 4, "rt-rw": 25, "warga": 30},
            topics=["program-dbi", "tppo"], duties=["kerja-sama"],
            result="Enam petugas menerima penyematan.",
        ),
        _visit("sambang-1", first, officers[0], date(2025, 12, 3), "RW 05, RT 01–04", 4, 1),
        _visit("sambang-2", second, officers[1], date(2025, 12, 9), "RW 02, RT 01–03", 3, 1,
               status=Status.REPORTED),
        _visit("sambang-3", third, officers[2], date(2025, 12, 11), "", None, None,
               status=Status.RETURNED, review_note="Sebutkan RT/RW yang dikunjungi."),
        _visit("sambang-4", first, officers[5], date(2025, 12, 18), "RW 07, RT 01–02", 2, 1,
               status=Status.PLANNED),
    ]  # fmt: skip


def _visit(name, village, officer, day, units, rt_count, rw_count, **review) -> Event:
    return Event(
        name, "sambang-desa", f"Sambang desa {village.region.name}", day,
        f"Kantor Kelurahan {village.region.name}", participants=21, villages=[village],
        officers=[officer], regions=[Reached(village.region, rt_count, rw_count, units)],
        audience={"rt-rw": 9, "warga": 12}, topics=["lowongan-palsu", "pmi-prosedural"],
        duties=["pembinaan", "ajak-serta"], result="Warga mengenal petugasnya.", **review,
    )  # fmt: skip


def _answers(villages: list[GuidedVillage], officers: list[Officer]) -> list[Answer]:
    asked = (
        (date(2025, 12, 2), "pmi-prosedural", "Syarat bekerja di Taiwan secara prosedural.", ""),
        (date(2025, 12, 3), "paspor", "Cara mendaftar paspor lewat M-Paspor.", ""),
        (date(2025, 12, 4), "lowongan-palsu", "Tawaran kerja lewat media sosial tanpa kontrak.",
         "BP3MI Jawa Barat"),
        (date(2025, 12, 8), "non-prosedural", "Diminta berangkat dengan visa wisata.",
         "BP3MI Jawa Barat"),
        (date(2025, 12, 10), "paspor", "Paspor lama rusak, hendak berangkat kembali.", ""),
        (date(2025, 12, 12), "tppo", "Ke mana melapor bila keluarga ditahan majikan.", ""),
    )  # fmt: skip
    channels = (Consultation.Channel.IN_PERSON, Consultation.Channel.WHATSAPP)
    return [
        Answer(
            f"konsultasi-{number}", day, topic, note, villages[number % 5], officers[number % 5],
            channels[number % 2], refer,
        )
        for number, (day, topic, note, refer) in enumerate(asked)
    ]  # fmt: skip
