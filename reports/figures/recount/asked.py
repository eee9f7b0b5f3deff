"""Of which offices and months a report speaks, and up to which moment each was known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dbi_portal.lib.months import Month
from reports.figures.monthly.content import MonthlyFigures


@dataclass(frozen=True)
class Asked:
    """One office's month as the portal knew it at a moment.

    `latest`: the last month behind the report, whose end its standing figures speak of.
    """

    office: str
    month: Month
    known_at: datetime
    latest: bool = True


def asked(figures: MonthlyFigures) -> tuple[Asked, ...]:
    """The office's own month, or those a Kanwil's or a longer report was summed from."""
    if not figures.taken:
        own = Month.parse(figures.month)
        return (Asked(figures.letterhead.code, own, datetime.fromisoformat(figures.known_at)),)
    last = max(each.month for each in figures.taken)
    return tuple(
        Asked(
            each.office,
            Month.parse(each.month),
            datetime.fromisoformat(each.known_at),
            each.month == last,
        )
        for each in figures.taken
    )


def arrays(entries: tuple[Asked, ...]) -> dict[str, list]:
    """The entries as the arrays that ASKED unnests."""
    return {
        "offices": [each.office for each in entries],
        "firsts": [each.month.first_day for each in entries],
        "moments": [each.known_at for each in entries],
        "latest": [each.latest for each in entries],
    }


def reaches(entries: tuple[Asked, ...], last_day: date) -> bool:
    """The last month of the report is among those it was summed from."""
    return any(each.month.last_day == last_day for each in entries)


ASKED = """
    asked AS (
        SELECT entry.place, office.id AS office_id, entry.first, entry.known_at, entry.latest,
               (entry.first + interval '1 month - 1 day')::date AS last,
               date_trunc('year', entry.first)::date AS new_year
        FROM unnest(%(offices)s::text[], %(firsts)s::date[], %(moments)s::timestamptz[],
                    %(latest)s::boolean[])
             WITH ORDINALITY AS entry (code, first, known_at, latest, place)
        JOIN officers_office office ON office.code = entry.code
    )
"""
