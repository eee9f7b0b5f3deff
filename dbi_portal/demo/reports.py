"""The August reports of three offices, each somewhere else on its way. All of it made up.

Bekasi's was received in time, Cilacap's came back with a note, Pemalang's waits to be checked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dbi_portal.demo.accounts import person
from dbi_portal.demo.pen import Pen, morning
from dbi_portal.lib.months import Month
from officers.models import Office, User
from officers.roles import Role
from reports.actions import life
from reports.actions.reports import build_report
from reports.actions.signing import sign_report
from reports.actions.wording import write_words
from reports.models import MonthlyReport

AUGUST = Month(2025, 8)
FIRST = date(2025, 9, 1)
REMARK = "Contoh catatan: permohonan PMI naik karena pendaftaran bersama di dua kecamatan. (contoh)"
NOTE = "Contoh catatan: lengkapi foto dan peserta kegiatan bulan ini. (contoh)"


@dataclass(frozen=True)
class Way:
    """One report, with the hands it goes through."""

    office: Office
    above: User | None

    def hand(self, role: Role) -> User | None:
        return person(self.office, role)

    def on(self, day: int, hour: int = 0) -> datetime:
        """That day of September, from ten o'clock at the office."""
        return morning(date(2025, 9, day), self.office) + timedelta(hours=1 + hour)


def write_reports(pen: Pen, offices: dict[str, Office]) -> None:
    """Leave each report where its story has it; one that exists is a visitor's by now."""
    for code, (kanwil, walk) in WAYS.items():
        office = offices[code]
        known = MonthlyReport.objects.in_month(AUGUST).filter(office=office).exists()
        if known or pen.at.date() <= FIRST:
            continue
        way = Way(office, person(offices[kanwil], Role.SUPERVISOR))
        report = build_report(office=office, month=AUGUST, by=None, at=way.on(1))
        walk(report, way)
        pen.sign("demo.report.added", report, status=report.status)


def _received(report: MonthlyReport, way: Way) -> None:
    _sent(report, way)
    life.receive_report(report=report, by=way.above, at=way.on(4))


def _returned(report: MonthlyReport, way: Way) -> None:
    _sent(report, way)
    notes = {"kegiatan": NOTE}
    life.return_report(report=report, remarks=notes, by=way.above, at=way.on(4))


def _sent(report: MonthlyReport, way: Way) -> None:
    verifier, head = way.hand(Role.VERIFIER), way.hand(Role.OFFICE_HEAD)
    words = {"remark": REMARK, "letter_number": "", "copies_to": ""}
    write_words(report=report, by=verifier, at=way.on(2), **words)
    life.check_report(report=report, by=verifier, at=way.on(2, 1))
    sign_report(report=report, by=head, at=way.on(3))
    life.send_report(report=report, by=way.hand(Role.OPERATOR), at=way.on(3, 1))


def _drafted(report: MonthlyReport, way: Way) -> None:
    """It waits for whoever checks it."""


WAYS: dict[str, tuple[str, Callable[[MonthlyReport, Way], None]]] = {
    "kanim-bekasi": ("kanwil-jawa-barat", _received),
    "kanim-cilacap": ("kanwil-jawa-tengah", _returned),
    "kanim-pemalang": ("kanwil-jawa-tengah", _drafted),
}
