"""Whether what a report says is still what the portal knows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from itertools import islice
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet

from dbi_portal.lib.months import Month
from officers.models import AuditEvent
from outreach.models import FindingStep, Session
from reports.figures.monthly import summed
from reports.figures.monthly.trail import ACTIONS
from reports.figures.period import MonthRange
from reports.models import PassportStatistic, ReportDeclaration, ReportRevision
from reports.models.report import Span
from villages.models import Tenure, VillageStep


def changed_since(revision: ReportRevision) -> bool:
    """Whether drafting it anew would have something else to say than it says.

    An office's own month: anything it could say was added, corrected or taken back since
    `known_at`. Of what only the audit trail dates (consultations, follow-ups, postings, decrees)
    any change at the office counts, of whichever month: better one look too many. A sum: one of
    the snapshots in it was replaced, not that facts beneath a signed one moved on; those come as
    corrections of the next month.
    """
    snapshot = revision.snapshot
    if snapshot.get("span", Span.MONTH) != Span.MONTH:
        return summed.of_months(snapshot)
    if summed.of_offices(snapshot):
        return True
    if any(found.exists() for found in _changes(snapshot, revision.known_at)):
        return True
    return any(_counts_changed(draft) for draft in summed.open_drafts(snapshot))


def _counts_changed(draft: ReportRevision) -> bool:
    """Of a draft that is drafted anew with the sum: passports and sessions, which are news."""
    changes = islice(_changes(draft.snapshot, draft.known_at), 2)
    return any(found.exists() for found in changes)


def _changes(snapshot: dict, then: datetime) -> Iterator[QuerySet]:
    """What came since, the likeliest first; each is asked only if those before were empty."""
    month, codes = Month.parse(snapshot["month"]), [snapshot["letterhead"]["code"]]
    first = month
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
    yield FindingStep.objects.filter(
        office__code__in=codes, at__gt=then, at__lt=_end_of(month, snapshot)
    )
    yield ReportDeclaration.objects.filter(
        Q(declared_at__gt=then) | Q(withdrawn_at__gt=then),
        office__code__in=codes,
        month__range=(first.first_day, month.first_day),
    )


def _end_of(month: Month, snapshot: dict) -> datetime:
    """By the office's own clock; what becomes of a finding later is another month's."""
    zone = snapshot["letterhead"].get("time_zone") or settings.TIME_ZONE
    return datetime.combine(month.next().first_day, time(), ZoneInfo(zone))


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
