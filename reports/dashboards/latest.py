"""The latest month there is anything to show for."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max, QuerySet

from dbi_portal.lib.months import Month
from officers.models import Office, OfficeSupervision, User
from officers.roles import OfficeKind
from outreach.models import Session
from reports.models import PassportStatistic


def latest_month(
    user: User, head: Office, *, until: Month, known_at: datetime | None = None
) -> Month | None:
    """The month of the last figure or approved session beneath `head`, none later than `until`.

    Of what this reader sees; None when there is nothing. `known_at`: as the portal knew it then.
    """
    day = until.last_day
    figures, sessions = PassportStatistic.objects.current(), Session.objects.approved()
    if known_at:
        figures = PassportStatistic.objects.known_at(known_at)
        sessions = Session.objects.known_at(known_at)
    figures, sessions = figures.filter(period_end__lte=day), sessions.filter(held_on__lte=day)
    found = [
        _beneath(rows.visible_to(user), head).aggregate(day=Max(column))["day"]
        for rows, column in ((figures, "period_end"), (sessions, "held_on"))
    ]
    known = [day for day in found if day]
    return Month.of(max(known)) if known else None


def _beneath(rows: QuerySet, head: Office) -> QuerySet:
    if head.kind == OfficeKind.CENTRE:
        return rows
    if head.kind == OfficeKind.KANWIL:
        links = OfficeSupervision.objects.filter(supervisor=head)
        return rows.filter(office__in=[*links.values_list("office_id", flat=True), head.pk])
    return rows.filter(office=head)
