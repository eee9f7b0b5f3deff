"""Keeping the borders a file tells: all of them, or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from dbi_portal.lib.geometry import Geometry
from dbi_portal.lib.outlines import Bounds
from villages.actions.places import Loaded, note_file
from villages.models import RegionBoundary

CHUNK = 200  # borders in memory at a time
MOST_ERRORS = 1000


@dataclass(frozen=True)
class Bordered:
    """A region's border, already thinned."""

    code: str
    geometry: Geometry
    around: Bounds


@dataclass(frozen=True)
class WrongBorder:
    """A feature nobody can use; `message` is an Indonesian sentence that names it."""

    feature: int  # counted from 1
    code: str
    message: str


class Refused(ValueError):
    """Something in the file is wrong, and nothing of it was stored."""

    def __init__(self, errors: Sequence[WrongBorder]):
        super().__init__(f"{len(errors)} features")
        self.errors = list(errors)


@transaction.atomic
def store_borders(*, found: Iterable[Bordered | WrongBorder], source: str, at: datetime) -> Loaded:
    """Store every border as it comes. Raises Refused when one of them is wrong.

    Regions the file does not name keep what they have.
    """
    loaded, errors, waiting = Loaded(0, 0, 0), [], []
    for each in found:
        if isinstance(each, WrongBorder):
            errors.append(each)
        elif not errors:
            waiting.append(each)
        if len(errors) >= MOST_ERRORS:
            break
        if len(waiting) == CHUNK:
            loaded, waiting = _stored(waiting, loaded, source, at), []
    if errors:
        raise Refused(errors)
    loaded = _stored(waiting, loaded, source, at)
    if loaded.new or loaded.changed:
        note_file("villages.boundaries.loaded", source, loaded)
    return loaded


def _stored(borders: Sequence[Bordered], sofar: Loaded, source: str, at: datetime) -> Loaded:
    codes = [each.code for each in borders]
    known = {row.region_id: row for row in RegionBoundary.objects.filter(region__in=codes)}
    rows = [
        RegionBoundary(region_id=each.code, geometry=each.geometry, source=source[:200],
                       loaded_at=at, **each.around._asdict())
        for each in borders
        if each.code not in known or known[each.code].geometry != each.geometry
    ]  # fmt: skip
    RegionBoundary.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["region"],
        update_fields=["geometry", "west", "south", "east", "north", "source", "loaded_at"],
    )
    changed = sum(1 for row in rows if row.region_id in known)
    return replace(
        sofar,
        new=sofar.new + len(rows) - changed,
        changed=sofar.changed + changed,
        unchanged=sofar.unchanged + len(borders) - len(rows),
    )
