"""An office's figures of one measure month by month: what the rules over time look at."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from dbi_portal.lib.months import Month
from reports.figures.counted import Figure
from reports.figures.ledger import Ledger
from reports.figures.measure import NOT_ISSUED, PMI_ISSUED, Measure
from reports.figures.period import MonthRange
from reports.models.statistic import Outcome

MEASURES = (PMI_ISSUED, *NOT_ISSUED)
BEFORE = 12  # months before the first that is judged


@dataclass(frozen=True)
class Series:
    """`points` holds every month of the window in order, unknown ones too."""

    office_id: int
    measure: Measure
    points: Mapping[Month, Figure]

    def value(self, month: Month) -> int | None:
        found = self.points.get(month)
        return found.value if found else None

    def judged(self, months: MonthRange) -> Iterator[tuple[Month, Figure, list[Figure]]]:
        """Each known month of `months`, and the twelve before it, the latest last."""
        run = list(self.points.items())
        for at, (month, figure) in enumerate(run):
            if figure.value is not None and month in months:
                yield month, figure, [each for _, each in run[max(at - BEFORE, 0) : at]]


def alike(one: Figure, other: Figure) -> bool:
    """Both are known and counted from the same details: one village's row is no total."""
    return one.value is not None and other.value is not None and one.grain == other.grain


def series_of(
    books: Mapping[Measure, Ledger], offices: Collection[int], months: MonthRange
) -> Iterator[Series]:
    """Of each office and measure that has any figure in the window."""
    for measure, book in books.items():
        for pk in offices:
            points = {month: book.month(pk, month) for month in months}
            if any(figure.value is not None for figure in points.values()):
                yield Series(pk, measure, points)


def named(measure: Measure) -> str:
    """ "Paspor PMI terbit", "Penolakan"."""
    return "Paspor PMI terbit" if measure == PMI_ISSUED else Outcome(measure.outcome).label
