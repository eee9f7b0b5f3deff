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
from reports.figures.monthly.content import Unreached, Village
from reports.figures.villages import OPERATING
from villages.models import GuidedVillage, Tenure, VillageStep
from villages.models.stages import Stage, end_words
from villages.points import approximate

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


def line(each: Held, office: str, officers: Iterable[str]) -> Village:
    point = approximate(each.village.region_id)
    lat, lng = point or (None, None)
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
        lat=lat,
        lng=lng,
        point="kabupaten" if point else "",
    )


def unreached(
    found: Iterable[Held], first: date, day: date, known_at: datetime, names: Mapping[int, str]
) -> dict[int, list[Unreached]]:
    """By office id, villages at work that no session of first..day served or reached."""
    working = [each for each in found if each.works]
    last = _last_sessions([each.village.pk for each in working], day, known_at)
    told = defaultdict(list)
    for each in working:
        last_on = last.get(each.village.pk)
        if last_on is None or last_on < first:
            told[each.office_id].append(_unreached(each, names[each.office_id], last_on))
    return told


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


def _last_sessions(village_ids: list[int], day: date, known_at: datetime) -> dict[int, date]:
    asked = {"villages": village_ids, "day": day, "known_at": known_at}
    with connection.cursor() as cursor:
        cursor.execute(LAST.format(counted=counted(known_at)), asked)
        return dict(cursor.fetchall())
