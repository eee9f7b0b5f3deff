"""Months that are closed: the office's report about them is on its way or has arrived.

What comes to light later is no longer brought in by a sheet: it is a correction, made by hand at
the figure, and the next report says so.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from dbi_portal.lib.months import Month
from officers.models import Office
from reports.models import MonthlyReport, Span

CLOSING = (MonthlyReport.Status.SENT, MonthlyReport.Status.RECEIVED)


def closed(office_ids: Collection[int], first: Month, last: Month) -> set[tuple[int, Month]]:
    """(office id, month) of every report from `first` to `last` that was sent or received.

    One that came back to the office (`returned`) is open again.
    """
    reports = MonthlyReport.objects.filter(
        office__in=office_ids,
        span=Span.MONTH,  # a quarter's report adds up months and closes none
        month__gte=first.first_day,
        month__lte=last.first_day,
        status__in=CLOSING,
    ).order_by()
    return {(office, Month.of(day)) for office, day in reports.values_list("office_id", "month")}


def sentence(month: Month, office: str) -> str:
    """What is said at a line that speaks of a closed month."""
    return (
        f"Laporan {office} bulan {month.label} sudah dikirim, jadi angkanya tidak diubah oleh "
        "impor. Koreksi angkanya di data bila perlu; koreksi disebut dalam laporan berikutnya."
    )


def correction_note(office: Office, last_day: date) -> str:
    """What a change by hand comes to where the month is closed; empty where it is open.

    A span belongs to the month in which it ends.
    """
    month = Month.of(last_day)
    if not closed([office.pk], month, month):
        return ""
    return (
        f"Laporan {office.short_name} bulan {month.label} sudah dikirim: perubahan ini disebut "
        "sebagai koreksi dalam laporan berikutnya."
    )
