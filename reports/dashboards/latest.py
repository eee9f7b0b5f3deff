"""The latest month there is anything to show for."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from dbi_portal.lib.months import Month
from officers.models import Office, OfficeSupervision, User
from officers.roles import OfficeKind
from outreach.models import Session
from outreach.models.summary import SessionSum
from reports.models import PassportStatistic
from reports.models.summary import FigureSum


def latest_month(
    user: User, head: Office, *, until: Month, known_at: datetime | None = None
) -> Month | None:
    """The month of the last figure or approved session beneath `head`, none later than `until`.

    Of what this reader sees; None when there is nothing. `known_at`: as the portal knew it then.
    """
    days = _then(user, head, until, known_at) if known_at else _now(user, head, until)
    known = [day for day in days if day]
    return Month.of(max(known)) if known else None


def _now(user: User, head: Office, until: Month) -> list[date | None]:
    """Each office's last sums are found by index, however many years of them there are."""
    figures = FigureSum.objects.filter(
        office=OuterRef("pk"), figures__gt=0, period_end__lte=until.last_day
    ).order_by("-period_end")
    held = SessionSum.objects.filter(office=OuterRef("pk"), month__lte=until.first_day)
    offices = _beneath(Office.objects.visible_to(user), head, "pk").order_by()
    found = offices.aggregate(
        figures=Max(Subquery(figures.values("period_end")[:1])),
        sessions=Max(Subquery(held.order_by("-month").values("month")[:1])),
    )
    return [*found.values()]


def _then(user: User, head: Office, until: Month, known_at: datetime) -> list[date | None]:
    figures = PassportStatistic.objects.known_at(known_at).filter(period_end__lte=until.last_day)
    sessions = Session.objects.known_at(known_at).filter(held_on__lte=until.last_day)
    return [
        _beneath(rows.visible_to(user), head).aggregate(day=Max(column))["day"]
        for rows, column in ((figures, "period_end"), (sessions, "held_on"))
    ]


def _beneath(rows: QuerySet, head: Office, office: str = "office") -> QuerySet:
    if head.kind == OfficeKind.CENTRE:
        return rows
    if head.kind == OfficeKind.KANWIL:
        links = OfficeSupervision.objects.filter(supervisor=head)
        below = Q(**{f"{office}__in": links.values("office_id")})
        return rows.filter(below | Q(**{office: head.pk}))
    return rows.filter(**{office: head.pk})
