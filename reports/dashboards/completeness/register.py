"""Who owed reports under one office, month by month, as it was then and as this reader may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dbi_portal.lib.months import Month
from officers.models import Office, OfficeSupervision, User
from officers.roles import OfficeKind
from reports.figures.duty import OfficeMonth, belonging
from reports.figures.reporting import (
    ByMonth,
    ReportState,
    Standing,
    kanwil_states,
    states_by_month,
)

MONTHS = 12


@dataclass(frozen=True)
class Register:
    """The states of the offices beneath `head`, and of the Kanwil themselves, by month.

    `months`: the newest first. `elsewhere`: how many offices belonged to `head` in a month and
    lie outside the reader's view today.
    """

    head: Office
    months: Sequence[Month]
    offices: Mapping[int, Office]
    kanwil: Mapping[int, Office]
    kanwil_of: Mapping[OfficeMonth, int]
    by_month: ByMonth
    kanwil_by_month: ByMonth
    elsewhere: Mapping[Month, int]

    @property
    def is_centre(self) -> bool:
        return self.head.kind == OfficeKind.CENTRE

    @property
    def is_kanwil(self) -> bool:
        return self.head.kind == OfficeKind.KANWIL

    def of(self, month: Month, kanwil_id: int | None = None) -> tuple[ReportState, ...]:
        """The offices of that month; of one Kanwil where its id is given."""
        wanted = kanwil_id or (self.head.pk if self.is_kanwil else None)
        return tuple(
            state
            for state in self.by_month[month]
            if wanted is None or self.kanwil_of.get((state.office_id, month)) == wanted
        )

    def stray(self, month: Month) -> tuple[ReportState, ...]:
        """Offices of which nobody noted to which Kanwil they belonged."""
        states = self.by_month[month]
        return tuple(s for s in states if (s.office_id, month) not in self.kanwil_of)

    def own(self, month: Month, office_id: int) -> ReportState | None:
        """Where a Kanwil stands with its consolidated report; None when it owes none."""
        states = self.kanwil_by_month.get(month, ())
        found = next((state for state in states if state.office_id == office_id), None)
        return found if found and found.standing != Standing.NOT_OWED else None


def register_of(user: User, head: Office, last: Month, *, now: datetime) -> Register:
    """The twelve months up to `last` beneath `head`, an office this reader may see."""
    months = [last.plus(-back) for back in range(MONTHS)]
    offices, elsewhere = _offices(user, head, months)
    above = {OfficeKind.CENTRE: Office.objects.filter(kind=OfficeKind.KANWIL)}
    kanwil = list(above.get(head.kind, [head] if head.kind == OfficeKind.KANWIL else []))
    kanwil_of = belonging([office.pk for office in offices], months)
    return Register(
        head=head,
        months=months,
        offices={office.pk: office for office in offices},
        kanwil={each.pk: each for each in kanwil},
        kanwil_of=kanwil_of,
        by_month=states_by_month(offices, months, now=now, kanwil_of=kanwil_of),
        kanwil_by_month=kanwil_states(kanwil, months, now=now) if kanwil else {},
        elsewhere=elsewhere,
    )


def _offices(
    user: User, head: Office, months: Sequence[Month]
) -> tuple[list[Office], dict[Month, int]]:
    seen = Office.objects.visible_to(user).reporting()
    if head.kind == OfficeKind.CENTRE:
        return list(seen), {}
    if head.kind != OfficeKind.KANWIL:
        return [head], {}
    links = OfficeSupervision.objects.during(months[-1].first_day, months[0].last_day)
    links = list(links.filter(supervisor=head))
    offices = list(seen.filter(pk__in={link.office_id for link in links}))
    hidden = [link for link in links if link.office_id not in {each.pk for each in offices}]
    gone = belonging({link.office_id for link in hidden}, months) if hidden else {}
    return offices, {
        month: sum(above == head.pk for (_, when), above in gone.items() if when == month)
        for month in months
    }
