"""Desa Binaan by the stage they had reached on a day, for the office that held them that day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from reports.figures.made_up import MadeUp
from villages.models import GuidedVillage

Stage = GuidedVillage.Stage
# Villages where an officer works: from here on a month's report is owed.
OPERATING = (Stage.INAUGURATED, Stage.ACTIVE)

STAGES_OF_DAYS = """
    SELECT asked.day, tenure.office_id, reached.stage, count(*),
           bool_or(village.made_up), bool_and(village.made_up)
    FROM unnest(%(days)s::date[], %(offices)s::bigint[]) AS asked (day, office_id)
    JOIN villages_tenure tenure
      ON tenure.office_id = asked.office_id AND tenure.starts_on <= asked.day
     AND (tenure.ends_on IS NULL OR tenure.ends_on >= asked.day)
    JOIN villages_guidedvillage village ON village.id = tenure.village_id
     AND (%(beneath)s = '' OR village.region_id LIKE %(beneath)s)
    JOIN LATERAL (
        SELECT step.stage FROM villages_villagestep step
        WHERE step.village_id = tenure.village_id AND step.happened_on <= asked.day
          AND {known}
        ORDER BY step.happened_on DESC, {place} DESC LIMIT 1
    ) reached ON true
    GROUP BY asked.day, tenure.office_id, reached.stage
"""
# As the portal knows them now, or knew them at a moment: then what was put right later counts
# too, in the place of the step that says it otherwise today (`StepQuerySet.known_at`).
NOW = {"known": "step.voided_at IS NULL", "place": "step.id"}
THEN = {
    "known": "step.recorded_at <= %(known_at)s "
    "AND (step.voided_at IS NULL OR step.voided_at > %(known_at)s)",
    "place": "coalesce((SELECT kept.id FROM villages_villagestep kept "
    "WHERE kept.replaces_id = step.id), step.id)",
}


@dataclass(frozen=True)
class StageCount:
    """How many villages of one office stood at one stage at the end of one day."""

    day: date
    office_id: int
    stage: str
    villages: int
    made_up: MadeUp


@dataclass(frozen=True)
class StageFigures:
    """Villages by stage at the end of a day; stages nobody stands at are left out."""

    day: date
    counts: Mapping[str, int]
    made_up: MadeUp

    def __getitem__(self, stage: str) -> int:
        return self.counts.get(stage, 0)

    def __iter__(self) -> Iterator[tuple[Stage, int]]:
        """Stages in the order of a village's life, with their counts."""
        return ((stage, self[stage]) for stage in Stage if self[stage])

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def only(self, stage: str) -> StageFigures:
        """The villages of one stage alone."""
        return StageFigures(self.day, {stage: self[stage]}, self.made_up)


def stage_counts(
    belonging: Mapping[date, Collection[int]],
    *,
    known_at: datetime | None = None,
    regency: str = "",
) -> tuple[StageCount, ...]:
    """For each day, the villages its offices (ids) held then, counted by office and stage.

    One query for any number of days and offices. `known_at`: as the portal knew it at that
    moment; without it, as it knows it now. `regency`: only villages beneath that code.
    """
    pairs = [(day, office_id) for day, office_ids in belonging.items() for office_id in office_ids]
    if not pairs:
        return ()
    days, office_ids = zip(*pairs, strict=True)
    with connection.cursor() as cursor:
        given = {"days": list(days), "offices": list(office_ids), "known_at": known_at}
        given["beneath"] = f"{regency}.%" if regency else ""
        cursor.execute(STAGES_OF_DAYS.format(**(THEN if known_at else NOW)), given)
        return tuple(
            StageCount(day, pk, stage, number, MadeUp.read(some=some, every=every))
            for day, pk, stage, number, some, every in cursor.fetchall()
        )


def registered(regions: Iterable[str]) -> frozenset[str]:
    """Codes of those regions that are a Desa Binaan or a candidate now, of whichever office."""
    known = GuidedVillage.objects.open().filter(region__in=list(regions))
    return frozenset(known.values_list("region_id", flat=True))


def open_regions() -> frozenset[str]:
    """Codes of every region that is a Desa Binaan or a candidate now."""
    return frozenset(GuidedVillage.objects.open().values_list("region_id", flat=True))


def by_stage(
    offices: Collection,
    day: date,
    *,
    counts: Collection[StageCount] | None = None,
    known_at: datetime | None = None,
) -> StageFigures:
    """Villages of these offices by stage at the end of `day`, wherever they belong today.

    `counts`: from `stage_counts`, where the caller has them already, which saves a query.
    """
    ids = {getattr(office, "pk", office) for office in offices}
    if counts is None:
        counts = stage_counts({day: ids}, known_at=known_at)
    found = [each for each in counts if each.day == day and each.office_id in ids]
    sums: dict[str, int] = {}
    for each in found:
        sums[each.stage] = sums.get(each.stage, 0) + each.villages
    return StageFigures(day, sums, MadeUp.of(each.made_up for each in found))
