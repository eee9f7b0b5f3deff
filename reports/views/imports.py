"""The way of a sheet: Berkas, Kenali, Periksa, Simpan."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.db.models.fields.json import KeyTransform
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages import Chip, Column, CreatePage, DetailPage, Fact
from dbi_portal.lib.pages.address import changed
from dbi_portal.lib.pages.columns import rows
from dbi_portal.lib.pages.exports import XLSX
from dbi_portal.lib.pages.forms import put_errors
from dbi_portal.lib.pages.lists import page_links
from dbi_portal.lib.pages.sorting import Header
from dbi_portal.lib.sheets import SheetError
from dbi_portal.lib.templatetags.indonesian import waktu
from officers.models import ImportRun, Office
from reports.forms.imports import ImportForm
from reports.old_imports.changes import ChangeSet
from reports.old_imports.committing import blocked, commit
from reports.old_imports.kinds import KINDS, PASSPORT_STATISTICS
from reports.old_imports.previewing import NotUsable, preview
from reports.old_imports.template import template
from reports.views.changes import FIRST_SHOWN, groups_of, sections

IMPORT = "reports.import_statistics"
STEPS = ("Berkas", "Kenali", "Periksa", "Simpan")
LAST_RUNS = 8
PER_PAGE = 100
STATE_LOOK = {
    ImportRun.State.PREVIEW: ("info", "clock"),
    ImportRun.State.COMMITTED: ("good", "check"),
    ImportRun.State.REFUSED: ("bad", "stop"),
}
RUN_COLUMNS = (
    Column("Berkas", "filename"),
    Column("Kantor", "office.short_name"),
    Column("Diunggah oleh", "uploaded_by", hide_on_phone=True),
    Column("Waktu", "uploaded_at", kind="moment"),
    Column("Keadaan", lambda run: state_chip(run), kind="chip"),
)


def state_chip(run: ImportRun) -> Chip:
    if run.state == ImportRun.State.PREVIEW and (run.problems or run.questions):
        return Chip("perlu diperbaiki", "warn", "alert")
    return Chip(run.get_state_display().lower(), *STATE_LOOK[run.state])


def run_url(run: ImportRun) -> str:
    return reverse("reports:import-detail", args=[run.pk])


class RunPage:
    model = ImportRun
    queryset = ImportRun.objects.filter(kind__in=KINDS)
    parents = [("Statistik paspor", "reports:statistic-list")]

    def refine(self, runs: QuerySet) -> QuerySet:
        """The first problem and question are read apart, so that a list need not load them all."""
        related = runs.select_related("office", "uploaded_by", "committed_by")
        return related.annotate(
            problems=KeyTransform("0", KeyTransform("problems", "outcome")),
            questions=KeyTransform("0", KeyTransform("questions", "outcome")),
        )


class ImportCreate(RunPage, CreatePage):
    permission = IMPORT
    template_name = "reports/imports/upload.html"
    title = "Impor statistik paspor"
    lead = "Berkas diperiksa dahulu. Tidak ada yang disimpan sebelum Anda menyetujuinya."
    form_class = ImportForm
    submit_label = "Periksa berkas"

    def get_others(self):
        url = reverse("reports:import-template")
        return [self.action("Unduh templat", url, permission=IMPORT, icon="download")]

    def perform(self, form) -> ImportRun:
        file = form.cleaned_data["file"]
        try:
            return preview(
                kind=PASSPORT_STATISTICS,
                content=file.read(),
                filename=file.name,
                by=self.request.user,
                within=form.cleaned_data["office"],
                at=timezone.now(),
            )
        except (SheetError, NotUsable) as refused:
            raise ValidationError({"file": str(refused)}) from refused

    def form_valid(self, form) -> HttpResponse:
        """On to the preview, which says itself that nothing is stored yet."""
        try:
            run = self.perform(form)
        except ValidationError as refused:
            put_errors(form, refused)
            return self.form_invalid(form)
        return redirect(run_url(run))

    def get_context_data(self, **context):
        runs = self.rows().defer("outcome")[:LAST_RUNS]
        return super().get_context_data(
            steps=STEPS,
            run_headers=[Header(column) for column in RUN_COLUMNS],
            run_rows=rows(RUN_COLUMNS, runs, run_url),
            **context,
        )


class ImportDetail(RunPage, DetailPage):
    """What the sheet would change, before; what it has changed, after."""

    permission = "reports.view_passportstatistic"
    template_name = "reports/imports/detail.html"
    parents = [*RunPage.parents, ("Impor", "reports:import-create")]

    def get_parents(self):
        """Who may not import reads what was imported, without a way to the upload."""
        parents = super().get_parents()
        return parents if self.request.user.has_perm(IMPORT) else parents[:-1]

    def get_title(self):
        return self.object.filename

    def get_chips(self):
        return [state_chip(self.object)]

    def get_others(self):
        url = reverse("reports:import-original", args=[self.object.pk])
        again = self.action(
            "Unggah berkas lain", reverse("reports:import-create"), permission=IMPORT
        )
        original = self.action("Berkas asli", url, icon="download")
        return [act for act in (again, original) if act]

    def get_facts(self):
        run, zone = self.object, self.object.office.time_zone
        return [
            Fact("Kantor", run.office.name),
            Fact("Diunggah oleh", str(run.uploaded_by), note=waktu(run.uploaded_at, zone)),
            Fact("Baris data", angka(ChangeSet.from_json(run.outcome).rows)),
            Fact("Sidik berkas", run.sha256[:16], note="SHA-256, 16 huruf pertama"),
        ]

    def get_context_data(self, **context):
        run, query = self.object, self.request.GET
        changes = ChangeSet.from_json(run.outcome)
        committed = run.state == ImportRun.State.COMMITTED
        lines = sections(changes)
        chosen = query.get("lihat") if query.get("lihat") in lines else FIRST_SHOWN
        page = Paginator(lines.get(chosen, ()), PER_PAGE).get_page(query.get("page"))
        return super().get_context_data(
            run=run,
            changes=changes,
            steps=STEPS,
            at=5 if committed else 3,
            committed=committed,
            blocked=blocked(changes),
            to_write=changes.new + changes.changed,
            may_commit=not committed and self.request.user.has_perm(IMPORT),
            groups=groups_of(lines, chosen, lambda key: changed(query, lihat=key)),
            page_obj=page,
            pages=page_links(page, query),
            many_offices=len(changes.office_ids) > 1,
            many_sheets=len({column.sheet for column in changes.columns}) > 1,
            **context,
        )


@require_POST
def import_commit(request, pk):
    """Write what the preview showed. Pressing twice writes once."""
    run = get_object_or_404(_runs(request), pk=pk)
    if not request.user.has_perm(IMPORT):
        raise PermissionDenied
    try:
        commit(run=run, by=request.user, at=timezone.now())
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, "Tersimpan. Angka dari berkas ini sudah berlaku.")
    return redirect(run_url(run))


def import_original(request, pk):
    """The file as it was sent, for who may see the import."""
    run = get_object_or_404(_runs(request), pk=pk)
    if not request.user.has_perm("reports.view_passportstatistic"):
        raise PermissionDenied
    try:
        file = run.original.open("rb")
    except FileNotFoundError as gone:  # taken away by hand; the run and its figures stay
        raise Http404 from gone
    # Never shown by the browser: what somebody uploaded is only ever saved.
    response = FileResponse(
        file,
        as_attachment=True,
        filename=run.filename,
        content_type="application/octet-stream",
    )
    patch_cache_control(response, private=True, no_cache=True)
    return response


def import_template(request):
    if not request.user.has_perm(IMPORT):
        raise PermissionDenied
    offices = Office.objects.visible_to(request.user).reporting().order_by("code")
    disposition = 'attachment; filename="templat-statistik-paspor.xlsx"'
    headers = {"Content-Disposition": disposition}
    return HttpResponse(template(offices), content_type=XLSX, headers=headers)


def _runs(request) -> QuerySet:
    return ImportRun.objects.filter(kind__in=KINDS).visible_to(request.user)
