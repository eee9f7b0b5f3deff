"""What an address of “Mutu data” asks for, and what was found there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from dbi_portal.lib.kept import kept
from officers.models import Office, User
from reports.dashboards.scope import Scope
from reports.dashboards.scope_shown import scope_shown
from reports.dashboards.view import View
from reports.figures.period import MonthRange
from reports.figures.quality import LABELS, Oddity, is_open, oddities, verdicts
from reports.figures.quality.judged import Verdicts
from reports.models import DataVerdict

ANSWERED = "dijawab"


@dataclass(frozen=True)
class QualityAsked:
    """The filters of every analysis page, and two words of its own: aturan=, keadaan=dijawab."""

    user: User
    view: View
    head: Office
    rule: str
    answered: bool
    today: date

    @classmethod
    def of(cls, user: User, view: View, query: Mapping[str, str], *, today: date) -> QualityAsked:
        """Raises Http404 for an office this reader does not see."""
        rule = query.get("aturan", "")
        known = rule if rule in LABELS else ""
        return cls(user, view, view.head(user), known, query.get("keadaan") == ANSWERED, today)

    @cached_property
    def scope(self) -> Scope:
        """The offices of that month; without a month, of the latest with data."""
        view = replace(self.view, known=None)  # the list is of today's data
        return scope_shown(self.user, self.head, view, today=self.today)

    @property
    def months(self) -> MonthRange:
        return self.view.months(self.scope.month)

    @cached_property
    def found(self) -> tuple[Oddity, ...]:
        """Of every rule; kept until the data change."""
        offices = tuple(sorted(self.scope.members[self.scope.month]))
        name = ("oddities", offices, self.months, self.today)
        return kept(name, lambda: oddities(offices, self.months, today=self.today))

    @cached_property
    def said(self) -> Verdicts:
        return verdicts(self.found)

    def verdict(self, found: Oddity) -> DataVerdict | None:
        return self.said.get((found.office_id, found.key))

    @cached_property
    def of_rule(self) -> tuple[Oddity, ...]:
        return tuple(each for each in self.found if self.rule in ("", each.rule))

    @cached_property
    def waiting(self) -> tuple[Oddity, ...]:
        return tuple(each for each in self.of_rule if is_open(each, self.said))

    @cached_property
    def settled(self) -> tuple[Oddity, ...]:
        return tuple(each for each in self.of_rule if not is_open(each, self.said))

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """What waits, by rule."""
        return Counter(each.rule for each in self.found if is_open(each, self.said))

    def find(self, office: int, key: str) -> Oddity | None:
        """The line somebody answers; None when its figures are others by now."""
        return next((e for e in self.found if (e.office_id, e.key) == (office, key)), None)

    @property
    def chosen(self) -> dict[str, str]:
        """What the page's own words are set to."""
        return {"aturan": self.rule, "keadaan": ANSWERED if self.answered else ""}

    def query(self, **changes: object) -> str:
        own = {"aturan": self.rule, "keadaan": ANSWERED if self.answered else ""}
        return self.view.query(**{**own, **changes})
