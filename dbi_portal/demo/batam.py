"""Story 2: Batam answers trafficking cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dbi_portal.demo import articles
from dbi_portal.demo.events import Answer, Event, write_answers, write_event
from dbi_portal.demo.figures import Figure, Outcome, of_month, of_months
from dbi_portal.demo.registry import (
    Choice,
    Paper,
    Step,
    write_decree,
    write_officers,
    write_villages,
)
from dbi_portal.lib.months import Month
from officers.models import Office, Officer
from outreach.actions.parts import Reached
from villages.models import GuidedVillage

Stage = GuidedVillage.Stage
TELUK_TERING = "21.71.10.1003"
TIBAN_BARU = "21.71.03.1006"
TIBAN_NOTE = (
    "Artikel menulis “Tiban”; tiga kelurahan bernama Tiban (Tiban Indah, Tiban Baru, Tiban Lama). "
    "Tiban Baru dipilih untuk contoh, bukan menurut artikel."
)
APPROVED = date(2024, 11, 11)
FORMED = date(2024, 11, 25)
ALREADY = "Artikel menyatakan sudah terbentuk; tanggal contoh"
STEPS = (
    Step(Stage.CANDIDATE, date(2024, 10, 7), "Kasus TPPO menonjol"),
    Step(Stage.PROPOSED, date(2024, 10, 21), "Tanggal contoh"),
    Step(Stage.APPROVED, APPROVED, "SK contoh"),
    Step(Stage.INAUGURATED, date(2024, 11, 20), ALREADY),
    Step(Stage.ACTIVE, FORMED, ALREADY),
)
REASON = {"kasus-tppo": "Beberapa kasus yang menonjol terkait TPPO"}

NOVEMBER = Month(2024, 11)
# The article's two measures: people stopped at a port, and applications. Never one sum.
STOPPED = of_month(
    NOVEMBER, 767, outcome=Outcome.DEPARTURE_DELAY, purpose="", article=articles.BATAM
)
NOT_ISSUED = of_month(
    NOVEMBER, 12, outcome=Outcome.REFUSED_OR_DELAYED, purpose="", article=articles.BATAM
)


def tell(offices: dict[str, Office]) -> None:
    office = offices["kanim-batam"]
    officers = write_officers(office, "Batam", 3)
    decree = write_decree(
        Paper(
            office=offices["kanwil-kepulauan-riau"],
            number="SK-CONTOH-02/2024",
            title="Penetapan Desa Binaan Imigrasi di Kota Batam (contoh)",
            signed_on=APPROVED,
            officers=officers,
        )
    )
    tering, tiban = (
        village
        for choice in _choices(office, officers)
        for village in write_villages(choice, decree)
    )
    for event in _five_duties(tering, tiban, officers):
        write_event(office, event)
    write_answers(office, _answers(tering, officers))


def _choices(office: Office, officers: list[Officer]) -> list[Choice]:
    certain = Choice(
        office=office,
        codes=[TELUK_TERING],
        steps=STEPS,
        reasons=REASON,
        article=articles.BATAM,
        postings={0: officers[:2]},
        starts_on=FORMED,
    )
    picked = replace(
        certain, codes=[TIBAN_BARU], article=None, note=TIBAN_NOTE, postings={0: officers[1:]}
    )
    return [certain, picked]


def batam_figures() -> list[Figure]:
    """767 and 12 of November 2024, and made-up months around them to compare with."""
    stopped = {"outcome": Outcome.DEPARTURE_DELAY, "purpose": ""}
    not_issued = {"outcome": Outcome.REFUSED_OR_DELAYED, "purpose": ""}
    return [
        STOPPED,
        NOT_ISSUED,
        *of_months(Month(2024, 10), (702,), **stopped),
        *of_months(Month(2025, 8), (655, 638, 621, 604, 612), **stopped),
        *of_months(Month(2024, 10), (15,), **not_issued),
        *of_months(Month(2025, 8), (11, 13, 9, 10, 8), **not_issued),
    ]


def _five_duties(
    tering: GuidedVillage, tiban: GuidedVillage, officers: list[Officer]
) -> list[Event]:
    """One made-up session for each duty the article lists."""
    told = (
        ("pembinaan", "penyuluhan", "Penyuluhan peraturan keimigrasian", tering, "tppo"),
        ("kerja-sama", "sosialisasi", "Temu perangkat kelurahan dan tokoh", tiban, "program-dbi"),
        (
            "ajak-serta",
            "sambang-desa",
            "Warga ikut mengawasi tawaran kerja",
            tering,
            "lowongan-palsu",
        ),
        ("kesempatan-pertama", "konsultasi", "Layanan pertama bagi warga", tiban, "paspor"),
        (
            "informasi",
            "sambang-desa",
            "Menampung saran dan pendapat warga",
            tering,
            "pencegahan-dini",
        ),
    )
    return [
        Event(
            f"tugas-{duty}", kind, f"{title} di {village.region.name}",
            date(2024, 11, 26) if number == 0 else date(2025, 7 + number, 12),
            f"Kantor Kelurahan {village.region.name}", participants=24 + 3 * number,
            villages=[village], officers=[officers[number % 3]],
            regions=[Reached(village.region, 3, 1)],
            audience={"rt-rw": 8, "warga": 16 + 3 * number},
            topics=[topic], duties=[duty], result="Kegiatan contoh.",
        )
        for number, (duty, kind, title, village, topic) in enumerate(told)
    ]  # fmt: skip


def _answers(tering: GuidedVillage, officers: list[Officer]) -> list[Answer]:
    return [
        Answer("konsultasi-1", date(2024, 11, 27), "tppo", "Cara mengenali perekrut tanpa izin.",
               tering, officers[0], refer="BP3MI Kepulauan Riau"),
        Answer("konsultasi-2", date(2025, 9, 3), "paspor", "Syarat paspor untuk bekerja.",
               tering, officers[1]),
    ]  # fmt: skip
