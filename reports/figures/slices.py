"""Which figures are asked for: the one value every dashboard, chart, map and ranking is told."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reports.figures.measure import Measure
from reports.figures.period import MonthRange
from reports.models.statistic import Outcome, Purpose


@dataclass(frozen=True)
class Slice:
    """Which figures are asked for: whose, when, of what."""

    offices: tuple[int, ...]  # ids, already limited to what the reader sees
    months: MonthRange
    outcome: str = Outcome.ISSUED
    purpose: str = Purpose.MIGRANT_WORK  # "" = all purposes together (never summing grains)
    destination: str = ""  # "" = not filtered
    regency: str = ""  # code "32.75"; applicants' home, and where sessions served or reached
    homes: tuple[str, ...] | None = None  # village codes (of a village status); None: not filtered

    @property
    def measure(self) -> Measure:
        return Measure(self.outcome, self.purpose)

    @property
    def is_whole(self) -> bool:
        """Neither destination nor home narrow it: office totals answer it."""
        return not self.destination and not self.by_home

    @property
    def by_home(self) -> bool:
        """Only figures that tell the applicants' village can answer it."""
        return bool(self.regency) or self.homes is not None

    def but(self, **changes: object) -> Slice:
        """The same with something else: `asked.but(outcome=Outcome.REFUSED)`."""
        return replace(self, **changes)
