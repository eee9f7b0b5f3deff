"""Who has reported a month, who has not yet, who is excused and who was late.

Told the day it is, or the moment: then each office's day is the one on its own clock.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime

from django.db.models import Q, QuerySet

from dbi_portal.lib.days import in_zone
from dbi_portal.lib.months import Month
from officers.models import Office
from reports.figures.deadlines import deadlines, deadlines_of, usual, working_days_after
from reports.figures.duty import OfficeMonth, belonging, is_open, kanwil_owing, owing
from reports.figures.standing import (
    OWED,
    Declared,
    ReportState,
    Standing,
    answered,
    standing_of,
)
from reports.figures.ways import NO_REPORT, Built, Status, built_reports, reports_of
from reports.models import ReportDeclaration
from reports.policies import DEADLINE, KANWIL_DEADLINE

__all__ = [
    "NO_REPORT",
    "Built",
    "ReportState",
    "Standing",
    "Status",
    "built_reports",
    "deadlines_of",
    "is_open",
    "kanwil_states",
    "reports_of",
    "states",
    "states_by_month",
    "who_has_reported",
    "working_days_after",
]


ByMonth = dict[Month, tuple[ReportState, ...]]
DeadlineOf = Callable[[int, Month], date]


def who_has_reported(
    kanwil: Office, month: Month, *, today: date | datetime
) -> tuple[ReportState, ...]:
    """Every Kanim and Rudenim that belonged to `kanwil` at the month's end, by name."""
    offices = list(Office.objects.reporting().under(kanwil, on=month.last_day))
    return states(offices, month, dict.fromkeys((o.pk for o in offices), kanwil.pk), today=today)


def states(
    offices: Collection[Office],
    month: Month,
    kanwil_of: Mapping[int, int],
    *,
    today: date | datetime,
    reports: Mapping[int, Built] | None = None,
    known_at: datetime | None = None,
) -> tuple[ReportState, ...]:
    """The report state of each office that was open at the month's end, by name.

    `kanwil_of`: office id → id of its Kanwil that month, whose deadline holds. `reports`: from
    `built_reports`, where the caller has them already. `known_at`: declarations as they stood then.
    """
    above = {(pk, month): kanwil for pk, kanwil in kanwil_of.items()}
    known = None if reports is None else {(pk, month): it for pk, it in reports.items()}
    owed = owing(offices, [month])
    return _states(offices, [month], owed, _deadlines([month], above, DEADLINE), today, known)[
        month
    ]


def states_by_month(
    offices: Collection[Office],
    months: Collection[Month],
    *,
    now: date | datetime,
    kanwil_of: Mapping[OfficeMonth, int] | None = None,
    reports: Mapping[OfficeMonth, Built] | None = None,
) -> ByMonth:
    """As `states`, for several months: as many queries for a year as for a month, nearly.

    `reports`: from `reports_of`, where the caller has them already.
    """
    if kanwil_of is None:
        kanwil_of = belonging([office.pk for office in offices], months)
    owed = owing(offices, months)
    return _states(offices, months, owed, _deadlines(months, kanwil_of, DEADLINE), now, reports)


def kanwil_states(
    kanwil: Collection[Office], months: Collection[Month], *, now: date | datetime
) -> ByMonth:
    """Where each Kanwil stands with its consolidated report; owed when an office of it owed one."""
    below = Office.objects.reporting().filter(supervisions__supervisor__in=kanwil).distinct()
    kanwil_of = belonging([office.pk for office in below], months)
    owed = kanwil_owing(owing(below, months), kanwil_of)
    itself = {(office.pk, month): office.pk for office in kanwil for month in months}
    return _states(kanwil, months, owed, _deadlines(months, itself, KANWIL_DEADLINE), now)


def _deadlines(
    months: Collection[Month], kanwil_of: Mapping[OfficeMonth, int], key: str
) -> DeadlineOf:
    """(office id, month) → until when its report is in time."""
    chosen = deadlines(set(kanwil_of.values()), months, key=key)
    usually = {month: usual(key, month) for month in months}
    return lambda pk, month: chosen.get((kanwil_of.get((pk, month)), month), usually[month])


def _states(
    offices: Collection[Office],
    months: Collection[Month],
    owed: Collection[OfficeMonth],
    deadline_of: DeadlineOf,
    now: date | datetime,
    reports: Mapping[OfficeMonth, Built] | None = None,
    known_at: datetime | None = None,
) -> ByMonth:
    offices = sorted(offices, key=lambda office: office.short_name)
    if reports is None:
        reports = reports_of([office.pk for office in offices], months)
    declared = _declarations(offices, months, known_at)
    return {
        month: tuple(
            _state(
                office,
                month,
                owes=(office.pk, month) in owed,
                deadline=deadline_of(office.pk, month),
                built=reports.get((office.pk, month), NO_REPORT),
                declared=declared.get((office.pk, month)),
                today=local_day(now, office),
            )
            for office in offices
            if is_open(office, month.last_day)
        )
        for month in months
    }


def _state(
    office: Office,
    month: Month,
    *,
    owes: bool,
    deadline: date,
    built: Built,
    declared: Declared | None,
    today: date,
) -> ReportState:
    sent_on = local_day(built.sent_at, office) if built.sent_at else None
    returned_on = local_day(built.returned_at, office) if built.returned_at else None
    standing = standing_of(built, declared, owes=owes)
    told_on = answered(standing, sent_on, declared)
    since = max(deadline, returned_on or deadline)
    counts_from = {Standing.WAITING: today, Standing.RETURNED: sent_on or today}
    late_until = counts_from.get(standing, told_on)
    return ReportState(
        office.pk,
        office.short_name,
        month,
        standing,
        deadline,
        late_by=working_days_after(deadline, late_until) if late_until else 0,
        overdue_by=working_days_after(since, today) if standing in OWED else 0,
        status=built.status,
        report_id=built.id,
        sent_on=sent_on,
        returned_on=returned_on if standing == Standing.RETURNED else None,
        declared=declared,
    )


def _declarations(
    offices: Collection[Office], months: Collection[Month], known_at: datetime | None
) -> dict[OfficeMonth, Declared]:
    """What stands, by office and month; its day is the one on the office's clock."""
    known, firsts = {office.pk: office for office in offices}, [m.first_day for m in months]
    rows = ReportDeclaration.objects.filter(office__in=known, month__in=firsts)
    rows = _then(rows, known_at) if known_at else rows.standing()
    return {
        (row.office_id, Month.of(row.month)): Declared(
            row.pk,
            row.kind,
            row.reason,
            local_day(row.declared_at, known[row.office_id]),
            str(row.declared_by or ""),
        )
        for row in rows.select_related("declared_by").order_by()
    }


def _then(rows: QuerySet, moment: datetime) -> QuerySet:
    stood = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=moment)
    return rows.filter(stood, declared_at__lte=moment)


def local_day(moment: date | datetime, office: Office) -> date:
    """The day of a moment on the office's clock; a day is the same everywhere."""
    return in_zone(moment, office.time_zone).date() if isinstance(moment, datetime) else moment
