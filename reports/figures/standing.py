"""Where one office stands with one month's report, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dbi_portal.lib.months import Month
from reports.figures.ways import Built, Status
from reports.models import ReportDeclaration


class Standing(StrEnum):
    """Where an office stands with a month's report, as it is said."""

    NOT_OWED = "tidak wajib"
    WAITING = "belum"  # nothing was sent; a draft nobody sent is owed as well
    RETURNED = "dikembalikan"
    REPORTED = "sudah melapor"
    NIL = "nihil"
    EXCUSED = "berhalangan"


OWED = (Standing.WAITING, Standing.RETURNED)


@dataclass(frozen=True)
class Declared:
    """What an office said about a month: nothing to report, or prevented and why."""

    id: int
    kind: str
    reason: str
    on: date
    by: str = ""

    @property
    def is_nil(self) -> bool:
        return self.kind == ReportDeclaration.Kind.NIL


@dataclass(frozen=True)
class ReportState:
    """Where one office stands with one month's report.

    `late_by`: working days between the deadline and the day it was first sent or declared nil,
    which stay for ever; until then, those that have begun since the deadline. `overdue_by`: the
    working days something has been owed too long by now, be it for the first time or again.
    `status`: the report's own, empty while there is none or none whose figures agree.
    """

    office_id: int
    name: str
    month: Month
    standing: Standing
    deadline: date
    late_by: int = 0
    overdue_by: int = 0
    status: str = ""
    report_id: int | None = None
    sent_on: date | None = None
    returned_on: date | None = None
    declared: Declared | None = None

    @property
    def expected(self) -> bool:
        return self.standing != Standing.NOT_OWED

    @property
    def reported(self) -> bool:
        return self.standing == Standing.REPORTED

    @property
    def owed(self) -> bool:
        return self.standing in OWED

    @property
    def late(self) -> bool:
        return self.late_by > 0

    @property
    def overdue(self) -> bool:
        return self.overdue_by > 0

    @property
    def status_word(self) -> str:
        """ "Disusun" … "Diterima"; empty while there is none."""
        return Status(self.status).label if self.status else ""

    @property
    def report_is_signed(self) -> bool:
        """From the signature on it is the report that speaks, not what was declared."""
        return self.status in (Status.SIGNED, Status.SENT, Status.RECEIVED)

    @property
    def reason(self) -> str:
        return self.declared.reason if self.declared else ""


def standing_of(built: Built, declared: Declared | None, *, owes: bool) -> Standing:
    """Whoever sends a report he does not owe has reported; sent back, it is owed like any other."""
    if built.is_up:
        return Standing.NIL if declared and declared.is_nil else Standing.REPORTED
    if built.sent_at or (built.status == Status.RETURNED and owes):
        return Standing.RETURNED
    if declared:
        return Standing.NIL if declared.is_nil else Standing.EXCUSED
    return Standing.WAITING if owes else Standing.NOT_OWED


def answered(standing: Standing, sent_on: date | None, declared: Declared | None) -> date | None:
    """The day the office first told the month's outcome; None for an excuse, which is no answer."""
    if standing == Standing.NIL:
        return min(day for day in (sent_on, declared.on) if day)
    return sent_on if standing == Standing.REPORTED else None
