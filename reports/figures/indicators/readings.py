"""An indicator read: its value, whether that reaches the target, each office, the way there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from dbi_portal.lib.months import Month
from officers.models import Office
from reports.figures.indicators.asked import Asked, Values
from reports.figures.indicators.catalogue import measured
from reports.figures.period import MonthRange
from reports.figures.pivot.axes import MONTH, QUARTER, YEAR, bucket_of, buckets
from reports.models import Indicator

Period = Indicator.Period
AXES = {Period.MONTH: MONTH, Period.QUARTER: QUARTER, Period.YEAR: YEAR}
# How many periods, and how many months each has at most.
HISTORY = {Period.MONTH: (12, 1), Period.QUARTER: (12, 3), Period.YEAR: (5, 12)}


@dataclass(frozen=True)
class Reading:
    """The indicator's value in one period. `met` None: nothing to compare, or not in force."""

    span: MonthRange
    value: Decimal | None
    met: bool | None
    numerator: int | None = None
    denominator: int | None = None


@dataclass(frozen=True)
class OfficeReading:
    office: Office
    reading: Reading


@dataclass(frozen=True)
class IndicatorReading:
    """`now` is all offices together in the latest period; `trend` the periods up to it."""

    indicator: Indicator
    now: Reading
    trend: tuple[Reading, ...]
    offices: tuple[OfficeReading, ...]
    running: bool  # the period is not over with the month that is shown

    @property
    def is_shared(self) -> bool:
        """The target speaks of all offices together: a rate does, a number of one office's."""
        return self.indicator.unit != Indicator.Unit.NUMBER or len(self.offices) == 1

    @property
    def reached(self) -> int:
        return sum(each.reading.met is True for each in self.offices)

    @property
    def compared(self) -> int:
        return sum(each.reading.met is not None for each in self.offices)


def periods(kind: str, last: Month) -> tuple[MonthRange, ...]:
    """The periods up to the one `last` lies in, which ends with it."""
    number, months = HISTORY[Period(kind)]
    found = buckets(MonthRange.ending(last, months=number * months), AXES[Period(kind)])
    spans = list(found.values())[-number:]
    first = spans[0]
    # The window begins in the middle of a period: that one would look smaller than it was.
    whole = first.first == last or _begins(first.first, kind)
    return tuple(spans if whole else spans[1:])


def _begins(month: Month, kind: str) -> bool:
    axis = AXES[Period(kind)]
    return bucket_of(month, axis) != bucket_of(month.previous(), axis)


def is_running(kind: str, last: Month) -> bool:
    axis = AXES[Period(kind)]
    return bucket_of(last, axis) == bucket_of(last.plus(1), axis)


def read(
    indicators: Sequence[Indicator],
    offices: Collection[Office],
    last: Month,
    *,
    today: date,
    known_at: datetime | None = None,
) -> list[IndicatorReading]:
    """Each indicator for these offices, up to the month `last`; one set of questions for all.

    `known_at`: as the portal knew it at that moment, by the targets that hold now.
    """
    spans = dict.fromkeys(span for each in indicators for span in periods(each.period, last))
    asked = Asked(tuple(offices), tuple(spans), today, known_at)
    keys = {each.numerator for each in indicators} | {each.denominator for each in indicators}
    values = measured(keys - {""}, asked)
    return [_read(each, asked, values, last) for each in indicators]


def _read(
    indicator: Indicator, asked: Asked, values: dict[str, Values], last: Month
) -> IndicatorReading:
    trend = [_one(indicator, values, None, span) for span in periods(indicator.period, last)]
    now = trend[-1]
    own = tuple(
        OfficeReading(office, _one(indicator, values, office.pk, now.span))
        for office in asked.offices
    )
    return IndicatorReading(indicator, now, tuple(trend), own, is_running(indicator.period, last))


def _one(
    indicator: Indicator, values: dict[str, Values], office: int | None, span: MonthRange
) -> Reading:
    above = values.get(indicator.numerator, {}).get((office, span))
    below = values.get(indicator.denominator, {}).get((office, span))
    value = _value(indicator, above, below)
    return Reading(span, value, _met(indicator, value, span), above, below)


def _value(indicator: Indicator, above: int | None, below: int | None) -> Decimal | None:
    """None where either is not known, or there is nothing to divide by."""
    if above is None:
        return None
    if indicator.unit == Indicator.Unit.NUMBER:
        return Decimal(above)
    if not below:
        return None
    share = Decimal(above) / Decimal(below)
    return share * 100 if indicator.unit == Indicator.Unit.PERCENT else share


def _met(indicator: Indicator, value: Decimal | None, span: MonthRange) -> bool | None:
    ended = indicator.ends_on and indicator.ends_on < span.first_day
    if value is None or ended or indicator.starts_on > span.last_day:
        return None
    if indicator.better == Indicator.Better.HIGHER:
        return value >= indicator.target
    return value <= indicator.target
