from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from dbi_portal.lib.pages import (
    Action,
    ChangePage,
    Column,
    CreatePage,
    DetailPage,
    Fact,
    ListPage,
)
from officers import audit
from officers.models import Officer
from villages import actions
from villages.forms.decrees import DecreeForm
from villages.forms.filters import DecreeFilter
from villages.models import Decree, GuidedVillage
from villages.views.downloads import download
from villages.views.parts import MADE_UP, Table, stage_chip

VIEW = "villages.view_decree"


class DecreePage:
    model = Decree
    parents = [("Desa Binaan", "villages:list"), ("SK", "villages:decree-list")]

    def refine(self, decrees: QuerySet) -> QuerySet:
        return decrees.select_related("office")


class DecreeList(DecreePage, ListPage):
    permission = VIEW
    title = "SK"
    parents = [("Desa Binaan", "villages:list")]
    noun = "SK"
    filterset_class = DecreeFilter
    default_sort = "-ditetapkan"
    add_url, add_label = "villages:decree-create", "Catat SK"
    add_permission = "villages.add_decree"
    empty_title = "Belum ada SK"
    empty_text = "Catat SK penetapan desa beserta hasil pindainya."
    search_hint = "Nomor atau perihal"
    columns = [
        Column("Nomor", "number", sort="number", note="title"),
        Column("Penerbit", "office.short_name", sort="office__short_name"),
        Column("Ditetapkan", "signed_on", sort="signed_on", kind="date"),
        Column("Desa", "village_count", sort="village_count", kind="number"),
        Column("Pindaian", lambda decree: "ada" if decree.scan else "", hide_on_phone=True),
    ]

    def refine(self, decrees: QuerySet) -> QuerySet:
        return super().refine(decrees).annotate(village_count=Count("decree_villages"))


class DecreeDetail(DecreePage, DetailPage):
    permission = VIEW
    template_name = "villages/decree.html"

    def get_chips(self):
        return [MADE_UP] if self.object.made_up else []

    def get_primary(self):
        if not self.object.scan:
            return None
        return Action("Unduh pindaian (PDF)", self.to("decree-scan"), icon="download")

    def get_others(self):
        own = Decree.objects.own_to(self.request.user).filter(pk=self.object.pk).exists()
        act = self.action(
            "Ubah", self.to("decree-change"), permission="villages.change_decree", icon="edit"
        )
        return [act] if act and own else []

    def to(self, name: str) -> str:
        return reverse(f"villages:{name}", args=[self.object.pk])

    def get_facts(self):
        decree = self.object
        return [
            Fact("Jenis", decree.get_kind_display()),
            Fact("Tentang", decree.title),
            Fact("Kantor penerbit", decree.office.name),
            Fact("Ditetapkan", decree.signed_on),
            Fact("Berlaku sampai", decree.ends_on),
            Fact("Sumber", decree.source),
        ]

    def get_context_data(self, **context):
        return super().get_context_data(
            villages=self.villages(), officers=self.officers(), **context
        )

    def villages(self) -> Table:
        named = GuidedVillage.objects.visible_to(self.request.user).filter(decrees=self.object)
        columns = [
            Column("Desa", "region.name", note="region.path"),
            Column("Kantor", "office.short_name"),
            Column("Tahap", stage_chip, kind="chip"),
        ]
        named = named.select_related("region", "office").order_by("region__name")
        return Table.of(
            "Desa yang disebut", columns, named, id="desa", empty="Tidak menyebut desa."
        )

    def officers(self) -> Table:
        named = Officer.objects.visible_to(self.request.user).filter(decrees=self.object)
        columns = [Column("Petugas", "name"), Column("Kantor", "office.short_name")]
        return Table.of(
            "Petugas yang disebut",
            columns,
            named.select_related("office"),
            id="petugas",
            empty="Tidak menyebut petugas.",
        )


class DecreeCreate(DecreePage, CreatePage):
    permission = "villages.add_decree"
    title = "Catat SK"
    form_class = DecreeForm
    submit_label = "Simpan SK"
    success_message = "SK {row} tersimpan."

    def get_initial(self):
        asked = self.request.GET.get("desa", "")
        return {"villages": [asked]} if asked.isdigit() else {}

    def perform(self, form):
        told = form.cleaned_data | {"designates": form.designated()}
        return actions.record_decree(**told, by=self.request.user, at=timezone.now())


class DecreeChange(DecreePage, ChangePage):
    permission = "villages.change_decree"
    form_class = DecreeForm
    submit_label = "Simpan perubahan"
    success_message = "Perubahan pada SK {row} tersimpan."

    def refine(self, decrees: QuerySet) -> QuerySet:
        """Reading an SK that names one's village does not make it one's own to change."""
        return super().refine(decrees).filter(pk__in=Decree.objects.own_to(self.request.user))

    def perform(self, form):
        return actions.change_decree(
            decree=form.save(commit=False),
            villages=form.covered(),
            officers=form.named(),
            designates=form.designated(),
            changes=audit.changed_fields(form),
            by=self.request.user,
            at=timezone.now(),
        )


def decree_scan(request: HttpRequest, pk: int) -> FileResponse:
    """The scanned paper, always as a download: what was uploaded never opens as a page of ours."""
    decree = get_object_or_404(Decree.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    if not decree.scan or not decree.scan.storage.exists(decree.scan.name):
        raise Http404
    return download(decree.scan, f"{slugify(decree.number) or 'sk'}.pdf")
