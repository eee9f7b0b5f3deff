from django import forms

from dbi_portal.lib.pages.fields import UserFormMixin
from dbi_portal.lib.widgets import DayInput
from officers.models import OfficerPost


class PositionForm(UserFormMixin, forms.Form):
    """A new position from a day on."""

    position = forms.CharField(label="Jabatan baru", max_length=120)
    on = forms.DateField(
        label="Sejak", widget=DayInput, help_text="Hari pertama dalam jabatan baru."
    )
    basis = forms.CharField(
        label="Dasar", required=False, max_length=200, help_text="Nomor SK. Boleh kosong."
    )


class ReturnForm(UserFormMixin, forms.Form):
    on = forms.DateField(label="Bertugas lagi sejak", widget=DayInput)
    basis = forms.CharField(
        label="Dasar", required=False, max_length=200, help_text="Nomor SK. Boleh kosong."
    )


class PostForm(UserFormMixin, forms.ModelForm):
    """How a post was written down."""

    class Meta:
        model = OfficerPost
        fields = ["position", "basis"]
