"""To the office above: who is late, and who has been for long. One line, however many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from officers.models import User
from officers.notices import Message
from officers.occasions import Moment, by_office
from officers.roles import OfficeKind, Role
from reports.dashboards.completeness.parts import page_url
from reports.dashboards.words import listed
from reports.figures.reporting import ReportState, Standing
from reports.occasions.desk import Desk
from reports.policies import ESCALATION_DAYS

MOST_NAMES = 5
Late = dict[tuple[int, Month], list[ReportState]]  # by the office above and the month


def late_below(moment: Moment, desk: Desk) -> Iterator[Message]:
    """On the first morning after the deadline, to the Kanwil's supervisors."""
    supervisors = by_office({Role.SUPERVISOR})
    for (kanwil, month), states in _late(desk, at_least=lambda _: 1).items():
        text = (
            f"{_who(states, 'kantor')} belum mengirim laporan {month.label}, dan tenggatnya lewat."
        )
        key = f"laporan-terlambat-kanwil:{kanwil}:{month}"
        yield from _told(supervisors[kanwil], kanwil, month, key, text)


def late_for_long(moment: Moment, desk: Desk) -> Iterator[Message]:
    """After some working days, to the head of the Kanwil."""

    def patience(kanwil: int) -> int:
        return moment.days(ESCALATION_DAYS, kanwil).days

    for (kanwil, month), states in _late(desk, at_least=patience).items():
        text = (
            f"{_who(states, 'kantor')} belum mengirim laporan {month.label}, sudah lewat "
            f"{max(state.overdue_by for state in states)} hari kerja."
        )
        key = f"laporan-lama-terlambat:{kanwil}:{month}"
        yield from _told(desk.heads[kanwil], kanwil, month, key, text)


def late_kanwil(moment: Moment, desk: Desk) -> Iterator[Message]:
    """Kanwil whose consolidated report is late for some working days, to Monev at the centre."""
    centres = _here(desk, OfficeKind.CENTRE)
    watching = by_office({Role.MONEV}, office__in=centres)
    for centre in centres if desk.is_morning else ():
        patience = moment.days(ESCALATION_DAYS, centre).days
        for month in desk.months:
            states = [
                state
                for state in desk.kanwil
                if state.month == month and _waits(state) and state.overdue_by >= patience
            ]
            if states:
                text = (
                    f"{_who(states, 'Kanwil')} belum mengirim laporan gabungan {month.label} "
                    "ke pusat, dan tenggatnya lewat."
                )
                key = f"laporan-kanwil-terlambat:{month}"
                yield from _told(watching[centre], centre, month, key, text)


def _late(desk: Desk, *, at_least) -> Late:
    """Late offices by the Kanwil of that month, of Kanwil on this zone's clock, in the morning."""
    found: Late = defaultdict(list)
    here = _here(desk, OfficeKind.KANWIL) if desk.is_morning else ()
    for state in desk.below:
        kanwil = desk.kanwil_of.get((state.office_id, state.month))
        if kanwil in here and _waits(state) and state.overdue_by >= at_least(kanwil):
            found[kanwil, state.month].append(state)
    return found


def _here(desk: Desk, kind: str) -> list[int]:
    zone = desk.moment.zone
    offices = desk.offices.values()
    return [each.pk for each in offices if each.kind == kind and each.time_zone == zone]


def _waits(state: ReportState) -> bool:
    """What was sent back is between the two offices: both know of it."""
    return state.standing == Standing.WAITING


def _who(states: list[ReportState], noun: str) -> str:
    """ "Kanim Cianjur", "3 kantor (Bogor, Cianjur, dan Depok)"."""
    names = [state.name for state in states]
    if len(names) == 1:
        return names[0]
    return f"{angka(len(names))} {noun} ({listed(names, most=MOST_NAMES)})"


def _told(
    users: Iterable[User], office_id: int, month: Month, key: str, text: str
) -> Iterator[Message]:
    for user in users:
        yield Message(user.pk, key, "terlambat", text, page_url(month), office_id)
