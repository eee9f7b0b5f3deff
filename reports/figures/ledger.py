"""Which rows make a figure: sums stay within one grain, never across two (reports/grain.py).

A ledger holds the sums of one measure and answers for an office and a month, or a run of months.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property

from dbi_portal.lib.months import Month
from reports.figures.counted import (
    UNKNOWN,
    Basis,
    Discrepancy,
    Figure,
    RangeFigure,
    RunningTotals,
    Sum,
    Total,
)
from reports.figures.made_up import MadeUp
from reports.figures.period import MonthRange

ONE_DAY = timedelta(days=1)


def coarsest(sums: Collection[Sum]) -> Sum:
    """The one to count when several grains speak of the same: fewest dimensions, home region first.

    The preference is fixed, so that two pages never choose differently.
    """
    return min(sums, key=lambda each: _order(each.grain))


def _order(grain: frozenset[str]) -> tuple:
    return len(grain), "home" not in grain, sorted(grain)


class Ledger:
    """The sums of one measure, by office and period."""

    def __init__(self, sums: Iterable[Sum]):
        self._months: dict[tuple[int, Month], Figure] = {}  # asked for before
        self._sums: dict[tuple[int, date, date], list[Sum]] = defaultdict(list)
        for each in sums:
            self._sums[each.office_id, each.start, each.end].append(each)

    @cached_property
    def _starts(self) -> dict[tuple[int, date], list[date]]:
        """The first days of the longer periods that end on a day, by office and that day."""
        starts = defaultdict(list)
        longer = (key for key in self._sums if key[1].replace(day=1) != key[2].replace(day=1))
        for office_id, start, end in sorted(longer):
            starts[office_id, end].append(start)
        return starts

    @property
    def is_empty(self) -> bool:
        return not self._sums

    def month(self, office_id: int, month: Month) -> Figure:
        """The office's own total, else the sum of one breakdown, else a difference of totals."""
        key = office_id, month
        if key not in self._months:
            self._months[key] = self._month(office_id, month)
        return self._months[key]

    def _month(self, office_id: int, month: Month) -> Figure:
        sums = self._sums.get((office_id, month.first_day, month.last_day))
        if not sums:
            return self._difference(office_id, month)
        chosen = coarsest(sums)
        basis = Basis.PARTS if chosen.grain else Basis.OWN
        return Figure(chosen.value, basis, chosen.grain, chosen.made_up)

    def _difference(self, office_id: int, month: Month) -> Figure:
        """Two running totals of one year, begun on the same day, a month apart.

        One that shrinks is no figure; what stands in its way is told (`Figure.totals`).
        """
        before, found = month.first_day - ONE_DAY, None
        for start in self._starts.get((office_id, month.last_day), ()):
            if start.year != month.year or start >= month.first_day:
                continue
            until_then = {
                each.grain: each for each in self._sums.get((office_id, start, before), ())
            }
            until_now = self._sums[office_id, start, month.last_day]
            for now in sorted(until_now, key=lambda each: _order(each.grain)):
                then = until_then.get(now.grain)
                if then is None:
                    continue
                totals = RunningTotals(start, then.end, now.end, then.value, now.value)
                if totals.shrink:
                    found = found or Figure(basis=Basis.SHRINKING, grain=now.grain, totals=totals)
                    continue
                made_up = MadeUp.of([now.made_up, then.made_up])
                between = now.value - then.value
                return Figure(between, Basis.DIFFERENCE, now.grain, made_up, totals)
        return found or UNKNOWN

    def range(self, office_id: int, months: MonthRange) -> RangeFigure:
        """The sum of the months; where there is none, the figure printed for exactly these days."""
        if months.first == months.last:
            return self._one_month(office_id, months.first)
        figures = {month: self.month(office_id, month) for month in months}
        known = [figure for figure in figures.values() if figure.value is not None]
        printed = self._printed(office_id, months)
        own_months = any(figure.basis is not Basis.DIFFERENCE for figure in known)
        if printed and not own_months:
            return RangeFigure(
                printed.value,
                Basis.CUMULATIVE,
                printed.grain,
                printed.made_up,
                printed=printed.value,
            )
        if not known:
            return RangeFigure(missing=tuple(months))
        computed = sum(figure.value for figure in known)
        made_up = MadeUp.of(figure.made_up for figure in known)
        # A total that was published stays published, though its months were filled in for a demo.
        confirmed = printed is not None and printed.value == computed
        return RangeFigure(
            value=computed,
            basis=Basis.MONTHS,
            made_up=printed.made_up if confirmed else made_up,
            printed=printed.value if printed else None,
            computed=computed,
            missing=tuple(month for month, figure in figures.items() if figure.value is None),
        )

    def _one_month(self, office_id: int, month: Month) -> RangeFigure:
        """A run of one month has nothing printed beside it: that would be the month itself."""
        found = self.month(office_id, month)
        if found.value is None:
            return RangeFigure(missing=(month,))
        return RangeFigure(
            found.value,
            found.basis,
            found.grain,
            found.made_up,
            found.totals,
            computed=found.value,
        )

    def _printed(self, office_id: int, months: MonthRange) -> Sum | None:
        sums = self._sums.get((office_id, months.first_day, months.last_day))
        return coarsest(sums) if sums else None

    def total(self, office_ids: Iterable[int], months: Month | MonthRange) -> Total:
        """One sum over offices, and which of them had nothing to add."""
        months = MonthRange.of(months)
        if not self._sums:
            return Total(None, MadeUp.NONE, 0, frozenset(office_ids))
        one = months.first if months.first == months.last else None
        figures = {
            office_id: self.month(office_id, one) if one else self.range(office_id, months)
            for office_id in office_ids
        }
        known = [figure for figure in figures.values() if figure.value is not None]
        return Total(
            value=sum(figure.value for figure in known) if known else None,
            made_up=MadeUp.of(figure.made_up for figure in known),
            offices=len(known),
            without=frozenset(pk for pk, figure in figures.items() if figure.value is None),
            grains=frozenset(figure.grain for figure in known),
            differences=frozenset(
                pk for pk, figure in figures.items() if figure.basis is Basis.DIFFERENCE
            ),
        )

    def breakdown(
        self, office_id: int, start: date, end: date, *, by: str | Collection[str]
    ) -> Sum | None:
        """The coarsest sum over those days that is broken down by `by`, one dimension or more."""
        asked = {by} if isinstance(by, str) else set(by)
        sums = [each for each in self._sums.get((office_id, start, end), ()) if asked <= each.grain]
        return coarsest(sums) if sums else None

    def discrepancies(self, office_id: int, months: MonthRange) -> Iterator[Discrepancy]:
        """Where a printed total differs from its parts: months of the run, breakdowns of each."""
        whole = self.range(office_id, months)
        if whole.difference is not None:
            yield Discrepancy(
                office_id, months, whole.printed, whole.computed, "jumlah bulan", whole.missing
            )
        spans = [MonthRange.of(month) for month in months]
        yield from self._shrinking(office_id, months)
        for span in [*spans, months] if len(months) > 1 else spans:
            yield from self._against_parts(office_id, span)

    def _shrinking(self, office_id: int, months: MonthRange) -> Iterator[Discrepancy]:
        """A running total that is less than the one a month before: one of the two is wrong."""
        for month in months:
            totals = self.month(office_id, month).totals
            if totals and totals.shrink:
                now, before = totals.labels
                parts = f"kumulatif {before}, yang tidak mungkin lebih besar daripada {now}"
                yield Discrepancy(
                    office_id,
                    MonthRange(Month.of(totals.start), month),
                    totals.value_now,
                    totals.value_before,
                    parts,
                )

    def _against_parts(self, office_id: int, months: MonthRange) -> Iterator[Discrepancy]:
        sums = self._sums.get((office_id, months.first_day, months.last_day), ())
        own = next((each for each in sums if not each.grain), None)
        if own is None:
            return
        for part in sorted(sums, key=lambda each: _order(each.grain)):
            if part.grain and part.value != own.value:
                words = Figure(part.value, Basis.PARTS, part.grain).note
                parts = f"jumlah yang {words}"
                yield Discrepancy(office_id, months, own.value, part.value, parts)
