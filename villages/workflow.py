"""The life of a Desa Binaan: which step may follow which, what each needs, and what comes next.

No official rule says how long a step may take or when guidance ends, so neither does the portal.
Talks and the ceremony may be left out: several offices' papers go straight past them.
"""

from __future__ import annotations

from officers.models import User
from villages.models import GuidedVillage, ProposalVillage
from villages.models.village import OVER, Stage

FOLLOWS: dict[str, tuple[Stage, ...]] = {
    Stage.CANDIDATE: (Stage.TALKS, Stage.PROPOSED, Stage.REJECTED),
    Stage.TALKS: (Stage.PROPOSED, Stage.REJECTED),
    Stage.PROPOSED: (
        Stage.AGREED,
        Stage.APPROVED,
        Stage.TALKS,
        Stage.CANDIDATE,
        Stage.REJECTED,
    ),
    Stage.AGREED: (Stage.APPROVED, Stage.TALKS, Stage.CANDIDATE, Stage.REJECTED),
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
    Stage.AGREED,
    Stage.APPROVED,
    Stage.INAUGURATED,
    Stage.ACTIVE,
)
OPTIONAL = {Stage.TALKS, Stage.AGREED, Stage.INAUGURATED}
NEEDS_DECREE = {Stage.APPROVED}
NEEDS_REASON = {Stage.INACTIVE, Stage.REJECTED}
BEFORE_PROPOSAL = (Stage.CANDIDATE, Stage.TALKS)
AT_THE_KANWIL = (Stage.PROPOSED, Stage.AGREED)  # its letter: the office may only withdraw
ANSWERS = (Stage.AGREED, Stage.APPROVED, Stage.REJECTED)

CHANGE = "villages.change_guidedvillage"
APPROVE, RETURN = "villages.approve_guidedvillage", "villages.return_proposal"
PROPOSE, WITHDRAW = "villages.add_proposal", "villages.change_proposal"
DECREE = "villages.add_decree"


def may_follow(now: str, to: str) -> bool:
    return to in FOLLOWS[now]


def is_return(now: str, to: str) -> bool:
    """A proposal sent back or withdrawn, agreed to or not; the other side must hear why."""
    return now in AT_THE_KANWIL and to in BEFORE_PROPOSAL


def needs_reason(now: str | None, to: str) -> bool:
    return to in NEEDS_REASON or (now is not None and is_return(now, to))


def permitted(user: User, *, office_id: int, now: str | None, to: str) -> bool:
    """May this user take the step from `now` (None: the first one) for a village of that office?

    Proposing and withdrawing is the work of the office's own people, the answer the Kanwil's, and
    so is taking an agreement back; an SK is put on record by either. An office drops what it has
    not proposed; what it has, it withdraws first.
    """
    own, may = user.office_id == office_id, user.has_perm
    if to == Stage.PROPOSED:
        return own and may(PROPOSE)
    if now == Stage.PROPOSED and to in ANSWERS:
        return may(APPROVE)
    if now == Stage.PROPOSED:
        return (own and may(WITHDRAW)) or may(RETURN)
    if now == Stage.AGREED and to == Stage.REJECTED:
        return may(APPROVE)
    if now == Stage.AGREED and to in BEFORE_PROPOSAL:
        return own and may(WITHDRAW)
    if to == Stage.APPROVED:
        return may(DECREE) or may(APPROVE)
    return may(CHANGE)


def allowed(user: User, village: GuidedVillage, to: str) -> bool:
    """As `permitted`, from where the village stands now."""
    if not permitted(user, office_id=village.office_id, now=village.stage, to=to):
        return False
    return not is_return(village.stage, to) or to == came_from(village)


def came_from(village: GuidedVillage) -> str:
    """Where a village stood before it was proposed: sent back, it has gone no other way."""
    before = village.steps.filter(stage__in=BEFORE_PROPOSAL).last()
    return before.stage if before else Stage.CANDIDATE


def choices_for(user: User, village: GuidedVillage) -> list[Stage]:
    """The steps this user may take next for this village by itself, the usual one first.

    Proposing takes a letter. One that waits in a letter is answered or withdrawn there; only an
    SK answers by itself.
    """
    ways = [to for to in FOLLOWS[village.stage] if to != Stage.PROPOSED]
    open_ways = [to for to in ways if allowed(user, village, to)]
    if open_ways and waiting_line(village):
        return [to for to in open_ways if to == Stage.APPROVED]
    return open_ways


def waiting_line(village: GuidedVillage) -> ProposalVillage | None:
    """The line of a sent proposal in which this village waits for its answer."""
    if village.stage != Stage.PROPOSED:
        return None
    waiting = ProposalVillage.Decision.WAITING
    lines = village.proposal_villages.filter(decision=waiting, proposal__status="dikirim")
    return lines.select_related("proposal__addressed_to", "proposal__office").first()


def onward(user: User, village: GuidedVillage) -> list[Stage]:
    """Those of `choices_for` that bring the village further, not back and not to its end."""
    way = ahead(village.stage)
    return [to for to in choices_for(user, village) if to in way]


def ahead(stage: str) -> list[Stage]:
    """What usually still comes after this stage, in order; nothing once it is over."""
    if stage in OVER:
        return []
    return list(LIFE[LIFE.index(Stage(stage)) + 1 :])
