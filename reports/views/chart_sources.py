"""Which page a chart belongs to, and how its figures are counted again for whoever asks for it."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from reports.dashboards.drawings import Picture
from reports.dashboards.measures import book_of, main_of
from reports.dashboards.pictures import pictures
from reports.dashboards.view import View
from reports.dashboards.words import measure_words
from reports.views.dashboard import scope_of, today_of
from reports.views.indicators import of_indicator
from reports.views.next_villages import of_next_villages

Source = Callable[[HttpRequest, View, str], Picture | None]


def of_dashboard(request: HttpRequest, view: View, name: str) -> Picture | None:
    """One of Beranda's charts, of the offices and with the filters of the address."""
    if not request.user.has_perm("reports.view_dashboard"):
        raise PermissionDenied
    today = today_of(view.known)
    head = view.head(request.user)
    scope = scope_of(request.user, head, view.month, today, view.known)
    found = pictures(scope, book_of(scope, view), measure_words(main_of(view)))
    return next((each for each in found if each.name == name), None)


# A chart's name up to its first hyphen ("indikator-7") says which page draws it. A source checks
# its own permission, raises Http404 for what its reader does not see, and gives None where there
# is nothing to draw.
SOURCES: dict[str, Source] = {
    "tren": of_dashboard,
    "banding": of_dashboard,
    "indikator": of_indicator,
    "kebutuhan": of_next_villages,
}


def picture_of(request: HttpRequest, view: View, name: str) -> Picture | None:
    source = SOURCES.get(name.partition("-")[0])
    return source(request, view, name) if source else None
