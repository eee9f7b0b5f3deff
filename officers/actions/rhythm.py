"""When a person's letter is due: at once, once a day, or once a week; by his office's own clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from dbi_portal.lib.days import in_zone
from officers.models import User
from officers.models.user import MailRhythm

# What was told until noon goes out the same day, should the morning's letter have been empty or
# late. What comes later waits for the next one.
CLOSES = time(12)
DIGESTS = (MailRhythm.DAILY, MailRhythm.WEEKLY)
# Whoever switches mail on gets news, not history. A week's letter that is late by two more weeks,
# because a server was down, still holds everything.
STALE = {MailRhythm.WEEKLY: timedelta(days=21)}
STALE_USUALLY = timedelta(days=7)


def fresh(at: datetime) -> Q:
    """Of notices: those that are news still for whoever they were told to."""
    found = Q(created_at__gte=at - STALE_USUALLY)
    for rhythm, span in STALE.items():
        found |= Q(user__mail_rhythm=rhythm, created_at__gte=at - span)
    return found


def is_due(user: User, *, first: datetime, at: datetime) -> bool:
    """Whether the letter may go now, `first` being the oldest notice it would hold.

    A letter that could not leave on its day is due on the days after it.
    """
    if user.mail_rhythm not in DIGESTS:
        return user.mail_rhythm == MailRhythm.AT_ONCE
    since = _since(user, local_day(user, at))
    if user.digest_on and user.digest_on >= since:
        return False
    return first < datetime.combine(since, CLOSES, tzinfo=ZoneInfo(user.office.time_zone))


def local_day(user: User, at: datetime) -> date:
    """Which day it is in the person's office; without an office, in the portal's own zone."""
    return in_zone(at, user.office.time_zone if user.office else "Asia/Jakarta").date()


def _since(user: User, today: date) -> date:
    """The first day of the letter's own day or week."""
    if user.mail_rhythm == MailRhythm.WEEKLY:
        return today - timedelta(days=today.weekday())
    return today
