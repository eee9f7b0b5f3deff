"""The history of any row a person sees: a part of the row's page, or a page of its own."""

from __future__ import annotations

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from dbi_portal.lib.pages import Crumb, PageHead
from dbi_portal.lib.pages.lists import page_links
from officers.history import events_about, told
from officers.history_words import RIGHTS
from officers.models import User

RIGHT = "officers.view_history"
PER_PAGE = 10


def history(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    """What happened to the row `label` ("villages.guidedvillage") number `pk`.

    404 for a row the reader does not see, as on the row's own page, and for whom no history is
    told (village officials). Asked by htmx it is the panel, or the next lines of it.
    """
    row = row_for(request.user, label, pk)
    page = Paginator(events_about(row), PER_PAGE).get_page(request.GET.get("page"))
    zone = getattr(request.user.office, "time_zone", None)
    changes = told(page.object_list, of=row, zone=zone)
    context = {"row": row, "changes": changes, "page_obj": page, "zone": zone}
    context["address"] = request.path
    if request.htmx:
        part = "officers/history/lines.html" if page.number > 1 else "officers/history/panel.html"
        return render(request, part, context)
    context |= {"page": head(row), "pages": page_links(page, request.GET)}
    return render(request, "officers/history/page.html", context)


def row_for(user: User, label: str, pk: int) -> Model:
    try:
        rows = apps.get_model(label)._default_manager.all()
    except (LookupError, ValueError) as unknown:
        raise Http404 from unknown
    if not (hasattr(rows, "visible_to") and user.has_perm(RIGHT)):
        raise Http404
    seen = getattr(rows, "told_to", rows.visible_to)  # where a history is told to fewer
    row = get_object_or_404(seen(user), pk=pk)
    if not user.has_perm(right_to(row)):
        raise PermissionDenied
    return row


def right_to(row: Model) -> str:
    """What opens the row's own page."""
    meta = row._meta
    return RIGHTS.get(meta.label, f"{meta.app_label}.view_{meta.model_name}")


def head(row: Model) -> PageHead:
    crumbs = [Crumb("Beranda", reverse("home"))]
    if hasattr(row, "get_absolute_url"):
        crumbs.append(Crumb(str(row), row.get_absolute_url()))
    return PageHead(
        title="Riwayat perubahan", lead=str(row), crumbs=[*crumbs, Crumb("Riwayat perubahan")]
    )
