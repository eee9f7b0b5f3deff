"""What several pages of the app show alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from dbi_portal.lib.pages import Chip, Column
from dbi_portal.lib.pages.columns import Row, rows
from dbi_portal.lib.pages.sorting import Header
from villages.models import GuidedVillage, Proposal, ProposalVillage
from villages.models.stages import DROPPED, Stage

Decision = ProposalVillage.Decision

MADE_UP = Chip("data contoh", "gold", "info")
STAGE_LOOK = {
    Stage.CANDIDATE: ("plain", "dot"),
    Stage.TALKS: ("info", "talk"),
    Stage.PROPOSED: ("gold", "send"),
    Stage.AGREED: ("info", "check"),
    Stage.APPROVED: ("info", "stamp"),
    Stage.INAUGURATED: ("info", "sign"),
    Stage.ACTIVE: ("good", "check"),
    Stage.INACTIVE: ("plain", "x"),
    Stage.REJECTED: ("bad", "stop"),
}
STANDING_LOOK = {
    "now": ("bertugas", "good", "check"),
    "past": ("selesai", "plain", "x"),
    "later": ("akan mulai", "info", "clock"),
}


DECISION_LOOK = {
    Decision.WAITING: ("gold", "clock"),
    Decision.APPROVED: ("good", "check"),
    Decision.RETURNED: ("warn", "returned"),
    Decision.REJECTED: ("bad", "stop"),
    Decision.WITHDRAWN: ("plain", "x"),
}


def answer_chip(line: ProposalVillage) -> Chip:
    """What was answered for one village; in a draft nothing was asked yet."""
    if line.proposal.status == Proposal.Status.DRAFT:
        return Chip("konsep", "plain", "edit")
    return Chip(line.get_decision_display(), *DECISION_LOOK[line.decision])


def stage_chip(village: GuidedVillage) -> Chip:
    """Where the village stands; its end looks like a refusal only when the Kanwil refused."""
    label, look = village.get_stage_display(), STAGE_LOOK[Stage(village.stage)]
    return Chip(label, *(STAGE_LOOK[Stage.INACTIVE] if label == DROPPED else look))


@dataclass(frozen=True)
class Table:
    """A small table inside a page, drawn by the same component as the registers."""

    title: str
    id: str
    headers: Sequence[Header]
    rows: Sequence[Row]
    empty: str = ""

    @classmethod
    def of(
        cls,
        title: str,
        columns: Sequence[Column],
        objects: Iterable,
        *,
        id: str,
        url: Callable[[Any], str] = lambda row: row.get_absolute_url(),
        empty: str = "",
    ) -> Table:
        headers = [Header(column) for column in columns]
        return cls(title, id, headers, rows(columns, objects, url), empty)


@dataclass(frozen=True)
class OtherPanel:
    """A part that an app above draws: fetched by its address, a plain link without script."""

    title: str
    url: str
    link: str
    id: str

    @classmethod
    def at(cls, name: str, pk: int | str, *, title: str, link: str) -> OtherPanel | None:
        """None while no app answers to that name."""
        try:
            return cls(title, reverse(name, args=[pk]), link, id=name.replace(":", "-"))
        except NoReverseMatch:
            return None
