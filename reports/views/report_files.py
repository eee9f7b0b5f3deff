"""What can be taken from a report: documents of every revision, pages as pictures."""

from __future__ import annotations

from io import BytesIO

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control

from reports.actions.drawing import drawn_anew
from reports.documents import pages
from reports.models import MonthlyReport, ReportRevision

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LETTER = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {
    "pdf": "application/pdf",
    "xlsx": SHEET,
    "docx": LETTER,
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}
# Nothing of it opens as a page of the portal's own.
SAFE = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}


def document(request, pk, kind, number=None):
    """A document of the report, for whoever may see it: of its present revision or of `number`."""
    revision = _revision(_report(request, pk), number)
    file = getattr(revision, kind, None)
    stored = bool(file) and file.storage.exists(file.name)
    response = FileResponse(
        file.open("rb") if stored else BytesIO(drawn_anew(revision, kind)),
        as_attachment=True,
        filename=_file_name(revision, kind, said=number is not None),
        content_type=TYPES[kind],
        headers=SAFE,
    )
    patch_cache_control(response, private=True, no_cache=True)
    return response


def page_picture(request, pk, digest, number):
    """One page of the PDF; its address carries the digest, so it may be kept for good."""
    report = _report(request, pk)
    revision = report.revisions.filter(digest__startswith=digest).exclude(pdf="").first()
    if revision is None:
        raise Http404
    try:
        picture = pages.page_png(revision.pdf.read(), number)
    except (IndexError, FileNotFoundError) as beyond:
        raise Http404 from beyond
    response = HttpResponse(picture, content_type="image/png")
    patch_cache_control(response, private=True, max_age=31_536_000, immutable=True)
    return response


def _report(request, pk: int) -> MonthlyReport:
    reports = MonthlyReport.objects.visible_to(request.user).select_related("office")
    report = get_object_or_404(reports, pk=pk)
    if not request.user.has_perm("reports.view_monthlyreport"):
        raise PermissionDenied
    return report


def _revision(report: MonthlyReport, number: int | None) -> ReportRevision:
    revision = report.revision if number is None else report.revisions.filter(number=number).first()
    if revision is None:
        raise Http404
    return revision


def _file_name(revision: ReportRevision, kind: str, *, said: bool) -> str:
    """ "laporan-kanim-bekasi-2025-08.pdf"; asked for by its number, a revision says which it is."""
    report = revision.report
    span = "" if report.span == MonthlyReport.Span.MONTH else f"-{report.span}"
    number = f"-revisi-{revision.number}" if said else ""
    return f"laporan-{report.office.code}-{report.report_month}{span}{number}.{kind}"
