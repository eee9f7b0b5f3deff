"""Sessions and institutions, by what somebody types into the search box."""

from __future__ import annotations

from django.urls import reverse

from dbi_portal.lib.days import long_date
from dbi_portal.lib.finding import Group, Hit, Slips, best
from dbi_portal.lib.text import squash
from officers.models import User
from outreach.models import Institution, Session


def find_sessions(user: User, typed: str, *, limit: int, near: Slips | None = None) -> Group | None:
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


def find_institutions(
    user: User, typed: str, *, limit: int, near: Slips | None = None
) -> Group | None:
    """By any spelling, also one the institution had before it was merged."""
    if not user.has_perm("outreach.view_consultation"):
        return None
    rows = Institution.objects.order_by("name")
    found = best(rows, typed, limit=limit, near=near) or ([] if near else _former(typed, limit))
    hits = [Hit(each.name, each.get_absolute_url()) for each in found]
    return Group("Instansi", hits, reverse("outreach:institution-list"))


def _former(typed: str, limit: int) -> list[Institution]:
    return list(Institution.objects.filter(aliases__key=squash(typed))[:limit])
