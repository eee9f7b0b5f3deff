"""People around one report, and the steps it takes, for the tests of its life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from officers.models import Office, OfficeHead, User
from officers.roles import Role
from officers.tests.factories import UserFactory
from reports.actions import life, reports
from reports.actions.signing import sign_report
from reports.models import MonthlyReport
from reports.tests.months import AUGUST, SEPTEMBER_1, small_kanwil

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class People:
    kanwil: Office
    office: Office
    operator: User
    verifier: User
    head: User
    supervisor: User
    kanwil_head: User


def people() -> People:
    """A Kanim with operator, verifier and head, and the Kanwil above it with its two."""
    place = small_kanwil()
    office, kanwil = place.bekasi, place.kanwil
    found = People(
        kanwil,
        office,
        UserFactory(office=office, role=Role.OPERATOR),
        UserFactory(office=office, role=Role.VERIFIER),
        UserFactory(office=office, role=Role.OFFICE_HEAD, full_name="Rina Contoh"),
        UserFactory(office=kanwil, role=Role.SUPERVISOR),
        UserFactory(office=kanwil, role=Role.KANWIL_HEAD),
    )
    OfficeHead.objects.create(
        office=office,
        name="Rina Contoh",
        employee_number="197001012000012001",
        position="Kepala Kantor Contoh",
        starts_on=date(2024, 1, 1),
        user=found.head,
    )
    return found


def built(office: Office) -> MonthlyReport:
    return reports.build_report(office=office, month=AUGUST, by=None, at=SEPTEMBER_1)


def brought_to(status: str, who: People, office: Office | None = None) -> MonthlyReport:
    """The August report of the office, an hour a step, until it has that status."""
    report = built(office or who.office)
    for number, (reached, step) in enumerate(_steps(who).items(), start=1):
        if report.status == status:
            break
        report = step(report, SEPTEMBER_1 + number * HOUR)
        assert report.status == reached
    return report


def _steps(who: People) -> dict:
    return {
        "checked": lambda report, at: life.check_report(report=report, by=who.verifier, at=at),
        "signed": lambda report, at: sign_report(report=report, by=who.head, at=at),
        "sent": lambda report, at: life.send_report(report=report, by=who.operator, at=at),
        "received": lambda report, at: life.receive_report(report=report, by=who.supervisor, at=at),
    }
