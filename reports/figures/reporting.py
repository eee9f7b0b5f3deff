"""Who has reported a month, who has not yet, and who is late. Told the day it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from dbi_portal.lib.days import is_working_day, working_day
from dbi_portal.lib.months import Month
from officers import policy
from officers.models import Office
from reports.figures import villages
from reports.models import MonthlyReport, ReportRevision
from reports.policies import DEADLINE

Status = MonthlyReport.Status
# No report, or one that was sent back. Signing and sending come with the full monthly report; a
# draft that nobody signed will then be owed too.
OWED = ("", Status.RETURNED)


class Built(NamedTuple):
    """An office's report: its id, and its status once it is built and its figures agree."""

    id: int | None
    status: str


NO_REPORT = Built(None, "")


@dataclass(frozen=True)
class ReportState:
    """Where one office stands with one month's report."""

    office_id: int
    name: str
    expected: bool  # it had a village at work that month, or a report all the same
    status: str  # empty: none yet, or none whose figures agree
    report_id: int | None
    deadline: date
    late_by: int  # working days since the deadline; 0 while in time or reported

    @property
    def reported(self) -> bool:
        return self.status not in OWED

    @property
    def owed(self) -> bool:
        return self.expected and not self.reported

    @property
    def late(self) -> bool:
        return self.late_by > 0


def who_has_reported(kanwil: Office, month: Month, *, today: date) -> tuple[ReportState, ...]:
    """Every Kanim and Rudenim that belonged to `kanwil` at the month's end, by name."""
    offices = list(Office.objects.reporting().under(kanwil, on=month.last_day))
    return states(offices, month, dict.fromkeys((o.pk for o in offices), kanwil.pk), today=today)


def states(
    offices: Collection[Office],
    month: Month,
    kanwil_of: Mapping[int, int],
    *,
    today: date,
    operating: Collection[int] | None = None,
    reports: Mapping[int, Built] | None = None,
) -> tuple[ReportState, ...]:
    """The report state of each office that was open at the month's end, by name.

    `kanwil_of`: office id → id of its Kanwil that month, whose deadline holds. `operating`: ids of
    offices with a village at work at the month's end; `reports`: from `built_reports`; both where
    the caller has them already.
    """
    offices = sorted(
        (office for office in offices if is_open(office, month.last_day)),
        key=lambda office: office.short_name,
    )
    ids = [office.pk for office in offices]
    if operating is None:
        counts = villages.stage_counts({month.last_day: ids})
        operating = villages.operating_offices(counts, month.last_day)
    if reports is None:
        reports = built_reports(ids, month)
    deadlines = deadlines_of(set(kanwil_of.values()), month)
    usual = _deadline(month, policy.SPECS[DEADLINE].default)
    late = {day: working_days_after(day, today) for day in {usual, *deadlines.values()}}
    found = []
    for office in offices:
        report_id, status = reports.get(office.pk, NO_REPORT)
        deadline = deadlines.get(kanwil_of.get(office.pk), usual)
        expected = office.pk in operating or bool(status)
        owed = expected and status in OWED
        late_by = late[deadline] if owed else 0
        found.append(
            ReportState(
                office.pk, office.short_name, expected, status, report_id, deadline, late_by
            )
        )
    return tuple(found)


def is_open(office: Office, day: date) -> bool:
    """The office worked on that day: it had opened and was not closed yet."""
    return (office.opened_on is None or office.opened_on <= day) and (
        office.closed_on is None or office.closed_on > day
    )


def built_reports(office_ids: Collection[int], month: Month) -> dict[int, Built]:
    """By office id, its report about that month, built or only asked for."""
    current = ReportRevision.objects.filter(
        report=OuterRef("pk"), number=OuterRef("revision_number"), held=[]
    )
    reports = MonthlyReport.objects.in_month(month).filter(office__in=office_ids).order_by()
    rows = reports.annotate(built=Exists(current)).values_list("office_id", "pk", "status", "built")
    return {office_id: Built(pk, status if built else "") for office_id, pk, status, built in rows}


def deadlines_of(kanwil_ids: Iterable[int], month: Month) -> dict[int, date]:
    """By Kanwil id, the last day on which its offices' reports about `month` are in time.

    The number of working days is the Kanwil's own choice, else the centre's, else the portal's.
    """
    chosen = policy.values_of(kanwil_ids, key=DEADLINE, on=month.last_day)
    return {kanwil_id: _deadline(month, number) for kanwil_id, number in chosen.items()}


def _deadline(month: Month, number: int) -> date:
    """The `number`-th working day of the next month; its last day where holidays leave fewer."""
    try:
        return working_day(month.next(), number)
    except ValueError:
        return month.next().last_day


@lru_cache(maxsize=256)
def working_days_after(deadline: date, today: date) -> int:
    """Working days that have begun since the deadline passed: 1 on the working day after it."""
    days = range(1, (today - deadline).days + 1)
    return sum(is_working_day(deadline + timedelta(days=number)) for number in days)
