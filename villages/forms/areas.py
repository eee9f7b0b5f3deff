from django import forms

from dbi_portal.lib.pages.fields import UserFormMixin
from dbi_portal.lib.widgets import DayInput, RegionSelect
from villages.forms.fields import NOT_LISTED
from villages.models import Region


class AreaForm(UserFormMixin, forms.Form):
    """Provinces down to villages: work areas cut across all of them."""

    regions = forms.ModelMultipleChoiceField(
        label="Wilayah",
        queryset=Region.objects.filter(retired_on__isnull=True),
        widget=RegionSelect(
            level=("province", "regency", "district", "village"),
            multiple=True,
            attrs={"placeholder": "Ketik nama kabupaten, kota, atau kecamatan"},
        ),
        error_messages={"invalid_choice": NOT_LISTED},
    )
    since = forms.DateField(label="Sejak", widget=DayInput)


class AreaEndForm(UserFormMixin, forms.Form):
    ends_on = forms.DateField(label="Hari terakhir", widget=DayInput)
