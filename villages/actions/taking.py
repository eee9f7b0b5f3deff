"""One dated step is written: what every way of taking a step checks and leaves behind."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError

from dbi_portal.lib.days import long_date
from dbi_portal.lib.integrity import translated
from officers import audit
from officers.models import User
from villages import workflow
from villages.actions.postings import end_postings
from villages.actions.rules import RULES, holder_on, refuse_future
from villages.models import (
    Decree,
    DecreeVillage,
    GuidedVillage,
    Proposal,
    ProposalAnswer,
    VillageStep,
)
from villages.models.village import OVER, Stage


def hold(village: GuidedVillage) -> GuidedVillage:
    """The village as it stands now; nobody else moves it until the transaction ends."""
    held = GuidedVillage.objects.select_for_update(of=("self",)).select_related("region", "office")
    return held.get(pk=village.pk)


def take_step(
    village: GuidedVillage,
    to: str,
    *,
    on: date,
    by: User | None,
    at: datetime,
    note: str = "",
    decree: Decree | None = None,
    place: str = "",
    officiated_by: str = "",
    proposal: Proposal | None = None,
    answer: ProposalAnswer | None = None,
    made_up: bool = False,
) -> VillageStep:
    """Write the step `to` of a village that is held (`hold`), inside the caller's transaction.

    ValidationError at to, on, decree or note. Who may take it is asked by the caller.
    """
    now, to = village.stage, Stage(to)
    refuse_way(now, to)
    office = holder_on(village, on)
    refuse_future(on, office=office, at=at)
    refuse_before_last(village, on)
    refuse_papers(now, to, on=on, decree=decree, note=note)
    with translated(RULES):
        step = VillageStep.objects.create(
            village=village,
            office=office,
            stage=to,
            happened_on=on,
            decree=decree,
            place=place.strip(),
            note=note.strip(),
            officiated_by=officiated_by.strip(),
            proposal=proposal,
            answer=answer,
            recorded_by=by,
            made_up=made_up,
        )
        set_stage(village, to)
    if to in OVER:
        end_postings(step, by=by)
    name_in(decree, village)
    facts = {"stage": [now, to.value], "on": on, "note": note, "step": step.pk}
    papers = {"decree": decree and decree.number, "place": place, "officiated_by": officiated_by}
    about = [paper for paper in (village, decree, proposal) if paper]
    audit.record(
        "villages.guidedvillage.advanced",
        by=by,
        target=village,
        about=about,
        **facts,
        **{name: said for name, said in papers.items() if said},
    )
    return step


def set_stage(village: GuidedVillage, stage: str) -> None:
    village.stage = stage
    village.save(update_fields=["stage"])


def name_in(decree: Decree | None, village: GuidedVillage) -> None:
    """The SK a step stands on names the village."""
    if decree is not None:
        DecreeVillage.objects.get_or_create(
            decree=decree, village=village, defaults={"office_id": decree.office_id}
        )


def refuse_way(now: str, to: Stage) -> None:
    if not workflow.may_follow(now, to):
        raise ValidationError(
            {"to": f"Dari tahap {Stage(now).label} tidak dapat langsung ke {to.label}."}
        )


def refuse_before_last(village: GuidedVillage, on: date) -> None:
    last = village.steps.last()
    if last:
        refuse_before(last, on)


def refuse_before(step: VillageStep, on: date) -> None:
    """`on` may not lie before a step that came first."""
    if on < step.happened_on:
        stage, day = step.get_stage_display(), long_date(step.happened_on)
        raise ValidationError({"on": f"Tanggal tidak boleh sebelum tahap {stage}, {day}."})


def refuse_papers(
    now: str | None, to: str, *, on: date, decree: Decree | None, note: str, needs_decree=True
) -> None:
    if needs_decree and to in workflow.NEEDS_DECREE and decree is None:
        raise ValidationError({"decree": "Pilih SK yang menetapkan desa ini."})
    if decree is not None and decree.signed_on > on:
        day = long_date(decree.signed_on)
        raise ValidationError({"decree": f"SK ini baru ditetapkan {day}, sesudah tanggal tahap."})
    if workflow.needs_reason(now, to) and not note.strip():
        label = Stage(to).label.lower()
        raise ValidationError({"note": f"Tulis alasan desa menjadi {label}."})
