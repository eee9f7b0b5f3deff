from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from outreach.models import Consultation, Session
from outreach.views.chips import outcome_chip, status_chip
from villages.models import GuidedVillage

NEWEST = 8


def village_panel(request, pk):
    """Sessions and consultations of a village, as the part of its page that outreach draws.

    Whoever sees the village sees its history, also from when another office held it: what was
    approved then, without a link. Drafts stay with the office that writes them.
    """
    village = get_object_or_404(GuidedVillage.objects.visible_to(request.user), pk=pk)
    own = village.office_id == request.user.office_id
    may_add_finding = own and request.user.has_perm("outreach.add_finding")
    context = {"village": village, "sessions": [], "consultations": []}
    context["may_add_finding"] = may_add_finding  # how many there are is told to nobody here
    if request.user.has_perm("outreach.view_session"):
        context |= _sessions(request.user, village)
    if request.user.has_perm("outreach.view_consultation"):
        context |= _consultations(request.user, village)
    return render(request, "outreach/village_panel.html", context)


def _sessions(user, village) -> dict:
    own = Session.objects.visible_to(user)
    history = Q(status=Session.Status.APPROVED) | Q(pk__in=own.values("pk"))
    standing = Session.objects.current().filter(history, villages=village)
    served = standing.select_related("kind", "office")
    newest = list(served[:NEWEST])
    openable = set(own.filter(pk__in=[row.pk for row in newest]).values_list("pk", flat=True))
    return {
        "sessions": [(row, status_chip(row), row.pk in openable) for row in newest],
        "session_count": served.count(),
        "sessions_url": f"{reverse('outreach:list')}?village={village.pk}",
        "may_add_session": user.has_perm("outreach.add_session"),
    }


def _consultations(user, village) -> dict:
    own = Consultation.objects.visible_to(user)
    asked = village.consultations.select_related("topic", "office")
    newest = list(asked[:NEWEST])
    openable = set(own.filter(pk__in=[row.pk for row in newest]).values_list("pk", flat=True))
    return {
        "sees_consultations": True,
        "consultations": [(row, outcome_chip(row), row.pk in openable) for row in newest],
        "consultation_count": asked.count(),
        "consultations_url": f"{reverse('outreach:consultation-list')}?village={village.pk}",
        "may_add_consultation": user.has_perm("outreach.add_consultation"),
    }
