"""What an office says about a month instead of figures: nothing to report, or prevented.

A declaration is said in the month's report, so its draft is drafted anew; once the report is
signed, it is the report that speaks.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from dbi_portal.lib.days import in_zone, long_date
from dbi_portal.lib.months import Month
from officers import audit, notices
from officers.models import Office, User
from reports.actions.drafts import ask_for_report
from reports.actions.telling import RECEIVE, having
from reports.dashboards.completeness.parts import page_url
from reports.dashboards.words import listed
from reports.figures.duty import is_open
from reports.figures.nothing import speaking_against
from reports.models import MonthlyReport, ReportDeclaration

Kind, Status = ReportDeclaration.Kind, MonthlyReport.Status
OPEN = (Status.DRAFT, Status.CHECKED, Status.RETURNED)


@transaction.atomic
def declare_nil(
    *, office: Office, month: Month, by: User | None, at: datetime, reason: str = ""
) -> ReportDeclaration:
    """Say that there was nothing to report. Refused while the portal knows of something.

    Only the office itself can know, and only when the month is over.
    """
    _refuse_what_cannot_be_said(office, month, at)
    if by and by.office_id != office.pk:
        raise ValidationError(f"Nihil dinyatakan oleh {office} sendiri.")
    if in_zone(at, office.time_zone).date() <= month.last_day:
        raise ValidationError(
            f"{month.label} belum berakhir. Nyatakan nihil setelah {long_date(month.last_day)}."
        )
    if found := speaking_against(office, month):
        raise ValidationError(
            f"{month.label} tidak nihil: ada {listed(found)}. "
            "Kirim laporannya, atau perbaiki data itu bila keliru."
        )
    return _declare(office, month, Kind.NIL, reason, by=by, at=at)


@transaction.atomic
def declare_excused(
    *, office: Office, month: Month, reason: str, by: User | None, at: datetime
) -> ReportDeclaration:
    """Say that the office is prevented from reporting, and why. The office above may say it too."""
    _refuse_what_cannot_be_said(office, month, at)
    if not reason.strip():
        raise ValidationError({"reason": "Tulis mengapa kantor berhalangan melapor."})
    return _declare(office, month, Kind.EXCUSED, reason, by=by, at=at)


@transaction.atomic
def withdraw_declaration(
    *, declaration: ReportDeclaration, by: User, at: datetime
) -> ReportDeclaration:
    """The report is owed again; what was said stays on record."""
    row = ReportDeclaration.objects.select_for_update().get(pk=declaration.pk)
    if row.withdrawn_at:
        raise ValidationError("Pernyataan ini sudah ditarik.")
    month = Month.of(row.month)
    _refuse_what_is_signed(row.office, month)
    row.withdrawn_by, row.withdrawn_at = by, at
    row.save(update_fields=["withdrawn_by", "withdrawn_at"])
    _tell(row, "withdrawn", by)
    _draft_anew(row.office, month, by=by, at=at)
    return row


def _declare(
    office: Office, month: Month, kind: str, reason: str, *, by: User | None, at: datetime
) -> ReportDeclaration:
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)  # one after the other
    standing = ReportDeclaration.objects.filter(office=office).in_month(month).standing().first()
    if standing:
        said = standing.get_kind_display().lower()
        raise ValidationError(
            f"{office} sudah menyatakan {said} untuk {month.label}. "
            "Tarik pernyataan itu dahulu bila keadaannya lain."
        )
    row = ReportDeclaration(
        office=office, month=month.first_day, kind=kind, reason=reason.strip(),
        declared_by=by, declared_at=at,
    )  # fmt: skip
    row.full_clean(validate_constraints=False)
    row.save()
    _tell(row, "nil" if kind == Kind.NIL else "excused", by)
    _tell_above(row, month, by=by, at=at)
    _draft_anew(office, month, by=by, at=at)
    return row


def _tell_above(row: ReportDeclaration, month: Month, *, by: User | None, at: datetime) -> None:
    """Who waits for the report hears that none, or an empty one, will come. The reason stays here:
    a letter travels far."""
    above = row.office.supervisor_on(month.last_day)
    if above is None:
        return
    notices.tell(
        [user for user in having(above, {RECEIVE}) if user != by],
        key=f"laporan-pernyataan:{row.pk}",
        kind="laporan",
        text=f"{row.office} menyatakan {row.get_kind_display().lower()} untuk laporan "
        f"{month.label}.",
        url=page_url(month),
        office=row.office,
        at=at,
    )


def _refuse_what_cannot_be_said(office: Office, month: Month, at: datetime) -> None:
    today = in_zone(at, office.time_zone).date()
    if office.kind not in (Office.Kind.KANIM, Office.Kind.RUDENIM):
        raise ValidationError(
            f"Laporan {office} menjumlahkan laporan kantor-kantornya. "
            "Nihil dan berhalangan dinyatakan oleh kantor masing-masing."
        )
    if month > Month.of(today):
        raise ValidationError(f"{month.label} belum dimulai. Pilih bulan ini atau sebelumnya.")
    if not is_open(office, month.last_day):
        raise ValidationError(f"{office} tidak beroperasi pada akhir {month.label}.")
    _refuse_what_is_signed(office, month)


def _refuse_what_is_signed(office: Office, month: Month) -> None:
    report = _report_of(office, month)
    if report and report.status not in OPEN:
        raise ValidationError(
            f"Laporan {month.label} sudah {report.get_status_display().lower()}, jadi laporan itu "
            "yang berlaku."
        )


def _report_of(office: Office, month: Month) -> MonthlyReport | None:
    return MonthlyReport.objects.filter(office=office).in_month(month).first()


def _draft_anew(office: Office, month: Month, *, by: User | None, at: datetime) -> None:
    """The draft says it too; one that nobody drafted yet will say it when it is."""
    if _report_of(office, month):
        ask_for_report(office=office, month=month, by=by, at=at)


def _tell(row: ReportDeclaration, what: str, by: User | None) -> None:
    month = Month.of(row.month)
    about = [row.office, *filter(None, [_report_of(row.office, month)])]
    words = {"month": month.label, "reason": row.reason}
    audit.record(f"reports.declaration.{what}", by=by, target=row, about=about, **words)
