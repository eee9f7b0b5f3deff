"""The register of reports: see, ask for a draft, receive several at once."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from dbi_portal.lib.pages import Column, CreatePage, ListPage
from reports.actions import drafts, life
from reports.forms.report_steps import ReceiveForm
from reports.forms.reports import ReportFilter, ReportRequestForm
from reports.models import MonthlyReport, ReportRevision
from reports.views.report_chips import status_chip
from reports.workflow import RULES, Verb, drafted_anew

RECEIVE = RULES[Verb.RECEIVE].permission


class ReportList(ListPage):
    model = MonthlyReport
    permission = "reports.view_monthlyreport"
    title = "Laporan bulanan"
    noun = "laporan"
    filterset_class = ReportFilter
    default_sort = "-masa"
    add_url, add_label = "reports:create", "Susun laporan"
    add_permission = "reports.build_monthlyreport"
    empty_title = "Belum ada laporan"
    empty_text = "Susun laporan pertama: pilih kantor dan bulan, portal menghitung sisanya."
    search_hint = "Nama kantor"
    columns = (
        Column("Masa", "label", sort="month"),
        Column("Kantor", "office.short_name", sort="office__short_name"),
        Column("Revisi", "revision_number", kind="number", hide_on_phone=True),
        Column("Disusun", "revision.built_at", kind="moment", hide_on_phone=True),
        Column("Pertama dikirim", "sent_at", sort="sent_at", kind="moment", hide_on_phone=True),
        Column("Status", status_chip, kind="chip"),
    )

    def refine(self, reports):
        """With their revisions at hand, without what those say: one query for the page."""
        revisions = ReportRevision.objects.defer("snapshot")
        reports = reports.select_related("office", "job")
        return reports.prefetch_related(Prefetch("revisions", revisions))

    def get_others(self):
        url = reverse("reports:receive-many")
        return [self.action("Terima beberapa", url, permission=RECEIVE, icon="check")]


class ReportCreate(CreatePage):
    """Ask for a draft; the page that opens shows how far it is."""

    model = MonthlyReport
    permission = "reports.build_monthlyreport"
    title = "Susun laporan"
    lead = "Portal menghitung angkanya dari data yang sudah masuk, lalu menulis PDF dan XLSX."
    parents = (("Laporan", "reports:list"),)
    form_class = ReportRequestForm
    submit_label = "Susun laporan"
    success_message = "Penyusunan dimulai."

    def get_initial(self):
        """The dashboard's button says which office and month is meant."""
        asked = {name: self.request.GET.get(name) for name in ("office", "month", "span")}
        return {name: value for name, value in asked.items() if value}

    def perform(self, form):
        asked = {name: form.cleaned_data[name] for name in ("office", "month", "span")}
        job = drafts.ask_for_report(**asked, by=self.request.user, at=timezone.now())
        return MonthlyReport.objects.get(job=job)


class ReceiveMany(CreatePage):
    """Reports that are all in order, taken at once; every other is opened and read."""

    permission = RECEIVE
    title = "Terima beberapa laporan"
    lead = (
        "Hanya laporan yang cocok, tanpa selisih dan tanpa koreksi. "
        "Yang lain dibuka dan dibaca satu per satu."
    )
    parents = (("Laporan", "reports:list"),)
    template_name = "reports/reports/receive.html"
    form_class = ReceiveForm
    submit_label = "Terima yang dipilih"

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        return context | {"waiting": context["form"].fields["reports"].queryset.exists()}

    def perform(self, form):
        self.received = list(form.cleaned_data["reports"])
        for report in self.received:
            life.receive_report(report=report, by=self.request.user, at=timezone.now())

    def get_success_message(self):
        return f"{len(self.received)} laporan diterima."

    def get_success_url(self):
        return reverse("reports:list")


@require_POST
def rebuild(request, pk):
    """Draft an existing report anew."""
    report = get_object_or_404(MonthlyReport.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm("reports.build_monthlyreport"):
        raise PermissionDenied
    try:
        if not drafted_anew(report):
            raise ValidationError(f"{report} sudah ditandatangani dan tidak disusun ulang.")
        drafts.ask_for_report(
            office=report.office,
            month=report.report_month,
            span=report.span,
            by=request.user,
            at=timezone.now(),
        )
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(report)
