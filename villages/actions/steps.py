"""The next dated step in the life of a Desa Binaan."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from officers.models import User
from villages import workflow
from villages.actions.answers import answer_with_decree
from villages.actions.taking import hold, refuse_way, take_step
from villages.models import Decree, GuidedVillage, VillageStep
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
    officiated_by: str = "",
    made_up: bool = False,
) -> VillageStep:
    """Take the step `to` on that day. ValidationError at to, on, decree or note when it cannot be.

    PermissionDenied when `by` may not take it (None: the portal itself may). A village that ends
    takes its open postings with it. One that waits in a proposal is answered there; only an SK
    answers by itself.
    """
    village, to = hold(village), Stage(to)
    refuse_way(village.stage, to)
    if by is not None and not workflow.allowed(by, village, to):
        raise PermissionDenied
    waiting = workflow.waiting_line(village)
    if waiting and to != Stage.APPROVED:
        raise ValidationError(
            {"to": f"Desa ini menunggu jawaban dalam usul {waiting.proposal}. Jawab atau tarik "
             "di halaman usul itu."}
        )  # fmt: skip
    answer = None
    if waiting and decree is not None:
        answer = answer_with_decree(waiting, decree=decree, on=on, by=by, at=at)
    return take_step(
        village,
        to,
        on=on,
        by=by,
        at=at,
        note=note,
        decree=decree,
        place=place,
        officiated_by=officiated_by,
        answer=answer,
        proposal=waiting.proposal if answer else None,
        made_up=made_up,
    )
