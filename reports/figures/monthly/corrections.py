"""What an office said of earlier months and the portal knows otherwise by now.

Compared are the facts as they were known when the office last told of the month with those known at
this report's moment. So a change is told once: in the next report, whose moment is the one the
report after it compares with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain

from dbi_portal.lib.months import Month
from reports.figures.monthly import corrected_passports, corrected_sessions, corrected_talks
from reports.figures.monthly.closed import Closed
from reports.figures.monthly.content import Correction
from reports.figures.monthly.talked import Talked
from reports.figures.monthly.trail import Trail

Months = Mapping[int, list[Closed]]


def corrections(
    closed: Months,
    known_at: datetime,
    trail: Trail,
    talked: Talked,
    names: Mapping[int, str],
) -> dict[int, tuple[Correction, ...]]:
    """By office id, totals by month and then villages and countries by month.

    Four queries at most, none where nothing was ever sent.
    """
    asked = [each for months in closed.values() for each in months]
    if not asked:
        return {}
    found = chain(
        corrected_passports.corrections(asked, known_at, trail, names),
        corrected_sessions.corrections(asked, known_at, names),
        corrected_talks.corrections(talked, names),
    )
    return _by_office(found)


def _by_office(
    found: Iterator[tuple[int, Correction]],
) -> dict[int, tuple[Correction, ...]]:
    groups: dict[int, list[Correction]] = {}
    for office_id, correction in found:
        groups.setdefault(office_id, []).append(correction)
    return {
        office_id: tuple(sorted(rows, key=lambda row: (row.is_part, Month.parse(row.month))))
        for office_id, rows in groups.items()
    }
