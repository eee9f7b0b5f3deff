from __future__ import annotations

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.pages import (
    Action,
    ChangePage,
    Column,
    CreatePage,
    DetailPage,
    Fact,
    ListPage,
)
from villages import actions, workflow
from villages.forms.filters import VillageFilter
from villages.forms.villages import CandidateForm, VillageForm, kanim_of
from villages.models import GuidedVillage, VillageStep
from villages.models.village import OVER
from villages.views.life import missing, timeline
from villages.views.parts import MADE_UP, OtherPanel, Table, stage_chip


class VillagePage:
    model = GuidedVillage
    parents = [("Desa Binaan", "villages:list")]

    def refine(self, villages: QuerySet) -> QuerySet:
        return villages.select_related("region", "office")


class VillageList(VillagePage, ListPage):
    template_name = "villages/list.html"
    permission = "villages.view_guidedvillage"
    title = "Desa Binaan"
    parents = []
    noun = "desa"
    filterset_class = VillageFilter
    default_sort = "desa"
    add_url, add_label = "villages:create", "Tambah calon"
    add_permission = "villages.add_guidedvillage"
    empty_title = "Belum ada Desa Binaan"
    empty_text = "Daftarkan calon pertama: desa dengan permintaan paspor PMI tertinggi, misalnya."
    search_hint = "Nama desa, kecamatan, atau kota"
    columns = [
        Column("Desa", "region.name", sort="region__name", note="region.path"),
        Column("Kantor", "office.short_name", sort="office__short_name"),
        Column("Tahap", lambda village: stage_chip(village.stage), sort="stage", kind="chip"),
        Column("Sejak", "since", sort="since", kind="date", hide_on_phone=True),
        Column("Petugas", "officers_now", sort="officers_now", kind="number"),
    ]

    def refine(self, villages: QuerySet) -> QuerySet:
        today = timezone.localdate()
        serving = Q(assignments__starts_on__lte=today) & (
            Q(assignments__ends_on__isnull=True) | Q(assignments__ends_on__gte=today)
        )
        steps = VillageStep.objects.filter(village=OuterRef("pk")).order_by("-happened_on", "-pk")
        return (
            super()
            .refine(villages)
            .annotate(
                officers_now=Count("assignments__officer", filter=serving, distinct=True),
                since=Subquery(steps.values("happened_on")[:1]),
            )
        )


class VillageDetail(VillagePage, DetailPage):
    permission = "villages.view_guidedvillage"
    template_name = "villages/detail.html"

    def get_title(self) -> str:
        return self.object.region.name

    def get_chips(self):
        chips = [stage_chip(self.object.stage)]
        return [*chips, MADE_UP] if self.object.made_up else chips

    def get_primary(self) -> Action | None:
        if not workflow.choices_for(self.request.user, self.object):
            return None
        return Action("Catat tahap berikutnya", self.to("advance"), icon="right")

    def get_others(self):
        post = f"{reverse('villages:assignment-create')}?desa={self.object.pk}"
        acts = [self.action("Ubah", self.to("change"), permission=workflow.CHANGE, icon="edit")]
        if self.object.stage not in OVER:
            right = "villages.add_assignment"
            acts.append(self.action("Tugaskan petugas", post, permission=right, icon="users"))
            if kanim_of(self.request.user).count() > 1:
                right = workflow.CHANGE
                acts.append(self.action("Pindah kantor", self.to("move"), permission=right))
        return [act for act in acts if act]

    def to(self, name: str) -> str:
        return reverse(f"villages:{name}", args=[self.object.pk])

    def get_facts(self):
        village = self.object
        region, reads = village.region, self.request.user.has_perm
        rows = village.village_reasons.select_related("reason").order_by("reason__position", "pk")
        reasons = [f"{row.reason} ({row.note})" if row.note else str(row.reason) for row in rows]
        return [
            Fact(region.get_kind_display(), region.name, self.region_url(), note=region.path),
            Fact("Kode wilayah", region.code),
            Fact(
                "Kantor pembina",
                village.office.name,
                village.office.get_absolute_url() if reads("officers.view_office") else "",
            ),
            Fact("Alasan dipilih", "\n".join(reasons)),
            Fact("Catatan", village.note),
            Fact("Sumber", village.source),
        ]

    def region_url(self) -> str:
        may = self.request.user.has_perm("villages.view_region")
        return self.object.region.get_absolute_url() if may else ""

    def get_context_data(self, **context) -> dict:
        village, user = self.object, self.request.user
        return super().get_context_data(
            steps=timeline(village, user),
            todos=missing(village, user, today=timezone.localdate()),
            officers=self.officers(),
            tenures=self.tenures(),
            others=self.other_panels(),
            **context,
        )

    def officers(self) -> Table:
        may = self.request.user.has_perm("villages.view_assignment")
        postings = self.object.assignments.select_related("officer", "decree", "office")
        return Table.of(
            "Petugas dari masa ke masa",
            [
                Column("Petugas", "officer.name", note="officer.position"),
                Column("Mulai", "starts_on", kind="date"),
                Column("Sampai", lambda posting: posting.ends_on or "sekarang"),
                Column("SK", "decree.number", hide_on_phone=True),
            ],
            postings,
            id="petugas",
            url=lambda posting: posting.get_absolute_url() if may else "",
            empty="Belum ada petugas yang ditugaskan ke desa ini.",
        )

    def tenures(self) -> Table | None:
        """Only worth a table once another office has held the village."""
        held = list(self.object.tenures.select_related("office"))
        if len(held) < 2:
            return None
        columns = [
            Column("Kantor", "office.short_name"),
            Column("Mulai", "starts_on", kind="date"),
            Column("Sampai", "ends_on", kind="date"),
        ]
        return Table.of("Kantor pembina", columns, held, id="kantor", url=lambda row: "")

    def other_panels(self) -> list[OtherPanel]:
        pk, may = self.object.pk, self.request.user.has_perm
        panels = [
            OtherPanel.at("outreach:village-panel", pk, title="Sesi", link="Lihat sesi desa ini")
            if may("outreach.view_session")
            else None,
            OtherPanel.at("reports:village-panel", pk, title="Angka", link="Lihat angka desa ini")
            if may("reports.view_passportstatistic")
            else None,
        ]
        return [panel for panel in panels if panel]


class VillageCreate(VillagePage, CreatePage):
    permission = "villages.add_guidedvillage"
    title = "Tambah calon Desa Binaan"
    form_class = CandidateForm
    submit_label = "Simpan calon"
    success_message = "{row} terdaftar sebagai calon."

    def get_initial(self):
        return {"on": timezone.localdate()}

    def perform(self, form):
        data = form.cleaned_data
        return actions.register_village(
            region=data["region"],
            office=data["office"],
            on=data["on"],
            reasons=form.reasons(),
            note=data["note"],
            source=data["source"],
            by=self.request.user,
            at=timezone.now(),
        )


class VillageChange(VillagePage, ChangePage):
    permission = "villages.change_guidedvillage"
    form_class = VillageForm
    submit_label = "Simpan perubahan"
    success_message = "Perubahan pada {row} tersimpan."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"village": self.object}

    def perform(self, form):
        return actions.change_village(
            village=self.object,
            reasons=form.reasons(),
            note=form.cleaned_data["note"],
            source=form.cleaned_data["source"],
            by=self.request.user,
        )
