"""Findings of a month of some offices, as known at a moment: counts only, never one of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from dbi_portal.lib.months import Month
from outreach.figures.findings import FindingCount, finding_counts
from outreach.models import Finding
from reports.figures.monthly.content import FindingSums


def findings(
    office_ids: Collection[int], month: Month, known_at: datetime
) -> dict[int, FindingSums]:
    """By office id; an office without any has noughts."""
    counted = finding_counts(office_ids, [month], known_at=known_at)
    return {pk: _sums(counted.over([pk])) for pk in office_ids}


def _sums(count: FindingCount) -> FindingSums:
    return FindingSums(
        kinds=tuple(
            (kind.label, count.submitted[kind]) for kind in Finding.Kind if kind in count.submitted
        ),
        done=count.closed,
        rejected=count.rejected,
        open=count.open,
        overdue=count.overdue,
        made_up=count.made_up > 0,
    )
