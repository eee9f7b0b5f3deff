"""Sessions, by what somebody types into the search box."""

from __future__ import annotations

from django.urls import reverse

from dbi_portal.lib.days import long_date
from dbi_portal.lib.finding import Group, Hit, best
from officers.models import User
from outreach.models import Session


def find_sessions(user: User, typed: str, *, limit: int, near: bool = False) -> Group | None:
    """By title or place, the newest first."""
    if not user.has_perm("outreach.view_session"):
        return None
    rows = Session.objects.visible_to(user).current().select_related("office")
    hits = [
        Hit(
            session.title,
            session.get_absolute_url(),
            f"{long_date(session.held_on)} · {session.place} · {session.office}",
            session.get_status_display(),
        )
        for session in best(rows.order_by("-held_on", "-pk"), typed, limit=limit, near=near)
    ]
    return Group("Kegiatan", hits, reverse("outreach:list"))
