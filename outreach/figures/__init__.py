"""What the parts of a session add up to, beside what was written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from outreach.models import Audience, RegionReached, Session


@dataclass(frozen=True)
class AudienceSum:
    """People who took part: as written down, as counted by group, and groups nobody counted.

    `counted` is None when no group has a number: unknown is not nought.
    """

    printed: int | None
    counted: int | None
    uncounted_groups: int

    @property
    def discrepancy(self) -> int | None:
        """Written total less counted groups; None when they agree or one of them is unknown."""
        if self.printed is None or self.counted is None or self.printed == self.counted:
            return None
        return self.printed - self.counted

    @property
    def shown(self) -> int | None:
        """The written total, else what the groups add up to."""
        return self.counted if self.printed is None else self.printed


@dataclass(frozen=True)
class Reach:
    """How far a session came: villages, their districts, RT and RW where somebody counted."""

    villages: int
    districts: int
    rt: int | None
    rw: int | None


def audience_sum(session: Session, audiences: Iterable[Audience]) -> AudienceSum:
    counts = [audience.count for audience in audiences]
    known = [count for count in counts if count is not None]
    return AudienceSum(
        session.participants, sum(known) if known else None, len(counts) - len(known)
    )


def reach_of(regions: Iterable[RegionReached]) -> Reach:
    rows = list(regions)
    return Reach(
        villages=len(rows),
        districts=len({str(row.region_id).rpartition(".")[0] for row in rows}),
        rt=_sum(row.rt_count for row in rows),
        rw=_sum(row.rw_count for row in rows),
    )


def _sum(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
