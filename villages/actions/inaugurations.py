"""Pengukuhan: one ceremony for one or many villages, and the badges given there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from officers import audit
from officers.models import Officer, User
from villages import workflow
from villages.actions.assignments import assign_officer
from villages.actions.taking import hold, take_step
from villages.models import Assignment, Decree, GuidedVillage, StepOfficer, VillageStep
from villages.models.village import Stage


@transaction.atomic
def inaugurate_villages(
    *,
    ceremonies: Mapping[GuidedVillage, Iterable[Officer]],
    on: date,
    place: str,
    by: User | None,
    at: datetime,
    officiated_by: str = "",
    note: str = "",
    posts: bool = False,
    activates: bool = False,
    made_up: bool = False,
) -> list[VillageStep]:
    """Inaugurate each village and note who got the badge there.

    `posts`: the officers serve the village from that day on, where they do not yet. `activates`:
    guidance runs from that day. ValidationError at on, villages, or `officers_<pk>` of a village.
    """
    if not ceremonies:
        raise ValidationError({"villages": "Pilih paling sedikit satu desa."})
    steps = []
    for village, officers in ceremonies.items():
        held, pinned = hold(village), list(officers)
        _refuse(held, by)
        step = _said_of(
            held,
            take_step,
            held,
            Stage.INAUGURATED,
            on=on,
            by=by,
            at=at,
            place=place,
            note=note,
            officiated_by=officiated_by,
            made_up=made_up,
        )
        _pin(step, pinned, by=by)
        if posts:
            _post(step, pinned, by=by)
        if activates:
            _said_of(held, take_step, held, Stage.ACTIVE, on=on, by=by, at=at, made_up=made_up)
        steps.append(step)
    return steps


def waiting_for_ceremony(user: User):
    """Villages with their SK that this user may inaugurate."""
    seen = GuidedVillage.objects.visible_to(user).filter(stage=Stage.APPROVED)
    return seen if user.has_perm(workflow.CHANGE) else seen.none()


def _refuse(village: GuidedVillage, by: User | None) -> None:
    if not workflow.may_follow(village.stage, Stage.INAUGURATED):
        stage = village.get_stage_display().lower()
        raise ValidationError(
            {"villages": f"{village} {stage}; hanya desa yang sudah ditetapkan yang dikukuhkan."}
        )
    if by is not None and not workflow.allowed(by, village, Stage.INAUGURATED):
        raise PermissionDenied


def _said_of(village: GuidedVillage, call, *args, **facts):
    """What is refused names the village: there are many on the page."""
    try:
        return call(*args, **facts)
    except ValidationError as refused:
        named = refused.error_dict if hasattr(refused, "error_dict") else {}
        field = next(iter(named), "villages")
        raise ValidationError({field: f"{village}: {' '.join(refused.messages)}"}) from refused


def _pin(step: VillageStep, officers: list[Officer], *, by: User | None) -> None:
    StepOfficer.objects.bulk_create(
        StepOfficer(step=step, officer=officer, office_id=step.office_id) for officer in officers
    )
    for officer in officers:
        facts = {"on": step.happened_on, "place": step.place}
        about = [step.village, officer]
        audit.record("villages.officer.pinned", by=by, target=step.village, about=about, **facts)


def _post(step: VillageStep, officers: list[Officer], *, by: User | None) -> None:
    serving = set(
        Assignment.objects.filter(village=step.village)
        .during(step.happened_on, date.max)
        .values_list("officer_id", flat=True)
    )
    for officer in officers:
        if officer.pk in serving:
            continue
        try:
            assign_officer(
                officer=officer,
                village=step.village,
                starts_on=step.happened_on,
                decree=_paper(step.village),
                by=by,
                made_up=step.made_up,
            )
        except ValidationError as refused:
            field = f"officers_{step.village_id}"
            raise ValidationError({field: " ".join(refused.messages)}) from refused


def _paper(village: GuidedVillage) -> Decree | None:
    """The SK the village stands on; it often names the officers too."""
    approved = village.steps.filter(stage=Stage.APPROVED).select_related("decree").last()
    return approved.decree if approved else None
