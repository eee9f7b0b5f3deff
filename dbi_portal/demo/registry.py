"""Writes officers, decrees and villages with their dated steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dbi_portal.demo.pen import Pen, origin
from officers.actions.officers import add_officer
from officers.models import Office, Officer, User
from villages.models import (
    Assignment,
    Decree,
    DecreeOfficer,
    DecreeVillage,
    GuidedVillage,
    SelectionReason,
    Tenure,
    VillageReason,
    VillageStep,
)

NUMBERS = ("Satu", "Dua", "Tiga", "Empat", "Lima", "Enam", "Tujuh", "Delapan")
POSITION = "Petugas Imigrasi Pembina Desa"


@dataclass(frozen=True)
class Step:
    """A dated step. Its day may be made up though the village is not."""

    stage: str
    day: date
    note: str = ""
    place: str = ""
    made_up: bool = True


def write_officers(pen: Pen, office: Office, place: str, number: int) -> list[Officer]:
    """So many PIMPASA whose names nobody can take for real ones."""
    return [
        _write_officer(office, f"Petugas Contoh {place} {word} (contoh)")
        for word in NUMBERS[:number]
    ]


def _write_officer(office: Office, name: str) -> Officer:
    known = Officer.objects.filter(office=office, name=name).first()
    if known:
        return known
    user = User.objects.filter(office=office, full_name=name, officer__isnull=True).first()
    officer = Officer(
        office=office,
        user=user,
        name=name,
        position=POSITION,
        joined_on=date(2024, 1, 2),
        **origin(None),
    )
    return add_officer(officer=officer, by=None)


def write_village(
    pen: Pen,
    *,
    code: str,
    office: Office,
    steps: Sequence[Step],
    reasons: Mapping[str, str],
    article: str | None,
    note: str = "",
) -> tuple[GuidedVillage, bool]:
    """A Desa Binaan with its life so far; `reasons` maps codes to notes."""
    village, is_new = pen.ensure(
        GuidedVillage,
        key={"region_id": code, "office": office},
        stage=steps[-1].stage,
        note=note,
        **origin(article),
    )
    if is_new:
        Tenure.objects.create(village=village, office=office, starts_on=steps[0].day)
        _write_reasons(village, reasons)
        for step in steps:
            _write_step(village, step)
        pen.sign("demo.village.added", village, region=code, stage=village.stage)
    return village, is_new


def _write_reasons(village: GuidedVillage, reasons: Mapping[str, str]) -> None:
    for code, note in reasons.items():
        reason = SelectionReason.objects.get(code=code)
        VillageReason.objects.create(
            village=village, office_id=village.office_id, reason=reason, note=note
        )


def _write_step(village: GuidedVillage, step: Step) -> None:
    VillageStep.objects.create(
        village=village,
        office_id=village.office_id,
        stage=step.stage,
        happened_on=step.day,
        note=step.note,
        place=step.place,
        made_up=step.made_up,
    )


def write_decree(
    pen: Pen,
    *,
    office: Office,
    number: str,
    title: str,
    signed_on: date,
    villages: Sequence[GuidedVillage],
    officers: Sequence[Officer],
) -> Decree:
    """A made-up SK that designates villages and names officers."""
    decree, is_new = pen.ensure(
        Decree,
        key={"office": office, "number": number},
        title=title,
        signed_on=signed_on,
        **origin(None),
    )
    if is_new:
        for village in villages:
            DecreeVillage.objects.create(decree=decree, village=village, office=office)
        for officer in officers:
            DecreeOfficer.objects.create(decree=decree, officer=officer, office=office)
        approved = VillageStep.objects.filter(
            village__in=villages, stage=GuidedVillage.Stage.APPROVED
        )
        approved.update(decree=decree)
        pen.sign("demo.decree.added", decree, number=number)
    return decree


def write_assignment(
    pen: Pen,
    officer: Officer,
    village: GuidedVillage,
    starts_on: date,
    decree: Decree | None = None,
) -> None:
    _, is_new = pen.ensure(
        Assignment,
        key={"officer": officer, "village": village, "starts_on": starts_on},
        office_id=village.office_id,
        decree=decree,
        **origin(None),
    )
    if is_new:
        pen.sign("demo.assignment.added", village, officer=officer.name)
