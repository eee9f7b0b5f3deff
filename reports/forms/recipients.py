import django_filters
from django import forms

from dbi_portal.lib.crispy import layout
from dbi_portal.lib.pages.action_rules import RulesToldByAction
from dbi_portal.lib.pages.fields import UserFormMixin
from dbi_portal.lib.pages.filters import RegisterFilter
from dbi_portal.lib.widgets import SearchSelect
from officers.models import Office
from reports.models import ReportRecipient

ON_LIST = [("ya", "Dalam daftar"), ("tidak", "Sudah dihapus")]


class RecipientFilter(RegisterFilter):
    search_fields = ["name", "email", "office__short_name"]

    on_list = django_filters.ChoiceFilter(label="Keadaan", choices=ON_LIST, method="filter_on_list")
    office = django_filters.ModelChoiceFilter(
        label="Kantor",
        queryset=lambda request: Office.objects.visible_to(request.user),
        widget=SearchSelect,
    )

    class Meta:
        model = ReportRecipient
        fields = ["on_list", "office"]

    def filter_on_list(self, recipients, name, value):
        return recipients.filter(removed_at__isnull=value == "ya")


class RecipientForm(UserFormMixin, RulesToldByAction, forms.ModelForm):
    """Somebody new on the list of an office that the writer may keep."""

    class Meta:
        model = ReportRecipient
        fields = ["office", "name", "email", "attach"]
        widgets = {"office": SearchSelect}
        help_texts = {
            "name": "Seperti akan disapa dalam surel: “Kepala Divisi Keimigrasian”.",
            "attach": "Tanpa lampiran, surel memuat tautan yang dibuka dengan akun portal. "
            "PDF di atas 8 MB selalu menjadi tautan.",
        }

    helper = layout("office", "name", "email", "attach")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offices = Office.objects.visible_to(self.user)
        own = offices if self.user.sees_all_offices else offices.filter(pk=self.user.office_id)
        self.fields["office"].queryset = own
        self.fields["office"].initial = self.user.office_id


class RecipientChangeForm(UserFormMixin, forms.ModelForm):
    class Meta:
        model = ReportRecipient
        fields = ["name", "attach"]
        help_texts = RecipientForm.Meta.help_texts

    helper = layout("name", "attach")
