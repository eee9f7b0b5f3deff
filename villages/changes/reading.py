"""An edition beside what the portal holds: which way in time it leads, and what that changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.db.models import Exists, ForeignObjectRel, OuterRef, Q, QuerySet

from villages.changes.comparing import Difference
from villages.editions import EditionSource
from villages.models import Region, RegionEdition

MADE_UP = "99."  # no province has this number: regions of a made-up world, in no decree
OWN = {"children", "aliases", "successions", "predecessions"}  # they belong to the region itself


_MADE_UP_CODE = Q(code=MADE_UP.rstrip(".")) | Q(code__startswith=MADE_UP)


class Direction(StrEnum):
    FIRST = "first"  # nothing is loaded yet
    NEWER = "newer"  # holds from a later day than everything loaded
    OLDER = "older"  # tells of the past: nothing in force is touched
    LOADED = "loaded"


@dataclass(frozen=True)
class Change:
    """What loading `source` would do; `until` is the day an older edition stopped to hold."""

    source: EditionSource
    direction: Direction
    difference: Difference
    until: date | None = None

    @property
    def touched(self) -> list[str]:
        """Regions in force that retire, or whose code changes hands."""
        if self.direction != Direction.NEWER:
            return []
        return [*self.difference.gone, *self.difference.recoded]

    def hanging(self) -> dict[str, int]:
        """What hangs on the regions that retire or get another code, by its Indonesian name."""
        counted = {
            str(
                relation.related_model._meta.verbose_name_plural
            ): relation.related_model._base_manager.filter(
                **{f"{relation.field.name}__in": self.touched}
            ).count()
            for relation in hanging_on_regions()
        }
        return {name: number for name, number in sorted(counted.items()) if number}


def change(source: EditionSource) -> Change:
    """What this edition changes; nothing is written. BrokenEdition when it is no whole edition."""
    direction = _direction(source)
    if direction == Direction.LOADED:
        return Change(source, direction, Difference({}, {}))
    names, held = source.checked(), _current()
    if direction == Direction.OLDER:
        return Change(source, direction, Difference(names, held), _held_until(source))
    return Change(source, direction, Difference(held, names))


def as_recorded(source: EditionSource) -> EditionSource:
    """The edition with the day it was said to hold from, where somebody has said another."""
    row = RegionEdition.objects.filter(code=source.code).first()
    return replace(source, effective_on=row.effective_on) if row else source


def hanging_on_regions() -> list[ForeignObjectRel]:
    """Every table that points at a region, found by itself; not the region's own parts."""
    pointing = [each for each in Region._meta.get_fields(include_hidden=True) if each.one_to_many]
    return [each for each in pointing if each.get_accessor_name() not in OWN]


def _current() -> dict[str, str]:
    rows = Region.objects.current().exclude(_MADE_UP_CODE).order_by()
    return dict(rows.values_list("code", "name"))


def loaded_editions() -> QuerySet[RegionEdition]:
    """Those that tell of the country, whether or not a region still stands as they wrote it."""
    told = Region.objects.filter(edition=OuterRef("pk"))
    invented = Exists(told.filter(_MADE_UP_CODE)) & ~Exists(told.exclude(_MADE_UP_CODE))
    return RegionEdition.objects.exclude(invented)


def _direction(source: EditionSource) -> Direction:
    loaded = loaded_editions()
    if not loaded.exists():
        return Direction.FIRST
    same = loaded.filter(code=source.code, digest=source.digest)
    if same.filter(effective_on=source.effective_on).exists():
        return Direction.LOADED
    newest = loaded.exclude(code=source.code).order_by("effective_on").last()
    newer = newest is None or source.effective_on > newest.effective_on
    return Direction.NEWER if newer else Direction.OLDER


def _held_until(source: EditionSource) -> date:
    """The day the next edition took over; the same day when both follow one decree."""
    days = loaded_editions().exclude(code=source.code).values_list("effective_on", flat=True)
    return min(day for day in days if day >= source.effective_on)
