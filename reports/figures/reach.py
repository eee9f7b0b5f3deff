"""How many desa and kelurahan of a work area approved sessions reached, and how many there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from outreach.figures.area import Area, work_area
from outreach.models import ReachedSum, ServedSum
from reports.figures.slices import Slice
from villages.models import GuidedVillage


@dataclass(frozen=True)
class Reach:
    """`villages` of the area on the day; `reached`: those a session of the months names or served.

    A session that only says where it was held counts in Cakupan, not here.
    """

    villages: int
    reached: int

    @property
    def missing(self) -> int:
        return self.villages - self.reached


def reach_of(asked: Slice, *, on: date) -> Reach | None:
    """Of the offices' work area, within the regency or the villages asked for; None without one."""
    area = work_area(asked.offices, title="", on=on)
    codes = tuple(within(area.codes, asked.regency)) if asked.regency else area.codes
    only = None if asked.homes is None else frozenset(asked.homes)
    if not codes:
        return None
    regions = Area("", codes, only).regions(on=on)
    found = regions.aggregate(
        villages=Count("pk"), reached=Count("pk", filter=_named(asked) | _served(asked))
    )
    return Reach(**found)


def within(codes: Iterable[str], regency: str) -> Iterable[str]:
    """The parts of an area that lie in the regency: it itself where the area holds it all."""
    for code in codes:
        if regency == code or regency.startswith(f"{code}."):
            yield regency
        elif code.startswith(f"{regency}."):
            yield code


def _named(asked: Slice) -> Q:
    return Q(pk__in=_during(ReachedSum.objects, asked).values("region"))


def _served(asked: Slice) -> Q:
    villages = _during(ServedSum.objects, asked).values("village_id")
    return Q(pk__in=GuidedVillage.objects.filter(pk__in=villages).values("region_id"))


def _during(sums, asked: Slice):
    months = asked.months
    span = {"month__gte": months.first_day, "month__lte": months.last_day}
    return sums.filter(office__in=asked.offices, sessions__gt=0, **span)
