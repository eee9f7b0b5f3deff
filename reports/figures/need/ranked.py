"""Villages ranked by need against effort, so many of them at a time, whatever the weights.

How a score comes about: reports/figures/need/scores.py. What it is made of: need/evidence.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from reports.figures.home_columns import code_of, mark
from reports.figures.homes import names_of
from reports.figures.made_up import MadeUp
from reports.figures.need.evidence import EPOCH, NEVER, UNKNOWN, Evidence, day_of, evidence_of
from reports.figures.need.factors import NEED, Weights
from reports.figures.need.scores import Order, demand_places, scores, shares
from reports.figures.slices import Slice
from villages.workflow import BEFORE_PROPOSAL


@dataclass(frozen=True)
class Line:
    """One village of the list. `counts` and `shares` are in the order of NEED and of FACTORS."""

    place: int
    usual_place: int
    score: float  # 0 to 100
    region_id: str
    name: str
    path: str
    village_id: int | None  # the open Desa Binaan or candidate there, whoever holds it
    stage: str
    holder: int | None
    officers: int
    served: int  # approved sessions that served the Desa Binaan
    people: int  # at those sessions
    reached: int  # approved sessions that name the village; one may stand in both
    last_on: date | None  # of the last visit within a year
    demand_place: int
    demanded: int  # villages of which the demand is known
    counts: tuple[int | None, ...]  # None: nobody told
    shares: tuple[float | None, ...]
    made_up: MadeUp

    @property
    def sessions(self) -> int:
        """At least so many sessions: one may have served the village and named it as well."""
        return max(self.served, self.reached)

    @property
    def rise(self) -> int:
        """So many places up from where it stands with the usual weights; negative: down."""
        return self.usual_place - self.place


@dataclass(frozen=True)
class Ranking:
    """Some lines of a list of `villages`, and which of NEED anybody tells by village."""

    lines: tuple[Line, ...] = ()
    villages: int = 0
    told: tuple[bool, ...] = (False,) * len(NEED)


def ranked(
    asked: Slice,
    weights: Weights,
    *,
    today: date,
    limit: int | None = None,
    skip: int = 0,
    ahead: bool = False,
    findings: Mapping[str, int] | None = None,
) -> Ranking:
    """The list from its line `skip` on. `ahead`: only villages nobody has proposed yet.

    Purpose, outcome and destination of `asked` play no part: each factor has its own. `findings`:
    how many each region has; None for who may not know, and then they weigh nothing.
    """
    found = evidence_of(asked, today=today).with_findings(findings)
    if not len(found):
        return Ranking()
    told = tuple(need is not None for need in found.needs)
    listed = Listed(found, weights, day=(day_of(asked, today) - EPOCH).days, ahead=ahead)
    rows = listed.order.first(limit, skip)
    if not len(rows):
        return Ranking()
    return Ranking(tuple(listed.lines(rows)), len(listed.rows), told)


class Listed:
    """The villages of the list, `rows` of the evidence: all of them, or those nobody proposed.

    Shares and the place by demand are of all of them either way.
    """

    def __init__(self, found: Evidence, weights: Weights, *, day: int, ahead: bool):
        self.found, self.shares = found, shares(found, day)
        need = found.needs[0]
        self.demand = np.full(len(found), UNKNOWN) if need is None else need
        self.rows = np.flatnonzero(~_proposed(found)) if ahead else np.arange(len(found))
        self.order = self._order(weights)
        self.usual = self.order if weights == Weights() else self._order(Weights())

    def _order(self, weights: Weights) -> Order:
        score = scores(self.shares, weights, len(self.found))
        return Order(score[self.rows], self.demand[self.rows], self.found.codes[self.rows])

    def lines(self, places: np.ndarray) -> Iterator[Line]:
        """The lines at these places of the list, in their order."""
        rows = self.rows[places]
        codes = [code_of(number) for number in self.found.codes[rows].tolist()]
        names = names_of(codes)
        by_demand, demanded = demand_places(self.demand, rows)
        told = zip(
            self.order.places(places).tolist(), self.usual.places(places).tolist(),
            self.order.scores(places), codes, by_demand, rows.tolist(), strict=True,
        )  # fmt: skip
        for place, usual, score, code, demand_place, row in told:
            known = (place, usual, score, code, *names[code])
            yield Line(*known, *self._facts(row), demand_place, demanded, *self._need(row))

    def _facts(self, row: int) -> tuple:
        """The open Desa Binaan there, and what was done."""
        found, at = self.found, int(self.found.guided[row])
        village = found.villages[at] if at != UNKNOWN else (None, "", None, 0)
        day = int(found.last_on[row])
        last_on = None if day == NEVER else EPOCH + timedelta(days=day)
        done = (int(each[row]) for each in (found.served, found.people, found.reached))
        return (*village, *done, last_on)

    def _need(self, row: int) -> tuple:
        """What each factor counts, its share, and whether that was made up."""
        needs = (UNKNOWN if need is None else int(need[row]) for need in self.found.needs)
        counts = tuple(None if count == UNKNOWN else count for count in needs)
        given = (None if share is None else float(share[row]) for share in self.shares)
        known = tuple(None if share is None or share != share else share for share in given)  # NaN
        return counts, known, mark(int(self.found.figures[row]), int(self.found.made_up[row]))


def _proposed(found: Evidence) -> np.ndarray:
    """Villages whose candidate is one no longer."""
    gone = np.array([each.stage not in BEFORE_PROPOSAL for each in found.villages] or [False])
    return (found.guided != UNKNOWN) & gone[found.guided]
