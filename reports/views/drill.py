"""Telusuri: from a total to offices, months, villages, and at last to the rows or sessions."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.template.loader import render_to_string

from dbi_portal.lib.kept import kept_by_itself
from dbi_portal.lib.months import Month
from dbi_portal.lib.pages.as_known import control
from officers.models import Office, User
from officers.seen import seen_as
from reports.dashboards.analysis import analysis_links
from reports.dashboards.drill.asked import Drill
from reports.dashboards.drill.page import compose
from reports.dashboards.filter_bar import filter_bar
from reports.dashboards.ignored import point_out
from reports.dashboards.view import View
from reports.views.dashboard import month_of, scope_of, today_of


def drill(request):
    """One step of the way down; an office the reader does not see is 404."""
    user = request.user
    if not user.has_perm("reports.view_dashboard"):
        raise PermissionDenied
    view = View.read(request)
    head, today = view.head(user), today_of(view.known)
    asked = Drill.of(request.GET, view)
    point_out(request, asked.chosen)
    # The latest month rests on sessions, too; what is drawn of a month rests on its own tables.
    month = month_of(user, head, view.month, today, view.known)
    name = ("drill", *seen_as(user), head.pk, view, month, today)
    page = kept_by_itself(
        (*name, tuple(asked.words.items())), lambda: drawn(user, head, asked, today, month)
    )
    return render(
        request, "reports/drill/page.html", page | {"as_known": control(request, view.known)}
    )


def drawn(user: User, head: Office, asked: Drill, today: date, month: Month) -> dict:
    """Head and content for everybody of this role and office."""
    view = asked.view
    scope = scope_of(user, head, month, today, view.known)
    found = compose(asked, scope, user=user)
    extra = [(name, text) for name, text in asked.words.items() if text]
    parts = {
        "drill": found,
        "bar": filter_bar(view, user=user, head=head, month=scope.month, today=today, extra=extra),
        "analysis": analysis_links(view, here="reports:drill"),
    }
    content = render_to_string("reports/drill/content.html", parts)
    return {"page": found.page, "title": f"Telusuri: {found.page.title}", "content": content}
