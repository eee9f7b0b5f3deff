"""How two groups of figures speak of the same: a total and its details, a span and its months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from dbi_portal.lib.months import Month
from reports.imports.groups import Group
from reports.period import Period


class How(Enum):
    """What the parts are to the whole; the value stands in a question's key."""

    DETAILS = "rincian"  # the same days, broken down further
    MONTHS = "bulan"  # a span and the months within it
    RUNNING = "kumulatif"  # two running totals of one year: the later one goes on
    CROSSING = "rentang"  # spans that share days and are neither


@dataclass(frozen=True)
class Related:
    """`parts` may be several groups (months); `complete`: they are all the parts there are."""

    how: How
    whole: Group
    parts: tuple[Group, ...]
    complete: bool = True

    @property
    def groups(self) -> tuple[Group, ...]:
        return (self.whole, *self.parts)

    @property
    def sum(self) -> int:
        return sum(part.value for part in self.parts)


def related(groups: Iterable[Group]) -> Iterator[Related]:
    """Every relation in which at least one group stands in the run."""
    by_subject = defaultdict(list)
    for group in groups:
        by_subject[group.subject].append(group)
    for family in by_subject.values():
        if any(group.in_run for group in family):
            found = [*_details(family), *_over_time(family)]
            yield from (each for each in found if any(group.in_run for group in each.groups))


def _details(family: list[Group]) -> Iterator[Related]:
    """Over the same days: each grain beside every one that breaks it down further."""
    same_days = defaultdict(list)
    for group in family:
        same_days[group.days].append(group)
    for groups in same_days.values():
        for whole in groups:
            for part in groups:
                if part.dimensions > whole.dimensions:
                    yield Related(How.DETAILS, whole, (part,))


def _over_time(family: list[Group]) -> Iterator[Related]:
    """Of one breakdown: spans beside the months within them, and beside each other."""
    same_details = defaultdict(list)
    for group in family:
        same_details[group.dimensions].append(group)
    for groups in same_details.values():
        months = [group for group in groups if group.is_month]
        spans = sorted((group for group in groups if not group.is_month), key=lambda g: g.days)
        for span in spans:
            yield from _months_of(span, months)
        yield from _beside_each_other(spans, months)


def _months_of(span: Group, months: list[Group]) -> Iterator[Related]:
    """January alone is the first running total, no month beside one."""
    within = tuple(sorted((each for each in months if span.holds(each)), key=lambda g: g.days))
    touched = [each for each in months if each.start <= span.end and each.end >= span.start]
    if _is_first_total(span, within) and len(touched) == 1:
        yield Related(How.RUNNING, span, within)
    elif within:
        yield Related(How.MONTHS, span, within, complete=len(within) == _length(span))
    elif touched:
        yield Related(How.CROSSING, span, tuple(touched), complete=False)


def _is_first_total(span: Group, within: tuple[Group, ...]) -> bool:
    return len(within) == 1 and within[0].start == span.start and _begins_the_year(span)


def _beside_each_other(spans: list[Group], months: list[Group]) -> Iterator[Related]:
    for number, one in enumerate(spans):
        for other in spans[number + 1 :]:
            if other.start > one.end:
                continue
            if one.start == other.start and _begins_the_year(one):
                yield Related(How.RUNNING, other, (one,))
            else:
                yield Related(How.CROSSING, other, (one,), complete=False)


def _begins_the_year(span: Group) -> bool:
    return (span.start.month, span.start.day) == (1, 1)


def _length(span: Group) -> int | None:
    """How many months the span consists of; None for days that are no whole months."""
    period = Period(*span.days)
    first, last = Month.of(period.start), Month.of(period.end)
    if (first.first_day, last.last_day) != span.days:
        return None
    return (last.year - first.year) * 12 + last.number - first.number + 1
