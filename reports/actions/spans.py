"""The report of a quarter, half-year or year, out of the office's own monthly reports."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from dbi_portal.lib.months import Month
from officers.models import Office
from reports.actions.keeping import keep
from reports.actions.run import Run
from reports.figures.duty import is_open
from reports.figures.monthly import adding
from reports.figures.monthly.content import Missing, MonthlyFigures
from reports.figures.monthly.longer import Around, Stretch, longer
from reports.figures.monthly.office import signer
from reports.models import MonthlyReport, ReportDeclaration, ReportRevision
from reports.models.report import Span


def first_month(month: Month, span: str) -> Month:
    """Where the quarter, half-year or year begins that the month lies in."""
    months = Span(span).months
    return Month(month.year, (month.number - 1) // months * months + 1)


def spans_ending(month: Month) -> list[tuple[str, Month]]:
    """The longer spans whose last month it is, each with its first: what is due after it."""
    ends = [(span, first_month(month, span)) for span in Span if span != Span.MONTH]
    return [(span, first) for span, first in ends if first.plus(Span(span).months - 1) == month]


def build_longer(office: Office, first: Month, span: str, run: Run) -> MonthlyReport:
    """Add up the months' reports as they speak now; a month without one is named, not computed."""
    months = Span(span).months
    run.tell(20, f"Menjumlahkan laporan bulanan {office.short_name}")
    stretch = _stretch(office, first, first.plus(months - 1))
    if not stretch.parts:
        about = MonthlyReport(office=office, month=first.first_day, span=span)
        raise ValidationError(
            f"Belum ada laporan bulanan {office} dalam {about.label}. "
            "Susun dahulu laporan bulannya."
        )
    before, year_ago = first.plus(-months), first.plus(-12)
    figures = longer(
        stretch=stretch,
        around=Around(
            before=_all_of(office, before, months), year_ago=_all_of(office, year_ago, months)
        ),
        span=span,
        known_at=run.at.isoformat(),
        signer=signer(office, run.at),
    )
    run.tell(60, f"Menulis dokumen {office.short_name}")
    return keep(figures, office=office, month=first, span=span, by=run.by, at=run.at)


def _stretch(office: Office, first: Month, last: Month) -> Stretch:
    asked = [month for month in first.until(last) if is_open(office, month.last_day)]
    found = _speaking(office, asked)
    parts = {month: MonthlyFigures.from_json(each.snapshot) for month, each in found.items()}
    return Stretch(
        first=first,
        last=last,
        parts=[parts[month] for month in asked if month in parts],
        missing=tuple(_missing(office, [month for month in asked if month not in parts])),
        taken=tuple(
            taken
            for month in asked
            if month in parts
            for taken in adding.taken_from(parts[month], found[month].digest, found[month].number)
        ),
    )


def _all_of(office: Office, first: Month, months: int) -> list[MonthlyFigures]:
    """Every month's snapshot, or none at all: what is compared must be whole."""
    found = _speaking(office, first.until(first.plus(months - 1)))
    if len(found) < months:
        return []
    return [MonthlyFigures.from_json(found[month].snapshot) for month in sorted(found)]


def _speaking(office: Office, months: Iterable[Month]) -> dict[Month, ReportRevision]:
    """By month, the revision that speaks for it; one that is held or not built speaks for none."""
    days = [month.first_day for month in months]
    reports = MonthlyReport.objects.filter(office=office, span=Span.MONTH, month__in=days)
    revisions = {report.report_month: report.revision for report in reports}
    return {
        month: revision
        for month, revision in revisions.items()
        if revision and revision.pdf and not revision.held
    }


def _missing(office: Office, months: list[Month]) -> Iterable[Missing]:
    declared = {
        Month.of(each.month): each
        for each in ReportDeclaration.objects.standing().filter(
            office=office, month__in=[month.first_day for month in months]
        )
    }
    for month in months:
        each = declared.get(month)
        yield Missing(str(month), month.label, _why(each) if each else "laporannya belum ada")


def _why(declared: ReportDeclaration) -> str:
    return ": ".join(filter(None, [declared.get_kind_display().lower(), declared.reason]))
