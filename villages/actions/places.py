"""Marking where a village lies, and taking the mark away again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dbi_portal.lib.coordinates import written
from officers import audit
from officers.models import User
from villages.models import GuidedVillage, Region, RegionEdition, RegionPoint

Source = RegionPoint.Source
NOWHERE = ("", "", "")


@dataclass(frozen=True)
class Marked:
    """A region's point as a file tells it, in degrees."""

    code: str
    lat: float
    lng: float


@dataclass(frozen=True)
class Loaded:
    """How many rows of a file were new, said otherwise or stood there already."""

    new: int
    changed: int
    unchanged: int


@transaction.atomic
def place_village(
    *, village: GuidedVillage, lat: float, lng: float, note: str, by: User, at: datetime
) -> RegionPoint:
    """Set the point of the village's region, as degrees; said again, nothing is written."""
    point = _point(village.region_id, Source.PAGE)
    before, now = _said(point), (written(lat), written(lng), note)
    if before == now:
        return point
    point.latitude, point.longitude, point.note = lat, lng, note
    point.placed_by, point.placed_at = by, at
    point.save()
    _trace("placed", village, by, before, now)
    return point


@transaction.atomic
def unplace_village(*, village: GuidedVillage, by: User) -> None:
    """Take the point set on the page away: the next source counts. Without one, nothing happens."""
    point = RegionPoint.objects.filter(region=village.region_id, source=Source.PAGE).first()
    if point is None:
        return
    point.delete()
    _trace("unplaced", village, by, _said(point), NOWHERE)


@transaction.atomic
def load_points(*, points: Iterable[Marked], source: str, at: datetime) -> Loaded:
    """Store a file's points, one of each region; what it does not name stays as it is."""
    known = {row.region_id: row for row in RegionPoint.objects.filter(source=Source.FILE)}
    points = list(points)
    rows = [_from_file(each, source, at) for each in points if _differs(known.get(each.code), each)]
    RegionPoint.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["region", "source"],
        update_fields=["latitude", "longitude", "note", "placed_at"],
        batch_size=1000,
    )
    changed = sum(1 for row in rows if row.region_id in known)
    loaded = Loaded(len(rows) - changed, changed, len(points) - len(rows))
    if rows:
        note_file("villages.points.loaded", source, loaded)
    return loaded


def _differs(known: RegionPoint | None, told: Marked) -> bool:
    return known is None or (known.latitude, known.longitude) != (told.lat, told.lng)


def _from_file(told: Marked, source: str, at: datetime) -> RegionPoint:
    return RegionPoint(
        region_id=told.code, source=Source.FILE, latitude=told.lat, longitude=told.lng,
        note=source[:200], placed_at=at,
    )  # fmt: skip


def note_file(action: str, source: str, loaded: Loaded) -> None:
    """The line hangs on the edition whose codes the file speaks in."""
    edition = RegionEdition.objects.first()
    audit.record(action, by=None, target=edition, name=source, new=loaded.new,
                 changed=loaded.changed, unchanged=loaded.unchanged)  # fmt: skip


def _point(code: str, source: str) -> RegionPoint:
    Region.objects.select_for_update(no_key=True).get(pk=code)  # two at once take turns
    found = RegionPoint.objects.filter(region=code, source=source).first()
    return found or RegionPoint(region_id=code, source=source)


def _said(point: RegionPoint) -> tuple[str, str, str]:
    """Latitude, longitude and note in words; empty for a point that was never set."""
    if point.latitude is None:
        return NOWHERE
    return written(point.latitude), written(point.longitude), point.note


def _trace(verb: str, village: GuidedVillage, by: User, before: tuple, now: tuple) -> None:
    words = zip(("latitude", "longitude", "place_note"), before, now, strict=True)
    told = {name: [old, new] for name, old, new in words if old != new}
    audit.record(
        f"villages.guidedvillage.{verb}", by=by, target=village, about=[village.region], **told
    )
