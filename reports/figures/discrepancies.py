"""Totals printed in a sheet beside the sum of their parts, as they stood at a moment."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from dbi_portal.lib.months import Month
from reports.models import PassportStatistic, StatisticDiscrepancy


def touching(
    office_ids: Collection[int], month: Month, *, known_at: datetime
) -> QuerySet[StatisticDiscrepancy]:
    """Those of imports that held then, over days of that month, in the order of their sheets.

    One whose figures were all corrected since says nothing about what the portal holds.
    """
    written = PassportStatistic.objects.filter(
        import_run=OuterRef("run"),
        period_start__gte=OuterRef("period_start"),
        period_end__lte=OuterRef("period_end"),
    )
    return (
        StatisticDiscrepancy.objects.filter(
            Q(run__undone_at__isnull=True) | Q(run__undone_at__gt=known_at),
            office__in=office_ids,
            run__committed_at__lte=known_at,
            period_start__lte=month.last_day,
            period_end__gte=month.first_day,
        )
        .filter(~Exists(written) | Exists(written.known_at(known_at)))
        .select_related("run")
        .order_by("period_start", "run__committed_at", "sheet", "row", "pk")
    )


def where_from(row: StatisticDiscrepancy) -> str:
    """ "rekap.xlsx, lembar Rekap, baris 19" """
    parts = [row.run.filename]
    parts += [f"lembar {row.sheet}"] if row.sheet else []
    parts += [f"baris {row.row}"] if row.row else []
    return ", ".join(parts)
