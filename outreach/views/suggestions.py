"""Names offered while somebody types."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse

from outreach.figures.likeness import suggested, suggested_venues
from outreach.models import Venue

MOST = 10


def institution_search(request):
    """`?q=bp3` → {"results": [{"name", "note"}]}: institutions are everyone's."""
    if not request.user.has_perm("outreach.view_consultation"):
        raise PermissionDenied
    found = suggested(request.GET.get("q", "")[:100].replace("\0", ""))[:MOST]
    return _answer({"name": row.name, "note": ""} for row in found)


def venue_search(request):
    """`?q=balai` → {"results": [{"name", "note"}]}: places of offices this person sees."""
    if not request.user.has_perm("outreach.view_consultation"):
        raise PermissionDenied
    venues = Venue.objects.visible_to(request.user).select_related("region", "office")
    found = suggested_venues(venues, request.GET.get("q", "")[:100].replace("\0", ""))[:MOST]
    return _answer(
        {"name": row.name, "note": row.region.name if row.region else row.office.short_name}
        for row in found
    )


def _answer(rows) -> JsonResponse:
    return JsonResponse({"results": list(rows)}, headers={"Cache-Control": "private, no-store"})
