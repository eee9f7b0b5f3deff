"""What every analysis page begins with: whose figures, which month, the filters, the links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.generic import TemplateView

from dbi_portal.lib.pages import Action, HeadMixin
from dbi_portal.lib.pages.access import ScopedMixin
from dbi_portal.lib.pages.exports import TYPES
from officers.models import User
from officers.seen import kept_for
from reports.dashboards.analysis import analysis_links
from reports.dashboards.filter_bar import filter_bar
from reports.dashboards.ignored import point_out
from reports.dashboards.scope import Scope
from reports.dashboards.scope_shown import scope_shown
from reports.dashboards.view import View


@dataclass(frozen=True)
class Asked:
    """The filters of the address, and the offices of the month that is shown."""

    view: View
    scope: Scope
    today: date

    @property
    def name(self) -> tuple:
        """What a kept page depends on besides its reader's role and office."""
        return (self.view, self.scope.head.pk, self.scope.month, self.today)


def asked_by(request: HttpRequest, view: View | None = None) -> Asked:
    """Read the address: another one's office is 404, a month to come the latest with data."""
    view = view or View.read(request)
    today = view.known.day if view.known else timezone.localdate()
    head = view.head(request.user)
    return Asked(view, scope_shown(request.user, head, view, today=today), today)


def around(
    request: HttpRequest, asked: Asked, *, here: str, extra: Iterable[tuple[str, str]] = ()
) -> dict:
    """The filter form and the row of links for a page's context."""
    bar = drawn_bar(request.user, asked.view, asked.scope, today=asked.today, extra=extra)
    return {"bar": bar, "analysis": analysis_links(asked.view, here=here)}


def drawn_bar(
    user: User, view: View, scope: Scope, *, today: date, extra: Iterable[tuple[str, str]] = ()
) -> str:
    """The filters as HTML, kept: the centre chooses among every office and regency.

    `extra`: the page's own words of the address, kept while one filters.
    """
    head, month, extra = scope.head, scope.month, tuple(extra)

    def draw() -> str:
        bar = filter_bar(view, user=user, head=head, month=month, today=today, extra=extra)
        return render_to_string("reports/dashboard/filter_bar.html", {"bar": bar})

    return kept_for(user, ("filter bar", head.pk, view, month, today, extra), draw)


class AnalysisList(ScopedMixin, HeadMixin, TemplateView):
    """A list with the filters of every analysis page, saved as a file by unduh=.

    `asked_class.of(user, view, query, today=)` reads the address; it has `query()`, the address
    of the page, and `chosen`, what the page's own words are set to.
    """

    permission = "reports.view_dashboard"
    asked_class: type

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.check_permission()
        self.view_asked = View.read(request)
        point_out(request, self.asked.chosen)
        if request.GET.get("unduh") in TYPES:
            return self.download(request.GET["unduh"])
        return super().get(request, *args, **kwargs)

    @cached_property
    def asked(self):
        user, query, today = self.request.user, self.request.GET, timezone.localdate()
        return self.asked_class.of(user, self.view_asked, query, today=today)

    def get_others(self) -> list[Action]:
        query = self.asked.query()
        return [
            Action(f"Unduh ({kind.upper()})", f"?{query}&unduh={kind}", icon="download")
            for kind in TYPES
        ]

    def bar_with(self, extra: Iterable[tuple[str, str]]) -> str:
        """The filters; `extra`: the page's own words, kept while one filters."""
        asked = self.asked
        return drawn_bar(asked.user, asked.view, asked.scope, today=asked.today, extra=extra)

    def download(self, kind: str) -> HttpResponse:
        """The whole list as a file of that kind."""
        raise NotImplementedError
