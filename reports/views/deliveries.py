"""The letters of a report: who got it, who waits, what was refused; as a part of its page."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from dbi_portal.lib.days import clock, in_zone, short_date
from dbi_portal.lib.pages import Chip
from officers.models import User
from reports.actions import delivery as actions
from reports.actions.recipients import CHANGE, may_change
from reports.models import MonthlyReport, ReportDelivery

Status = MonthlyReport.Status


@dataclass(frozen=True)
class Row:
    """One letter as the page shows it; `again` is where the button leads, empty without one."""

    name: str
    email: str
    chip: Chip
    note: str
    again: str = ""


def deliveries_context(report: MonthlyReport, user: User) -> dict:
    """What `reports/reports/deliveries.html` draws: rows, who is still missing, and the ways on."""
    mine = may_change(user, report.office)
    revision = report.revision
    letters = ReportDelivery.objects.visible_to(user).filter(revision=revision)
    rows = [_row(each, report, again=mine) for each in letters.select_related("recipient")]
    mailed = revision is not None and _mailed(report)
    missing = actions.missing_recipients(report).count() if mailed else 0
    return {
        "rows": rows,
        "missing": missing,
        "send_url": reverse("reports:deliver", args=[report.pk]) if mine and missing else "",
        "list_url": reverse("reports:recipient-list") if user.has_perm(CHANGE) else "",
        "expected": mailed,
    }


def _mailed(report: MonthlyReport) -> bool:
    """Whether its list is served by now: once received, or, where nobody is above, once signed."""
    ends = Status.SIGNED if report.office.kind == report.office.Kind.CENTRE else Status.RECEIVED
    return report.status == ends


def _row(letter: ReportDelivery, report: MonthlyReport, *, again: bool) -> Row:
    url = reverse("reports:delivery-again", args=[report.pk, letter.pk])
    removed = letter.recipient.removed_at is not None
    return Row(
        name=letter.recipient.name,
        email=letter.email,
        chip=_chip(letter),
        note=_note(letter, report.office.time_zone),
        again=url if again and not removed and _may_repeat(letter) else "",
    )


def _may_repeat(letter: ReportDelivery) -> bool:
    return letter.sent_at is not None or bool(letter.error)


def _chip(letter: ReportDelivery) -> Chip:
    if letter.sent_at:
        return Chip("terkirim", "good", "check")
    if letter.recipient.removed_at:
        return Chip("dihapus dari daftar", "plain", "x")
    if letter.attempts >= actions.MOST_ATTEMPTS:
        return Chip("gagal", "bad", "stop")
    return Chip("menunggu", "info", "clock")


def _note(letter: ReportDelivery, zone: str) -> str:
    if letter.error:
        return letter.error
    moment = letter.sent_at or letter.queued_at
    when = f"{short_date(in_zone(moment, zone).date())}, {clock(moment, zone)}"
    form = "PDF terlampir" if letter.attach else "tautan"
    return f"{when}, {form}" if letter.sent_at else f"sejak {when}; pada jam tenang surel menunggu"


@require_POST
def deliver(request, pk):
    """Mail the report to those who came onto the list after it was received."""
    report = _own(request, pk)
    if not _mailed(report):
        messages.error(request, "Laporan ini belum diterima, jadi belum dikirim ke para penerima.")
    else:
        actions.queue_deliveries(report=report, at=timezone.now())
        messages.success(request, "Surel disiapkan.")
    return redirect(report)


@require_POST
def delivery_again(request, pk, number):
    """One letter once more."""
    report = _own(request, pk)
    letter = get_object_or_404(ReportDelivery, revision__report=report, pk=number)
    if letter.recipient.removed_at or letter.revision.number != report.revision_number:
        messages.error(request, "Surel ini tidak dikirim lagi: penerimanya atau revisinya diganti.")
    else:
        actions.send_again(delivery=letter, by=request.user, at=timezone.now())
        messages.success(request, f"Surel ke {letter.email} disiapkan lagi.")
    return redirect(report)


def _own(request, pk) -> MonthlyReport:
    reports = MonthlyReport.objects.visible_to(request.user).select_related("office")
    report = get_object_or_404(reports, pk=pk)
    if not may_change(request.user, report.office):
        raise PermissionDenied
    return report
