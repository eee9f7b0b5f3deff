"""Every quarter hour: whose report is drafted, due or late, told once and mailed when it may."""

from __future__ import annotations

from datetime import datetime

from officers.actions import reminding
from reports.occasions import deadlines, escalation
from reports.occasions.desk import Desk

SOURCES = (
    deadlines.drafted,
    deadlines.due_soon,
    deadlines.due_today,
    deadlines.late,
    deadlines.still_back,
    escalation.late_below,
    escalation.late_for_long,
    escalation.late_kanwil,
)


def remind(*, at: datetime) -> int:
    """Write what is new under people's bells, then mail what may go; returns the new notices."""
    return reminding.remind(SOURCES, beside=Desk, at=at)
