from __future__ import annotations

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from officers.models import Officer
from villages.models import Assignment
from villages.views.assignments import standing_chip


def officer_panel(request, pk):
    """The villages an officer serves and served, as a part of his page."""
    officer = get_object_or_404(Officer.objects.visible_to(request.user), pk=pk)
    postings = (
        Assignment.objects.visible_to(request.user)
        .filter(officer=officer)
        .select_related("village__region", "office")
        .with_standing(timezone.localdate())
        .order_by("-starts_on", "-pk")
    )
    return render(
        request,
        "villages/officer_panel.html",
        {
            "officer": officer,
            "postings": [(posting, standing_chip(posting)) for posting in postings],
            "may_post": request.user.has_perm("villages.add_assignment"),
        },
    )
