"""Made-up findings of three offices: what was seen, and how far it got. All are examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dbi_portal.demo import batam
from dbi_portal.demo.accounts import person
from dbi_portal.demo.bekasi import PRIORITY
from dbi_portal.demo.pen import morning, origin, stable_id
from officers.models import Office, Officer
from officers.roles import Role
from outreach.actions import findings as actions
from outreach.models import Finding
from villages.models import GuidedVillage

Kind = Finding.Kind
VERIFY, BACK, TAKE, CLOSE, REJECT = (
    actions.verify_finding,
    actions.return_finding,
    actions.take_in_hand,
    actions.close_finding,
    actions.reject_finding,
)


@dataclass(frozen=True)
class Told:
    """A finding in words; `steps` are (action, hours after submission, note)."""

    name: str
    kind: Kind
    day: date
    account: str
    by: Role = Role.VERIFIER
    village: str = ""  # the code of its region
    place: str = ""
    people: int | None = None
    steps: Sequence[tuple] = ()


FINDINGS: dict[str, tuple[Told, ...]] = {
    "kanim-bekasi": (
        Told(
            "temuan-1", Kind.NON_PROCEDURAL, date(2025, 12, 2),
            "Perekrut tanpa izin menawarkan pekerjaan di luar negeri kepada warga (contoh).",
            by=Role.VILLAGE_OFFICIAL, village=PRIORITY["Mustika Jaya"], people=6,
            steps=((VERIFY, 5, ""), (TAKE, 28, "Dirujuk ke BP3MI dan Disnaker (contoh)."),
                   (CLOSE, 70, "Warga mendapat penjelasan, perekrut dipanggil Disnaker (contoh).")),
        ),
        Told(
            "temuan-2", Kind.TRAFFICKING, date(2025, 12, 10),
            "Beberapa calon pekerja ditampung di sebuah rumah sebelum berangkat (contoh).",
            by=Role.PIMPASA, village=PRIORITY["Teluk Pucung"], people=4,
            steps=((VERIFY, 1, ""), (TAKE, 3, "Diteruskan ke Polres, dicek bersama (contoh).")),
        ),
        Told(
            "temuan-3", Kind.FOREIGNER, date(2025, 12, 16),
            "Warga melihat beberapa orang asing bekerja di sebuah gudang (contoh).",
            by=Role.VILLAGE_OFFICIAL, village=PRIORITY["Mustika Jaya"], people=3,
        ),
        Told(
            "temuan-4", Kind.INCIDENT, date(2025, 12, 17),
            "Pertengkaran di kantor penyalur tenaga kerja (contoh).",
            by=Role.PIMPASA, village=PRIORITY["Harapan Jaya"],
            steps=((BACK, 4, "Tulis apa hubungannya dengan keimigrasian (contoh)."),),
        ),
    ),
    "kanim-batam": (
        Told(
            "temuan-1", Kind.TRAFFICKING, date(2025, 10, 20),
            "Calon pekerja tanpa dokumen kerja menunggu kapal (contoh).",
            village=batam.TELUK_TERING, place="Pelabuhan feri (contoh)", people=7,
            steps=((VERIFY, 1, ""), (TAKE, 2, "Bersama petugas pelabuhan dan BP3MI (contoh)."),
                   (CLOSE, 5, "Keberangkatan dicegah, perkara ditangani Polda (contoh).")),
        ),
        Told(
            "temuan-2", Kind.SMUGGLING, date(2025, 11, 13),
            "Kabar perahu yang menyeberang pada malam hari (contoh).",
            village=batam.TELUK_TERING,
            steps=((VERIFY, 2, ""), (TAKE, 4, "Diteruskan ke Polairud (contoh).")),
        ),
    ),
    "kanim-soekarno-hatta": (
        Told(
            "temuan-1", Kind.FOREIGNER, date(2025, 11, 4),
            "Warga melaporkan tamu asing yang tinggal lama tanpa kegiatan jelas (contoh).",
            place="Penginapan di sekitar bandara (contoh)", people=2,
            steps=((VERIFY, 20, ""), (REJECT, 30, "Izin tinggalnya sah dan berlaku (contoh).")),
        ),
        Told(
            "temuan-2", Kind.NON_PROCEDURAL, date(2025, 11, 18),
            "Rombongan berangkat dengan visa kunjungan, menyebut akan bekerja (contoh).",
            place="Area keberangkatan (contoh)", people=5,
            steps=((VERIFY, 3, ""), (TAKE, 26, "Ditunda keberangkatannya, BP3MI (contoh)."),
                   (CLOSE, 60, "Lima orang dipulangkan ke daerah asal (contoh).")),
        ),
    ),
}  # fmt: skip


def write_findings(offices: dict[str, Office]) -> None:
    """Those that are missing, each with the steps it went through."""
    for code, findings in FINDINGS.items():
        for told in findings:
            client_id = stable_id(code, told.name)
            if not Finding.objects.filter(client_id=client_id).exists():
                _write(offices[code], told, client_id)


def _write(office: Office, told: Told, client_id) -> None:
    village = GuidedVillage.objects.filter(region=told.village, office=office).first()
    by, verifier = person(office, told.by), person(office, Role.VERIFIER)
    finding = Finding(
        client_id=client_id,
        office=office,
        kind=told.kind,
        village=village,
        region=village.region if village else None,
        place=told.place,
        seen_on=told.day,
        people=told.people,
        account=told.account,
        officer=Officer.objects.filter(user=by).first() if by else None,
        **origin(None),
    )
    sent = morning(told.day, office)
    finding = actions.submit_finding(finding=finding, by=by or verifier, at=sent)
    for act, hours, note in told.steps:
        act(finding=finding, note=note, by=verifier, at=sent + timedelta(hours=hours))
