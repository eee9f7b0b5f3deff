from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from officers.models import Officer
from outreach.figures.credit import by_year, credited_consultations, credited_sessions
from outreach.models import Consultation, Session

NEWEST = 8
EVER = date(1945, 8, 17)


def officer_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """What an officer did while in service, as the part of his page that outreach draws.

    His own office reads the whole record; an office he left reads what he did there.
    """
    user, today = request.user, timezone.localdate()
    officer = get_object_or_404(Officer.objects.visible_to(user), pk=pk)
    own = Officer.objects.own_to(user).filter(pk=pk).exists()
    seen = Session.objects.visible_to(user)
    sessions = credited_sessions(officer, EVER, today)
    consultations = credited_consultations(officer, EVER, today)
    if not own:
        sessions = sessions.filter(pk__in=seen.values("pk"))
        asked = Consultation.objects.visible_to(user)
        consultations = consultations.filter(pk__in=asked.values("pk"))
    newest = list(sessions.select_related("kind", "office")[:NEWEST])
    openable = set(seen.filter(pk__in=[row.pk for row in newest]).values_list("pk", flat=True))
    context = {
        "officer": officer,
        "years": by_year(sessions, consultations) if user.has_perm("outreach.view_session") else [],
        "newest": [(row, row.pk in openable) for row in newest],
    }
    return render(request, "outreach/officer_panel.html", context)
