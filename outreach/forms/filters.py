import django_filters

from dbi_portal.lib.pages import DaySpanFilter, RegisterFilter
from dbi_portal.lib.widgets import SearchSelect
from officers.models import Office
from outreach.forms.choices import VillageField, villages_for
from outreach.models import Consultation, Session, SessionKind, Topic


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


class OfficeFilter(django_filters.ModelChoiceFilter):
    """Rows of one of the offices the reader sees."""

    def __init__(self, *args, **kwargs):
        super().__init__(
            *args,
            label="Kantor",
            queryset=lambda request: Office.objects.visible_to(request.user),
            widget=SearchSelect,
            **kwargs,
        )


class SessionFilter(RegisterFilter):
    search_fields = ["title", "place", "organiser", "villages__region__name"]

    status = django_filters.ChoiceFilter(label="Status", choices=Session.Status.choices)
    kind = django_filters.ModelChoiceFilter(label="Jenis", queryset=SessionKind.objects.all())
    office = OfficeFilter()
    tanggal = DaySpanFilter(label="Tanggal", field_name="held_on")
    village = VillageFilter(field_name="villages")
    topic = django_filters.ModelChoiceFilter(
        label="Topik", field_name="topics", queryset=Topic.objects.all()
    )

    class Meta:
        model = Session
        fields = ["status", "kind", "office", "tanggal", "village", "topic"]


class ConsultationFilter(RegisterFilter):
    search_fields = ["topic__name", "note", "village__region__name", "referred_to__name"]

    outcome = django_filters.ChoiceFilter(label="Hasil", choices=Consultation.Outcome.choices)
    topic = django_filters.ModelChoiceFilter(label="Topik", queryset=Topic.objects.all())
    channel = django_filters.ChoiceFilter(label="Saluran", choices=Consultation.Channel.choices)
    office = OfficeFilter()
    tanggal = DaySpanFilter(label="Tanggal", field_name="held_on")
    village = VillageFilter(field_name="village")

    class Meta:
        model = Consultation
        fields = ["outcome", "topic", "channel", "office", "tanggal", "village"]
