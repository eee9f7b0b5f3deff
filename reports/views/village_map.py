"""Peta: villages by need and effort, as a picture one can move about in and as the same table."""

from __future__ import annotations

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

from dbi_portal.lib.kept import kept
from dbi_portal.lib.pages.exports import TYPES, table_response
from dbi_portal.lib.pages.lists import export_links, page_links
from dbi_portal.lib.pages.parts import Crumb, PageHead
from reports.dashboards.ignored import point_out
from reports.dashboards.map import rows
from reports.dashboards.map.asked import MapAsked
from reports.dashboards.map.choice import Choice
from reports.dashboards.map.sketch import sketch_of
from reports.dashboards.map.switches import legend, switches
from reports.dashboards.map.told import borders_told, points_told
from reports.views.analysis import Asked, around, asked_by
from villages.views.land import local_only, map_settings

SEES = permission_required("reports.view_dashboard", raise_exception=True)


@require_safe
@SEES
def village_map(request: HttpRequest) -> HttpResponse:
    look = _look(request)
    point_out(request, look.choice.chosen)
    kind = request.GET.get("unduh")
    if kind in TYPES:
        return _file(kind, look, request)
    asked = [request.GET.get(name, "") for name in ("urut", "page")]
    content = kept(("map-page", *asked, *look.name), lambda: _drawn(look, request))
    title = f"Peta {look.scope.head.short_name}"
    crumbs = [Crumb("Beranda", look.view.link("home")), Crumb("Peta")]
    page = PageHead(title=title, lead=look.months, crumbs=crumbs)
    return local_only(
        render(
            request,
            "reports/map/page.html",
            {"page": page, "content": content, "settings": _settings(look)},
        )
    )


@gzip_page
@conditional_page
@require_safe
@SEES
def map_points(request: HttpRequest) -> HttpResponse:
    """The points as JSON; a browser that has them already is told so."""
    look = _look(request)
    return _json(kept(("map-told", *look.name), lambda: points_told(look)))


@gzip_page
@conditional_page
@require_safe
@SEES
def map_borders(request: HttpRequest) -> HttpResponse:
    """Borders with their class; empty where the address asks for none."""
    look = _look(request)
    told = kept(("map-borders", *look.name), lambda: borders_told(look)) if look.areas else {}
    return _json({"areas": []} | told)


@require_safe
@SEES
def map_panel(request: HttpRequest) -> HttpResponse:
    """The small drawing on Beranda, a part of its own; nothing where there is nothing to draw."""
    look = _look(request)
    found = kept(("map-sketch", *look.name), lambda: sketch_of(look))
    return render(request, "reports/dashboard/map_panel.html", {"sketch": found})


def _look(request: HttpRequest) -> MapAsked:
    asked, choice = asked_by(request), Choice.of(request.GET)
    return MapAsked(asked.view, asked.scope, asked.today, choice, request.user)


def _json(told: dict) -> JsonResponse:
    answer = JsonResponse(told, json_dumps_params={"separators": (",", ":")})
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _settings(look: MapAsked) -> dict:
    query = look.query()
    borders = f"{reverse('reports:map-borders')}?{query}" if look.choice.areas else ""
    points = f"{reverse('reports:map-points')}?{query}"
    return map_settings() | {"points": points, "borders": borders, "fill": look.choice.fill}


def _drawn(look: MapAsked, request: HttpRequest) -> str:
    """Everything beneath the page's head, for everybody of this role and office."""
    sorting = rows.sorting_of(request.GET, look.need)
    ordered = rows.ordered(look.mapped.points, sorting)
    page = Paginator(ordered, rows.AT_ONCE).get_page(request.GET.get("page"))
    extra = look.choice.words.items()
    context = {
        **around(
            request, Asked(look.view, look.scope, look.today), here="reports:map", extra=extra
        ),
        "look": look,
        "notes": list(look.notes()),
        "switches": switches(look),
        "legend": legend(look),
        "headers": sorting.headers(request.GET),
        "rows": rows.drawn(page.object_list, look.need),
        "number": len(ordered),
        "page_obj": page,
        "pages": page_links(page, request.GET),
        "exports": export_links(request.GET),
    }
    return render_to_string("reports/map/content.html", context)


def _file(kind: str, look: MapAsked, request: HttpRequest) -> HttpResponse:
    """Every village of the map, sorted as on the screen."""
    sorting = rows.sorting_of(request.GET, look.need)
    told = [f"{look.scope.head.name}, {look.months}.", f"Kebutuhan: {look.need}.",
            *look.notes()]  # fmt: skip
    return table_response(
        kind,
        title="Desa pada peta",
        note=" ".join(told),
        headers=rows.HEADERS,
        rows=rows.file_rows(rows.ordered(look.mapped.points, sorting)),
    )
