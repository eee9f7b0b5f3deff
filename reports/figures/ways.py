"""How far the reports of a month have come: built, sent for the first time, sent back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef

from dbi_portal.lib.months import Month
from reports.figures.duty import OfficeMonth
from reports.models import MonthlyReport, ReportRevision, ReportStep

Status, Kind = MonthlyReport.Status, ReportStep.Kind
BACK = (Kind.RETURNED, Kind.REVISION_ASKED)


@dataclass(frozen=True)
class Built:
    """An office's report of a month. `status` is empty until it is built and its figures agree.

    `sent_at`: when it first went up and stayed there. What the office itself took back before
    anybody had answered was never sent; what the Kanwil sent back was.
    """

    id: int | None = None
    status: str = ""
    sent_at: datetime | None = None
    returned_at: datetime | None = None

    @property
    def is_up(self) -> bool:
        """It lies with the office above."""
        return self.status in (Status.SENT, Status.RECEIVED)


NO_REPORT = Built()


def reports_of(office_ids: Collection[int], months: Collection[Month]) -> dict[OfficeMonth, Built]:
    """The report of each office about each of these months, built or only asked for."""
    current = ReportRevision.objects.filter(
        report=OuterRef("pk"), number=OuterRef("revision_number"), held=[]
    )
    reports = MonthlyReport.objects.filter(
        span=MonthlyReport.Span.MONTH,
        month__in=[month.first_day for month in months],
        office__in=office_ids,
    ).order_by()
    rows = reports.annotate(
        built=Exists(current), kinds=_steps("kind"), moments=_steps("happened_at")
    ).values_list("office_id", "month", "pk", "status", "sent_at", "built", "kinds", "moments")
    return {
        (office, Month.of(day)): Built(
            pk,
            status if built else "",
            *way(zip(kinds, moments, strict=True) if sent_at else (), otherwise=sent_at),
        )
        for office, day, pk, status, sent_at, built, kinds, moments in rows
    }


def built_reports(office_ids: Collection[int], month: Month) -> dict[int, Built]:
    """By office id, its report about that month."""
    return {pk: built for (pk, _), built in reports_of(office_ids, [month]).items()}


def _steps(column: str) -> ArraySubquery:
    """One column of what was sent and what came back, in the order of the steps."""
    kinds = (Kind.SENT, Kind.RECALLED, Kind.RECEIVED, *BACK)
    steps = ReportStep.objects.filter(report=OuterRef("pk"), kind__in=kinds)
    return ArraySubquery(steps.order_by("happened_at", "pk").values(column))


def way(
    steps: Iterable[tuple[str, datetime]], *, otherwise: datetime | None
) -> tuple[datetime | None, datetime | None]:
    """When it was first sent and stayed, and when it last came back (None: it has not).

    `otherwise`: what is on the report itself, where no step is on record.
    """
    steps = list(steps)
    if not steps:
        return otherwise, None
    sent, answered, back = None, False, None
    for kind, at in steps:
        if kind == Kind.SENT:
            sent, back = sent or at, None
        elif kind == Kind.RECALLED and not answered:
            sent = None
        elif kind != Kind.RECALLED:
            answered, back = True, at if kind in BACK else None
    return sent, back
