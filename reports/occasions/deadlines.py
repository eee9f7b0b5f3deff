"""To the office that owes a report: it is drafted, it is due soon, today, it is late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dbi_portal.lib.days import long_date, with_weekday
from officers.models import User
from officers.notices import Message
from officers.occasions import Moment
from reports.dashboards.completeness.parts import page_url, report_url
from reports.figures.reporting import ReportState, Standing, Status
from reports.occasions.desk import Desk
from reports.policies import ESCALATION_DAYS, REMINDER_DAYS


def drafted(moment: Moment, desk: Desk) -> Iterator[Message]:
    """The draft is ready to be read, for those who read, sign and send it."""
    for state in desk.here():
        if state.status == Status.DRAFT and state.standing == Standing.WAITING and not state.late:
            text = (
                f"Konsep laporan {state.month.label} sudah disusun. Periksa, tanda tangani, dan "
                f"kirim sampai {with_weekday(state.deadline)}."
            )
            key = f"laporan-konsep:{state.report_id}"
            yield from _told(desk.senders[state.office_id], state, key, "laporan", text)


def due_soon(moment: Moment, desk: Desk) -> Iterator[Message]:
    """So many days before the deadline, as the office chose."""
    for state in _not_sent(desk):
        left = state.deadline - moment.today
        if left.days > 0 and left <= moment.days(REMINDER_DAYS, state.office_id):
            when = "besok" if left.days == 1 else f"{left.days} hari lagi"
            text = (
                f"Laporan {state.month.label} belum dikirim. Tenggatnya {when}, "
                f"{with_weekday(state.deadline)}."
            )
            key = f"laporan-tenggat:{_which(state)}"
            yield from _told(desk.senders[state.office_id], state, key, "pengingat", text)


def due_today(moment: Moment, desk: Desk) -> Iterator[Message]:
    """On the deadline's own morning, by the office's clock."""
    for state in _not_sent(desk):
        if desk.is_morning and state.deadline == moment.today:
            text = f"Hari ini tenggat laporan {state.month.label}, dan laporannya belum dikirim."
            key = f"laporan-hari-ini:{_which(state)}"
            yield from _told(desk.senders[state.office_id], state, key, "pengingat", text)


def late(moment: Moment, desk: Desk) -> Iterator[Message]:
    """From the first working day after it, to the head of the office."""
    for state in _not_sent(desk):
        if desk.is_morning and state.late:
            text = (
                f"Laporan {state.month.label} terlambat: tenggatnya {long_date(state.deadline)}. "
                "Kirim laporannya, atau nyatakan nihil atau berhalangan."
            )
            key = f"laporan-terlambat:{_which(state)}"
            yield from _told(desk.heads[state.office_id], state, key, "terlambat", text)


def still_back(moment: Moment, desk: Desk) -> Iterator[Message]:
    """Sent back and left lying for some working days, to those who send it."""
    for state in desk.here():
        if state.standing != Standing.RETURNED or not state.overdue:
            continue
        if state.overdue_by >= moment.days(ESCALATION_DAYS, state.office_id).days:
            text = (
                f"Laporan {state.month.label} yang dikembalikan belum dikirim lagi, sudah lewat "
                f"{state.overdue_by} hari kerja."
            )
            key = f"laporan-kembali:{state.report_id}:{state.returned_on}"
            yield from _told(desk.senders[state.office_id], state, key, "dikembalikan", text)


def _not_sent(desk: Desk) -> Iterator[ReportState]:
    return (state for state in desk.here() if state.standing == Standing.WAITING)


def _which(state: ReportState) -> str:
    """A deadline that is moved is said anew."""
    return f"{state.office_id}:{state.month}:{state.deadline}"


def _told(
    users: Iterable[User], state: ReportState, key: str, kind: str, text: str
) -> Iterator[Message]:
    url = report_url(state.report_id) or page_url(state.month)
    for user in users:
        yield Message(user.pk, key, kind, text, url, state.office_id)
