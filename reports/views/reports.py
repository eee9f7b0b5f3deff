"""The register of monthly reports: see, ask for a draft, read the paper, download."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST

from dbi_portal.lib.days import clock, in_zone, long_date
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages import Chip, Column, CreatePage, DetailPage, Fact, ListPage
from officers.models import Job
from reports.actions import drafts
from reports.documents import pages
from reports.figures.monthly.content import MonthlyFigures
from reports.figures.monthly.freshness import changed_since
from reports.forms.reports import ReportFilter, ReportRequestForm
from reports.models import MonthlyReport, ReportRevision

LOOKS = {
    MonthlyReport.Status.DRAFT: ("info", "edit"),
    MonthlyReport.Status.CHECKED: ("info", "check"),
    MonthlyReport.Status.SIGNED: ("good", "check"),
    MonthlyReport.Status.SENT: ("info", "send"),
    MonthlyReport.Status.RECEIVED: ("good", "check"),
    MonthlyReport.Status.RETURNED: ("warn", "back"),
}
TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def status_chip(report: MonthlyReport) -> Chip:
    if report.job and report.job.state in (Job.State.QUEUED, Job.State.RUNNING):
        return Chip("sedang disusun", "info", "clock")
    if report.revision and report.revision.held:
        return Chip("ditahan, angka tidak cocok", "bad", "alert")
    if report.revision is None:
        return Chip("gagal disusun", "bad", "alert") if report.job else Chip("belum disusun")
    state, icon = LOOKS[report.status]
    return Chip(report.get_status_display().lower(), state, icon)


class ReportPage:
    model = MonthlyReport
    permission = "reports.view_monthlyreport"

    def refine(self, reports):
        return reports.select_related("office", "job")


class ReportList(ReportPage, ListPage):
    title = "Laporan bulanan"
    noun = "laporan"
    filterset_class = ReportFilter
    default_sort = "-bulan"
    add_url, add_label = "reports:create", "Susun laporan"
    add_permission = "reports.build_monthlyreport"
    empty_title = "Belum ada laporan"
    empty_text = "Susun laporan pertama: pilih kantor dan bulan, portal menghitung sisanya."
    search_hint = "Nama kantor"
    columns = (
        Column("Bulan", "month", sort="month", kind="month"),
        Column("Kantor", "office.short_name", sort="office__short_name"),
        Column("Revisi", "revision_number", kind="number", hide_on_phone=True),
        Column("Disusun", "revision.built_at", kind="moment", hide_on_phone=True),
        Column("Status", status_chip, kind="chip"),
    )

    def refine(self, reports):
        """With their revisions at hand, without what those say: one query for the page."""
        revisions = ReportRevision.objects.defer("snapshot")
        return super().refine(reports).prefetch_related(Prefetch("revisions", revisions))


class ReportDetail(ReportPage, DetailPage):
    template_name = "reports/reports/detail.html"
    parents = (("Laporan", "reports:list"),)

    def get_title(self):
        return f"{self.object.office.short_name}, {self.object.report_month.label}"

    def get_chips(self):
        made_up = self.object.revision and self.object.revision.snapshot["made_up"]
        chips = [status_chip(self.object)]
        return [*chips, Chip("data contoh", "gold", "info")] if made_up else chips

    def get_context_data(self, **context):
        report, revision = self.object, self.object.revision
        job = report.job if report.job and report.job.state != Job.State.DONE else None
        figures = MonthlyFigures.from_json(revision.snapshot) if revision else None
        return super().get_context_data(
            report=report,
            revision=revision,
            job=job,
            working=job is not None and job.finished_at is None,
            out_of_date=revision is not None and changed_since(revision),
            sentences=figures.summary if figures else (),
            origins=list(origins_of(report, figures)) if figures else (),
            page_numbers=range(1, _page_count(revision) + 1),
            may_build=self.request.user.has_perm("reports.build_monthlyreport"),
            **context,
        )

    def get_facts(self):
        revision = self.object.revision
        if revision is None:
            return []
        zone = self.object.office.time_zone
        known = in_zone(revision.known_at, zone)
        return [
            Fact("Kantor", self.object.office.name),
            Fact("Angka per", f"{long_date(known.date())}, {clock(known, zone)}"),
            Fact("Disusun oleh", revision.built_by or "portal, sesuai jadwal"),
            Fact("Revisi", revision.number),
            Fact(
                "Sidik", revision.digest[:12], note="nama pendek snapshot, tercetak di tiap halaman"
            ),
            Fact("Cocok", _checked(revision), note="snapshot, data, PDF, dan XLSX dibandingkan"),
            Fact("Selisih di berkas", _differences(revision)),
        ]


class ReportCreate(CreatePage):
    """Ask for a draft; the page that opens shows how far it is."""

    model = MonthlyReport
    permission = "reports.build_monthlyreport"
    title = "Susun laporan"
    lead = (
        "Portal menghitung angka bulan itu dari data yang sudah masuk, lalu menulis PDF dan XLSX."
    )
    parents = (("Laporan", "reports:list"),)
    form_class = ReportRequestForm
    submit_label = "Susun laporan"
    success_message = "Penyusunan dimulai."

    def get_initial(self):
        """The dashboard's button says which office and month is meant."""
        asked = {name: self.request.GET.get(name) for name in ("office", "month")}
        return {name: value for name, value in asked.items() if value}

    def perform(self, form):
        return _ask(form.cleaned_data["office"], form.cleaned_data["month"], by=self.request.user)


@require_POST
def rebuild(request, pk):
    """Draft an existing report anew."""
    report = get_object_or_404(MonthlyReport.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm("reports.build_monthlyreport"):
        raise PermissionDenied
    try:
        _ask(report.office, report.report_month, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(report)


def document(request, pk, kind):
    """A document of the report, for whoever may see the report."""
    revision = _revision(request, pk)
    file = getattr(revision, kind)
    if not file:
        raise Http404
    name = f"laporan-{revision.report.office.code}-{revision.report.report_month}.{kind}"
    response = FileResponse(
        file.open("rb"), as_attachment=True, filename=name, content_type=TYPES[kind]
    )
    patch_cache_control(response, private=True, no_cache=True)
    return response


def page_picture(request, pk, digest, number):
    """One page of the PDF; its address carries the digest, so it may be kept for good."""
    revision = _revision(request, pk)
    if not revision.pdf or not revision.digest.startswith(digest):
        raise Http404
    try:
        picture = pages.page_png(revision.pdf.read(), number)
    except IndexError as beyond:
        raise Http404 from beyond
    response = HttpResponse(picture, content_type="image/png")
    patch_cache_control(response, private=True, max_age=31_536_000, immutable=True)
    return response


def _ask(office, month, *, by) -> MonthlyReport:
    drafts.ask_for_report(office=office, month=month, by=by, at=timezone.now())
    return MonthlyReport.objects.get(office=office, month=month.first_day)


def _revision(request, pk) -> ReportRevision:
    report = get_object_or_404(MonthlyReport.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm("reports.view_monthlyreport"):
        raise PermissionDenied
    if report.revision is None:
        raise Http404
    return report.revision


def _page_count(revision: ReportRevision | None) -> int:
    return pages.page_count(revision.pdf.read()) if revision and revision.pdf else 0


def _checked(revision: ReportRevision) -> str:
    if not revision.held:
        return "ya"
    return "TIDAK, laporan ditahan: " + "; ".join(each["figure"] for each in revision.held)


def origins_of(report: MonthlyReport, figures: MonthlyFigures) -> Iterator[Fact]:
    """Every figure of the month with the way to the cells it was summed from."""
    for line in figures.passports:
        if line.value is None:
            continue
        outcome, _, purpose = line.key.partition(":")
        asked = urlencode({"laporan": report.pk, "hasil": outcome, "keperluan": purpose})
        url = f"{reverse('reports:figure-origin')}?{asked}"
        yield Fact(line.label, angka(line.value), url, note=line.note)


def _differences(revision: ReportRevision) -> str:
    found = len(revision.snapshot["differences"])
    return f"{found} selisih, tercantum di laporan" if found else "tidak ada"
