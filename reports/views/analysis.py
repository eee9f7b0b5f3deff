"""What every analysis page begins with: whose figures, which month, the filters, the links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from dbi_portal.lib.months import Month
from reports.dashboards.analysis import analysis_links
from reports.dashboards.filter_bar import filter_bar
from reports.dashboards.latest import latest_month
from reports.dashboards.scope import Scope, scope_for
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
    user, head = request.user, view.head(request.user)
    month = view.month if view.month and view.month <= Month.of(today) else None
    if month is None:
        then = view.known and view.known.moment
        month = latest_month(user, head, until=Month.of(today), known_at=then) or Month.of(today)
    return Asked(view, scope_for(user, head, month, months=1, today=today), today)


def around(
    request: HttpRequest, asked: Asked, *, here: str, extra: Iterable[tuple[str, str]] = ()
) -> dict:
    """The filter form and the row of links for a page's context."""
    bar = filter_bar(
        asked.view, user=request.user, head=asked.scope.head, month=asked.scope.month,
        today=asked.today, extra=extra,
    )  # fmt: skip
    return {"bar": bar, "analysis": analysis_links(asked.view, here=here)}
