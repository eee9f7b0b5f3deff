"""The page as one value: the month in words, its lines, the matrix, the message for a group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dbi_portal.lib.days import with_weekday
from dbi_portal.lib.months import Month
from officers.models import User
from reports.dashboards.completeness import matrix
from reports.dashboards.completeness.lines import Lines
from reports.dashboards.completeness.nudge import roundup
from reports.dashboards.completeness.parts import Line, Row
from reports.dashboards.completeness.register import Register
from reports.figures.deadlines import uncertain
from reports.figures.tally import tally


@dataclass(frozen=True)
class Board:
    """`own`: the Kanwil's consolidated report; `total`: all offices, where there are several."""

    month: Month
    months: tuple[Month, ...]
    sentence: str
    deadline: str
    notes: tuple[str, ...]
    own: Line | None
    lines: list[Line]
    rows: list[Row]
    total: Row | None
    message: str  # for a group: who still owes the month's report


def board_of(register: Register, month: Month, *, user: User, today: date) -> Board:
    """What this reader sees of `month`, one of the register's months, as of `today`."""
    lines = Lines(register, month, user, today)
    states = register.of(month)
    # Of a whole country's offices nobody sends a list.
    sender = user.office.short_name
    several = len(register.offices) > 1 and not register.is_centre
    return Board(
        month=month,
        months=tuple(register.months),
        sentence=_sentence(register, month),
        deadline=_deadline(register, month),
        notes=tuple(_notes(register, month)),
        own=lines.own(),
        lines=lines.all(),
        rows=matrix.rows(register),
        total=matrix.total(register),
        message=roundup(states, month, sender=sender, today=today) if several else "",
    )


def _sentence(register: Register, month: Month) -> str:
    """ "7 dari 9 kantor sudah melapor, 1 nihil, 1 belum."."""
    found = tally(register.of(month))
    if not found.expected:
        return f"Tidak ada kantor yang wajib melapor untuk {month.label}."
    late = f" {found.late} kantor menyampaikannya terlambat." if found.late else ""
    return f"{found.sentence('kantor')}.{late}"


def _deadline(register: Register, month: Month) -> str:
    """Until when the month's reports are in time."""
    days = sorted({state.deadline for state in register.of(month) if state.expected})
    if len(days) < 2:
        return f"Tenggat {with_weekday(days[0])}." if days else ""
    return f"Tenggat menurut Kanwil: {with_weekday(days[0])} sampai {with_weekday(days[-1])}."


def _notes(register: Register, month: Month) -> list[str]:
    """What else one must know to read the page right."""
    latest = max((state.deadline for state in register.of(month)), default=month.last_day)
    words = [uncertain(latest)]
    if gone := register.elsewhere.get(month, 0):
        words.append(
            f"{gone} kantor yang pada {month.label} masih di sini kini di bawah Kanwil lain: "
            "laporannya tidak tampil di sini."
        )
    return [word for word in words if word]
