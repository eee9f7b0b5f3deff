"""Every quarter hour: find what people should be reminded of, and tell them once."""

from __future__ import annotations

from datetime import datetime

from officers.actions import reminding
from outreach.occasions import findings, follow_ups, proposals, sessions
from outreach.occasions.people import People

SOURCES = (
    sessions.coming,
    sessions.of_today,
    sessions.unreported,
    sessions.returned,
    follow_ups.due_soon,
    follow_ups.overdue,
    proposals.waiting,
    findings.due_soon,
    findings.overdue,
    findings.long_overdue,
)


def remind(*, at: datetime) -> int:
    """Write what is new under people's bells, then mail what may go; returns the new notices."""
    return reminding.remind(SOURCES, beside=lambda moment: People(), at=at)
