"""Whether what a report says is still what the portal knows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet

from dbi_portal.lib.months import Month
from officers.models import AuditEvent
from outreach.models import Session
from reports.figures.monthly.trail import ACTIONS
from reports.figures.period import MonthRange
from reports.models import PassportStatistic, ReportDeclaration, ReportRevision
from villages.models import Tenure, VillageStep


def changed_since(revision: ReportRevision) -> bool:
    """Whether anything the report could say was added, corrected or taken back since `known_at`.

    Of what only the audit trail dates (consultations, follow-ups, postings, decrees) any change at
    the office counts, of whichever month: better one look too many.
    """
    return any(found.exists() for found in _changes(revision))


def _changes(revision: ReportRevision) -> Iterator[QuerySet]:
    """What came since, the likeliest first; each is asked only if those before were empty."""
    month, then = Month.parse(revision.snapshot["month"]), revision.known_at
    codes = [revision.snapshot["letterhead"]["code"]]
    codes += [office["code"] for office in revision.snapshot["offices"]]
    first = Month.parse(revision.snapshot.get("since") or str(month))
    yield PassportStatistic.objects.filter(
        Q(recorded__startswith__gt=then) | Q(recorded__endswith__gt=then),
        office__code__in=codes,
        period_start__gte=MonthRange.year_to(first).first_day,
        period_end__lte=month.last_day,
    )
    yield _sessions(first, month, codes, then)
    yield VillageStep.trace.filter(
        Q(recorded_at__gt=then) | Q(voided_at__gt=then),
        office__code__in=codes,
        happened_on__lte=month.last_day,
    )
    yield AuditEvent.objects.filter(
        office__code__in=codes, happened_at__gt=then, action__in=ACTIONS
    )
    yield ReportDeclaration.objects.filter(
        Q(declared_at__gt=then) | Q(withdrawn_at__gt=then),
        office__code__in=codes,
        month__range=(first.first_day, month.first_day),
    )


def _sessions(first: Month, last: Month, codes: list[str], then: datetime) -> QuerySet:
    """Approved since, or corrected since: the correction may have led to another month.

    Of other offices, those that served a village these offices have held.
    """
    counted = Q(status=Session.Status.APPROVED, reviewed_at__gt=then)
    corrected = Q(
        corrections__status__in=[Session.Status.APPROVED, Session.Status.SUPERSEDED],
        corrections__reviewed_at__gt=then,
    )
    held = Tenure.objects.filter(office__code__in=codes).values("village")
    belonging = Q(office__code__in=codes) | Q(session_villages__village__in=held)
    during = Session.objects.filter(held_on__range=(first.first_day, last.last_day))
    return during.filter(counted | corrected).filter(belonging)
