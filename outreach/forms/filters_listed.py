"""Filters of the lists that offices share: institutions and places."""

import django_filters

from dbi_portal.lib.pages import RegisterFilter
from outreach.forms.filters import OfficeFilter
from outreach.models import Institution, Venue

IN_USE = [("dipakai", "Dipakai"), ("tidak", "Tidak dipakai lagi")]


class UseFilter(django_filters.ChoiceFilter):
    """Rows in use, or those that are no longer offered."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label="Keadaan", choices=IN_USE, **kwargs)

    def filter(self, rows, value):
        return rows.filter(retired_on__isnull=value == "dipakai") if value else rows


class InstitutionFilter(RegisterFilter):
    search_fields = ["name", "aliases__text"]
    keadaan = UseFilter()

    class Meta:
        model = Institution
        fields = ["keadaan"]


class VenueFilter(RegisterFilter):
    search_fields = ["name", "address", "region__name", "spellings__name"]
    keadaan = UseFilter()
    office = OfficeFilter()

    class Meta:
        model = Venue
        fields = ["keadaan", "office"]
