"""The life of a Desa Binaan: which step may follow which, what each needs, and what comes next.

No official rule says how long a step may take or when guidance ends, so neither does the portal.
Talks and the ceremony may be left out: several offices' papers go straight past them.
"""

from __future__ import annotations

from villages.models import GuidedVillage
from villages.models.village import OVER, Stage

FOLLOWS: dict[str, tuple[Stage, ...]] = {
    Stage.CANDIDATE: (Stage.TALKS, Stage.PROPOSED, Stage.REJECTED),
    Stage.TALKS: (Stage.PROPOSED, Stage.REJECTED),
    Stage.PROPOSED: (Stage.APPROVED, Stage.TALKS, Stage.REJECTED),
    Stage.APPROVED: (Stage.INAUGURATED, Stage.ACTIVE, Stage.INACTIVE),
    Stage.INAUGURATED: (Stage.ACTIVE, Stage.INACTIVE),
    Stage.ACTIVE: (Stage.INACTIVE,),
    Stage.INACTIVE: (),
    Stage.REJECTED: (),
}
LIFE = (
    Stage.CANDIDATE,
    Stage.TALKS,
    Stage.PROPOSED,
    Stage.APPROVED,
    Stage.INAUGURATED,
    Stage.ACTIVE,
)
OPTIONAL = {Stage.TALKS, Stage.INAUGURATED}
NEEDS_DECREE = {Stage.APPROVED}
NEEDS_REASON = {Stage.INACTIVE, Stage.REJECTED}
APPROVE, CHANGE = "villages.approve_guidedvillage", "villages.change_guidedvillage"


def may_follow(now: str, to: str) -> bool:
    return to in FOLLOWS[now]


def is_return(now: str, to: str) -> bool:
    """A proposal sent back for more talks; the office must hear why."""
    return now == Stage.PROPOSED and to == Stage.TALKS


def needs_reason(now: str, to: str) -> bool:
    return to in NEEDS_REASON or is_return(now, to)


def allowed(user, now: str, to: str) -> bool:
    """Deciding on a proposal is the approver's; sending it back is also the register's work."""
    may_change, may_approve = user.has_perm(CHANGE), user.has_perm(APPROVE)
    if now != Stage.PROPOSED:
        return may_change
    return may_approve or (is_return(now, to) and may_change)


def choices_for(user, village: GuidedVillage) -> list[Stage]:
    """The steps this user may take next for this village, the usual one first."""
    return [to for to in FOLLOWS[village.stage] if allowed(user, village.stage, to)]


def onward(user, village: GuidedVillage) -> list[Stage]:
    """Those of `choices_for` that bring the village further, not back and not to its end."""
    way = ahead(village.stage)
    return [to for to in choices_for(user, village) if to in way]


def ahead(stage: str) -> list[Stage]:
    """What usually still comes after this stage, in order; nothing once it is over."""
    if stage in OVER:
        return []
    return list(LIFE[LIFE.index(Stage(stage)) + 1 :])
