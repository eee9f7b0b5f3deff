"""Passport figures of an office. What was ever recorded for a key is left alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dbi_portal.demo.pen import Pen, morning, origin
from dbi_portal.lib.months import Month
from officers.models import Office, User
from reports.grain import Grain
from reports.models import PassportStatistic

Outcome, Purpose = PassportStatistic.Outcome, PassportStatistic.Purpose
PLAIN = dict.fromkeys(("service_point", "service", "book_type", "destination", "sex", "reason"), "")


@dataclass(frozen=True)
class Figure:
    """A count over the days start..end; `article` is None when it is made up."""

    start: date
    end: date
    count: int
    outcome: str = Outcome.ISSUED
    purpose: str = Purpose.MIGRANT_WORK
    home: str | None = None
    article: str | None = None

    @property
    def key(self) -> tuple:
        return self.start, self.end, self.outcome, self.purpose, self.home

    @property
    def is_of_a_month(self) -> bool:
        month = Month.of(self.start)
        return (self.start, self.end) == (month.first_day, month.last_day)

    @property
    def grain(self) -> Grain:
        return Grain.of_row(
            period_start=self.start,
            period_end=self.end,
            purpose=self.purpose,
            home_region=self.home,
        )


def of_month(month: Month, count: int, **dimensions: object) -> Figure:
    return Figure(month.first_day, month.last_day, count, **dimensions)


def of_months(first: Month, counts: Sequence[int], **dimensions: object) -> list[Figure]:
    """One figure a month, from `first` on."""
    return [of_month(first.plus(i), count, **dimensions) for i, count in enumerate(counts)]


def shared_out(total: int, weights: dict[str, int]) -> dict[str, int]:
    """`total` split by weight into whole numbers that add up to it again (largest remainders)."""
    whole = sum(weights.values())
    shares = {code: total * weight // whole for code, weight in weights.items()}
    by_remainder = sorted(weights, key=lambda code: -(total * weights[code] % whole))
    for code in by_remainder[: total - sum(shares.values())]:
        shares[code] += 1
    return shares


def never_had(office: Office, figures: Iterable[Figure]) -> list[Figure]:
    """Those of which this office has had no figure yet, corrected and withdrawn ones included."""
    known = set(
        PassportStatistic.objects.filter(office=office, **PLAIN).values_list(
            "period_start", "period_end", "outcome", "purpose", "home_region_id"
        )
    )
    return [figure for figure in figures if figure.key not in known]


def write_figures(pen: Pen, office: Office, figures: Iterable[Figure], *, by: User | None) -> None:
    """Add the figures this office has never had, as if somebody had typed them."""
    new = [_row(pen, office, figure, by) for figure in never_had(office, figures)]
    if new:
        PassportStatistic.objects.bulk_create(new, batch_size=500)
        pen.sign("demo.statistics.added", office, rows=len(new))


def _noted(pen: Pen, office: Office, figure: Figure) -> datetime:
    """As offices do: on the morning after the last day, so that a report of its time knows it."""
    return min(pen.at, morning(figure.end + timedelta(days=1), office))


def _row(pen: Pen, office: Office, figure: Figure, by: User | None) -> PassportStatistic:
    return PassportStatistic(
        office=office,
        period_start=figure.start,
        period_end=figure.end,
        outcome=figure.outcome,
        purpose=figure.purpose,
        home_region_id=figure.home,
        count=figure.count,
        grain=str(figure.grain),
        recorded=(_noted(pen, office, figure), None),
        entered_by=by,
        **origin(figure.article),
    )
