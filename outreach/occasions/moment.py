"""Now, on the clock of one time zone, and what its offices chose."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from dbi_portal.lib.days import in_zone
from officers import policy
from officers.models import Office

LOOK_BACK = timedelta(days=60)  # what is older stands in the lists; a reminder helps nobody


@dataclass
class Moment:
    """A run's moment in `zone`; days are the offices' own there."""

    at: datetime
    zone: str
    _chosen: dict[str, dict[int, int]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return in_zone(self.at, self.zone).date()

    @property
    def hour(self) -> int:
        return in_zone(self.at, self.zone).hour

    @property
    def oldest(self) -> date:
        return self.today - LOOK_BACK

    def days(self, key: str, office_id: int) -> timedelta:
        """The number of days an office chose under `key`; asked once for all of them."""
        if key not in self._chosen:
            offices = list(Office.objects.filter(time_zone=self.zone))
            self._chosen[key] = policy.values(key, offices=offices, on=self.today)
        return timedelta(days=self._chosen[key][office_id])
