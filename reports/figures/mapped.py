"""Villages as a map shows them: where they lie, what is asked of them, what was done there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import starmap
from typing import NamedTuple

from dbi_portal.lib.kept import kept_by_itself
from dbi_portal.lib.reading import reading
from officers.models import User
from reports.figures.homes import VillageFigure, village_figures
from reports.figures.sliced import SliceHomes, slice_homes
from reports.figures.slices import Slice
from reports.figures.villages import open_regions
from villages.models import GuidedVillage
from villages.models.village import OVER
from villages.places import Place, apart, places_of

MOST_HOMES = 300  # of the layer of home villages: beyond that nobody can tell them apart

# What the offices did in each village: in the months asked for, and when last.
EFFORT = """
    SELECT served.village_id,
           coalesce(sum(served.sessions) FILTER (WHERE served.month >= %(first)s), 0)::bigint,
           coalesce(sum(served.people) FILTER (WHERE served.month >= %(first)s), 0)::bigint,
           max(served.last_on)
    FROM outreach_servedsum served
    WHERE served.village_id = ANY(%(villages)s) AND served.office_id = ANY(%(offices)s)
      AND served.month <= %(last)s AND served.sessions > 0
    GROUP BY served.village_id
"""


@dataclass(frozen=True)
class Effort:
    """Approved sessions and their people in the months; the day of the last visit until then."""

    sessions: int = 0
    people: int = 0
    last_on: date | None = None


class Held(NamedTuple):
    """A Desa Binaan or candidate as the map needs it; `office` is its short name."""

    pk: int
    region_id: str
    name: str
    path: str
    office: str
    stage: str
    made_up: bool


@dataclass(frozen=True)
class MapPoint:
    """A village on the map. `need` None: nobody counts by home village; `pk` None: no Desa Binaan.

    `days` since the last visit, None without one, are counted to today, or to `counted_to` where
    that is another day; `at` (latitude, longitude) is where it is drawn.
    """

    code: str
    name: str
    path: str
    pk: int | None
    office: str
    stage: str
    need: int | None
    effort: Effort | None
    days: int | None
    place: Place | None
    made_up: bool
    counted_to: date | None = None

    @property
    def at(self) -> tuple[float, float] | None:
        return apart(self.code, self.place) if self.place else None


@dataclass(frozen=True)
class Mapped:
    """All points, those with most need first.

    `value`: what home villages add up to, None where nobody tells them; `without`: offices (ids)
    that have a figure, but none by village.
    """

    points: tuple[MapPoint, ...]
    value: int | None = None
    without: frozenset[int] = frozenset()
    left_out: int = 0  # home villages beyond MOST_HOMES

    @property
    def unplaced(self) -> int:
        return sum(1 for each in self.points if each.place is None)

    @property
    def rough(self) -> int:
        return sum(1 for each in self.points if each.place and each.place.approximate)


def mapped(
    asked: Slice, *, user: User, until: date, stage: str = "", homes: bool = False
) -> Mapped:
    """The Desa Binaan and candidates of the slice as of its last month, or `until` if sooner.

    `stage`: those at this stage that day; else all that have not ended. `homes`: the applicants'
    home villages that are none beside them. At most 8 queries.
    """
    day = min(asked.months.last_day, until)
    villages = _villages(asked, user, day, stage)
    found = slice_homes(asked.but(homes=None))
    needs = _needs(found, villages)
    efforts = _efforts([each.pk for each in villages], asked)
    beside, left_out = _homes(found, {each.region_id for each in villages}) if homes else ((), 0)
    places = places_of([each.region_id for each in villages] + [row.region_id for row in beside])
    points = [
        _village(
            each, needs.get(each.region_id), efforts.get(each.pk, Effort()), places, day, until
        )
        for each in villages
    ]
    points += [_home(row, places) for row in beside]
    points.sort(key=lambda point: (-(point.need or 0), point.name, point.code))
    return Mapped(tuple(points), found.value, found.without, left_out)


def _villages(asked: Slice, user: User, day: date, stage: str) -> list[Held]:
    """Those these offices held that day, by the stage they had reached; kept."""
    seen = user.sees_all_offices or tuple(sorted(user.visible_office_ids))
    name = ("held", asked.offices, asked.regency, day, stage, seen)
    return kept_by_itself(name, lambda: _held(asked, user, day, stage))


def _held(asked: Slice, user: User, day: date, stage: str) -> list[Held]:
    held = GuidedVillage.objects.visible_to(user).held_by(asked.offices, on=day)
    found = held.with_stage_on(day).filter(stage_then__isnull=False)
    found = found.filter(stage_then=stage) if stage else found.exclude(stage_then__in=OVER)
    if asked.regency:
        found = found.filter(region__code__startswith=f"{asked.regency}.")
    names = ("pk", "region_id", "region__name", "region__path", "office__short_name",
             "stage_then", "made_up")  # fmt: skip
    return list(starmap(Held, found.order_by("pk").values_list(*names)))


def _efforts(villages: Collection[int], asked: Slice) -> Mapping[int, Effort]:
    given = {
        "villages": list(villages),
        "offices": list(asked.offices),
        "first": asked.months.first_day,
        "last": asked.months.last_day,
    }
    with reading().cursor() as cursor:
        cursor.execute(EFFORT, given)
        return {pk: Effort(*rest) for pk, *rest in cursor.fetchall()}


def _needs(found: SliceHomes, villages: Iterable[Held]) -> Mapping[str, int]:
    """What was counted for each of them; where nobody tells villages, for none."""
    if found.columns is None:
        return {}
    codes = {each.region_id for each in villages}
    return dict.fromkeys(codes, 0) | found.columns.at(codes)


def _homes(found: SliceHomes, drawn: Iterable[str]) -> tuple[list[VillageFigure], int]:
    """Home villages where nobody works, those with most applicants first, and how many more."""
    if found.columns is None:
        return [], 0
    free = found.columns.without(open_regions() | set(drawn))
    free = free.only(free.total != 0)
    shown = list(village_figures(free.most(MOST_HOMES)))
    return shown, max(len(free) - MOST_HOMES, 0)


def _village(
    village: Held,
    need: int | None,
    effort: Effort,
    places: Mapping[str, Place],
    day: date,
    today: date,
) -> MapPoint:
    return MapPoint(
        code=village.region_id,
        name=village.name,
        path=village.path,
        pk=village.pk,
        office=village.office,
        stage=village.stage,
        need=need,
        effort=effort,
        days=max((day - effort.last_on).days, 0) if effort.last_on else None,
        place=places.get(village.region_id),
        made_up=village.made_up,
        counted_to=day if day < today else None,
    )


def _home(row: VillageFigure, places: Mapping[str, Place]) -> MapPoint:
    return MapPoint(
        code=row.region_id, name=row.name, path=row.path, pk=None, office="", stage="",
        need=row.value, effort=None, days=None, place=places.get(row.region_id),
        made_up=row.made_up == row.made_up.ALL,
    )  # fmt: skip
