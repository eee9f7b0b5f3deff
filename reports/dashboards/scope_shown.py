"""The month an analysis page is about, and whose figures it counts."""

from __future__ import annotations

from datetime import date

from dbi_portal.lib.months import Month
from officers.models import Office, User
from officers.seen import kept_for
from reports.dashboards.latest import latest_month
from reports.dashboards.scope import Scope, scope_for
from reports.dashboards.view import View


def scope_shown(user: User, head: Office, view: View, *, today: date) -> Scope:
    """The offices of the month asked for; without one, or of one to come, of the latest with data.

    Kept: of the centre these are some two hundred rows for every page.
    """
    name = ("scope", head.pk, view.month, view.known, today)
    return kept_for(user, name, lambda: _scope(user, head, view, today))


def _scope(user: User, head: Office, view: View, today: date) -> Scope:
    this, month = Month.of(today), view.month
    if month is None or month > this:
        then = view.known and view.known.moment
        month = latest_month(user, head, until=this, known_at=then) or this
    return scope_for(user, head, month, months=1, today=today)
