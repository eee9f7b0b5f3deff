"""Secret addresses of calendars: opened, exchanged for another, taken back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from officers import audit
from officers.models import User
from outreach.models import CalendarFeed


@transaction.atomic
def open_feed(*, scope: str, by: User, at: datetime) -> CalendarFeed:
    """The living address of that scope; asked twice, it is the same one."""
    _hold(by)
    living = _living(by, scope)
    if living:
        return living
    feed = CalendarFeed.objects.create(user=by, scope=scope)
    audit.record("outreach.calendarfeed.opened", by=by, target=feed, about=[by], scope=scope)
    return feed


@transaction.atomic
def renew_feed(*, scope: str, by: User, at: datetime) -> CalendarFeed:
    """A new address; whoever has the old one reads nothing any more."""
    revoke_feed(scope=scope, by=by, at=at)
    return open_feed(scope=scope, by=by, at=at)


@transaction.atomic
def revoke_feed(*, scope: str, by: User, at: datetime) -> None:
    """The address is dead from now on; nothing happens where there is none."""
    _hold(by)
    living = _living(by, scope)
    if living is None:
        return
    living.revoked_at = at
    living.save(update_fields=["revoked_at"])
    audit.record("outreach.calendarfeed.revoked", by=by, target=living, about=[by], scope=scope)


def _living(user: User, scope: str) -> CalendarFeed | None:
    return user.calendar_feeds.filter(scope=scope, revoked_at__isnull=True).first()


def _hold(user: User) -> None:
    """Two clicks at once come one after the other."""
    User.objects.select_for_update(no_key=True, of=["self"]).get(pk=user.pk)
