"""Building a report: figures → snapshot → documents, whatever office and span it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from django.core.exceptions import ValidationError

from dbi_portal.lib.days import in_zone
from dbi_portal.lib.months import Month
from officers.models import Office, User
from reports.actions.consolidating import ABOVE, build_above
from reports.actions.keeping import refuse_what_is_signed
from reports.actions.run import Run, Tell, in_silence
from reports.actions.spans import build_longer, first_month
from reports.models import MonthlyReport
from reports.models.report import Span
from reports.workflow import OPEN


def build_report(
    *,
    office: Office,
    month: Month,
    by: User | None,
    at: datetime,
    tell: Tell = in_silence,
    span: str = Span.MONTH,
) -> MonthlyReport:
    """Draft the report of `office` about `month`, or draft it anew; a Kanwil's offices come first.

    With a longer `span`, about the quarter, half-year or year the month lies in. Harmless to
    repeat: unchanged figures keep their revision and documents. Raises ValidationError for a time
    that has not begun, a signed report, or a longer span of which no month has a report.
    """
    month = first_month(month, span)
    refuse_what_cannot_be(office=office, month=month, at=at, span=span)
    return _build(office, month, span, Run(by, at, tell))


def build_reports(
    *,
    offices: Collection[Office],
    month: Month,
    by: User | None,
    at: datetime,
    span: str = Span.MONTH,
) -> Iterator[MonthlyReport]:
    """The reports of many offices in one run, in the order given; those beneath go first.

    A report that is signed already is given as it is. Figures of offices are computed a chunk at a
    time, and a Kanwil sums what was drafted in the same run.
    """
    run, month = Run(by, at), first_month(month, span)
    for office in offices:
        refuse_what_cannot_be(office=office, month=month, at=at, span=span)
    reports = MonthlyReport.objects.filter(month=month.first_day, span=span)
    signed = set(reports.exclude(status__in=OPEN).values_list("office", flat=True))
    todo = [each for each in offices if each.pk not in signed]
    if span == Span.MONTH:
        for _ in run.draft([each for each in todo if each.kind not in ABOVE], month):
            pass
    for office in offices:
        if office in todo and not (span == Span.MONTH and office.kind not in ABOVE):
            _build(office, month, span, run)
        yield MonthlyReport.objects.get(office=office, month=month.first_day, span=span)


def _build(office: Office, month: Month, span: str, run: Run) -> MonthlyReport:
    report = MonthlyReport.objects.filter(office=office, month=month.first_day, span=span).first()
    if report:
        refuse_what_is_signed(report, report.revision)
    if span != Span.MONTH:
        return build_longer(office, month, span, run)
    if office.kind in ABOVE:
        return build_above(office, month, run)
    run.tell(20, f"Menghitung {office.short_name}")
    for _ in run.draft([office], month):
        run.tell(90, f"Memeriksa {office.short_name}")
    return MonthlyReport.objects.get(office=office, month=month.first_day, span=span)


def refuse_what_cannot_be(
    *, office: Office, month: Month, at: datetime, span: str = Span.MONTH
) -> None:
    """Raises ValidationError for a time that has not begun on the office's own calendar."""
    today = in_zone(at, office.time_zone).date()
    if month > Month.of(today):
        about = MonthlyReport(office=office, month=month.first_day, span=span)
        raise ValidationError(
            {"month": f"{about.label} belum dimulai. Pilih bulan ini atau bulan yang lalu."}
        )
