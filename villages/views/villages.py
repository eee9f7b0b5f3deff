from __future__ import annotations

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from dbi_portal.lib.pages import (
    ChangePage,
    Chip,
    Column,
    CreatePage,
    ListPage,
)
from officers.views.imports import import_action
from villages import actions
from villages.defaults import DEMAND
from villages.forms.fields import reason_names
from villages.forms.filters import VillageFilter
from villages.forms.villages import CandidateForm, VillageForm, kanim_of
from villages.models import (
    Assignment,
    GuidedVillage,
    Region,
    SelectionReason,
    VillageStep,
)
from villages.views.parts import stage_chip


def stage_shown(village: GuidedVillage) -> Chip:
    """The stage of the day that was asked for, else today's."""
    then = getattr(village, "stage_then", None)
    if then and then != village.stage:
        village = GuidedVillage(stage=then)
    return stage_chip(village)


class VillagePage:
    model = GuidedVillage
    parents = [("Desa Binaan", "villages:list")]

    def refine(self, villages: QuerySet) -> QuerySet:
        return villages.select_related("region", "office").with_stage_before()


class VillageList(VillagePage, ListPage):
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
        Column("Tahap", stage_shown, sort="stage", kind="chip"),
        Column("Sejak", "since", sort="since", kind="date", hide_on_phone=True),
        Column("Petugas", "officers_now", sort="officers_now", kind="number"),
    ]

    def get_others(self):
        return [import_action(self, "villages")]

    def refine(self, villages: QuerySet) -> QuerySet:
        """With the last step's day and today's officers, worked out for the page's rows only."""
        serving = Assignment.objects.on(timezone.localdate()).filter(village=OuterRef("pk"))
        officers = (
            serving.order_by().values("village").annotate(number=Count("officer", distinct=True))
        )
        steps = VillageStep.objects.filter(village=OuterRef("pk")).order_by("-happened_on", "-pk")
        return (
            super()
            .refine(villages)
            .annotate(
                officers_now=Coalesce(Subquery(officers.values("number")), 0),
                since=Subquery(steps.values("happened_on")[:1]),
            )
        )


class VillageCreate(VillagePage, CreatePage):
    permission = "villages.add_guidedvillage"
    title = "Tambah calon Desa Binaan"
    form_class = CandidateForm
    submit_label = "Simpan calon"
    success_message = "{row} terdaftar sebagai calon."

    def get_initial(self):
        """A line of the dashboard's table brings its village and its figure along."""
        code = self.request.GET.get("wilayah", "")
        region = Region.objects.current().villages().filter(pk=code).first() if code else None
        known = {"on": timezone.localdate(), "region": region and region.pk, **self.demand()}
        return known | self.office()

    def office(self) -> dict:
        """Whose candidate it would be, where a Kanwil's list of villages says so."""
        code = self.request.GET.get("kantor", "")
        found = kanim_of(self.request.user).filter(code=code).first() if code else None
        return {"office": found.pk} if found else {}

    def demand(self) -> dict:
        """The figure as the reason, where the list of reasons has one for it."""
        figure = self.request.GET.get("permintaan", "")[:200]
        reason = SelectionReason.objects.filter(code=DEMAND, retired_on__isnull=True).first()
        if not (figure and reason):
            return {}
        tick, note = reason_names(reason)
        return {tick: True, note: figure}

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
