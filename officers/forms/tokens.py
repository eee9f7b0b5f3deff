import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from dbi_portal.lib.crispy import layout, section
from dbi_portal.lib.pages.fields import UserFormMixin
from dbi_portal.lib.pages.filters import RegisterFilter
from dbi_portal.lib.widgets import DayInput, SearchSelect
from officers.actions.tokens import latest_end
from officers.models import ApiToken, Office

STATES = [("aktif", "Berlaku"), ("habis", "Habis masa"), ("dicabut", "Dicabut")]


class TokenForm(UserFormMixin, forms.ModelForm):
    """Which system, whose data, what of it and until when."""

    scopes = forms.MultipleChoiceField(
        label="Boleh membaca",
        choices=ApiToken.Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Pilih yang benar-benar dipakai sistem itu saja.",
    )

    class Meta:
        model = ApiToken
        fields = ["name", "office", "expires_on", "scopes"]
        widgets = {"office": SearchSelect, "expires_on": DayInput}

    helper = layout(
        section("Sistemnya", "name", "office", "expires_on"), section("Haknya", "scopes")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offices = Office.objects.visible_to(self.user).filter(closed_on__isnull=True)
        self.fields["office"].queryset = offices
        self.fields["office"].help_text = "Token melihat persis yang dilihat kantor ini."
        self.fields["expires_on"].help_text = "Hari terakhir token berlaku."
        if self.user.office:
            self.fields["office"].initial = self.user.office
            end = latest_end(self.user.office, on=timezone.localdate())
            self.fields["expires_on"].initial = end


class TokenFilter(RegisterFilter):
    search_fields = ["name", "office__short_name", "beginning"]
    keadaan = django_filters.ChoiceFilter(label="Keadaan", choices=STATES, method="in_state")

    def in_state(self, tokens: QuerySet, name: str, state: str) -> QuerySet:
        over = Q(expires_on__lt=timezone.localdate())
        found = {
            "aktif": tokens.filter(~over, revoked_at__isnull=True),
            "habis": tokens.filter(over, revoked_at__isnull=True),
        }
        return found.get(state, tokens.filter(revoked_at__isnull=False))
