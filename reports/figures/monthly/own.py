"""Whose sessions a report tells of: those its offices held, and others' in their villages."""

from __future__ import annotations

from officers.roles import OfficeKind
from reports.figures.monthly.content import MonthlyFigures, SessionLine

Sessions = tuple[SessionLine, ...]


def own_sessions(figures: MonthlyFigures) -> Sessions:
    """Held by the office itself, or by one of those it sums."""
    if figures.letterhead.kind == OfficeKind.CENTRE:
        return figures.sessions
    names = {figures.letterhead.short_name, *(office.name for office in figures.offices)}
    return tuple(session for session in figures.sessions if session.office in names)


def others_sessions(figures: MonthlyFigures) -> Sessions:
    """Held by other offices for villages of this one."""
    own = {session.id for session in own_sessions(figures)}
    return tuple(session for session in figures.sessions if session.id not in own)
