"""Which figure an address asks about: ?hasil=terbit&keperluan=pmi&bulan=2025-08&kantor=…"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from dbi_portal.lib.months import Month, NotAMonth
from officers.models import Office, User
from reports.dashboards.view import ALL, View
from reports.figures.measure import PMI_ISSUED, Measure
from reports.figures.period import MonthRange
from reports.models import MonthlyReport
from reports.models.statistic import Outcome, Purpose
from villages.models import Region

LONGEST = 60  # months of one figure


@dataclass(frozen=True)
class Asked:
    """`report` where the figure stands in a monthly report: then as known when that was built."""

    measure: Measure
    months: MonthRange
    head: Office
    village: Region | None = None
    report: MonthlyReport | None = None
    view: View = field(default_factory=View)  # what else narrows it: country, regency, status

    @property
    def is_narrowed(self) -> bool:
        """Beside a village: figures of one country, one regency, or villages of one status."""
        view = self.view
        return not self.report and bool(view.destination or view.regency or view.stage)


def asked_of(user: User, query: Mapping[str, str], *, today: date) -> Asked:
    """Without a word of it: the PMI passports of this month at the reader's own office.

    Raises Http404 for what is no figure, or an office or report this reader does not see.
    """
    outcome = query.get("hasil") or PMI_ISSUED.outcome
    purpose = query.get("keperluan", "" if "hasil" in query else PMI_ISSUED.purpose)
    purpose = "" if purpose == ALL else purpose
    if outcome not in Outcome.values or purpose not in ("", *Purpose.values):
        raise Http404("Hasil atau keperluan itu tidak dikenal.")
    report = _report(user, query.get("laporan", ""))
    months = MonthRange.of(report.report_month) if report else _months(query, today)
    head = report.office if report else _head(user, query.get("kantor", ""))
    return Asked(
        Measure(outcome, purpose),
        months,
        head,
        _village(query.get("desa", "")),
        report,
        View.of(query),
    )


def _report(user: User, number: str) -> MonthlyReport | None:
    if not number:
        return None
    reports = MonthlyReport.objects.visible_to(user).select_related("office")
    return get_object_or_404(reports, pk=number if number.isdecimal() and len(number) < 10 else 0)


def _head(user: User, code: str) -> Office:
    if not code and user.office is None:
        raise Http404("Kantor mana yang dimaksud tidak disebut.")
    return get_object_or_404(Office.objects.visible_to(user), code=code) if code else user.office


def _months(query: Mapping[str, str], today: date) -> MonthRange:
    first = query.get("bulan") or str(Month.of(today))
    try:
        months = MonthRange(Month.parse(first), Month.parse(query.get("sampai") or first))
    except (NotAMonth, ValueError) as refused:
        raise Http404("Bulan itu tidak dikenal.") from refused
    if len(months) > LONGEST:
        raise Http404("Rentangnya terlalu panjang.")
    return months


def _village(code: str) -> Region | None:
    return get_object_or_404(Region.objects.villages(), pk=code[:13]) if code else None
