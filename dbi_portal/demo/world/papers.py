"""An office's monthly report with its first revision, and the job that would build it."""

from __future__ import annotations

from datetime import date, datetime

from officers.models import Job, Office, User
from reports.models import MonthlyReport, ReportRevision


def write_papers(office: Office, *, by: User, at: datetime) -> None:
    report = MonthlyReport.objects.create(office=office, month=date(2025, 8, 1))
    ReportRevision.objects.create(
        report=report, office=office, number=1, snapshot={}, digest="", known_at=at,
        built_at=at, built_by=by,
    )  # fmt: skip
    Job.objects.create(
        office=office, kind="reports.build", payload={}, state=Job.State.DONE, progress=100,
        message="Selesai", requested_by=by, ring_again_at=at, finished_at=at,
    )  # fmt: skip
