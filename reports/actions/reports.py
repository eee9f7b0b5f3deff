"""Building a month's report: figures → snapshot → documents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from dbi_portal.lib.days import in_zone
from dbi_portal.lib.months import Month
from officers import audit
from officers.models import Office, User
from reports.actions.drawing import put_down
from reports.figures.made_up import MadeUp
from reports.figures.monthly.consolidated import consolidated
from reports.figures.monthly.content import MonthlyFigures, OfficeLine
from reports.figures.monthly.office import monthly_figures
from reports.figures.monthly.summary import ISSUED_KEY
from reports.figures.reporting import is_open
from reports.models import MonthlyReport, ReportRevision
from villages.models import GuidedVillage

Tell = Callable[[int, str], None]


def in_silence(percent: int, message: str) -> None:
    """For callers whom nobody watches."""


def build_report(
    *, office: Office, month: Month, by: User | None, at: datetime, tell: Tell = in_silence
) -> MonthlyReport:
    """Draft the report of `office` about `month`, or draft it anew; a Kanwil's offices come first.

    Harmless to repeat: unchanged figures keep their revision and documents. Raises ValidationError
    for a month that is not over or for an office that writes no reports.
    """
    refuse_what_cannot_be(office=office, month=month, at=at)
    if office.kind == Office.Kind.KANWIL:
        return _build_kanwil(office, month, by=by, at=at, tell=tell)
    tell(20, f"Menghitung {office.short_name}")
    figures = monthly_figures(office=office, month=month, known_at=at)
    tell(60, f"Menulis dokumen {office.short_name}")
    return _keep(office, month, figures, by=by, at=at)


def offices_of(kanwil: Office, month: Month) -> list[Office]:
    """Kanim and Rudenim that belonged to the Kanwil at the month's end and were open then."""
    below = Office.objects.reporting().under(kanwil, on=month.last_day).order_by("short_name")
    return [office for office in below if is_open(office, month.last_day)]


def refuse_what_cannot_be(*, office: Office, month: Month, at: datetime) -> None:
    """Raises ValidationError for a month that has not begun or an office that writes no reports."""
    if office.kind == Office.Kind.CENTRE:
        raise ValidationError("Pusat tidak menyusun laporan bulanan. Pilih Kanwil atau Kanim.")
    today = in_zone(at, office.time_zone).date()
    if month > Month.of(today):
        raise ValidationError(
            {"month": f"{month.label} belum dimulai. Pilih bulan ini atau bulan yang lalu."}
        )


def _build_kanwil(
    kanwil: Office, month: Month, *, by: User | None, at: datetime, tell: Tell
) -> MonthlyReport:
    """The Kanwil's figures are its offices' snapshots added up, so that totals always tie."""
    offices = offices_of(kanwil, month)
    reports = []
    for number, office in enumerate(offices):
        tell(80 * number // len(offices), f"Menghitung {office.short_name}")
        reports.append(_office_report(office, month, by=by, at=at))
    parts = [MonthlyFigures.from_json(report.revision.snapshot) for report in reports]
    own = monthly_figures(office=kanwil, month=month, known_at=at)
    lines = [_office_line(report, part) for report, part in zip(reports, parts, strict=True)]
    tell(85, f"Menulis dokumen {kanwil.short_name}")
    figures = consolidated(own=own, parts=parts, offices=lines)
    return _keep(kanwil, month, figures, by=by, at=at)


def _office_report(office: Office, month: Month, *, by: User | None, at: datetime) -> MonthlyReport:
    """The office's own report: a draft is drafted anew, anything further along is left as it is."""
    report = MonthlyReport.objects.filter(office=office, month=month.first_day).first()
    if report and report.status != MonthlyReport.Status.DRAFT and report.revision:
        return report
    figures = monthly_figures(office=office, month=month, known_at=at)
    return _keep(office, month, figures, by=by, at=at)


def _office_line(report: MonthlyReport, part: MonthlyFigures) -> OfficeLine:
    issued, revision = part.line(ISSUED_KEY), report.revision
    stages = [village.stage for village in part.villages]
    return OfficeLine(
        code=report.office.code,
        name=report.office.short_name,
        status=report.get_status_display().lower(),
        revision=revision.number,
        digest=revision.digest,
        known_at=revision.snapshot["known_at"],
        issued=issued.value if issued else None,
        before=issued.before if issued else None,
        to_date=issued.to_date if issued else None,
        sessions=len(part.sessions),
        active_villages=stages.count(GuidedVillage.Stage.ACTIVE),
        made_up=issued.made_up if issued else MadeUp.NONE.value,
        made_up_to_date=issued.made_up_to_date if issued else MadeUp.NONE.value,
        note=issued.note if issued else "",
    )


@transaction.atomic
def _keep(
    office: Office, month: Month, figures: MonthlyFigures, *, by: User | None, at: datetime
) -> MonthlyReport:
    """Store figures and documents as the draft's revision, unless they say what it says already."""
    report, _ = MonthlyReport.objects.select_for_update().get_or_create(
        office=office, month=month.first_day
    )
    revision = report.revision
    if revision and revision.frozen_at:
        raise ValidationError(
            f"{report} sudah ditandatangani. Angkanya tidak disusun ulang; "
            "perubahan dilaporkan sebagai koreksi."
        )
    snapshot = figures.as_json()
    if revision and revision.pdf and _says_the_same(revision.snapshot, snapshot):
        return report
    revision = revision or ReportRevision(
        report=report, office=office, number=report.revision_number
    )
    put_down(revision, figures, at=at, by=by)
    revision.save()
    audit.record("reports.report.built", by=by, target=report, digest=revision.digest)
    return report


def _says_the_same(before: dict, now: dict) -> bool:
    return before | {"known_at": ""} == now | {"known_at": ""}
