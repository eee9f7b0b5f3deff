"""Figures that speak of the same days beside one another: said, and never added up.

A total stands beside its breakdown, a cumulative figure beside its months. Either is a check on
the other (reports/grain.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.db.models import Count, Q, Sum

from officers.models import User
from reports.grain import DIMENSIONS, MONTH, Grain
from reports.models import PassportStatistic
from reports.period import Period


class Relation(Enum):
    """What others are to the figure one looks at."""

    PARTS = "rincian"
    WHOLE = "total"
    SHORTER = "bulan"
    LONGER = "kumulatif"


@dataclass(frozen=True)
class Overlap:
    """Others of one grain, added up among themselves; `total` None where they overlap each other.

    `months` is how many a span of whole months should have; None where that is not the question.
    """

    relation: Relation
    grain: Grain
    start: date
    end: date
    number: int
    total: int | None
    months: int | None = None

    def difference(self, figure: PassportStatistic) -> int | None:
        """The figure less its parts; None where they are not its parts or not all there."""
        incomplete = self.months is not None and self.number != self.months
        if self.total is None or incomplete:
            return None
        if self.relation in (Relation.PARTS, Relation.SHORTER):
            return figure.count - self.total
        return None


@dataclass(frozen=True)
class _Group:
    start: date
    end: date
    grain: Grain
    total: int
    number: int


def overlaps(figure: PassportStatistic, *, user: User) -> list[Overlap]:
    """Every way in which other current figures cover the days of this one, in one query."""
    groups = [_Group(*row[:2], Grain.parse(row[2]), *row[3:]) for row in _rows(figure, user)]
    own, days = Grain.parse(figure.grain), Period(figure.period_start, figure.period_end)
    found = [each for group in groups if (each := _beside(group, own, days))]
    return [*found, *_within(groups, own, days)]


def _rows(figure: PassportStatistic, user: User) -> Iterable[tuple]:
    """Sums by period and grain of what agrees with the figure wherever both say something."""
    rows = PassportStatistic.objects.visible_to(user).current().exclude(pk=figure.pk)
    rows = rows.filter(
        office=figure.office_id,
        outcome=figure.outcome,
        period_start__lte=figure.period_end,
        period_end__gte=figure.period_start,
    )
    for column, _ in DIMENSIONS.values():
        value = getattr(figure, column)
        empty = Q(**{f"{column}__isnull": True}) if column == "home_region" else Q(**{column: ""})
        if value:
            rows = rows.filter(empty | Q(**{column: value}))
    keys = rows.order_by("period_start", "period_end", "grain")
    return keys.values_list("period_start", "period_end", "grain").annotate(
        total=Sum("count"), number=Count("pk")
    )


def _beside(group: _Group, own: Grain, days: Period) -> Overlap | None:
    """The same days broken down further or less, or longer days of the same kind."""
    facts = (group.grain, group.start, group.end, group.number, group.total)
    if (group.start, group.end) == (days.start, days.end):
        if group.grain.dimensions > own.dimensions:
            return Overlap(Relation.PARTS, *facts)
        if group.grain.dimensions < own.dimensions:
            return Overlap(Relation.WHOLE, *facts)
        return None
    same = group.grain.dimensions == own.dimensions
    if same and group.start <= days.start and group.end >= days.end:
        return Overlap(Relation.LONGER, *facts)
    return None


def _within(groups: Iterable[_Group], own: Grain, days: Period) -> Iterable[Overlap]:
    """Shorter periods inside these days: months add up, other spans may overlap each other."""
    inside = [
        group
        for group in groups
        if group.grain.dimensions == own.dimensions
        and days.start <= group.start
        and group.end <= days.end
        and (group.start, group.end) != (days.start, days.end)
    ]
    for kind in sorted({group.grain.period for group in inside}):
        parts = [group for group in inside if group.grain.period == kind]
        monthly = kind == MONTH
        yield Overlap(
            Relation.SHORTER,
            parts[0].grain,
            min(part.start for part in parts),
            max(part.end for part in parts),
            sum(part.number for part in parts),
            sum(part.total for part in parts) if monthly else None,
            _months(days) if monthly else None,
        )


def _months(days: Period) -> int:
    """Calendar months the days touch."""
    years = days.end.year - days.start.year
    return years * 12 + days.end.month - days.start.month + 1
