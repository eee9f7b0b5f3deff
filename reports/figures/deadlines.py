"""Until when a month's report is in time, and how many working days late it is after that."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import lru_cache

from dbi_portal.lib.days import is_working_day, joint_leave_known, working_day
from dbi_portal.lib.months import Month
from officers import policy
from reports.policies import DEADLINE


def deadline(month: Month, number: int) -> date:
    """The `number`-th working day of the next month; its last day where holidays leave fewer."""
    try:
        return working_day(month.next(), number)
    except ValueError:
        return month.next().last_day


def deadlines_of(kanwil_ids: Iterable[int], month: Month) -> dict[int, date]:
    """By Kanwil id, the last day on which its offices' reports about `month` are in time."""
    found = deadlines(kanwil_ids, [month], key=DEADLINE)
    return {pk: day for (pk, _), day in found.items()}


def deadlines(
    kanwil_ids: Iterable[int], months: Collection[Month], *, key: str
) -> dict[tuple[int, Month], date]:
    """By Kanwil id and month, the deadline of its offices (DEADLINE) or its own (KANWIL_DEADLINE).

    The number of working days is the Kanwil's own choice, else the centre's, else the portal's.
    """
    chosen = policy.values_of(kanwil_ids, key=key, on=max(months).last_day)
    return {(pk, month): deadline(month, n) for pk, n in chosen.items() for month in months}


def usual(key: str, month: Month) -> date:
    """The deadline where nobody chose and no Kanwil is on record."""
    return deadline(month, policy.SPECS[key].default)


@lru_cache(maxsize=2048)
def working_days_after(deadline: date, today: date) -> int:
    """Working days that have begun since the deadline passed: 1 on the working day after it."""
    days = range(1, (today - deadline).days + 1)
    return sum(is_working_day(deadline + timedelta(days=number)) for number in days)


def uncertain(day: date) -> str:
    """What to say beside a deadline in a year whose joint leave is not decreed yet; else empty."""
    if joint_leave_known(day.year):
        return ""
    return f"Cuti bersama {day.year} belum diketahui portal, jadi tenggat ini dapat bergeser."
