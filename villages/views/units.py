"""How many RT and RW the villages of a work area have: what a coverage is "of"."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages import ChangePage, Chip, Column, ListPage
from officers.models import Office
from villages.actions.units import record_units
from villages.figures.units import latest_units
from villages.forms.filters import UnitsFilter
from villages.forms.units import UnitsForm
from villages.models import Jurisdiction, Region, RegionUnits

CHANGE = "villages.change_regionunits"
PARENTS = [("Kegiatan", "outreach:list"), ("Cakupan", "outreach:coverage")]


def counted_chip(district: Region) -> Chip:
    words = f"{angka(district.counted)} dari {angka(district.size)}"
    if district.counted >= district.size:
        return Chip(words, "good", "check")
    return Chip(words, "info" if district.counted else "plain", "dot")


class UnitsList(ListPage):
    """The districts of the reader's work area, and how many of their villages are counted."""

    model = Region
    permission = "villages.view_region"
    title = "Jumlah RT/RW"
    lead = "Berapa RT dan RW yang ada: supaya cakupan dapat menyebut “8 dari 12 RW”."
    parents = PARENTS
    noun = "kecamatan"
    filterset_class = UnitsFilter
    default_sort = "kecamatan"
    empty_title = "Belum ada kecamatan"
    empty_text = "Wilayah kerja kantor Anda belum dicatat. Hubungi admin pusat."
    search_hint = "Nama kecamatan atau kota"
    columns = [
        Column("Kecamatan", "name", sort="name", note="path"),
        Column("Sudah dihitung", counted_chip, kind="chip", sort="counted"),
    ]

    def refine(self, regions: QuerySet) -> QuerySet:
        counts = RegionUnits.objects.visible_to(self.request.user)
        known = Exists(counts.filter(region=OuterRef("children__pk")))
        current = Q(children__retired_on__isnull=True)
        return (
            regions.filter(self.served(), level=Region.Level.DISTRICT, retired_on__isnull=True)
            .annotate(
                size=Count("children", filter=current, distinct=True),
                counted=Count("children", filter=current & known, distinct=True),
            )
            .order_by("pk")
        )

    def served(self) -> Q:
        """Districts in, or holding a part of, what the reader's offices serve today."""
        offices = Office.objects.visible_to(self.request.user)
        areas = Jurisdiction.objects.on(timezone.localdate()).filter(office__in=offices)
        codes = areas.values("region_id")
        return (
            Q(pk__in=codes)
            | Q(parent__in=codes)
            | Q(parent__parent__in=codes)
            | Q(pk__in=areas.values("region__parent_id"))
        )

    def row_url(self, district: Region) -> str:
        may = self.request.user.has_perm(CHANGE)
        return reverse("villages:units-change", args=[district.pk]) if may else ""


class UnitsChange(ChangePage):
    """One table per district. Nothing is lost: a later count stands beside the earlier one."""

    model = Region
    permission = CHANGE
    template_name = "villages/units_change.html"
    form_class = UnitsForm
    parents = [*PARENTS, ("Jumlah RT/RW", "villages:units-list")]
    submit_label = "Simpan jumlah"
    success_message = "Jumlah RT/RW di {row} tersimpan."

    def refine(self, regions: QuerySet) -> QuerySet:
        return regions.filter(level=Region.Level.DISTRICT)

    def get_title(self) -> str:
        return f"RT/RW {self.object.name}"

    def get_success_url(self) -> str:
        return reverse("villages:units-list")

    def get_cancel_url(self) -> str:
        return reverse("villages:units-list")

    def get_form_kwargs(self) -> dict:
        villages = list(self.object.children.current().order_by("code"))
        latest = latest_units(self.request.user, villages)
        today = timezone.localdate()
        return super().get_form_kwargs() | {
            "villages": villages,
            "latest": latest,
            "today": today,
        }

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.POST.get("langkah") == "isi":
            return self.filled_from_paste()
        return super().post(request, *args, **kwargs)

    def filled_from_paste(self) -> HttpResponse:
        """The same page with the pasted numbers in the table, nothing saved yet."""
        initial, problems = self.get_form().from_paste()
        for problem in problems:
            messages.warning(self.request, problem)
        kwargs = self.get_form_kwargs() | {"initial": initial, "data": None, "files": None}
        return self.render_to_response(self.get_context_data(form=UnitsForm(**kwargs)))

    def perform(self, form: UnitsForm) -> Region:
        record_units(
            office=self.request.user.office,
            counts=form.counts(),
            counted_on=form.cleaned_data["counted_on"],
            source=form.cleaned_data["source"],
            by=self.request.user,
        )
        return self.object
