"""Story 5: Cilegon teaches those who teach."""

from __future__ import annotations

from datetime import date, timedelta

from dbi_portal.demo import articles
from dbi_portal.demo.events import Event, write_event
from officers.models import Office
from outreach.actions.follow_ups import complete_follow_up
from outreach.actions.parts import Agreed, Reached, Speaks
from outreach.actions.regions import villages_of
from outreach.models import Session
from villages.models import Region

CILEGON = "36.72"
HELD = date(2025, 5, 21)
DUE = HELD + timedelta(days=30)
TASK = "Menyebarkan materi migrasi aman kepada RT/RW dan warga"
DONE = 31  # of the 43 kelurahan, so that the demo shows both


def tell(offices: dict[str, Office]) -> None:
    office = offices["kanim-cilegon"]
    if Session.objects.filter(office=office, title=_event([]).title).exists():
        return
    session = write_event(office, _event(villages_of(Region.objects.get(pk=CILEGON), on=HELD)))
    for number, follow_up in enumerate(session.follow_ups.order_by("region_id")[:DONE]):
        complete_follow_up(follow_up=follow_up, done_on=DUE - timedelta(days=number % 14), by=None)


def _event(kelurahan: list[Region]) -> Event:
    return Event(
        "diseminasi", "diseminasi",
        "Diseminasi informasi keimigrasian “PMI Legal dan Terlindungi di Luar Negeri”",
        HELD, "Aston Anyer Beach Hotel", articles.CILEGON,
        organiser="Kantor Imigrasi Cilegon",
        opened_by="Kepala Bidang Dokumen Perjalanan, Izin Tinggal, dan Status Keimigrasian "
        "Kanwil Ditjenim Banten",
        regions=[Reached(region) for region in kelurahan],
        speakers=[
            Speaks("BP3MI Banten"),
            Speaks("Dinas Tenaga Kerja Kota Cilegon"),
            Speaks("Seksi Lalu Lintas Keimigrasian Kantor Imigrasi Cilegon"),
        ],
        audience={"camat": None, "lurah-kades": None},
        topics=["pmi-prosedural", "non-prosedural", "tppo", "tppm", "paspor", "orang-asing"],
        tags=["13-program-akselerasi"],
        follow_ups=[_asked_of(region) for region in kelurahan],
        result="Camat dan lurah se-Kota Cilegon menerima materi potret pekerja migran, jalur resmi "
        "bekerja di luar negeri, dokumen perjalanan, dan pengawasan keimigrasian.",
    )  # fmt: skip


def _asked_of(region: Region) -> Agreed:
    return Agreed(task=TASK, owner="Lurah", region=region, due_on=DUE, note="Contoh", made_up=True)
