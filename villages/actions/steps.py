"""The next dated step in the life of a Desa Binaan."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from dbi_portal.lib.days import long_date
from dbi_portal.lib.integrity import translated
from officers import audit
from officers.models import User
from villages import workflow
from villages.actions.rules import RULES, holder_on, refuse_future
from villages.models import (
    Assignment,
    Decree,
    DecreeVillage,
    GuidedVillage,
    VillageStep,
)
from villages.models.village import Stage


@transaction.atomic
def advance_village(
    *,
    village: GuidedVillage,
    to: str,
    on: date,
    by: User | None,
    at: datetime,
    note: str = "",
    decree: Decree | None = None,
    place: str = "",
    made_up: bool = False,
) -> VillageStep:
    """Take the step `to` on that day. ValidationError at to, on, decree or note when it cannot be.

    PermissionDenied when `by` may not take it (None: the portal itself may). A village that ends
    takes its open postings with it.
    """
    village = GuidedVillage.objects.select_for_update().get(pk=village.pk)
    now, to = village.stage, Stage(to)
    if not workflow.may_follow(now, to):
        raise ValidationError(
            {"to": f"Dari tahap {Stage(now).label} tidak dapat langsung ke {to.label}."}
        )
    if by is not None and not workflow.allowed(by, now, to):
        raise PermissionDenied
    office = holder_on(village, on)
    refuse_future(on, office=office, at=at)
    _refuse_day(village, on)
    _refuse_papers(now, to, on=on, decree=decree, note=note)
    with translated(RULES):
        step = VillageStep.objects.create(
            village=village,
            office=office,
            stage=to,
            happened_on=on,
            decree=decree,
            place=place,
            note=note.strip(),
            recorded_by=by,
            made_up=made_up,
        )
        village.stage = to
        village.save(update_fields=["stage"])
        if to == Stage.INACTIVE:
            _end_postings(village, on)
    if decree is not None:
        DecreeVillage.objects.get_or_create(
            decree=decree, village=village, defaults={"office_id": decree.office_id}
        )
    changes = {"stage": [now, to.value], "on": on, "note": note, "decree": decree and decree.number}
    audit.record("villages.guidedvillage.advanced", by=by, target=village, **changes)
    return step


def _refuse_day(village: GuidedVillage, on: date) -> None:
    last = village.steps.last()
    if last and on < last.happened_on:
        stage, day = last.get_stage_display(), long_date(last.happened_on)
        raise ValidationError({"on": f"Tanggal tidak boleh sebelum tahap {stage}, {day}."})


def _refuse_papers(now: str, to: Stage, *, on: date, decree: Decree | None, note: str) -> None:
    if to in workflow.NEEDS_DECREE and decree is None:
        raise ValidationError({"decree": "Pilih SK yang menetapkan desa ini."})
    if decree is not None and decree.signed_on > on:
        day = long_date(decree.signed_on)
        raise ValidationError({"decree": f"SK ini baru ditetapkan {day}, sesudah tanggal tahap."})
    if workflow.needs_reason(now, to) and not note.strip():
        raise ValidationError({"note": f"Tulis alasan desa menjadi {to.label.lower()}."})


def _end_postings(village: GuidedVillage, on: date) -> None:
    later = village.assignments.filter(starts_on__gt=on).select_related("officer").first()
    if later:
        day = long_date(later.starts_on)
        raise ValidationError(
            {"on": f"Penugasan {later.officer} baru mulai {day}. Pilih tanggal sesudahnya."}
        )
    Assignment.objects.during(on, on).filter(village=village).update(ends_on=on)
