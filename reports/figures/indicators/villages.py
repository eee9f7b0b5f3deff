"""Measures of Desa Binaan as they stood at the end of a period."""

from __future__ import annotations

from collections.abc import Mapping

from reports.figures.indicators.asked import Asked, Values, counted
from reports.figures.villages import OPERATING, stage_counts
from villages.models import GuidedVillage

# Held by the office that day, at a stage where an officer works, and nobody posted there.
WITHOUT_OFFICER = """
    SELECT n, tenure.office_id, count(*)
    FROM asked
    JOIN villages_tenure tenure ON tenure.office_id = ANY(%(offices)s::bigint[])
     AND tenure.starts_on <= last_day AND (tenure.ends_on IS NULL OR tenure.ends_on >= last_day)
    JOIN LATERAL (
        SELECT step.stage FROM villages_villagestep step
        WHERE step.village_id = tenure.village_id AND step.happened_on <= last_day
          AND step.voided_at IS NULL
        ORDER BY step.happened_on DESC, step.id DESC LIMIT 1
    ) reached ON reached.stage = ANY(%(stages)s)
    WHERE NOT EXISTS (
        SELECT FROM villages_assignment posting WHERE posting.village_id = tenure.village_id
          AND posting.starts_on <= last_day
          AND (posting.ends_on IS NULL OR posting.ends_on >= last_day))
    GROUP BY GROUPING SETS ((n, tenure.office_id), (n))
"""


def active(asked: Asked) -> Mapping[str, Values]:
    found, days = asked.zeros(), {span.last_day: asked.ids for span in asked.spans}
    ending = {}
    for span in asked.spans:
        ending.setdefault(span.last_day, []).append(span)
    for count in stage_counts(days, known_at=asked.known_at):
        for span in ending[count.day] if count.stage == GuidedVillage.Stage.ACTIVE else ():
            found[count.office_id, span] += count.villages
            found[None, span] += count.villages
    return {"desa-aktif": found}


def without_officer(asked: Asked) -> Mapping[str, Values]:
    rows = asked.rows(WITHOUT_OFFICER, stages=list(OPERATING))
    return {"desa-tanpa-petugas": counted(asked, rows, 2)}
