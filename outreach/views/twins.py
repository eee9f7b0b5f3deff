"""Rows of a list that are probably one, drawn into it after it has come."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import render

from outreach.figures.likeness import institution_twins, venue_twins

MOST = 10


def institutions(request):
    return _twins(
        request, "outreach.change_institution", "outreach:institution-merge", institution_twins
    )


def venues(request):
    user = request.user
    offices = None if user.is_anonymous or user.sees_all_offices else user.visible_office_ids
    return _twins(
        request,
        "outreach.change_venue",
        "outreach:venue-merge",
        lambda limit: venue_twins(offices, limit=limit),
    )


def _twins(request, permission: str, merge: str, find):
    """For whoever may merge; nobody else has a use for the list."""
    if not request.user.has_perm(permission):
        raise PermissionDenied
    return render(request, "outreach/parts/twins.html", {"twins": find(limit=MOST), "merge": merge})
