"""Who owes which report at this moment, asked once for all occasions of a time zone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from dbi_portal.lib.months import Month
from officers.models import Office, User
from officers.occasions import Moment, holding, leading
from officers.roles import OfficeKind
from reports.figures.duty import OfficeMonth, belonging
from reports.figures.reporting import ReportState, kanwil_states, states_by_month

MORNING = 6  # the hour from which a day's deadline and yesterday's lateness are said
SENDING = "reports.send_monthlyreport"


class Desk:
    """The reports of last month and, for those that are late, of the month before."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment
        self.month = Month.of(moment.today).previous()
        self.months = (self.month, self.month.previous())

    @property
    def is_morning(self) -> bool:
        return self.moment.hour >= MORNING

    @cached_property
    def offices(self) -> dict[int, Office]:
        return {office.pk: office for office in Office.objects.all()}

    @cached_property
    def kanwil_of(self) -> dict[OfficeMonth, int]:
        """Where a report goes: the office above on the month's last day."""
        return belonging(list(self.offices), self.months)

    @cached_property
    def below(self) -> tuple[ReportState, ...]:
        """Every Kanim's and Rudenim's report that is owed."""
        kinds = (OfficeKind.KANIM, OfficeKind.RUDENIM)
        offices = [office for office in self.offices.values() if office.kind in kinds]
        found = states_by_month(offices, self.months, now=self.moment.at, kanwil_of=self.kanwil_of)
        return tuple(state for month in self.months for state in found[month] if state.owed)

    @cached_property
    def kanwil(self) -> tuple[ReportState, ...]:
        """Every Kanwil's consolidated report that is owed."""
        kanwil = [each for each in self.offices.values() if each.kind == OfficeKind.KANWIL]
        found = kanwil_states(kanwil, self.months, now=self.moment.at)
        return tuple(state for month in self.months for state in found[month] if state.owed)

    def here(self) -> Iterator[ReportState]:
        """What offices on this zone's clock owe."""
        for state in (*self.below, *self.kanwil):
            if self.offices[state.office_id].time_zone == self.moment.zone:
                yield state

    @cached_property
    def senders(self) -> dict[int, list[User]]:
        """Who works on an office's report: operator, verifier, head; of a Kanwil its own people."""
        found = holding(SENDING, self.offices)
        for office_id, heads in self.heads.items():
            found[office_id] = list(dict.fromkeys([*found[office_id], *heads]))
        return found

    @cached_property
    def heads(self) -> dict[int, list[User]]:
        return leading(self.offices, on=self.moment.today)
