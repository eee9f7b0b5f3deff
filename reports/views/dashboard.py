"""Beranda: what needs attention and how the month went, for whoever is signed in."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from dbi_portal.lib.months import Month, NotAMonth
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
    scope, chosen = asked_for(request)
    today = timezone.localdate()
    facts = gather(scope, today=today)
    dashboard = compose(facts, user=user, today=today, chosen=chosen)
    return render(
        request, "reports/dashboard/home.html", {"page": dashboard.page, "dashboard": dashboard}
    )


def asked_for(request) -> tuple[Scope, bool]:
    """Whose dashboard and which month the address asks for, and whether it named the month.

    An office this reader does not see is 404. A month that is none, or lies in the future, falls
    back to the latest with data, with a message.
    """
    head = _head(request)
    today = Month.of(timezone.localdate())
    text = request.GET.get("bulan", "")
    month = _month(request, text, today) if text else None
    chosen = month is not None
    month = month or latest_month(request.user, head, until=today) or today
    return scope_for(request.user, head, month, months=MONTHS), chosen


def _head(request) -> Office:
    code = request.GET.get("kantor", "")
    if not code or code == request.user.office.code:
        return request.user.office
    return get_object_or_404(Office.objects.visible_to(request.user), code=code)


def _month(request, text: str, today: Month) -> Month | None:
    try:
        month = Month.parse(text)
        if month > today:
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
