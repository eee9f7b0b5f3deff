"""How a report's state looks, in a list and on its page."""

from __future__ import annotations

from dbi_portal.lib.pages import Chip
from officers.models import Job
from reports.models import MonthlyReport

LOOKS = {
    MonthlyReport.Status.DRAFT: ("info", "edit"),
    MonthlyReport.Status.CHECKED: ("info", "check"),
    MonthlyReport.Status.SIGNED: ("good", "sign"),
    MonthlyReport.Status.SENT: ("info", "send"),
    MonthlyReport.Status.RECEIVED: ("good", "check-circle"),
    MonthlyReport.Status.RETURNED: ("warn", "returned"),
}


def status_chip(report: MonthlyReport) -> Chip:
    """Where it stands; before that, what keeps it from standing anywhere."""
    if report.job and report.job.state in (Job.State.QUEUED, Job.State.RUNNING):
        return Chip("sedang disusun", "info", "clock")
    if report.revision and report.revision.held:
        return Chip("ditahan, angka tidak cocok", "bad", "alert")
    if report.revision is None:
        return Chip("gagal disusun", "bad", "alert") if report.job else Chip("belum disusun")
    state, icon = LOOKS[report.status]
    return Chip(report.get_status_display().lower(), state, icon)
