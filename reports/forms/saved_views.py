from django import forms

from dbi_portal.lib.crispy import layout
from dbi_portal.lib.pages.action_rules import RulesToldByAction
from dbi_portal.lib.pages.fields import UserFormMixin
from reports.models import SavedView


class SavedViewForm(UserFormMixin, RulesToldByAction, forms.ModelForm):
    """What a view is called and who else sees it."""

    class Meta:
        model = SavedView
        fields = ["name", "shared"]
        help_texts = {"name": "Misalnya “Negara tujuan per bulan”."}

    helper = layout("name", "shared")
