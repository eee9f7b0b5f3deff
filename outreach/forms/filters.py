import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from dbi_portal.lib.pages import DaySpanFilter, RegisterFilter
from dbi_portal.lib.widgets import RegionSelect, SearchSelect
from officers.models import Office
from outreach.figures.area import guided_only, region_area
from outreach.figures.reach import placeless, reaching
from outreach.forms import choices
from outreach.forms.choices import VillageField, village_widget, villages_for
from outreach.models import AudienceGroup, Consultation, Duty, Session, SessionKind, Topic
from villages.models import GuidedVillage, Region


class VillageFilter(django_filters.ModelChoiceFilter):
    """Rows that belong to a village the reader sees."""

    field_class = VillageField

    def __init__(self, *args, **kwargs):
        super().__init__(
            *args,
            label="Desa",
            queryset=lambda request: villages_for(request.user),
            widget=SearchSelect,
            **kwargs,
        )

    @property
    def field(self):
        """As django-filter makes it, with the control that fits how many villages there are."""
        known = hasattr(self, "_field")
        field = super().field
        if not known:
            field.widget = village_widget(field.queryset)
            field.widget.choices = field.choices
        return field


class OfficeFilter(django_filters.ModelChoiceFilter):
    """Rows of one of the offices the reader sees."""

    def __init__(self, *args, **kwargs):
        super().__init__(
            *args,
            label="Kantor",
            queryset=lambda request: Office.objects.visible_to(request.user).only("short_name"),
            widget=SearchSelect,
            **kwargs,
        )


class SessionFilter(RegisterFilter):
    search_fields = ["title", "place", "organiser", "villages__region__name"]

    status = django_filters.ChoiceFilter(label="Status", choices=Session.Status.choices)
    kind = django_filters.ModelChoiceFilter(label="Jenis", queryset=choices.words_of(SessionKind))
    office = OfficeFilter()
    tanggal = DaySpanFilter(label="Tanggal", field_name="held_on")
    village = VillageFilter(field_name="villages")
    topic = django_filters.ModelChoiceFilter(
        label="Topik", field_name="topics", queryset=choices.words_of(Topic)
    )
    duty = django_filters.ModelChoiceFilter(
        label="Tugas PIMPASA", field_name="duties", queryset=choices.words_of(Duty)
    )
    group = django_filters.ModelChoiceFilter(
        label="Unsur peserta",
        field_name="audiences__group",
        queryset=choices.words_of(AudienceGroup),
    )
    wilayah = django_filters.ModelMultipleChoiceFilter(
        label="Wilayah yang dijangkau",
        queryset=Region.objects.all(),
        widget=RegionSelect(level=("regency", "district", "village"), multiple=True),
        method="reached",
    )
    lingkup = django_filters.ChoiceFilter(
        label="Lingkup wilayah",
        choices=[("binaan", "Desa Binaan saja"), ("tanpa", "Tanpa wilayah")],
        method="placed",
    )

    class Meta:
        model = Session
        fields = [
            "status", "kind", "office", "tanggal", "village", "topic", "duty", "group",
            "wilayah", "lingkup",
        ]  # fmt: skip

    def reached(self, sessions: QuerySet, name: str, regions: list[Region]) -> QuerySet:
        """Those that coverage counts there, so that its numbers lead to these rows."""
        if not regions:
            return sessions
        area = region_area(*regions)
        if self.data.get("lingkup") == "binaan":
            area = guided_only(area, GuidedVillage.objects.visible_to(self.request.user))
        return sessions.filter(reaching(area, on=timezone.localdate()))

    def placed(self, sessions: QuerySet, name: str, value: str) -> QuerySet:
        """Without a region nothing is narrowed: "Desa Binaan" is a part of one."""
        return sessions.filter(placeless()) if value == "tanpa" else sessions


class ConsultationFilter(RegisterFilter):
    search_fields = ["topic__name", "note", "village__region__name", "referred_to__name"]

    outcome = django_filters.ChoiceFilter(label="Hasil", choices=Consultation.Outcome.choices)
    topic = django_filters.ModelChoiceFilter(label="Topik", queryset=choices.words_of(Topic))
    channel = django_filters.ChoiceFilter(label="Saluran", choices=Consultation.Channel.choices)
    office = OfficeFilter()
    tanggal = DaySpanFilter(label="Tanggal", field_name="held_on")
    village = VillageFilter(field_name="village")

    class Meta:
        model = Consultation
        fields = ["outcome", "topic", "channel", "office", "tanggal", "village"]
