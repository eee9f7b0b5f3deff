"""What an address of “Desa berikutnya” asks for, and the list it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from officers.models import Office, User
from officers.seen import seen_as
from outreach.figures.findings import findings_by_region
from reports.dashboards.scope import Scope
from reports.dashboards.scope_shown import scope_shown
from reports.dashboards.view import View
from reports.figures.need.factors import FACTORS, Weights
from reports.figures.need.ranked import Ranking, ranked
from reports.figures.slices import Slice

AT_ONCE = 25  # lines of a page
DRAWN = 60  # points of the chart: those from the page's first line on
FURTHEST = 10_000  # pages; no list of villages is longer


@dataclass(frozen=True)
class NextAsked:
    """The filters of every analysis page, the weights, and two words of its own: semua=1, hal=2."""

    user: User
    view: View
    head: Office
    weights: Weights
    ahead: bool  # only villages nobody has proposed yet: which should be next?
    number: int
    today: date

    @classmethod
    def of(cls, user: User, view: View, query: Mapping[str, str], *, today: date) -> NextAsked:
        """Raises Http404 for an office this reader does not see."""
        # Who asks for Desa Binaan of a stage wants to see them.
        ahead = query.get("semua") != "1" and not view.stage
        number = _number(query.get("hal", ""))
        weights = Weights.read(query)
        return cls(user, view, view.head(user), weights, ahead, number, today)

    @property
    def name(self) -> tuple:
        """What a kept list depends on besides the data."""
        return (*seen_as(self.user), self.view, self.weights, self.ahead, self.number, self.today)

    @cached_property
    def scope(self) -> Scope:
        """The offices of that month; without a month, of the latest with data."""
        view = replace(self.view, known=None)  # the list is of today's data
        return scope_shown(self.user, self.head, view, today=self.today)

    @cached_property
    def slice(self) -> Slice:
        return self.view.slice(self.scope)

    @cached_property
    def ranking(self) -> Ranking:
        """From the page's first line on, as many as the chart draws."""
        return self.ranked(limit=DRAWN, skip=(self.number - 1) * AT_ONCE)

    def ranked(self, *, limit: int | None = None, skip: int = 0) -> Ranking:
        return ranked(
            self.slice, self.weights, today=self.today,
            limit=limit, skip=skip, ahead=self.ahead, findings=self.findings,
        )  # fmt: skip

    def for_a_file(self) -> Ranking:
        """The whole list without findings: nobody asks who reads a file."""
        return ranked(self.slice, self.weights, today=self.today, ahead=self.ahead)

    @property
    def sees_findings(self) -> bool:
        return self.user.has_perm("outreach.view_finding")

    @cached_property
    def findings(self) -> Mapping[str, int] | None:
        """By village. None for who may not see findings: the order must not give one away."""
        if not self.sees_findings:
            return None
        # None at all distinguish no village, and weigh nothing.
        return findings_by_region(self.slice.offices, self.slice.months) or None

    @property
    def own_words(self) -> dict[str, str]:
        """What the address says beside the filters."""
        return self.weights.words | self._everything

    @property
    def _everything(self) -> dict[str, str]:
        return {} if self.ahead or self.view.stage else {"semua": "1"}

    @property
    def usual_query(self) -> str:
        """The same list with the usual weights."""
        return self.view.query(**{"bulan": self.scope.month, **self._everything})

    @property
    def chosen(self) -> dict[str, str]:
        """What the page's own words are set to: weights are numbers, the rest is yes or nothing."""
        weights = zip(FACTORS, self.weights.of, strict=True)
        return {"semua": "" if self.ahead else "1"} | {f.parameter: str(w) for f, w in weights}

    def query(self, **changes: object) -> str:
        """This page's address after its “?”, with everything that was chosen."""
        month = {"bulan": self.scope.month}
        return self.view.query(**{**month, **self.own_words, **changes})


def _number(text: str) -> int:
    """Which page of the list; what is no number is the first."""
    known = text.isascii() and text.isdecimal() and len(text) < 6
    return min(max(int(text), 1), FURTHEST) if known else 1
