"""What was done in the villages: approved sessions only. Told its offices and months."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.postgres.aggregates import BoolAnd, BoolOr
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear

from dbi_portal.lib.months import Month
from outreach.models import Audience, RegionReached, Session, SessionVillage, Speaker
from reports.figures.made_up import MadeUp
from reports.figures.period import MonthRange


@dataclass(frozen=True)
class SessionCount:
    """Sessions of one office in one month, or sums of such."""

    sessions: int = 0
    participants: int = 0
    uncounted: int = 0  # sessions that say nothing about their participants
    made_up: MadeUp = MadeUp.NONE

    @classmethod
    def of(cls, counts: Collection[SessionCount]) -> SessionCount:
        return cls(
            sessions=sum(each.sessions for each in counts),
            participants=sum(each.participants for each in counts),
            uncounted=sum(each.uncounted for each in counts),
            made_up=MadeUp.of(each.made_up for each in counts if each.sessions),
        )


@dataclass(frozen=True)
class SessionFigures:
    """Sessions of some offices and months: how many, of which kind, whom and where they reached."""

    count: SessionCount
    kinds: tuple[tuple[str, int], ...]
    without_village: int
    villages: int  # Desa Binaan served, each once
    regions: int  # villages reached, Desa Binaan or not, each once
    rt: int
    rw: int
    institutions: int  # that sent a speaker, each once


def by_month(
    offices: Collection, months: Month | MonthRange
) -> dict[tuple[int, Month], SessionCount]:
    """Counts by office id and month; an office without a session in a month has no entry."""
    rows = (
        with_people(_approved(offices, MonthRange.of(months)))
        .order_by()
        .values("office_id", year=ExtractYear("held_on"), number=ExtractMonth("held_on"))
        .annotate(
            sessions=Count("pk"),
            known=Sum("people", default=0),
            uncounted=Count("pk", filter=Q(people__isnull=True)),
            some=BoolOr("made_up"),
            every=BoolAnd("made_up"),
        )
    )
    return {
        (row["office_id"], Month(row["year"], row["number"])): SessionCount(
            sessions=row["sessions"],
            participants=row["known"],
            uncounted=row["uncounted"],
            made_up=MadeUp.read(some=row["some"], every=row["every"]),
        )
        for row in rows
    }


def held(
    offices: Collection, months: Month | MonthRange, *, count: SessionCount | None = None
) -> SessionFigures:
    """Approved sessions of these offices. One without a village counts for its office all the same.

    `count`: where the caller has it already, which saves a query.
    """
    months = MonthRange.of(months)
    approved = _approved(offices, months).order_by()
    if count is None:
        count = SessionCount.of(list(by_month(offices, months).values()))
    if not count.sessions:
        return SessionFigures(count, (), 0, 0, 0, 0, 0, 0)
    served = SessionVillage.objects.filter(session=OuterRef("pk"))
    kinds = list(
        approved.values("kind__name").annotate(
            number=Count("pk"), lonely=Count("pk", filter=~Exists(served))
        )
    )
    kinds.sort(key=lambda row: (-row["number"], row["kind__name"]))
    reach = RegionReached.objects.filter(session__in=approved).aggregate(
        regions=Count("region", distinct=True),
        rt=Sum("rt_count", default=0),
        rw=Sum("rw_count", default=0),
    )
    return SessionFigures(
        count=count,
        kinds=tuple((row["kind__name"], row["number"]) for row in kinds),
        without_village=sum(row["lonely"] for row in kinds),
        villages=_distinct(SessionVillage, approved, "village"),
        institutions=_distinct(Speaker, approved, "institution"),
        **reach,
    )


def with_people(sessions: QuerySet) -> QuerySet:
    """Adds `people`: the written total, else the sum of the groups; None when nobody counted."""
    groups = Audience.objects.filter(session=OuterRef("pk")).order_by().values("session")
    counted = Subquery(groups.values(total=Sum("count")))
    return sessions.annotate(people=Coalesce("participants", counted))


def _approved(offices: Collection, months: MonthRange):
    days = (months.first_day, months.last_day)
    return Session.objects.approved().filter(office__in=offices, held_on__range=days)


def _distinct(part, approved, column: str) -> int:
    found = part.objects.filter(session__in=approved)
    return found.aggregate(number=Count(column, distinct=True))["number"]
