"""Consultations of some offices: those the audit trail speaks of, and how many others there are.

A report asks for those of its own month and of the told months whose consultations changed since;
both are counted in one question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count
from django.db.models.functions import TruncMonth

from dbi_portal.lib.months import Month
from outreach.models import Consultation
from reports.figures.monthly.closed import Closed
from reports.figures.monthly.trail import Before, Trail

Kind = tuple[int, str, bool]  # topic, outcome, made up


@dataclass(frozen=True)
class Changed:
    """A told month and the consultations of it, by id, as of then and as of now."""

    about: Closed
    then: set[int]
    now: set[int]


@dataclass(frozen=True)
class Talked:
    """`touched`: every row that may have stood otherwise; all others stood as they stand."""

    touched: list[Consultation] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    topics: dict[int, str] = field(default_factory=dict)
    others: dict[tuple[int, Month], Counter[Kind]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        trail: Trail,
        closed: Iterable[Closed],
        known_at: datetime,
        *,
        office_ids: Collection[int] = (),
        month: Month | None = None,
    ) -> Talked:
        """Of the offices' `month`, where one is asked for, and of the told months that changed."""
        touched = _spoken_of(trail)
        changed = list(_changed(closed, trail, touched, known_at))
        asked = {each.about.office_id for each in changed}.union(office_ids)
        months = {each.about.month for each in changed}.union([month] if month else ())
        found = cls(touched, changed, {row.topic_id: row.topic.name for row in touched})
        found._count(asked, months)
        return found

    def untouched(self, office_id: int, month: Month) -> int:
        """How many of that month nobody has touched."""
        return self.others.get((office_id, month), Counter()).total()

    def _count(self, offices: Collection[int], months: Collection[Month]) -> None:
        if not months:
            return
        days = [day for month in months for day in (month.first_day, month.last_day)]
        rows = (
            Consultation.objects.filter(office__in=offices, held_on__range=(min(days), max(days)))
            .exclude(pk__in=[row.pk for row in self.touched])
            .order_by()
            .annotate(first=TruncMonth("held_on"))
            .filter(first__in=[month.first_day for month in months])
            .values_list("office_id", "first", "topic_id", "topic__name", "outcome", "made_up")
            .annotate(number=Count("pk"))
        )
        for office_id, first, topic_id, topic, outcome, made_up, number in rows:
            self.topics[topic_id] = topic
            kinds = self.others.setdefault((office_id, Month.of(first)), Counter())
            kinds[topic_id, outcome, made_up] += number


def held_then(row: Consultation, before: Before) -> date:
    return date.fromisoformat(str(before.get(row.pk, "held_on", row.held_on)))


def _spoken_of(trail: Trail) -> list[Consultation]:
    """Consultations the trail speaks of, with their topics."""
    ids = {note.row for note in trail.notes(Consultation)}
    rows = Consultation.objects.filter(pk__in=ids).select_related("topic").order_by("pk")
    return list(rows) if ids else []


def _changed(
    closed: Iterable[Closed], trail: Trail, touched: list[Consultation], known_at: datetime
) -> Iterable[Changed]:
    closed, now = list(closed), trail.before(Consultation, known_at)
    then = {at: trail.before(Consultation, at) for at in {each.told_at for each in closed}}
    for each in closed:
        own = [row for row in touched if row.office_id == each.office_id]
        was, is_now = (_in_month(own, each, before) for before in (then[each.told_at], now))
        if was != is_now:
            yield Changed(each, was, is_now)


def _in_month(rows: Collection[Consultation], closed: Closed, before: Before) -> set[int]:
    """Those of the month as they stood before the lines of the trail were written."""
    return {
        row.pk
        for row in rows
        if row.pk not in before.unknown and closed.month.contains(held_then(row, before))
    }
