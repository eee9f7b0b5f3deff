"""Beranda: what needs attention and how the month went, for whoever is signed in."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone

from dbi_portal.lib.kept import kept
from dbi_portal.lib.months import Month, NotAMonth
from dbi_portal.lib.pages.as_known import KnownOn, control, known_on
from officers.models import Office, User
from officers.roles import Role
from reports.dashboards.facts import MONTHS, gather
from reports.dashboards.latest import latest_month
from reports.dashboards.page import compose
from reports.dashboards.scope import Scope, scope_for
from villages.models import GuidedVillage

EARLIEST = Month(2000, 1)


def home(request):
    """The dashboard; a village official gets his village, a person without an office a sentence."""
    user = request.user
    if user.role == Role.VILLAGE_OFFICIAL:
        return _own_village(user)
    if not user.has_perm("reports.view_dashboard"):
        return render(request, "reports/dashboard/no_office.html")
    known = known_on(request)
    head, month = asked_for(request, known)
    today = today_of(known)
    # Two people of one role and office see the same page.
    name = ("home", user.role, user.office_id, head.pk, month, today, known)
    page = kept(name, lambda: drawn(user, head, month, today, known))
    page = page | {"as_known": control(request, known)}
    return render(request, "reports/dashboard/home.html", page)


def asked_for(request, known: KnownOn | None) -> tuple[Office, Month | None]:
    """Whose dashboard the address asks for, and which month; None when it names no month.

    An office this reader does not see is 404. A month that is none, or lies in the future, falls
    back to the latest with data, with a message.
    """
    text = request.GET.get("bulan", "")
    return _head(request), _month(request, text, today_of(known)) if text else None


def today_of(known: KnownOn | None) -> date:
    """The day the page is about: the one that is looked back to, or today."""
    return known.day if known else timezone.localdate()


def drawn(
    user: User, head: Office, month: Month | None, today: date, known: KnownOn | None = None
) -> dict:
    """The page's head and its content as HTML, for everybody of this role and office."""
    scope = scope_of(user, head, month, today, known)
    facts = gather(scope, today=today, known=known)
    dashboard = compose(facts, user=user, today=today, chosen=month is not None)
    content = render_to_string("reports/dashboard/content.html", {"dashboard": dashboard})
    return {"page": dashboard.page, "title": dashboard.title, "content": content}


def scope_of(
    user: User, head: Office, month: Month | None, today: date, known: KnownOn | None = None
) -> Scope:
    """The offices of that month; without a month, of the latest with data."""
    then = known and known.moment
    latest = month or latest_month(user, head, until=Month.of(today), known_at=then)
    month = latest or Month.of(today)
    return scope_for(user, head, month, months=MONTHS, today=today)


def _head(request) -> Office:
    code = request.GET.get("kantor", "")
    if not code or code == request.user.office.code:
        return request.user.office
    return get_object_or_404(Office.objects.visible_to(request.user), code=code)


def _month(request, text: str, today: date) -> Month | None:
    try:
        month = Month.parse(text)
        if month > Month.of(today):
            raise NotAMonth(f"{month.label} belum dimulai.")
        if month < EARLIEST:
            raise NotAMonth(f"{month.label} terlalu lama.")
    except NotAMonth as refused:
        messages.warning(request, f"{refused} Yang tampil bulan terakhir yang ada datanya.")
        return None
    return month


def _own_village(user: User):
    villages = list(GuidedVillage.objects.visible_to(user).values_list("pk", flat=True)[:2])
    if len(villages) == 1:
        return redirect("villages:detail", pk=villages[0])
    return redirect("villages:list")
