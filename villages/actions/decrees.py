"""An SK is put on record with its scan, the villages it covers and the officers it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction

from dbi_portal.lib.days import long_date
from dbi_portal.lib.integrity import translated
from officers import audit
from officers.models import Office, Officer, User
from villages import workflow
from villages.actions.rules import RULES
from villages.actions.steps import advance_village
from villages.models import Decree, DecreeOfficer, DecreeVillage, GuidedVillage, VillageStep
from villages.models.village import Stage


@transaction.atomic
def record_decree(
    *,
    office: Office,
    number: str,
    title: str,
    signed_on: date,
    by: User | None,
    kind: str = Decree.Kind.DECREE,
    ends_on: date | None = None,
    scan: File | None = None,
    villages: Iterable[GuidedVillage] = (),
    officers: Iterable[Officer] = (),
    designates: Iterable[GuidedVillage] = (),
    at: datetime | None = None,
    source: str = "",
    made_up: bool = False,
) -> Decree:
    """Put a decree on record; the number stays exactly as printed, an office uses it once.

    `designates` are villages that wait for it: on the day it was signed they are approved (`at`,
    the moment it is written, is needed then). They are named by it without being in `villages`.
    """
    designates = list(designates)
    decree = Decree(
        office=office,
        kind=kind,
        number=number,
        title=title,
        signed_on=signed_on,
        ends_on=ends_on,
        scan=scan or "",
        source=source,
        made_up=made_up,
    )
    _save(decree, [*villages, *designates], officers)
    about = list(decree.villages.all()) + list(decree.officers.all())
    audit.record("villages.decree.recorded", by=by, target=decree, about=about, **_names(decree))
    _designate(decree, designates, by=by, at=at)
    return decree


@transaction.atomic
def change_decree(
    *,
    decree: Decree,
    villages: Iterable[GuidedVillage],
    officers: Iterable[Officer],
    changes: Mapping,
    by: User | None,
    designates: Iterable[GuidedVillage] = (),
    at: datetime | None = None,
) -> Decree:
    """Save a filled-in decree and what it covers; `changes` is {field: [old, new]} for audit.

    `designates` as in `record_decree`.
    """
    designates = list(designates)
    villages = [*villages, *designates]
    about = {*decree.villages.all(), *villages}
    _refuse_loss(decree, villages)
    _save(decree, villages, officers)
    if changes:
        audit.record("villages.decree.changed", by=by, target=decree, about=about, **changes)
    _designate(decree, designates, by=by, at=at)
    return decree


def waiting_for_decree(user: User):
    """Villages this user can designate by an SK: agreed to, or proposed where he may approve."""
    stages = [Stage.AGREED] if user.has_perm(workflow.DECREE) else []
    if user.has_perm(workflow.APPROVE):
        stages = [Stage.AGREED, Stage.PROPOSED]
    return GuidedVillage.objects.visible_to(user).filter(stage__in=stages)


def _designate(
    decree: Decree, villages: list[GuidedVillage], *, by: User | None, at: datetime | None
) -> None:
    """Each of `villages` is approved by this SK, on the day it was signed."""
    if villages and decree.kind != Decree.Kind.DECREE:
        raise ValidationError({"designates": "Surat tugas tidak menetapkan desa; pilih jenis SK."})
    for village in villages:
        try:
            advance_village(
                village=village, to=Stage.APPROVED, on=decree.signed_on, decree=decree, by=by, at=at
            )
        except ValidationError as refused:
            said = f"{village}: {' '.join(refused.messages)}"
            raise ValidationError({"designates": said}) from refused
        except PermissionDenied as refused:
            said = f"{village} belum disetujui Kanwil, jadi belum dapat ditetapkan."
            raise ValidationError({"designates": said}) from refused


def _save(decree: Decree, villages: Iterable[GuidedVillage], officers: Iterable[Officer]) -> None:
    if decree.ends_on and decree.ends_on < decree.signed_on:
        raise ValidationError({"ends_on": "Tidak boleh sebelum tanggal ditetapkan."})
    villages, officers = list(villages), list(officers)
    if decree.kind == Decree.Kind.DECREE and not (villages or officers):
        raise ValidationError(
            {"villages": "SK menyebut paling sedikit satu desa atau satu petugas. Pilih di sini."}
        )
    with translated(RULES):
        decree.save()
    _cover(DecreeVillage, decree, "village", villages)
    _cover(DecreeOfficer, decree, "officer", officers)
    _back_approvals(decree, villages)


def _cover(model, decree: Decree, name: str, wanted: Iterable) -> None:
    """Keep the rows of `wanted`, add the missing, drop the rest."""
    rows = model.objects.filter(decree=decree)
    wanted = {each.pk: each for each in wanted}
    rows.exclude(**{f"{name}__in": wanted}).delete()
    known = set(rows.values_list(f"{name}_id", flat=True))
    model.objects.bulk_create(
        model(decree=decree, office_id=decree.office_id, **{name: each})
        for pk, each in wanted.items()
        if pk not in known
    )


def _back_approvals(decree: Decree, villages: list[GuidedVillage]) -> None:
    """A designation recorded before its paper was at hand gets the paper now."""
    if decree.kind == Decree.Kind.DECREE:
        VillageStep.objects.filter(
            village__in=villages,
            stage=GuidedVillage.Stage.APPROVED,
            decree__isnull=True,
            happened_on__gte=decree.signed_on,
        ).update(decree=decree)


def _refuse_loss(decree: Decree, villages: list[GuidedVillage]) -> None:
    """What a village's life stands on cannot be pulled away from under it."""
    steps = decree.steps.select_related("village__region")
    lost = steps.exclude(village__in=villages).first()
    if lost:
        raise ValidationError(
            {
                "villages": f"{lost.village} tercatat {lost.get_stage_display().lower()} dengan "
                "SK ini, jadi tetap harus disebut."
            }
        )
    early = steps.filter(happened_on__lt=decree.signed_on).first()
    if early:
        day = long_date(early.happened_on)
        raise ValidationError(
            {"signed_on": f"{early.village} sudah ditetapkan {day} dengan SK ini."}
        )


def _names(decree: Decree) -> dict:
    return {
        "number": decree.number,
        "villages": sorted(decree.decree_villages.values_list("village_id", flat=True)),
        "officers": sorted(decree.decree_officers.values_list("officer_id", flat=True)),
    }
