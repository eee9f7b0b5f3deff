"""An SK is put on record with its scan, the villages it covers and the officers it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction

from dbi_portal.lib.days import long_date
from dbi_portal.lib.integrity import translated
from officers import audit
from officers.models import Office, Officer, User
from villages.actions.rules import RULES
from villages.models import Decree, DecreeOfficer, DecreeVillage, GuidedVillage, VillageStep


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
    source: str = "",
    made_up: bool = False,
) -> Decree:
    """Put a decree on record; the number stays exactly as printed, an office uses it once."""
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
    _save(decree, villages, officers)
    audit.record("villages.decree.recorded", by=by, target=decree, **_names(decree))
    return decree


@transaction.atomic
def change_decree(
    *,
    decree: Decree,
    villages: Iterable[GuidedVillage],
    officers: Iterable[Officer],
    changes: Mapping,
    by: User | None,
) -> Decree:
    """Save a filled-in decree and what it covers; `changes` is {field: [old, new]} for audit."""
    villages = list(villages)
    _refuse_loss(decree, villages)
    _save(decree, villages, officers)
    if changes:
        audit.record("villages.decree.changed", by=by, target=decree, **changes)
    return decree


def _save(decree: Decree, villages: Iterable[GuidedVillage], officers: Iterable[Officer]) -> None:
    if decree.ends_on and decree.ends_on < decree.signed_on:
        raise ValidationError({"ends_on": "Tidak boleh sebelum tanggal ditetapkan."})
    with translated(RULES):
        decree.save()
    villages = list(villages)
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
