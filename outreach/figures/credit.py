"""Whose work a session or a consultation was: the officer named, else who held the village then.

An officer who moves keeps what he did; his successor is credited from his own first day on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, QuerySet

from officers.models import Officer
from outreach.models import Consultation, Session, SessionOfficer, SessionVillage
from villages.models import Assignment


def credited_sessions(officer: Officer, first: date, last: date) -> QuerySet:
    """Approved sessions of first..last that count as this officer's, the latest first."""
    sessions = Session.objects.approved().filter(held_on__range=(first, last))
    named = SessionOfficer.objects.filter(session=OuterRef("pk"))
    held = SessionVillage.objects.filter(
        Exists(_held(officer, village="village", day="session__held_on")), session=OuterRef("pk")
    )
    mine = Exists(named.filter(officer=officer)) | (~Exists(named) & Exists(held))
    return sessions.filter(mine).order_by("-held_on", "-pk")


def credited_consultations(officer: Officer, first: date, last: date) -> QuerySet:
    """Consultations of first..last that count as this officer's, by the same rule."""
    asked = Consultation.objects.filter(held_on__range=(first, last))
    held = Exists(_held(officer, village="village", day="held_on"))
    return asked.filter(Q(officer=officer) | (Q(officer__isnull=True) & held))


@dataclass(frozen=True)
class Year:
    """An officer's work of one year at one office; `participants` None when nobody counted."""

    year: int
    office: str
    sessions: int
    consultations: int
    participants: int | None


def by_year(sessions: QuerySet, consultations: QuerySet) -> list[Year]:
    """What was credited, added up by year and office, the latest first."""
    rows = [
        (row["held_on"].year, row["office__short_name"], "session", row["participants"])
        for row in sessions.values("held_on", "office__short_name", "participants")
    ]
    rows += [
        (row["held_on"].year, row["office__short_name"], "consultation", None)
        for row in consultations.values("held_on", "office__short_name")
    ]
    rows.sort(key=lambda row: (-row[0], row[1]))
    return [_year(*key, list(group)) for key, group in groupby(rows, key=lambda row: row[:2])]


def _year(year: int, office: str, rows: list[tuple]) -> Year:
    kinds = [kind for _, _, kind, _ in rows]
    people = [count for *_, count in rows if count is not None]
    return Year(
        year,
        office,
        sessions=kinds.count("session"),
        consultations=kinds.count("consultation"),
        participants=sum(people) if people else None,
    )


def _held(officer: Officer, *, village: str, day: str) -> QuerySet:
    """His posting to that village on that day, both named as columns of the outer query."""
    until = Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef(day))
    return Assignment.objects.filter(
        until, officer=officer, village=OuterRef(village), starts_on__lte=OuterRef(day)
    )
