"""What a late approval comes to: a sentence on a session's page, asked for by its URL name."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render

from outreach.models import Session
from reports.closing import correction_note

COUNTED = (Session.Status.APPROVED, Session.Status.SUPERSEDED)


def session_note(request, pk):
    """Empty where its month is open, or where it counts already."""
    sessions = Session.objects.visible_to(request.user).select_related("office")
    session = get_object_or_404(sessions, pk=pk)
    if not request.user.has_perm("reports.view_monthlyreport"):
        raise PermissionDenied
    open_still = session.status not in COUNTED
    note = correction_note(session.office, session.held_on) if open_still else ""
    return render(request, "reports/reports/closed_note.html", {"note": note})
