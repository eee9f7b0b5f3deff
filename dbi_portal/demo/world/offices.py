"""The world's offices: the centre, its Kanwil, their Kanim, and what hangs on an office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dbi_portal.demo.world import places
from officers.models import Office, OfficeAlias, OfficeClass, OfficeSupervision, Setting
from officers.roles import OfficeKind
from outreach.models import AudienceGroup, Duty, ProgrammeTag, SessionKind, Topic
from villages.models import Jurisdiction, RegionAlias, SelectionReason

SINCE = date(2024, 1, 1)
WORDS = (SessionKind, Topic, Duty, AudienceGroup, ProgrammeTag, SelectionReason)
CLASSES = ("Kelas I TPI", "Kelas I Non TPI", "Kelas II TPI", "Kelas II Non TPI")


@dataclass(frozen=True)
class Seat:
    """An office to be, the code of its parent, and the district its own rows lie in."""

    code: str
    kind: str
    name: str
    parent: str | None
    district: str
    area: str
    number: int = 0


def seats(*, kanwil: int, offices: int) -> list[Seat]:
    """The centre first, then each Kanwil followed by its Kanim."""
    spare = places.AT_A_SUPERVISOR
    found = [
        Seat("pusat", OfficeKind.CENTRE, "", None, places.district(spare, spare), places.PROVINCE)
    ]
    for k in range(1, kanwil + 1):
        word = places.letter(k)
        parent = f"kanwil-{word}"
        name = f"Kantor Wilayah Uji {word.upper()}"
        own = places.district(k, spare)
        found.append(Seat(parent, OfficeKind.KANWIL, name, "pusat", own, places.regency(k)))
        for number in range(1, offices + 1):
            code, area = f"kanim-{word}-{number}", places.district(k, number)
            name = f"Kantor Imigrasi Uji {word.upper()}-{number}"
            found.append(Seat(code, OfficeKind.KANIM, name, parent, area, area, number))
    return found


def write_office(seat: Seat) -> tuple[Office, bool]:
    """The office of that seat, and whether the world had to build it."""
    short = seat.name.replace("Kantor Wilayah", "Kanwil").replace("Kantor Imigrasi", "Kanim")
    office, _ = Office.objects.get_or_create(
        code=seat.code,
        defaults={
            "kind": seat.kind,
            "name": seat.name,
            "short_name": short,
            "city": "Kota Uji",
            "letterhead": f"DATA CONTOH\n{seat.name.upper()}",
            "made_up": True,
        },
    )
    _, is_new = Jurisdiction.objects.get_or_create(
        office=office, region_id=seat.area, defaults={"starts_on": SINCE}
    )
    if is_new:
        _write_details(office, seat)
    return office, is_new


def _write_details(office: Office, seat: Seat) -> None:
    OfficeAlias.objects.create(office=office, text=f"Sebutan uji {seat.code}")
    OfficeClass.objects.create(
        office=office, name=CLASSES[seat.number % len(CLASSES)], starts_on=SINCE
    )
    if seat.parent:
        OfficeSupervision.objects.create(
            office=office, supervisor=Office.objects.get(code=seat.parent), starts_on=SINCE
        )
    for model in WORDS:
        model.objects.create(code=f"uji-{seat.code}", name=f"Kata uji {seat.code}", office=office)
    Setting.objects.create(key="expiry_warning_days", office=office, value=30)
    village = places.villages_in(seat.district)[0]
    RegionAlias.objects.create(region_id=village, office=office, text=f"Desa {seat.code}")
