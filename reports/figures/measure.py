"""What is counted: issued PMI passports, refusals, departures stopped …"""

from __future__ import annotations

from dataclasses import dataclass

from reports.grain import MONTH, Grain
from reports.models.statistic import Outcome, Purpose


@dataclass(frozen=True)
class Measure:
    """What is counted: one outcome, for one purpose or (empty) whatever the purpose."""

    outcome: str
    purpose: str = ""

    @property
    def unit(self) -> str:
        return "orang" if self.outcome == Outcome.DEPARTURE_DELAY else "permohonan"

    @property
    def dimensions(self) -> frozenset[str]:
        """A dimension the measure fixes is no breakdown of it."""
        return frozenset({"purpose"}) if self.purpose else frozenset()

    def grain(self, dimensions: frozenset[str], period: str = MONTH) -> Grain:
        """The grain of its rows, given the breakdown a ledger knows them by."""
        return Grain(period, dimensions | self.dimensions)

    def takes(self, outcome: str, purpose: str) -> bool:
        return outcome == self.outcome and self.purpose in ("", purpose)


PMI_ISSUED = Measure(Outcome.ISSUED, Purpose.MIGRANT_WORK)
REFUSED = Measure(Outcome.REFUSED)
# Each an outcome of its own: these are listed side by side and never added up.
NOT_ISSUED = tuple(Measure(outcome) for outcome in Outcome if outcome != Outcome.ISSUED)
