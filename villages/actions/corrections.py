"""A step written wrong is put right, the last wrong one taken back. What stood there stays seen."""

from __future__ import annotations

from copy import copy
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from dbi_portal.lib.days import long_date
from dbi_portal.lib.integrity import translated
from officers import audit
from officers.models import User
from villages import workflow
from villages.actions.answers import reopen_line
from villages.actions.postings import end_postings, reopen_postings
from villages.actions.rules import RULES, holder_on, refuse_future
from villages.actions.taking import hold, name_in, refuse_before, refuse_papers, set_stage
from villages.models import Decree, GuidedVillage, ProposalVillage, VillageStep
from villages.models.village import OVER, Stage

PARTS = ("happened_on", "place", "note", "decree", "officiated_by")


@transaction.atomic
def correct_step(
    *,
    step: VillageStep,
    on: date,
    reason: str,
    by: User | None,
    at: datetime,
    place: str = "",
    note: str = "",
    decree: Decree | None = None,
    officiated_by: str = "",
) -> VillageStep:
    """Put right a step's day, paper, place or note; everything is given, changed or not.

    The row keeps its place in the line; what was written stays as a voided row that it replaces.
    ValidationError at on, decree, note or reason; PermissionDenied as for taking the step.
    """
    village, line, at_ = _open(step, by)
    step, before, after = line[at_], *_neighbours(line, at_)
    now = {"happened_on": on, "place": place.strip(), "note": note.strip(), "decree": decree}
    now["officiated_by"] = officiated_by.strip()
    changes = {name: [getattr(step, name), now[name]] for name in PARTS}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    _refuse_reason(reason)
    if not changes:
        raise ValidationError("Belum ada isian yang berubah.")
    _refuse_day(step, before, after, on=on, at=at)
    needed = step.decree_id is not None  # one on record without its paper may stay so
    refuse_papers(
        before and before.stage, step.stage, on=on, decree=decree, note=note, needs_decree=needed
    )
    _keep_trace(step, reason=reason, by=by, at=at)
    moves_end = "happened_on" in changes and step.stage in OVER
    if moves_end:
        reopen_postings(step, by=by)
    for name, value in now.items():
        setattr(step, name, value)
    step.recorded_by, step.recorded_at = by, at
    if before is None and "happened_on" in changes:
        _move_beginning(village, on)
    with translated(RULES):
        step.office = holder_on(village, on)
        step.save()
    if moves_end:
        end_postings(step, by=by)
    name_in(decree, village)
    about = [paper for paper in (village, step.decree) if paper]
    audit.record(
        "villages.villagestep.corrected",
        by=by,
        target=village,
        about=about,
        stage=step.stage,
        reason=reason,
        **_told(changes),
    )
    return step


@transaction.atomic
def undo_step(*, step: VillageStep, reason: str, by: User | None, at: datetime) -> GuidedVillage:
    """Take back the last step of a village; it stands again where it stood before.

    An answer taken back lets the village wait again in its proposal; an end taken back opens the
    postings that ended with it.
    """
    _open(step, by)
    return take_back(step=step, reason=reason, by=by, at=at)


@transaction.atomic
def take_back(*, step: VillageStep, reason: str, by: User | None, at: datetime) -> GuidedVillage:
    """As `undo_step`. Who may do it is asked by the caller: an import that is undone takes its
    own steps back.
    """
    village, line, at_ = _open(step, None)
    step = line[at_]
    _refuse_reason(reason)
    _refuse_undoing(step, is_last=at_ == len(line) - 1, is_first=at_ == 0)
    step.voided_at, step.voided_by, step.void_reason = at, by, reason.strip()
    step.save(update_fields=["voided_at", "voided_by", "void_reason"])
    with translated(RULES):
        set_stage(village, line[at_ - 1].stage)
    if step.stage in OVER:
        reopen_postings(step, by=by)
    if step.proposal_id:
        _wait_again(step)
    stages = [step.stage, village.stage]
    papers = [paper for paper in (village, step.proposal, step.decree) if paper]
    facts = {"stage": stages, "on": [step.happened_on, None], "reason": reason}
    audit.record("villages.villagestep.undone", by=by, target=village, about=papers, **facts)
    return village


def may_touch(user: User, step: VillageStep, before: VillageStep | None) -> bool:
    """Putting right or taking back a step is for whoever may take it."""
    if step.answer_id and step.stage in workflow.BEFORE_PROPOSAL:
        return user.has_perm(workflow.RETURN)  # the Kanwil's letter, not a withdrawal
    now = before.stage if before else None
    return workflow.permitted(user, office_id=step.office_id, now=now, to=step.stage)


def may_be_undone(step: VillageStep, *, is_last: bool, is_first: bool) -> bool:
    return is_last and not is_first and not _is_a_letters(step)


def _open(step: VillageStep, by: User | None) -> tuple[GuidedVillage, list[VillageStep], int]:
    """The village, held; its standing steps; and where among them the step stands."""
    village = hold(step.village)
    line = list(village.steps.select_related("decree", "proposal", "answer", "office"))
    at = next((number for number, each in enumerate(line) if each.pk == step.pk), None)
    if at is None:
        raise ValidationError("Tahap ini sudah diperbaiki atau dibatalkan orang lain.")
    line[at].village = village
    if by is not None and not may_touch(by, line[at], line[at - 1] if at else None):
        raise PermissionDenied
    return village, line, at


def _neighbours(line: list[VillageStep], at: int) -> tuple[VillageStep | None, VillageStep | None]:
    return (line[at - 1] if at else None, line[at + 1] if at + 1 < len(line) else None)


def _refuse_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": "Tulis mengapa tahap ini diperbaiki atau dibatalkan."})


def _refuse_day(
    step: VillageStep,
    before: VillageStep | None,
    after: VillageStep | None,
    *,
    on: date,
    at: datetime,
) -> None:
    refuse_future(on, office=step.office, at=at)
    if before:
        refuse_before(before, on)
    if after and on > after.happened_on:
        stage, day = after.get_stage_display(), long_date(after.happened_on)
        raise ValidationError({"on": f"Tanggal tidak boleh sesudah tahap {stage}, {day}."})


def _keep_trace(step: VillageStep, *, reason: str, by: User | None, at: datetime) -> None:
    """What the step said so far, as a voided row; the step itself keeps its number and place."""
    old = copy(step)
    old.pk, old._state = None, copy(step._state)
    old._state.adding = True
    old.voided_at, old.voided_by, old.void_reason = at, by, reason.strip()
    VillageStep.trace.filter(pk=step.pk).update(replaces=None)
    old.save(force_insert=True)
    VillageStep.trace.filter(pk=old.pk).update(recorded_at=step.recorded_at)
    step.replaces = old


def _move_beginning(village: GuidedVillage, on: date) -> None:
    """The office has held the village from its first day on: the tenure follows."""
    early = village.assignments.filter(starts_on__lt=on).select_related("officer").last()
    if early:
        day = long_date(early.starts_on)
        raise ValidationError(
            {"on": f"Penugasan {early.officer} di desa ini mulai {day}. Pilih tanggal sebelumnya."}
        )
    first = village.tenures.order_by("starts_on").first()
    with translated(RULES):
        first.starts_on = on
        first.save(update_fields=["starts_on"])


def _is_a_letters(step: VillageStep) -> bool:
    """Proposed by a letter: the letter is withdrawn, not the step alone."""
    return step.stage == Stage.PROPOSED and step.proposal_id is not None


def _refuse_undoing(step: VillageStep, *, is_last: bool, is_first: bool) -> None:
    if _is_a_letters(step):
        raise ValidationError(
            f"Tahap ini berasal dari usul {step.proposal}. Tarik usulnya bila memang salah."
        )
    if is_first:
        raise ValidationError(
            "Tahap pertama tidak dapat dibatalkan. Perbaiki tanggalnya, atau catat bahwa desa ini "
            "tidak dilanjutkan."
        )
    if not is_last:
        raise ValidationError("Hanya tahap terakhir yang dapat dibatalkan.")


def _wait_again(step: VillageStep) -> None:
    lines = ProposalVillage.objects.select_for_update()
    line = lines.filter(proposal=step.proposal, village=step.village).first()
    if line:
        reopen_line(line)


def _told(changes: dict) -> dict:
    """Old and new as the audit trail keeps them: an SK by its number."""
    return {
        name: [str(value) if isinstance(value, Decree) else value for value in pair]
        for name, pair in changes.items()
    }
