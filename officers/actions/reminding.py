"""Every quarter hour: find what people should be reminded of, and tell them once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.db import transaction

from officers.actions.mail import send_waiting
from officers.models import Office
from officers.notices import Message, deliver
from officers.occasions import Moment

logger = logging.getLogger(__name__)
Source = Callable[[Moment, object], Iterator[Message]]


def remind(sources: Iterable[Source], *, beside: Callable[[Moment], object], at: datetime) -> int:
    """Tell what each source finds in each time zone, then mail what may go; counts new notices.

    `beside` makes what the sources of one zone share. No audit line: telling somebody changes no
    fact. A notice is committed before its letter is tried, so a mail server that is down costs
    nobody his notice.
    """
    told = 0
    for zone in Office.TimeZone:
        moment = Moment(at, zone)
        shared = beside(moment)
        told += sum(_tell(source, moment, shared) for source in sources)
    send_waiting(at=at)
    return told


def _tell(source: Source, moment: Moment, shared: object) -> int:
    """One sort of occasion in one time zone. A fault in it does not silence the others."""
    try:
        with transaction.atomic():
            return deliver(source(moment, shared), at=moment.at)
    except Exception:
        logger.exception("Reminders of %s failed in %s", source.__name__, moment.zone)
        return 0
