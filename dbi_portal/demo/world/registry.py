"""An office's officers, villages, papers and postings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from dbi_portal.demo.world import places
from dbi_portal.demo.world.offices import SINCE, Seat
from dbi_portal.demo.world.proposals import write_proposals
from dbi_portal.lib.pictures import reencoded
from officers.models import Office, OfficeHead, Officer, OfficerPost, User
from officers.roles import HEAD_ROLES, Role
from officers.signing import POSITIONS
from villages.models import (
    Assignment,
    Decree,
    DecreeOfficer,
    DecreeVillage,
    GuidedVillage,
    SelectionReason,
    StepOfficer,
    Tenure,
    VillageAccount,
    VillageReason,
    VillageStep,
)

Stage = GuidedVillage.Stage
MADE_UP = {"made_up": True, "source": "Data contoh"}
BLANK_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
LIVES = (
    (Stage.CANDIDATE, Stage.PROPOSED, Stage.APPROVED, Stage.INAUGURATED, Stage.ACTIVE),
    (Stage.CANDIDATE, Stage.PROPOSED),
    (Stage.CANDIDATE, Stage.PROPOSED, Stage.APPROVED, Stage.ACTIVE, Stage.INACTIVE),
)


@dataclass(frozen=True)
class Registry:
    """What an office's sessions refer to; `villages` are an active, a proposed, a closed one."""

    officers: list[Officer]
    villages: list[GuidedVillage]


def write_registry(office: Office, seat: Seat) -> Registry:
    _write_head(office)
    officers = _write_officers(office)
    decree = _write_decree(office)
    codes = places.villages_in(seat.district)
    villages = [
        _write_village(office, code, life, decree) for code, life in zip(codes, LIVES, strict=False)
    ]
    for village in villages:
        DecreeVillage.objects.create(decree=decree, village=village, office=office)
    write_proposals(office, villages, BLANK_PDF)
    for officer in officers:
        DecreeOfficer.objects.create(decree=decree, officer=officer, office=office)
        Assignment.objects.create(
            office=office, officer=officer, village=villages[0], decree=decree,
            starts_on=date(2025, 5, 1), **MADE_UP,
        )  # fmt: skip
    pinning = VillageStep.objects.get(village=villages[0], stage=Stage.INAUGURATED)
    StepOfficer.objects.create(step=pinning, officer=officers[0], office=office)
    for user in User.objects.filter(office=office, role=Role.VILLAGE_OFFICIAL):
        VillageAccount.objects.create(user=user, village=villages[0], office=office)
    return Registry(officers, villages)


def name_villages_below(kanwil: Office) -> None:
    """The SK of a Kanwil covers the active villages of its Kanim, as such papers do."""
    if kanwil.kind == Office.Kind.KANWIL:
        decree = Decree.objects.get(office=kanwil)
        below = Office.objects.under(kanwil, on=decree.signed_on)
        for village in GuidedVillage.objects.active().filter(office__in=below):
            DecreeVillage.objects.create(decree=decree, village=village, office=kanwil)


def _write_officers(office: Office) -> list[Officer]:
    account = User.objects.filter(office=office, role=Role.PIMPASA).first()
    officers = [
        Officer.objects.create(
            office=office, user=user, name=f"PIMPASA Uji {number} {office.short_name} (contoh)",
            joined_on=SINCE, **MADE_UP,
        )
        for number, user in ((1, account), (2, None))
    ]  # fmt: skip
    for officer in officers:
        OfficerPost.objects.create(officer=officer, office=office, starts_on=SINCE, **MADE_UP)
        officer.photo.save("uji.jpg", ContentFile(portrait()))
    return officers


@cache
def portrait() -> bytes:
    """A picture of nobody."""
    picture = BytesIO()
    Image.new("RGB", (30, 40), "#3a6b8c").save(picture, "JPEG")
    return reencoded(picture, name="uji.jpg")


def _write_head(office: Office) -> None:
    account = User.objects.filter(office=office, role=HEAD_ROLES.get(office.kind, "")).first()
    OfficeHead.objects.create(
        office=office, name=f"Kepala Uji {office.short_name} (contoh)", user=account,
        position=POSITIONS[office.kind], starts_on=SINCE, **MADE_UP,
    )  # fmt: skip


def _write_decree(office: Office) -> Decree:
    decree = Decree(
        office=office, number=f"SK-UJI-01/2025/{office.code}", title="Penetapan Desa Binaan uji",
        signed_on=date(2025, 3, 3), **MADE_UP,
    )  # fmt: skip
    decree.scan.save("sk-uji.pdf", ContentFile(BLANK_PDF), save=False)
    decree.save()
    return decree


def _write_village(office: Office, code: str, life: tuple, decree: Decree) -> GuidedVillage:
    village = GuidedVillage.objects.create(
        region_id=code, office=office, stage=life[-1], note="Desa uji", **MADE_UP
    )
    Tenure.objects.create(village=village, office=office, starts_on=SINCE)
    VillageReason.objects.create(
        village=village, office=office, reason=SelectionReason.objects.first(), note="uji"
    )
    for month, stage in enumerate(life, start=1):
        VillageStep.objects.create(
            village=village, office=office, stage=stage, happened_on=date(2025, month, 10),
            decree=decree if stage == Stage.APPROVED else None, note="Langkah uji", made_up=True,
        )  # fmt: skip
    return village
