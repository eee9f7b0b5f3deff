"""Pivot: rows by columns, chosen by the reader, on the screen or as a file."""

from __future__ import annotations

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from dbi_portal.lib.days import long_date
from dbi_portal.lib.kept import kept
from dbi_portal.lib.pages.as_known import control
from dbi_portal.lib.pages.exports import TYPES, table_response
from dbi_portal.lib.pages.parts import Crumb, PageHead
from officers.seen import seen_as
from reports.dashboards.ignored import point_out
from reports.dashboards.pivot.choice import SOURCES, Choice, axes_of
from reports.dashboards.pivot.page import file_headers, file_rows, pivot_of
from reports.dashboards.view import View
from reports.figures.pivot.axes import COUNTS
from reports.views.analysis import Asked, around, asked_by
from reports.views.saved_views import saved_views


@require_safe
@permission_required("reports.view_dashboard", raise_exception=True)
def pivot(request: HttpRequest) -> HttpResponse:
    choice = Choice.of(request.GET)
    point_out(request, choice.words)
    asked = asked_by(request, choice.settled(View.read(request), request.GET))
    kind = request.GET.get("unduh")
    if kind in TYPES:
        return _file(kind, choice, asked)
    return render(request, "reports/pivot/page.html", _page(request, choice, asked))


def _page(request: HttpRequest, choice: Choice, asked: Asked) -> dict:
    user, query = request.user, asked.view.query(**choice.words)
    name = ("pivot", *seen_as(user), choice, *asked.name)
    drawn = kept(name, lambda: _drawn(choice, asked, user))
    return {
        **drawn,
        **around(request, asked, here="reports:pivot", extra=choice.words.items()),
        "page": _head(asked),
        "choice": choice,
        "filters": asked.view.words.items(),
        "sources": [(key, label, f"?{asked.view.query(data=key)}") for key, label in SOURCES],
        "axes": axes_of(choice.source),
        "counts": COUNTS,
        "files": [(each.upper(), f"?{query}&unduh={each}") for each in TYPES],
        "as_known": control(request, asked.view.known),
        "saved": saved_views(request, page="pivot", query=query),
    }


def _drawn(choice: Choice, asked: Asked, user) -> dict:
    shown = pivot_of(choice, asked.view, asked.scope, user=user)
    content = render_to_string("reports/pivot/table.html", {"pivot": shown, "table": shown.table})
    return {"title": shown.title, "content": content}


def _head(asked: Asked) -> PageHead:
    lead = f"{asked.scope.head.short_name}. Pilih baris, kolom, dan apa yang dihitung."
    return PageHead(
        title="Pivot", lead=lead, crumbs=[Crumb("Beranda", asked.view.link("home")), Crumb("Pivot")]
    )


def _file(kind: str, choice: Choice, asked: Asked) -> HttpResponse:
    """Every row there is, whatever the screen holds; what must be known stands above the table."""
    whole = pivot_of(choice, asked.view, asked.scope, user=None)
    office = asked.scope.head.name
    told = " ".join([f"{office}.", *whole.notes, f"Diunduh {long_date(timezone.localdate())}."])
    rows = file_rows(whole.table)
    headers = file_headers(whole.table)
    return table_response(kind, title=whole.title, note=told, headers=headers, rows=rows)
