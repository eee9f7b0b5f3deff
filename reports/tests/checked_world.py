"""A small office with something of everything in August, and its report to be checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from officers.models import Office
from officers.tests.factories import OfficerFactory
from outreach.models import Session
from outreach.tests.factories import ConsultationFactory, FollowUpFactory
from reports.actions.reports import build_report
from reports.documents import check
from reports.documents.monthly import monthly_pdf
from reports.documents.stamp import Stamp
from reports.documents.workbook import monthly_xlsx
from reports.figures.monthly.content import MonthlyFigures
from reports.models import PassportStatistic, ReportRevision
from reports.tests.factories import StatisticFactory
from reports.tests.figures_world import LONG_AGO, village
from reports.tests.months import AUGUST, JULY, SEPTEMBER_1, approved_session

BEFORE = SEPTEMBER_1 - timedelta(days=1)
AFTER = SEPTEMBER_1 + timedelta(days=1)
STAMP = Stamp("0" * 64, 1, "A7KM-93QT-XH")


@dataclass(frozen=True)
class Filled:
    first: Session
    second: Session


def fill(office: Office) -> Filled:
    """PMI 812 after 700; 40 umrah; 9 refused; two sessions of 60 and 35 people; three villages,
    one consultation, one late task, one officer. The figures beside the PMI are known since
    BEFORE.
    """
    for month, count in ((AUGUST, 40), (JULY, 30)):
        StatisticFactory(office=office, month=month, count=count, purpose="umrah", at=BEFORE)
    refused = PassportStatistic.Outcome.REFUSED
    StatisticFactory(office=office, outcome=refused, purpose="", count=9, at=BEFORE)
    first, second = (
        approved_session(office, participants=people, title=f"Sambang desa {people}")
        for people in (60, 35)
    )
    for place, stage in enumerate(("aktif", "aktif", "diusulkan"), start=1):
        village(office, f"Desa {place}", f"32.75.01.100{place}", **{stage: LONG_AGO})
    ConsultationFactory(office=office, held_on=date(2025, 8, 20))
    FollowUpFactory(session=first, due_on=date(2025, 8, 25))
    OfficerFactory(office=office)
    return Filled(first, second)


def built(office: Office, at=SEPTEMBER_1, **more) -> ReportRevision:
    return build_report(office=office, month=AUGUST, by=None, at=at, **more).revision


@dataclass(frozen=True)
class Papers:
    """A snapshot with its documents, each of which may be another one's."""

    figures: MonthlyFigures
    pdf: bytes
    xlsx: bytes

    @classmethod
    def of(cls, figures: MonthlyFigures) -> Papers:
        snapshot = figures.as_json()
        return cls(figures, monthly_pdf(snapshot, STAMP), monthly_xlsx(snapshot, STAMP))

    def differences(self) -> list[dict]:
        return check.differences(self.figures, pdf=self.pdf, xlsx=self.xlsx)
