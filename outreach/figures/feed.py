"""Which sessions a calendar feed holds, with what their history tells of changes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet

from officers.audit import key_of
from officers.models import AuditEvent
from outreach.models import CalendarFeed, Session

BEHIND, AHEAD = timedelta(days=92), timedelta(days=366)


def feed_sessions(feed: CalendarFeed, *, today: date) -> QuerySet:
    """What the feed's owner may see now, from three months ago to a year ahead."""
    seen = Session.objects.visible_to(feed.user).current()
    seen = seen.filter(held_on__gte=today - BEHIND, held_on__lte=today + AHEAD)
    if feed.scope == CalendarFeed.Scope.OWN:
        own = Session.objects.filter(Q(officers__user=feed.user) | Q(created_by=feed.user))
        seen = seen.filter(pk__in=own.order_by().values("pk"))
    related = seen.select_related("office", "kind", "place_region")
    return related.prefetch_related("villages__region").order_by("held_on", "starts_at", "pk")


def changes_of(sessions: list[Session]) -> dict[int, tuple[int, datetime]]:
    """How many lines the audit trail has of each session, and when the last was written.

    A session has no counter of its own; its trail grows with every change and never shrinks, which
    is all that SEQUENCE and LAST-MODIFIED ask.
    """
    by_key = {key_of(session): session.pk for session in sessions}
    lines = AuditEvent.objects.filter(target__in=by_key).order_by().values("target")
    return {
        by_key[line["target"]]: (line["number"], line["last"])
        for line in lines.annotate(number=Count("pk"), last=Max("happened_at"))
    }


def roots_of(sessions: list[Session]) -> dict[int, str]:
    """The `client_id` of each session's first revision, by the session's id."""
    first = {session.pk: session for session in sessions}
    while behind := {row.corrects_id for row in first.values() if row.corrects_id}:
        found = Session.objects.only("pk", "client_id", "corrects_id").in_bulk(behind)
        first = {
            pk: found[row.corrects_id] if row.corrects_id else row for pk, row in first.items()
        }
    return {pk: str(row.client_id) for pk, row in first.items()}
