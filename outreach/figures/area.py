"""Which desa and kelurahan a coverage speaks of, as a value and as rows of the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.db.models.functions import Left
from django.db.models.lookups import In

from villages.models import GuidedVillage, Jurisdiction, Region
from villages.models.region import RegionQuerySet
from villages.models.village import Stage

GUIDED = (Stage.APPROVED, Stage.INAUGURATED, Stage.ACTIVE)  # named by a decree and not ended


@dataclass(frozen=True)
class Area:
    """Every village beneath `codes` (none within another); with `only`, just those of them."""

    title: str
    codes: tuple[str, ...]
    only: frozenset[str] | None = None

    def regions(self, *, on: date) -> RegionQuerySet:
        """The desa and kelurahan of the area as they were on that day, in no order."""
        within = Q(pk__in=[])
        for length in {len(code) for code in self.codes}:
            above = Left("code", length)
            within |= Q(In(above, [code for code in self.codes if len(code) == length]))
        rows = Region.objects.villages().on(on).filter(within).order_by()
        return rows if self.only is None else rows.filter(pk__in=self.only)


def outermost(codes: Iterable[str]) -> tuple[str, ...]:
    """The codes of which none lies within another: a city, not also a district of it."""
    kept: list[str] = []
    for code in sorted(set(codes)):
        if not kept or not code.startswith(f"{kept[-1]}."):
            kept.append(code)
    return tuple(kept)


def work_area(offices: Collection[int], *, title: str, on: date) -> Area:
    """What these offices (ids) serve on that day."""
    areas = Jurisdiction.objects.on(on).filter(office__in=offices)
    return Area(title, outermost(areas.values_list("region_id", flat=True)))


def region_area(*regions: Region) -> Area:
    return Area(", ".join(map(str, regions)), outermost(region.pk for region in regions))


def guided_only(area: Area, villages: Iterable[GuidedVillage]) -> Area:
    """The area's Desa Binaan among `villages` (a queryset the reader sees)."""
    standing = villages.filter(stage__in=GUIDED).values_list("region_id", flat=True)
    title = f"Desa Binaan di {area.title}"
    return Area(title, area.codes, frozenset(standing))
