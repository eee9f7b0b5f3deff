"""Siapa boleh apa: the table of rights in words, and who in one's office has which role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dbi_portal.lib.pages.parts import Crumb, PageHead
from officers import rights
from officers.models import User
from officers.roles import Role


def rights_page(request: HttpRequest) -> HttpResponse:
    """Open to everyone who is signed in: nobody's rights are a secret."""
    bearers = rights.bearers()
    asked = request.GET.get("peran", "")
    chosen = next((each for each in bearers if each.key == asked), own_bearer(request, bearers))
    return render(
        request,
        "officers/rights.html",
        {
            "page": PageHead(
                "Siapa boleh apa",
                lead="Apa yang boleh dilakukan mengikuti peran; data siapa yang terlihat mengikuti "
                "kantor: Kanim miliknya sendiri, Kanwil kantor-kantor di bawahnya, pusat semua.",
                crumbs=[Crumb("Beranda", reverse("home")), Crumb("Siapa boleh apa")],
            ),
            "bearers": bearers,
            "chosen": chosen,
            "groups": rights.sentences(chosen.held) if chosen else [],
            "matrix": rights.matrix(bearers),
            "colleagues": colleagues(request.user),
        },
    )


def own_bearer(request: HttpRequest, bearers: list[rights.Bearer]) -> rights.Bearer | None:
    user = request.user
    mine = [each for each in bearers if each.role == user.role]
    return mine[-1 if user.sees_all_offices else 0] if mine else None


def colleagues(user: User) -> list[tuple[str, list[User]]]:
    """(role, its people) of the reader's own office, in the order of the roles."""
    if user.office_id is None or user.role == Role.VILLAGE_OFFICIAL:
        return []
    people = User.objects.filter(office=user.office_id, is_active=True).order_by("full_name")
    return [
        (role.label, found)
        for role in Role
        if (found := [each for each in people if each.role == role])
    ]
