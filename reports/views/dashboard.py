"""Beranda: what needs attention and how the month went, for whoever is signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone

from dbi_portal.lib.kept import kept
from dbi_portal.lib.months import Month
from dbi_portal.lib.noting import noting, request_noted
from dbi_portal.lib.pages.as_known import KnownOn, control
from officers import policy
from officers.models import Office, User
from officers.roles import Role
from officers.seen import seen_as
from reports.dashboards.analysis import analysis_links
from reports.dashboards.facts import Facts, gather
from reports.dashboards.filter_bar import filter_bar
from reports.dashboards.latest import latest_month
from reports.dashboards.measures import MONTHS
from reports.dashboards.page import compose
from reports.dashboards.scope import Scope, scope_for
from reports.dashboards.view import View
from villages.models import GuidedVillage


def home(request):
    """The dashboard; a village official gets his village, a person without an office a sentence."""
    user = request.user
    if user.role == Role.VILLAGE_OFFICIAL:
        return _own_village(user)
    if not user.has_perm("reports.view_dashboard"):
        return render(request, "reports/dashboard/no_office.html")
    view = View.read(request)
    head, today = view.head(user), today_of(view.known)
    # Two people of one role and office see the same page.
    name = ("home", *seen_as(user), head.pk, view, today)
    page = kept_until_due(name, lambda: drawn(user, head, view, today))
    page = page | {"as_known": control(request, view.known), "query": view.query()}
    return render(request, "reports/dashboard/home.html", page)


def kept_until_due(name: tuple, make: Callable[[], dict]) -> dict:
    """A deadline passes within hours without anybody writing: what was kept before is old then."""
    page, now = kept(name, make), timezone.now()
    while page["due"] and page["due"] < now:
        name = (*name, page["due"])
        page = kept(name, make)
    return page


def today_of(known: KnownOn | None) -> date:
    """The day the page is about: the one that is looked back to, or today."""
    return known.day if known else timezone.localdate()


def drawn(user: User, head: Office, view: View, today: date) -> dict:
    """The page's head, today's work and the rest as HTML, for everybody of this role and office.

    `due`: from when on today's work is another though nothing was written.
    """
    facts = facts_of(user, head, view, today)
    with policy.remembered():
        dashboard = compose(facts, user=user, today=today, chosen=view.month is not None)
    parts = {
        "dashboard": dashboard,
        "bar": filter_bar(view, user=user, head=head, month=facts.month, today=today),
        "analysis": analysis_links(view, here="home"),
    }
    work = render_to_string("reports/dashboard/work.html", parts)
    content = render_to_string("reports/dashboard/content.html", parts)
    head = {"page": dashboard.page, "title": dashboard.title, "lead": dashboard.lead}
    due = facts.waiting and facts.waiting.next_deadline
    return head | {"work": work, "content": content, "due": due}


def facts_of(user: User, head: Office, view: View, today: date) -> Facts:
    """What the page says, in parts that are kept for everybody who sees and may do the same."""
    before = request_noted().tables if request_noted() else frozenset()  # of the reader and `head`
    month = month_of(user, head, view.month, today, view.known)
    with noting() as read:
        scope = scope_for(user, head, month, months=MONTHS, today=today)
    now = timezone.now() if user.has_perm("outreach.view_finding") else None
    facts = gather(scope, today=today, known=view.known, view=view, findings_at=now)
    name = ("part of home", *seen_as(user), head.pk, view, month, today)
    return replace(facts, name=name, read=before | read.tables)


def scope_of(
    user: User, head: Office, month: Month | None, today: date, known: KnownOn | None = None
) -> Scope:
    """The offices of that month; without a month, of the latest with data."""
    month = month_of(user, head, month, today, known)
    return scope_for(user, head, month, months=MONTHS, today=today)


def month_of(
    user: User, head: Office, month: Month | None, today: date, known: KnownOn | None = None
) -> Month:
    then = known and known.moment
    latest = month or latest_month(user, head, until=Month.of(today), known_at=then)
    return latest or Month.of(today)


def _own_village(user: User):
    villages = list(GuidedVillage.objects.visible_to(user).values_list("pk", flat=True)[:2])
    if len(villages) == 1:
        return redirect("villages:detail", pk=villages[0])
    return redirect("villages:list")
