"""Sending a sheet in, and the list of those that came."""

from __future__ import annotations

import django_filters
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.pages import (
    Action,
    Column,
    CreatePage,
    HeadMixin,
    ListPage,
    RegisterFilter,
)
from dbi_portal.lib.pages.columns import rows
from dbi_portal.lib.pages.forms import put_errors
from dbi_portal.lib.pages.sorting import Header
from dbi_portal.lib.sheets import SheetError
from dbi_portal.lib.widgets import SearchSelect
from officers.actions.imports import ask_to_check, open_run
from officers.forms.imports import ImportForm
from officers.imports.guessing import kind_in
from officers.imports.kinds import KINDS, importable_by, visible_codes
from officers.imports.running import LIMITS
from officers.models import ImportRun, Office, User
from officers.views.imports_runs import kind_of, listed_chip, listed_runs, runs_of, wait_for

STEPS = ("Berkas", "Kenali", "Periksa", "Simpan")
LAST_RUNS = 8
COLUMNS = (
    Column("Berkas", "filename", sort="filename"),
    Column("Jenis", lambda run: kind_of(run).label, sort="kind"),
    Column("Kantor", "office.short_name", sort="office__short_name"),
    Column("Diunggah oleh", "uploaded_by", sort="uploaded_by__full_name", hide_on_phone=True),
    Column("Waktu", "uploaded_at", sort="uploaded_at", kind="moment"),
    Column("Keadaan", listed_chip, sort="state", kind="chip"),
)


class ImportCreate(CreatePage):
    template_name = "officers/imports/upload.html"
    title = "Impor lembar kerja"
    lead = "Berkas diperiksa dahulu. Tidak ada yang disimpan sebelum Anda menyetujuinya."
    parents = [("Impor", "officers:import-list")]
    form_class = ImportForm
    submit_label = "Periksa berkas"

    def check_permission(self) -> None:
        """For whoever may import at least one kind; which ones, the form offers."""
        self.kinds = importable_by(self.request.user)
        if not self.kinds:
            raise PermissionDenied

    def get_form_kwargs(self):
        kinds = [(kind.code, kind.label) for kind in self.kinds]
        own = {"kinds": kinds, "largest": LIMITS.file_size, "earlier": self.get_earlier()}
        return super().get_form_kwargs() | own

    def get_initial(self):
        """The kind of the register one came from: ?jenis=villages&kantor=12"""
        query = self.request.GET
        return {"kind": query.get("jenis"), "office": query.get("kantor")}

    def get_earlier(self) -> ImportRun | None:
        """The import this file puts right: ?perbaikan=12, or what the form brings back."""
        asked = self.request.POST.get("replaces") or self.request.GET.get("perbaikan")
        if not asked or not asked.isdecimal():
            return None
        mine = runs_of(self.request.user).filter(kind__in=[kind.code for kind in self.kinds])
        return get_object_or_404(mine, pk=int(asked))

    def form_valid(self, form) -> HttpResponse:
        """On to the import's own page, which shows what is being done and what came of it."""
        try:
            run = self.perform(form)
            job = ask_to_check(run=run, by=self.request.user, at=timezone.now())
        except ValidationError as refused:
            put_errors(form, refused)
            return self.form_invalid(form)
        wait_for(job)
        return redirect(f"{run.get_absolute_url()}#pertanyaan")

    def perform(self, form) -> ImportRun:
        entries, user = form.cleaned_data, self.request.user
        within, file = entries["office"], entries["file"]
        content = file.read()
        return open_run(
            office=within or user.office,
            within=within,
            kind=entries["kind"] or self.guess(content, file.name),
            content=content,
            filename=file.name,
            by=user,
            replaces=entries["replaces"],
        )

    def guess(self, content: bytes, filename: str) -> str:
        """What the headings say the file is; asked for when they do not."""
        try:
            kind = kind_in(content, filename, self.kinds)
        except SheetError as refused:
            raise ValidationError({"file": str(refused)}) from refused
        if kind is None:
            raise ValidationError(
                {"kind": "Judul kolomnya tidak memastikan apa isi berkas ini. Pilih salah satu."}
            )
        return kind.code

    def get_context_data(self, **context):
        runs = listed_runs(self.request.user)[:LAST_RUNS]
        return super().get_context_data(
            steps=STEPS,
            kinds=self.kinds,
            offices=Office.objects.visible_to(self.request.user).reporting().order_by("name"),
            run_headers=[Header(column) for column in COLUMNS],
            run_rows=rows(COLUMNS, runs, ImportRun.get_absolute_url),
            **context,
        )


def kinds_seen(request) -> list[tuple[str, str]]:
    return [(code, KINDS[code].label) for code in visible_codes(request.user)]


def offices_seen(request) -> QuerySet[Office]:
    return Office.objects.visible_to(request.user)


def people_seen(request) -> QuerySet[User]:
    """Who sent a sheet in that the reader sees."""
    return User.objects.filter(pk__in=runs_of(request.user).order_by().values("uploaded_by"))


class ImportFilter(RegisterFilter):
    search_fields = ["filename", "uploaded_by__full_name", "office__short_name"]

    jenis = django_filters.ChoiceFilter(label="Jenis", field_name="kind", choices=())
    keadaan = django_filters.ChoiceFilter(
        label="Keadaan", field_name="state", choices=ImportRun.State.choices
    )
    kantor = django_filters.ModelChoiceFilter(
        label="Kantor", field_name="office", queryset=offices_seen, widget=SearchSelect
    )
    oleh = django_filters.ModelChoiceFilter(
        label="Diunggah oleh", field_name="uploaded_by", queryset=people_seen, widget=SearchSelect
    )

    class Meta:
        model = ImportRun
        fields = ["jenis", "keadaan", "kantor", "oleh"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["jenis"].extra["choices"] = kinds_seen(self.request)


class ImportList(ListPage):
    model = ImportRun
    permission = "officers.view_office"  # everybody in an office; which kinds, `listed_runs` says
    title, noun = "Impor", "impor"
    lead = "Setiap berkas yang diunggah, apa jadinya, dan siapa yang menyimpannya."
    filterset_class, default_sort = ImportFilter, "-waktu"
    search_hint = "Nama berkas, orang, atau kantor"
    empty_title = "Belum ada impor"
    empty_text = "Unggah rekap yang sudah ada seperti adanya; portal mengenali kolomnya."
    columns = COLUMNS

    def rows(self) -> QuerySet[ImportRun]:
        return listed_runs(self.request.user)

    def get_primary(self):
        if not importable_by(self.request.user):
            return None
        return self.action("Impor berkas", reverse("officers:import-create"), icon="upload")


def import_action(page: HeadMixin, code: str) -> Action | None:
    """The “Impor” of a register, for who may bring in its kind of sheet."""
    kind = KINDS.get(code)
    if kind is None:
        return None
    url = f"{reverse('officers:import-create')}?jenis={code}"
    return page.action("Impor", url, permission=kind.permission, icon="upload")
