from django import forms

from dbi_portal.lib.pages.fields import UserFormMixin
from dbi_portal.lib.widgets import SearchSelect
from officers.models import Officer


class OtherOfficerChoice(forms.ModelChoiceField):
    """An officer with office and NIP, because that is how two records are told apart."""

    def label_from_instance(self, officer: Officer) -> str:
        number = f", {officer.employee_number}" if officer.employee_number else ""
        return f"{officer.name} ({officer.office.short_name}{number})"


class MergeForm(UserFormMixin, forms.Form):
    gone = OtherOfficerChoice(
        label="Digabungkan dengan",
        queryset=Officer.objects.none(),
        widget=SearchSelect,
        empty_label="Pilih petugas",
    )

    def __init__(self, *args, kept: Officer, **kwargs):
        super().__init__(*args, **kwargs)
        own = Officer.objects.own_to(self.user).exclude(pk=kept.pk)
        self.fields["gone"].queryset = own.select_related("office")
