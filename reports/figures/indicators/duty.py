"""Measures of the duty to report: how many reports were due, how many came in time."""

from __future__ import annotations

from collections.abc import Mapping

from reports.figures.indicators.asked import Asked, Values, summed
from reports.figures.reporting import Standing, states_by_month


def reports(asked: Asked) -> Mapping[str, Values]:
    """A month that is still owed counts once its deadline is over; who was prevented owes none."""
    due, in_time = {}, {}
    months = [month for month in asked.months if month.last_day < asked.today]
    found = states_by_month(asked.offices, months, now=asked.today) if months else {}
    for month, states in found.items():
        for state in states:
            running = state.owed and not state.overdue
            if not state.expected or running or state.standing == Standing.EXCUSED:
                continue
            due[state.office_id, month] = 1
            in_time[state.office_id, month] = int(not state.owed and not state.late)
    return {"laporan-wajib": summed(asked, due), "laporan-tepat-waktu": summed(asked, in_time)}
