"""A Desa Binaan enters the register, changes its reasons, and moves from office to office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from dbi_portal.lib.days import long_date
from dbi_portal.lib.integrity import translated
from officers import audit
from officers.models import Office, User
from officers.roles import OfficeKind
from villages.actions.rules import RULES, refuse_future
from villages.models import (
    Assignment,
    GuidedVillage,
    ProposalVillage,
    Region,
    SelectionReason,
    Tenure,
    VillageReason,
    VillageStep,
)

Reasons = Mapping[SelectionReason, str] | Iterable[SelectionReason]


@transaction.atomic
def register_village(
    *,
    region: Region,
    office: Office,
    on: date,
    by: User | None,
    at: datetime,
    reasons: Reasons = (),
    note: str = "",
    source: str = "",
    made_up: bool = False,
) -> GuidedVillage:
    """A village becomes a candidate of `office` on that day; `reasons` may map each to a note."""
    _refuse_place(region, office)
    if region.retired_on:
        since = long_date(region.retired_on)
        raise ValidationError({"region": f"{region} tidak berlaku lagi sejak {since}."})
    refuse_future(on, office=office, at=at)
    with translated(RULES):
        village = GuidedVillage.objects.create(
            region=region, office=office, note=note, source=source, made_up=made_up
        )
        Tenure.objects.create(village=village, office=office, starts_on=on)
        VillageStep.objects.create(
            village=village,
            office=office,
            stage=GuidedVillage.Stage.CANDIDATE,
            happened_on=on,
            recorded_by=by,
            made_up=made_up,
        )
        _write_reasons(village, reasons)
    audit.record(
        "villages.guidedvillage.registered",
        by=by,
        target=village,
        about=[village],
        region=region.pk,
        on=on,
    )
    return village


@transaction.atomic
def change_village(
    *, village: GuidedVillage, reasons: Reasons, note: str, by: User | None, source: str = ""
) -> GuidedVillage:
    """Replace reasons, note and source. Region, office and stage have verbs of their own."""
    was = {"note": village.note, "source": village.source, "reasons": _reasons_of(village)}
    village.note, village.source = note, source
    village.save(update_fields=["note", "source"])
    _write_reasons(village, reasons)
    now = {"note": note, "source": source, "reasons": _reasons_of(village)}
    changes = {name: [was[name], now[name]] for name in now if was[name] != now[name]}
    if changes:
        audit.record(
            "villages.guidedvillage.changed", by=by, target=village, about=[village], **changes
        )
    return village


@transaction.atomic
def move_village_to_office(
    *,
    village: GuidedVillage,
    office: Office,
    on: date,
    by: User | None,
    at: datetime,
    note: str = "",
) -> GuidedVillage:
    """From that day another office holds the village. What happened before stays with the old one.

    Postings by the old office end the day before; whatever it dated later stands in the way.
    """
    village = GuidedVillage.objects.select_for_update().get(pk=village.pk)
    old = village.office
    _refuse_place(village.region, office)
    if office == old:
        raise ValidationError({"office": f"{office} sudah membina desa ini."})
    if village.proposal_villages.filter(decision=ProposalVillage.Decision.WAITING).exists():
        raise ValidationError(
            {"office": "Desa ini ada dalam usul yang belum dijawab. Tarik dahulu usul itu."}
        )
    refuse_future(on, office=office, at=at)
    _refuse_later_facts(village, on)
    eve = on - timedelta(days=1)
    with translated(RULES):
        Tenure.objects.filter(village=village, ends_on__isnull=True).update(ends_on=eve)
        Tenure.objects.create(village=village, office=office, starts_on=on)
        Assignment.objects.during(on, on).filter(village=village).update(ends_on=eve)
        village.office = office
        village.save(update_fields=["office"])
    changes = {"office": [old.code, office.code], "on": on, "note": note}
    audit.record("villages.guidedvillage.moved", by=by, target=village, about=[village], **changes)
    return village


def _refuse_place(region: Region, office: Office) -> None:
    if region.level != Region.Level.VILLAGE:
        kind = region.get_kind_display().lower()
        raise ValidationError(
            {"region": f"“{region.name}” adalah {kind}. Pilih desa atau kelurahan di dalamnya."}
        )
    if office.kind != OfficeKind.KANIM:
        raise ValidationError({"office": f"{office} bukan kantor imigrasi. Pilih sebuah Kanim."})


def _refuse_later_facts(village: GuidedVillage, on: date) -> None:
    last = village.steps.last()
    if last and last.happened_on >= on:
        stage, day = last.get_stage_display(), long_date(last.happened_on)
        raise ValidationError({"on": f"Tahap {stage} tercatat {day}. Pilih tanggal sesudahnya."})
    later = village.assignments.filter(starts_on__gte=on).select_related("officer").first()
    if later:
        raise ValidationError(
            {
                "on": f"Penugasan {later.officer} mulai {long_date(later.starts_on)} oleh kantor "
                "yang lama. Pilih tanggal sesudahnya."
            }
        )


def _reasons_of(village: GuidedVillage) -> dict[str, str]:
    rows = village.village_reasons.select_related("reason").order_by("reason__position", "pk")
    return {row.reason.code: row.note for row in rows}


def _write_reasons(village: GuidedVillage, reasons: Reasons) -> None:
    wanted = dict(reasons) if isinstance(reasons, Mapping) else dict.fromkeys(reasons, "")
    village.village_reasons.exclude(reason__in=wanted).delete()
    for reason, note in wanted.items():
        VillageReason.objects.update_or_create(
            village=village, reason=reason, defaults={"note": note, "office_id": village.office_id}
        )
