"""Filters of the registers. Search compares squashed words, so "Mustika Jaya" finds Mustikajaya."""

from __future__ import annotations

import django_filters
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Left

from dbi_portal.lib.pages import DaySpanFilter, RegisterFilter
from dbi_portal.lib.text import squash
from dbi_portal.lib.widgets import DayInput, RegionSelect, SearchSelect, SearchSelectMultiple
from officers.models import Office
from villages.models import (
    Assignment,
    Decree,
    GuidedVillage,
    Proposal,
    Region,
    SelectionReason,
)
from villages.models.stages import Stage, heap_words

REGENCY = 5  # letters of a regency's code: "32.75"
PROPOSAL_STATES = [
    ("konsep", "Konsep"),
    ("menunggu", "Menunggu jawaban"),
    ("dijawab", "Sudah dijawab"),
    ("ditarik", "Ditarik"),
]
STANDINGS = [("now", "Sedang bertugas"), ("past", "Sudah selesai"), ("later", "Akan mulai")]


def offices_of(request) -> QuerySet:
    return Office.objects.visible_to(request.user).reporting()


def reasons_of(request) -> QuerySet:
    return SelectionReason.objects.visible_to(request.user)


def regencies_of(request) -> QuerySet:
    """Regencies and cities in which this reader sees a Desa Binaan."""
    seen = GuidedVillage.objects.visible_to(request.user)
    codes = seen.annotate(regency=Left("region_id", REGENCY)).values("regency")
    return Region.objects.filter(pk__in=codes).order_by("name")


class RegencyFilter(django_filters.ModelChoiceFilter):
    """One regency or city out of the few a reader has villages in, or typed out of all."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label="Kabupaten/kota", widget=SearchSelect, **kwargs)

    @property
    def field(self):
        """As django-filter makes it; whoever sees the whole country types instead of scrolling."""
        field = super().field
        if self.get_request().user.sees_all_offices and not isinstance(field.widget, RegionSelect):
            field.widget = RegionSelect(level=("regency",))
            field.widget.choices = field.choices
        return field


class PlaceFilter(RegisterFilter):
    """Words are looked for in `place`, a region's `search`, besides the plain search fields."""

    place = ""

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        for word in value.split():
            found = Q(**{f"{self.place}__contains": squash(word)}) if squash(word) else Q()
            for field in self.search_fields:
                found |= Q(**{f"{field}__icontains": word})
            queryset = queryset.filter(found)
        return queryset


class VillageFilter(PlaceFilter):
    place = "region__search"
    search_fields = ("region__code",)

    stage = django_filters.MultipleChoiceFilter(
        label="Tahap",
        choices=[(stage, heap_words(stage)) for stage in Stage],
        method="by_stage",
        widget=SearchSelectMultiple({"placeholder": "Semua"}),
    )
    on = django_filters.DateFilter(label="Keadaan pada", method="as_of", widget=DayInput)
    office = django_filters.ModelChoiceFilter(
        label="Kantor", queryset=offices_of, widget=SearchSelect
    )
    regency = RegencyFilter(queryset=regencies_of, method="by_regency")
    reason = django_filters.ModelChoiceFilter(
        label="Alasan", queryset=reasons_of, field_name="reasons"
    )

    class Meta:
        model = GuidedVillage
        fields = ["on", "stage", "office", "regency", "reason"]

    def as_of(self, villages, name, day):
        """Villages that were on the register that day, at the stage they had reached then."""
        return villages.with_stage_on(day).exclude(stage_then=None)

    def by_stage(self, villages, name, stages):
        then = self.form.cleaned_data.get("on")
        if not stages:
            return villages
        if not then:
            return villages.filter(stage__in=stages)
        return villages.with_stage_on(then).filter(stage_then__in=stages)

    def by_regency(self, villages, name, regency):
        return villages.filter(region__code__startswith=f"{regency.code}.")


class AssignmentFilter(PlaceFilter):
    place = "village__region__search"
    search_fields = ("officer__name", "officer__employee_number")

    standing = django_filters.ChoiceFilter(label="Keadaan", choices=STANDINGS)
    office = django_filters.ModelChoiceFilter(
        label="Kantor", queryset=offices_of, widget=SearchSelect
    )

    class Meta:
        model = Assignment
        fields = ["standing", "office"]


class DecreeFilter(RegisterFilter):
    search_fields = ("number", "title")

    kind = django_filters.ChoiceFilter(label="Jenis", choices=Decree.Kind.choices)
    office = django_filters.ModelChoiceFilter(
        label="Kantor penerbit",
        queryset=lambda request: Office.objects.visible_to(request.user),
        widget=SearchSelect,
    )
    signed = DaySpanFilter(field_name="signed_on", label="Tanggal ditetapkan")

    class Meta:
        model = Decree
        fields = ["kind", "office", "signed"]


class ProposalFilter(PlaceFilter):
    place = "villages__region__search"
    search_fields = ("number",)

    state = django_filters.ChoiceFilter(
        label="Keadaan", choices=PROPOSAL_STATES, method="by_state", widget=SearchSelect
    )
    office = django_filters.ModelChoiceFilter(
        label="Kantor", queryset=offices_of, widget=SearchSelect
    )
    proposed = DaySpanFilter(field_name="proposed_on", label="Tanggal surat")

    class Meta:
        model = Proposal
        fields = ["state", "office", "proposed"]

    def search(self, queryset, name, value):
        """One with two fitting villages is still one proposal."""
        found = super().search(Proposal.objects.order_by(), name, value)
        return queryset.filter(pk__in=found.values("pk"))

    def by_state(self, proposals, name, state):
        if state == "menunggu":
            return proposals.filter(pk__in=Proposal.objects.waiting().values("pk"))
        if state == "dijawab":
            return proposals.filter(status=Proposal.Status.SENT).exclude(
                pk__in=Proposal.objects.waiting().values("pk")
            )
        return proposals.filter(status=state)


class RegionFilter(PlaceFilter):
    place = "search"
    search_fields = ("code",)

    level = django_filters.ChoiceFilter(label="Tingkat", choices=Region.Level.choices)

    class Meta:
        model = Region
        fields = ["level"]

    def search(self, queryset, name, value):
        return queryset.matching(value)


class UnitsFilter(PlaceFilter):
    place = "search"

    open = django_filters.ChoiceFilter(
        label="Keadaan",
        choices=[("ya", "Masih ada yang belum dihitung")],
        method="with_gaps",
    )

    class Meta:
        model = Region
        fields = ["open"]

    def with_gaps(self, districts: QuerySet, name: str, value: str) -> QuerySet:
        """Districts with a village whose RT/RW nobody counted."""
        return districts.filter(counted__lt=F("size"))
