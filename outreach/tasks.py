"""Doors for Celery. Each calls one action."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from outreach.actions import reminders


@shared_task
def remind() -> int:
    """Tell people what is ahead, late or sent back, and mail what waits; returns what was new."""
    return reminders.remind(at=timezone.now())
