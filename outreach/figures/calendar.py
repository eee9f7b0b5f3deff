"""A month of sessions day by day: three queries, whatever there is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, F, Min, QuerySet, Window
from django.db.models.functions import RowNumber

from dbi_portal.lib.days import day_off
from dbi_portal.lib.months import Month
from outreach.models import Session

MOST_A_DAY = 5  # shown; the rest of the day is counted and opens as a list


@dataclass(frozen=True)
class Due:
    """Open follow-ups whose day this is, and their task when it is the same for all."""

    number: int
    task: str


@dataclass(frozen=True)
class Day:
    on: date
    holiday: str = ""
    sessions: Sequence[Session] = field(default_factory=tuple)
    more: int = 0  # sessions beyond MOST_A_DAY
    due: Due | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.sessions or self.due or self.holiday)

    @property
    def is_rest(self) -> bool:
        """A Saturday, a Sunday, a holiday: nothing forbids a session, but one should know."""
        return self.on.weekday() >= 5 or bool(self.holiday)


def month_days(sessions: QuerySet, follow_ups: QuerySet, month: Month) -> list[Day]:
    """Every day of `month` with its share of the given sessions and open follow-ups."""
    counts = _counts(sessions.in_month(month))
    shown = _shown(sessions.in_month(month))
    due = _due(follow_ups, month)
    return [
        Day(
            on=day,
            holiday=day_off(day),
            sessions=tuple(shown.get(day, ())),
            more=max(counts.get(day, 0) - MOST_A_DAY, 0),
            due=due.get(day),
        )
        for day in _days(month)
    ]


def _days(month: Month) -> list[date]:
    return [month.first_day + timedelta(days=n) for n in range(month.last_day.day)]


def _counts(sessions: QuerySet) -> dict[date, int]:
    rows = sessions.order_by().values("held_on").annotate(number=Count("pk", distinct=True))
    return {row["held_on"]: row["number"] for row in rows}


def _shown(sessions: QuerySet) -> dict[date, list[Session]]:
    """The first few of each day, by the hour; those without an hour come first."""
    hours = [F("starts_at").asc(nulls_first=True), F("pk").asc()]
    place = Window(RowNumber(), partition_by=F("held_on"), order_by=hours)
    # The choice of rows goes into a subquery: joins of a filter must not number a row twice.
    chosen = Session.objects.filter(pk__in=sessions.order_by().values("pk"))
    numbered = chosen.annotate(place_in_day=place).filter(place_in_day__lte=MOST_A_DAY)
    found: dict[date, list[Session]] = {}
    for session in numbered.select_related("office", "kind").order_by("held_on", "place_in_day"):
        found.setdefault(session.held_on, []).append(session)
    return found


def _due(follow_ups: QuerySet, month: Month) -> dict[date, Due]:
    falling = follow_ups.open().filter(due_on__gte=month.first_day, due_on__lte=month.last_day)
    rows = falling.order_by().values("due_on")
    counted = rows.annotate(
        number=Count("pk", distinct=True), tasks=Count("task", distinct=True), task=Min("task")
    )
    return {
        row["due_on"]: Due(row["number"], row["task"] if row["tasks"] == 1 else "")
        for row in counted
    }
