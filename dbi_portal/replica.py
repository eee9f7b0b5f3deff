"""Dashboards are read from the replica, where there is one; whoever writes is remembered."""

from __future__ import annotations

from contextlib import ExitStack

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch

from dbi_portal.lib import standby
from dbi_portal.lib.reading import REPLICA, reading_from_replica, server_asked

READS = ("GET", "HEAD")

# Pages that only look, and look at much. Whatever a person works on step by step stays with the
# primary: a register must show the line that was saved a moment ago by somebody else as well.
DASHBOARDS = frozenset(
    {
        "home",
        "public-villages",
        "open-data",
        "open-data-catalogue",
        "open-data-file",
        "open-data-set",
        "reports:chart",
        "reports:chart-file",
        "reports:drill",
        "reports:pivot",
        "reports:pivot-rows",
        "reports:indicator-list",
        "reports:map",
        "reports:map-points",
        "reports:map-borders",
        "reports:map-panel",
        "reports:next-villages",
        "reports:data-quality",
        "reports:village-panel",
        "reports:figure-origin",
        "outreach:coverage",
    }
)
SPACE = "api"  # a whole part of the address space that only reads


class DashboardsFromReplica:
    """Chooses the server for a page, and draws it from the primary when the replica fails."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with ExitStack() as request.server:
            response = self.get_response(request)
        if standby.is_there() and request.method not in READS and request.user.is_authenticated:
            standby.mark_written(request.user.pk)
        return response

    def process_view(self, request, view, args, kwargs):
        if standby.is_there() and request.method in READS and _only_looks(request.resolver_match):
            request.server.enter_context(reading_from_replica(request.user.pk))

    def process_exception(self, request: HttpRequest, exception: Exception):
        """A page that only reads may be asked for again, of the other server."""
        lost = isinstance(exception, (OperationalError, InterfaceError))
        if not lost or server_asked() != REPLICA:
            return None
        standby.failed(exception)
        request.server.close()
        match = request.resolver_match
        response = match.func(request, *match.args, **match.kwargs)
        return response.render() if hasattr(response, "render") else response


def _only_looks(match: ResolverMatch) -> bool:
    spaces = (name.partition("-")[0] for name in match.namespaces)
    return match.view_name in DASHBOARDS or SPACE in spaces
