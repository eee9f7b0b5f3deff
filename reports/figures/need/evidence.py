"""Evidence of need and effort for every village somebody came from, as columns.

It depends on offices, months and the day, not on weights: who moves one ranks the same evidence
again, and nothing is asked of the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from dbi_portal.lib.kept import kept_by_itself
from dbi_portal.lib.reading import reading
from reports.figures.home_columns import NUMBER, HomeColumns, number_of
from reports.figures.home_sums import homes_of
from reports.figures.homes import breakdowns
from reports.figures.measure import Measure
from reports.figures.need.factors import MEASURES, NEED
from reports.figures.slices import Slice
from reports.figures.sums import ledgers
from villages.models.stages import OVER

LONGEST = 365  # days without a visit beyond which it makes no difference any more
UNKNOWN = -1  # nobody told; a village without an open Desa Binaan
EPOCH = date(1970, 1, 1)
NEVER = -(10**6)  # a day of no visit

EFFORT = f"""
    SELECT {NUMBER.format(column="region")}, coalesce(sum(served), 0)::bigint,
           coalesce(sum(people), 0)::bigint, coalesce(sum(reached), 0)::bigint,
           max(last_on) - DATE '1970-01-01'
    FROM (
        SELECT village.region_id AS region, NULL::bigint AS reached,
               sum(kept.sessions) FILTER (WHERE kept.month >= %(first_day)s) AS served,
               sum(kept.people) FILTER (WHERE kept.month >= %(first_day)s) AS people,
               max(kept.last_on) AS last_on
        FROM outreach_servedsum kept
        JOIN villages_guidedvillage village ON village.id = kept.village_id
        WHERE kept.office_id = ANY(%(offices)s::bigint[])
          AND kept.month BETWEEN %(since)s AND %(last_day)s
        GROUP BY 1
        UNION ALL
        SELECT kept.region, sum(kept.sessions) FILTER (WHERE kept.month >= %(first_day)s),
               NULL, NULL, max(kept.last_on)
        FROM outreach_reachedsum kept
        WHERE kept.office_id = ANY(%(offices)s::bigint[])
          AND kept.month BETWEEN %(since)s AND %(last_day)s
        GROUP BY 1
    ) AS told
    GROUP BY region
"""  # noqa: S608 - words of ours
GUIDED = f"""
    SELECT {NUMBER.format(column="village.region_id")}, village.id, village.stage,
           village.office_id,
           (SELECT count(DISTINCT post.officer_id) FROM villages_assignment post
            WHERE post.village_id = village.id AND post.starts_on <= %(today)s
              AND (post.ends_on IS NULL OR post.ends_on >= %(today)s))
    FROM villages_guidedvillage village WHERE village.stage <> ALL(%(over)s::text[])
"""  # noqa: S608


class Guided(NamedTuple):
    """The open Desa Binaan or candidate of a region, whoever holds it."""

    id: int
    stage: str
    holder: int
    officers: int


@dataclass(frozen=True)
class Evidence:
    """Columns by village; `needs` in the order of NEED, None where nobody tells it by village.

    In a need UNKNOWN is where nobody told this village. `guided` counts in `villages`, UNKNOWN
    where there is none; `last_on` in days since 1970, NEVER without a visit within a year.
    """

    codes: np.ndarray
    needs: tuple[np.ndarray | None, ...]
    figures: np.ndarray
    made_up: np.ndarray
    guided: np.ndarray
    served: np.ndarray
    people: np.ndarray
    reached: np.ndarray
    last_on: np.ndarray
    villages: tuple[Guided, ...]

    def __len__(self) -> int:
        return len(self.codes)

    def with_findings(self, findings: Mapping[str, int] | None) -> Evidence:
        """With a column of the one factor that is no passport figure; no finding is none there."""
        if findings is None:
            return self
        told = sorted((number_of(code), count) for code, count in findings.items())
        numbers, counts = np.array(told, dtype=np.int64).reshape(-1, 2).T
        column = _at(self.codes, numbers, counts, 0)
        needs = zip(NEED, self.needs, strict=True)
        return replace(
            self, needs=tuple(column if f.measure is None else need for f, need in needs)
        )


def evidence_of(asked: Slice, *, today: date) -> Evidence:
    """Of every village with a figure of any measure, beneath the slice's filters; kept.

    Purpose, outcome and destination of `asked` play no part: each factor has its own.
    """
    name = asked.offices, asked.months, asked.regency, asked.homes, today
    return kept_by_itself(("need", *name), lambda: _evidence(asked, today))


def _evidence(asked: Slice, today: date) -> Evidence:
    span = asked.offices, asked.months
    homes = kept_by_itself(("need-counted", *span), lambda: counted(asked))
    effort = kept_by_itself(("need-effort", *span, today), lambda: efforts(asked, today))
    numbers, villages = kept_by_itself(("need-guided", today), lambda: guided(today))
    homes = {key: found.within(asked.regency, asked.homes) for key, found in homes.items()}
    every = HomeColumns.added(homes.values())
    return Evidence(
        every.codes,
        tuple(_need(homes.get(factor.measure), every.codes) for factor in NEED),
        *(each.astype(np.int32) for each in (every.figures, every.made_up)),
        _at(every.codes, numbers, np.arange(len(numbers)), UNKNOWN),
        *(_at(every.codes, effort[:, 0], effort[:, place], 0) for place in (1, 2, 3)),
        _at(every.codes, effort[:, 0], effort[:, 4], NEVER),
        villages,
    )


def counted(asked: Slice) -> dict[Measure, HomeColumns]:
    """Of each measure somebody breaks down by village."""
    books = ledgers(asked.offices, asked.months, MEASURES, told="home")
    chosen = {
        measure: breakdowns(books[measure], asked.offices, asked.months) for measure in MEASURES
    }
    return homes_of({measure: found for measure, found in chosen.items() if found})


def efforts(asked: Slice, today: date) -> np.ndarray:
    """Rows of village, sessions that served it, their people, sessions that name it, last day."""
    since = min(day_of(asked, today) - timedelta(days=LONGEST), asked.months.first_day)
    given = {
        "offices": list(asked.offices),
        "first_day": asked.months.first_day,
        "last_day": asked.months.last_day,
        "since": since.replace(day=1),
    }
    table = np.array(_rows(EFFORT, given), dtype=np.int64).reshape(-1, 5)
    return table[np.argsort(table[:, 0])]


def guided(today: date) -> tuple[np.ndarray, tuple[Guided, ...]]:
    """The regions of every open Desa Binaan and candidate, rising, and what is known of each."""
    rows = sorted(_rows(GUIDED, {"today": today, "over": list(OVER)}))
    numbers = np.array([row[0] for row in rows], dtype=np.int64)
    return numbers, tuple(Guided(*row[1:]) for row in rows)


def day_of(asked: Slice, today: date) -> date:
    """From which day visits are looked back on."""
    return min(today, asked.months.last_day)


def _need(found: HomeColumns | None, codes: np.ndarray) -> np.ndarray | None:
    told = found is not None and len(found)
    return _at(codes, found.codes, found.total, UNKNOWN) if told else None


def _at(codes: np.ndarray, known: np.ndarray, values: np.ndarray, other: int) -> np.ndarray:
    """For each of `codes` its value, `other` where it has none; `known` rises."""
    if not len(known):
        return np.full(len(codes), other, dtype=np.int32)
    place = np.minimum(np.searchsorted(known, codes), len(known) - 1)
    return np.where(known[place] == codes, values[place], other).astype(np.int32)


def _rows(sql: str, given: Mapping[str, object]) -> list[tuple]:
    with reading().cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()
