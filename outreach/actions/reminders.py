"""Every quarter hour: find what people should be reminded of, and tell them once."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from officers.actions.mail import send_waiting
from officers.models import Office
from officers.notices import deliver
from outreach.occasions import follow_ups, proposals, sessions
from outreach.occasions.moment import Moment
from outreach.occasions.people import People

logger = logging.getLogger(__name__)
SOURCES = (
    sessions.coming,
    sessions.of_today,
    sessions.unreported,
    sessions.returned,
    follow_ups.due_soon,
    follow_ups.overdue,
    proposals.waiting,
)


def remind(*, at: datetime) -> int:
    """Write what is new under people's bells, then mail what may go; returns the new notices.

    No audit line: telling somebody changes no fact. A notice is committed before its letter is
    tried, so a mail server that is down costs nobody his notice.
    """
    told = sum(_tell(Moment(at, zone), source) for zone in Office.TimeZone for source in SOURCES)
    send_waiting(at=at)
    return told


def _tell(moment: Moment, source) -> int:
    """One sort of occasion in one time zone. A fault in it does not silence the others."""
    try:
        with transaction.atomic():
            return deliver(source(moment, People()), at=moment.at)
    except Exception:
        logger.exception("Reminders of %s failed in %s", source.__name__, moment.zone)
        return 0
