"""Offices and officers, by what somebody types into the search box."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from dbi_portal.lib.finding import Group, Hit, Slips, best
from dbi_portal.lib.text import squash
from officers.models import Office, Officer, User


def find_officers(user: User, typed: str, *, limit: int, near: Slips | None = None) -> Group | None:
    if not user.has_perm("officers.view_officer"):
        return None
    rows = Officer.objects.visible_to(user).select_related("office")
    found = best(rows, typed, limit=limit, near=near)
    hits = [
        Hit(each.name, each.get_absolute_url(), _words(each.position, each.office.short_name))
        for each in found
    ]
    return Group("Petugas", hits, reverse("officers:list"))


def find_offices(user: User, typed: str, *, limit: int, near: Slips | None = None) -> Group | None:
    """By name, code, seat or any other way people write the office."""
    if near or not user.has_perm("officers.view_office"):
        return None
    key = squash(typed)
    hits = [
        Hit(office.short_name, office.get_absolute_url(), office.name)
        for office in _offices(user, typed, key)[:limit]
    ]
    return Group("Kantor", hits, reverse("officers:office-list"))


def _offices(user: User, typed: str, key: str):
    """A few hundred rows at most, so no column of their own is kept for them."""
    rows = Office.objects.visible_to(user)
    words = typed.split()
    by_words = Q()
    for word in words:
        by_words &= Q(name__icontains=word) | Q(short_name__icontains=word)
    named = Q(aliases__key__contains=key) | Q(code__icontains=typed.strip()) | by_words
    return rows.filter(named | Q(city__istartswith=typed.strip())).distinct().order_by("name")


def _words(*words: str) -> str:
    return " · ".join(word for word in words if word)
