"""From evidence to a score for every village: pure, over columns.

Each factor is a share between 0 and 1 of the largest value among the villages that are asked for
(a village nobody visited for a year or ever: 1; without an officer: 1). The score is their weighted
mean times 100. What is not known adds nothing; a factor no office tells by village has no weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reports.figures.need.evidence import LONGEST, NEVER, UNKNOWN, Evidence
from reports.figures.need.factors import Weights

EXACT = 6  # decimals of a score by which villages are told apart
UNIT = 10**EXACT

Share = np.ndarray | None  # NaN where nobody told the village; None where nobody tells any


def shares(found: Evidence, day: int) -> tuple[Share, ...]:
    """A column for each factor, in the order of FACTORS. `day`: from which visits are looked back,
    in days since 1970.
    """
    officers = np.array([each.officers for each in found.villages] or [0])
    posted = np.where(found.guided == UNKNOWN, 0, officers[found.guided])
    sessions = np.maximum(found.served, found.reached)
    most = sessions.max(initial=0)
    days = np.clip(day - found.last_on, 0, LONGEST) / LONGEST
    return (
        *map(_of_largest, found.needs),
        1 - (sessions / most if most else np.zeros(len(found))),
        np.where(found.last_on == NEVER, 1.0, days),
        np.where(posted > 0, 0.0, 1.0),
    )


def _of_largest(need: np.ndarray | None) -> Share:
    if need is None:
        return None
    most = need.max(initial=0)
    told = (need != UNKNOWN) & (most > 0)
    return np.where(told, need / (most or 1), np.nan)


def scores(found: Sequence[Share], weights: Weights, length: int) -> np.ndarray:
    """For each village its score in millionths, whole numbers: equal ones are equal."""
    added, whole = np.zeros(length), 0
    for share, weight in zip(found, weights.of, strict=True):
        if share is not None:
            added, whole = added + np.nan_to_num(share) * weight, whole + weight
    if not whole:
        return np.zeros(length, dtype=np.int64)
    exact = np.round(100 * added / whole * UNIT, EXACT)
    return np.floor(exact + 0.5).astype(np.int64)


@dataclass(frozen=True)
class Order:
    """The villages in their order: the highest score, then the largest demand, then the code."""

    score: np.ndarray
    demand: np.ndarray  # UNKNOWN comes last
    codes: np.ndarray

    def first(self, limit: int | None, skip: int) -> np.ndarray:
        """Their places in the columns, from the line `skip` on."""
        length, end = len(self.score), None if limit is None else skip + limit
        rows = np.arange(length)
        if end is not None and end < length:
            least = np.partition(self.score, length - end)[length - end]
            rows = np.flatnonzero(self.score >= least)  # more than `end` where they are equal
        order = np.lexsort((self.codes[rows], -self.demand[rows], -self.score[rows]))
        return rows[order][skip:end]

    def places(self, rows: np.ndarray) -> np.ndarray:
        """On which line each of these villages stands, from 1."""
        if len(rows) > len(self.score) // 100:
            every = np.empty(len(self.score), dtype=np.int64)
            every[self.first(None, 0)] = np.arange(1, len(self.score) + 1)
            return every[rows]
        return np.array([1 + self._before(row) for row in rows], dtype=np.int64)

    def scores(self, rows: np.ndarray) -> list[float]:
        return (self.score[rows] / UNIT).tolist()

    def _before(self, row: int) -> int:
        same = self.score == self.score[row]
        more = same & (self.demand > self.demand[row])
        tied = same & (self.demand == self.demand[row]) & (self.codes < self.codes[row])
        return int(np.count_nonzero(self.score > self.score[row])
                   + np.count_nonzero(more) + np.count_nonzero(tied))  # fmt: skip


def demand_places(need: np.ndarray, rows: np.ndarray) -> tuple[list[int], int]:
    """Where these villages stand by demand alone, equal ones together; and how many are known."""
    known = np.sort(need[need != UNKNOWN])
    above = len(known) - np.searchsorted(known, need[rows], side="right")
    return (above + 1).tolist(), len(known)
