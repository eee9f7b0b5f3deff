"""Who served where, over time: a part of an officer's page, and one of a village's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from officers.models import Officer, User
from villages.figures import lives
from villages.models import Assignment, Decree, GuidedVillage, StepOfficer
from villages.views.assignments import standing_chip

BADGES = StepOfficer.objects.filter(step__voided_at__isnull=True).select_related(
    "officer", "step__village__region"
)


def officer_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The villages an officer serves and served, with his posts, badges and papers beside them."""
    user, today = request.user, timezone.localdate()
    officer = get_object_or_404(Officer.objects.visible_to(user), pk=pk)
    own = Officer.objects.own_to(user).filter(pk=pk).exists()
    postings = list(
        Assignment.objects.visible_to(user)
        .filter(officer=officer)
        .select_related("village__region", "office", "officer", "decree")
        .with_standing(today)
        .order_by("-starts_on", "-pk")
    )
    posts = officer.posts.select_related("office")
    spans = [
        *lives.of_posts(posts if own else posts.visible_to(user)),
        *lives.of_postings(postings, of_village=False),
        *lives.of_badges(BADGES.visible_to(user).filter(officer=officer), of_village=False),
        *lives.of_papers(_papers(user).filter(officers=officer)),
    ]
    context = {
        "officer": officer,
        "postings": [(posting, standing_chip(posting)) for posting in postings],
        "life": lives.life(spans, today=today),
        "may_post": own and not officer.left_on and user.has_perm("villages.add_assignment"),
    }
    return render(request, "villages/officer_panel.html", context)


def village_officers(request: HttpRequest, pk: int) -> HttpResponse:
    """The officers of a village over time: whoever sees the village sees its whole history."""
    user, today = request.user, timezone.localdate()
    village = get_object_or_404(GuidedVillage.objects.visible_to(user), pk=pk)
    postings = village.assignments.select_related("officer", "decree", "village__region")
    seen = set(
        Assignment.objects.visible_to(user).filter(village=village).values_list("pk", flat=True)
    )
    may = user.has_perm("villages.view_assignment")
    spans = [
        *lives.of_postings(
            [posting for posting in postings if posting.pk in seen], of_village=True, opens=may
        ),
        *lives.of_postings(
            [posting for posting in postings if posting.pk not in seen],
            of_village=True,
            opens=False,
        ),
        *lives.of_badges(BADGES.filter(step__village=village), of_village=True),
        *lives.of_papers(_papers(user).filter(villages=village)),
    ]
    context = {
        "village": village,
        "life": lives.life(spans, today=today),
        "serving": postings.on(today).count(),
        "may_post": user.has_perm("villages.add_assignment"),
    }
    return render(request, "villages/village_officers.html", context)


def _papers(user: User):
    """SK and surat tugas the reader may open; none for a village official."""
    if not user.has_perm("villages.view_decree"):
        return Decree.objects.none()
    return Decree.objects.visible_to(user)
