"""For whom and when a measure is asked: offices, and any number of periods at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dbi_portal.lib.months import Month
from dbi_portal.lib.reading import reading
from officers.models import Office
from reports.figures.period import MonthRange

# By office id (None: all of them together) and period; what is missing is not known.
Values = Mapping[tuple[int | None, MonthRange], int | None]


@dataclass(frozen=True)
class Asked:
    """`today`: the day whose knowledge decides whether a report is late by now.

    `known_at`: as the portal knew it at that moment; measures that cannot tell have no values then.
    """

    offices: tuple[Office, ...]
    spans: tuple[MonthRange, ...]
    today: date
    known_at: datetime | None = None

    @property
    def ids(self) -> list[int]:
        return [office.pk for office in self.offices]

    @property
    def months(self) -> list[Month]:
        """Every month of any period, in order."""
        return sorted({month for span in self.spans for month in span})

    @property
    def whole(self) -> MonthRange:
        return MonthRange(self.months[0], self.months[-1])

    def rows(self, sql: str, **more: object) -> list[tuple]:
        """A question about periods `asked (first_day, last_day, n)` and %(offices)s."""
        given = more | {
            "offices": self.ids,
            "firsts": [span.first_day for span in self.spans],
            "lasts": [span.last_day for span in self.spans],
        }
        with reading().cursor() as cursor:
            cursor.execute(SPANS + sql, given)
            return cursor.fetchall()

    def zeros(self) -> dict[tuple[int | None, MonthRange], int]:
        """Nothing was done, for every office and period: what is counted from records is known."""
        return {(office, span): 0 for office in [*self.ids, None] for span in self.spans}


SPANS = """
    WITH asked AS (
        SELECT * FROM unnest(%(firsts)s::date[], %(lasts)s::date[])
            WITH ORDINALITY AS asked (first_day, last_day, n)
    )
"""


def counted(asked: Asked, rows: Iterable[Sequence], column: int) -> dict:
    """Values from rows (n, office or None, value, …), 0 where there is no row."""
    found = asked.zeros()
    for row in rows:
        found[row[1], asked.spans[row[0] - 1]] = row[column]
    return found


def summed(
    asked: Asked, monthly: Mapping[tuple[int, Month], int]
) -> dict[tuple[int | None, MonthRange], int]:
    """Months added up to periods, offices to all; nothing where no month is known."""
    found: dict[tuple[int | None, MonthRange], int] = {}
    for span in asked.spans:
        for office in asked.ids:
            known = [monthly[office, month] for month in span if (office, month) in monthly]
            for key in (office, None) if known else ():
                found[key, span] = found.get((key, span), 0) + sum(known)
    return found
