"""What one row says of an officer and the villages he serves, against the register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError

from dbi_portal.lib.text import squash
from officers.models import Officer
from villages.imports.wishes import GUIDED
from villages.models import Assignment, GuidedVillage
from villages.models.village import Stage

DAYS = ("joined_on", "left_on", "position_on", "decree_on", "starts_on", "ends_on")
# The sheet's column -> the officer's field.
FACTS = {
    "number": "employee_number",
    "phone": "phone",
    "email": "email",
    "joined_on": "joined_on",
}


@dataclass
class Service:
    """A row, settled; empty says nothing. `pk` is the officer's, None for somebody new."""

    office: int
    name: str
    pk: int | None = None
    same_number: bool = False  # he was found by his NIP, so his name may be put right
    number: str = ""
    position: str = ""
    position_on: date | None = None
    phone: str = ""
    email: str = ""
    joined_on: date | None = None
    left_on: date | None = None
    villages: list[dict] = field(default_factory=list)  # {"pk": 12, "name": "Harapanjaya"}
    decree_number: str = ""
    decree_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        said = {name: value for name, value in asdict(self).items() if value}
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in said.items()
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        known = {each.name for each in fields(cls)} & values.keys()
        return cls(
            **{
                name: date.fromisoformat(values[name]) if name in DAYS else values[name]
                for name in known
            }
        )

    @property
    def begins(self) -> date | None:
        """From when he serves the villages: as written, else from the day of the paper."""
        return self.starts_on or self.decree_on

    @property
    def last(self) -> date | None:
        return self.ends_on or self.left_on


def differing(service: Service, officer: Officer) -> dict[str, Any]:
    """{column: what the register holds} of the officer's own facts that the row says otherwise."""
    found = {}
    for name, column in FACTS.items():
        said, kept = getattr(service, name), getattr(officer, column)
        if said and said != kept:
            found[name] = _plain(kept)
    if service.same_number and " ".join(officer.name.split()) != service.name:
        found["name"] = officer.name
    if service.position and squash(service.position) != squash(officer.position):
        found["position"] = officer.position
    if service.left_on and service.left_on != officer.left_on:
        found["left_on"] = _plain(officer.left_on)
    return found


def posting_of(service: Service, officer: Officer, village: int) -> Assignment | None:
    """The posting the row speaks of: of that day, of those days, or the latest; None: a new one.

    ValidationError when its days cut across several.
    """
    rows = Assignment.objects.filter(officer=officer, village=village).select_related("decree")
    if service.starts_on is None:
        return rows.first()
    same = rows.filter(starts_on=service.starts_on).first()
    if same:
        return same
    across = list(rows.during(service.starts_on, service.last or date.max))
    if len(across) > 1:
        raise ValidationError(
            {"starts_on": "rentang ini memotong beberapa penugasan yang sudah tercatat."}
        )
    return across[0] if across else None


def posting_differs(service: Service, posting: Assignment) -> dict[str, Any]:
    found = {}
    if service.starts_on and service.starts_on != posting.starts_on:
        found["starts_on"] = _plain(posting.starts_on)
    if service.ends_on and service.ends_on != posting.ends_on:
        found["ends_on"] = _plain(posting.ends_on)
    number = posting.decree.number if posting.decree else ""
    if service.decree_number and squash(service.decree_number) != squash(number):
        found["decree_number"] = number
    if service.note and service.note != posting.note:
        found["note"] = posting.note
    return found


def before(service: Service) -> dict[str, Any]:
    """What the register holds where the row says otherwise; only for an officer who is there."""
    officer = Officer.objects.get(pk=service.pk)
    found = differing(service, officer)
    fresh = False
    for village in service.villages:
        posting = posting_of(service, officer, village["pk"])
        fresh = fresh or posting is None
        found |= posting_differs(service, posting) if posting else {}
    if fresh:
        found["villages"] = list(_served(officer))
    return found


def _served(officer: Officer) -> Iterator[str]:
    rows = Assignment.objects.filter(officer=officer, ends_on__isnull=True)
    name = "village__region__name"
    yield from rows.order_by(name).values_list(name, flat=True)


def guided(region, office) -> GuidedVillage:
    """The Desa Binaan of that office; ValidationError says what to do when it is none yet."""
    rows = GuidedVillage.objects.filter(region=region, office=office).order_by("-pk")
    village = rows.open().first() or rows.filter(stage=Stage.INACTIVE).first()
    if village is None:
        raise ValidationError(
            f"{region.name} belum menjadi Desa Binaan {office}. Impor dahulu daftar Desa Binaan, "
            "atau daftarkan desanya di halaman Desa Binaan."
        )
    if village.stage not in (*GUIDED, Stage.INACTIVE):
        raise ValidationError(
            f"{region.name} masih {village.get_stage_display().lower()}. Catat dahulu SK yang "
            "menetapkannya; sesudah itu petugas dapat ditugaskan."
        )
    return village


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value
