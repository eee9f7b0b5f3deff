"""Filters of the follow-up register, and the bar with which several are marked at once."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from dbi_portal.lib.days import in_zone
from dbi_portal.lib.pages import DaySpanFilter, RegisterFilter, UserFormMixin
from dbi_portal.lib.widgets import DayInput, RegionSelect
from officers.models import User
from outreach.forms.fields import no_identity
from outreach.forms.filters import OfficeFilter
from outreach.models import FollowUp
from villages.models import Region

OPEN, LATE, DONE = "berjalan", "terlambat", "selesai"
STATES = [(OPEN, "Belum selesai"), (LATE, "Lewat batas waktu"), (DONE, "Selesai")]

CONTROL = {"class": "form-control"}


def today_of(user: User):
    """The day it is at this person's office."""
    return in_zone(timezone.now(), user.office.time_zone).date()


class FollowUpFilter(RegisterFilter):
    search_fields = ["task", "owner", "region__name", "session__title", "note"]

    keadaan = django_filters.ChoiceFilter(label="Keadaan", choices=STATES, method="in_state")
    office = OfficeFilter()
    region = django_filters.ModelChoiceFilter(
        label="Desa atau kelurahan", queryset=Region.objects.all(), widget=RegionSelect()
    )
    owner = django_filters.CharFilter(label="Penanggung jawab", lookup_expr="icontains")
    batas = DaySpanFilter(label="Batas waktu", field_name="due_on")

    class Meta:
        model = FollowUp
        fields = ["keadaan", "office", "region", "owner", "batas"]

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == LATE:
            return rows.overdue(on=today_of(self.request.user))
        return rows.open() if value == OPEN else rows.filter(done_on__isnull=False)


class MarkForm(UserFormMixin, forms.Form):
    """When it was done and what is to be said of it, for all rows that are ticked."""

    done_on = forms.DateField(label="Selesai pada", widget=DayInput(CONTROL), required=False)
    note = forms.CharField(
        label="Keterangan",
        required=False,
        max_length=200,
        validators=[no_identity],
        widget=forms.TextInput(CONTROL),
    )
