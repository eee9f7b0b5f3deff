"""Desa Binaan that some offices held at the end of a month, as the portal knew them at a moment.

Steps carry when they were recorded and taken back, so stages are told as they were known then.
Which office held a village from which day is on record by its days alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from outreach.figures.known import counted
from outreach.figures.positions import POSITIONS, asked_for, middles
from reports.figures.monthly.content import Unreached, Village
from reports.figures.villages import OPERATING
from villages.models import GuidedVillage, RegionPoint, Tenure, VillageStep
from villages.models.stages import Stage, end_words
from villages.places import Place, Source, best

# The last session known then that served the village or reached the place it is.
LAST = """
    SELECT village.id, max(session.held_on)
    FROM villages_guidedvillage village
    CROSS JOIN LATERAL (
        SELECT session_id FROM outreach_sessionvillage WHERE village_id = village.id
        UNION
        SELECT session_id FROM outreach_regionreached WHERE region_id = village.region_id
    ) told
    JOIN outreach_session session ON session.id = told.session_id
    WHERE village.id = ANY(%(villages)s) AND session.held_on <= %(day)s AND {counted}
    GROUP BY village.id
"""
# In one question: that of the villages at work, and who said of any village where it lies.
ASKED = """
    SELECT id::text, last_on, NULL, NULL::float, NULL::float, NULL, NULL::timestamptz
    FROM ({last}) AS reached (id, last_on)
    UNION ALL
    SELECT code, NULL, NULL, lat, lng, NULL, NULL FROM ({positions}) AS met (code, lat, lng)
    UNION ALL
    SELECT region_id, NULL, source, latitude, longitude, note, placed_at
    FROM villages_regionpoint WHERE region_id = ANY(%(codes)s)
"""
ROUGH, MET, OWN = "kabupaten", "sesi", "desa"  # whose point it is, as snapshots say it


@dataclass(frozen=True)
class Held:
    """A village and the office that held it; `steps` are (stage, day), the first one first."""

    village: GuidedVillage
    office_id: int
    steps: tuple[tuple[str, date], ...]

    @property
    def stage(self) -> str:
        return self.steps[-1][0]

    @property
    def since(self) -> date:
        return self.steps[-1][1]

    @property
    def stage_label(self) -> str:
        """What the stage was called that day: an end by whose decision it was."""
        if self.stage != Stage.REJECTED:
            return Stage(self.stage).label
        return end_words(self.steps[-2][0] if len(self.steps) > 1 else None)

    @property
    def works(self) -> bool:
        return self.stage in OPERATING

    @property
    def working_since(self) -> date:
        return min(day for stage, day in self.steps if stage in OPERATING)


def held(office_ids: Collection[int], day: date, known_at: datetime) -> list[Held]:
    """Villages these offices held that day that had begun their life by then, by name."""
    steps = VillageStep.trace.known_at(known_at).filter(
        village=OuterRef("village_id"), happened_on__lte=day
    )
    told = steps.order_by("happened_on", "place", "pk").values(
        json=JSONObject(stage="stage", day="happened_on")
    )
    tenures = (
        Tenure.objects.on(day)
        .filter(office__in=office_ids)
        .select_related("village__region")
        .annotate(known_steps=ArraySubquery(told))
        .order_by("village__region__name", "village_id")
    )
    return [
        Held(tenure.village, tenure.office_id, _read(tenure.known_steps))
        for tenure in tenures
        if tenure.known_steps
    ]


def _read(steps: Iterable[dict]) -> tuple[tuple[str, date], ...]:
    return tuple((step["stage"], date.fromisoformat(step["day"])) for step in steps)


@dataclass(frozen=True)
class Told:
    """What sessions and maps say of villages: the last session by id, the place by region code."""

    last: Mapping[int, date]
    places: Mapping[str, Place]


def told_of(found: Collection[Held], day: date, known_at: datetime) -> Told:
    """One question. Where a village lies is told as of now: a point has no past."""
    codes = [each.village.region_id for each in found]
    working = [each.village.pk for each in found if each.works]
    asked = {"villages": working, "day": day, "known_at": known_at, **asked_for(codes)}
    sql = ASKED.format(last=LAST.format(counted=counted(known_at)), positions=POSITIONS)
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        rows = cursor.fetchall()
    last = {int(key): day for key, day, *_ in rows if day}
    met = middles((key, lat, lng) for key, day, source, lat, lng, *_ in rows if not (day or source))
    points = [
        RegionPoint(
            region_id=key, source=source, latitude=lat, longitude=lng, note=note, placed_at=at
        )
        for key, _, source, lat, lng, note, at in rows
        if source
    ]
    return Told(last, best(codes, points, [met]))


def line(each: Held, office: str, officers: Iterable[str], place: Place | None) -> Village:
    return Village(
        id=each.village.pk,
        code=each.village.region_id,
        name=each.village.region.name,
        path=each.village.region.path,
        office=office,
        stage=each.stage,
        stage_label=each.stage_label,
        since=each.since.isoformat(),
        officers=tuple(officers),
        made_up=each.village.made_up,
        lat=place and place.lat,
        lng=place and place.lng,
        point=_point(place),
    )


def _point(place: Place | None) -> str:
    if place is None:
        return ""
    return {Source.REGENCY: ROUGH, Source.SESSIONS: MET}.get(place.source, OWN)


def unreached(
    found: Iterable[Held], told: Told, first: date, names: Mapping[int, str]
) -> dict[int, list[Unreached]]:
    """By office id, villages at work whose last session came before `first`, if any did."""
    without = defaultdict(list)
    for each in found:
        last_on = told.last.get(each.village.pk)
        if each.works and (last_on is None or last_on < first):
            without[each.office_id].append(_unreached(each, names[each.office_id], last_on))
    return without


def _unreached(each: Held, office: str, last_on: date | None) -> Unreached:
    region = each.village.region
    return Unreached(
        id=each.village.pk,
        code=each.village.region_id,
        name=region.name,
        path=region.path,
        office=office,
        last_on=last_on.isoformat() if last_on else "",
        made_up=each.village.made_up,
    )
