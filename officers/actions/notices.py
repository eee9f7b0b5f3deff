"""A person reads his notices. No audit line: it is his own desk, and nothing else changes."""

from __future__ import annotations

from datetime import datetime

from officers.models import Notice, User


def read_notice(*, notice: Notice, at: datetime) -> Notice:
    """He has seen it; a second look changes nothing."""
    if notice.read_at is None:
        Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=at)
        notice.read_at = at
    return notice


def read_all(*, by: User, at: datetime) -> int:
    """Everything told to `by` until now is read; returns how many were not yet."""
    return Notice.objects.visible_to(by).unread().update(read_at=at)
