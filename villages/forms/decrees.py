from django import forms

from dbi_portal.lib.crispy import layout, section
from dbi_portal.lib.pages import UserFormMixin
from dbi_portal.lib.pages.action_rules import RulesToldByAction
from dbi_portal.lib.widgets import DayInput, SearchSelectMultiple
from officers.models import Office, Officer
from villages.forms.fields import NOT_LISTED, PdfField, VillageSelect, villages_of
from villages.models import Decree, GuidedVillage


class OfficersChoice(forms.ModelMultipleChoiceField):
    widget = SearchSelectMultiple({"placeholder": "Ketik nama petugas"})

    def label_from_instance(self, officer: Officer) -> str:
        return f"{officer.name} ({officer.office.short_name})"


class DecreeForm(UserFormMixin, RulesToldByAction, forms.ModelForm):
    """A decree as it is printed."""

    villages = forms.ModelMultipleChoiceField(
        label="Desa yang disebut",
        required=False,
        queryset=GuidedVillage.objects.none(),
        widget=VillageSelect(multiple=True),
        error_messages={"invalid_choice": NOT_LISTED},
    )
    officers = OfficersChoice(
        label="Petugas yang disebut", required=False, queryset=Officer.objects.none()
    )
    scan = PdfField(
        label="Hasil pindai (PDF)", required=False, help_text="PDF, paling besar 10 MB."
    )

    class Meta:
        model = Decree
        fields = ["office", "kind", "number", "title", "signed_on", "ends_on", "scan", "source"]
        widgets = {"signed_on": DayInput, "ends_on": DayInput}
        help_texts = {
            "title": "Seperti pada kepala surat, misalnya Penetapan Desa Binaan Imigrasi.",
            "ends_on": "Kosong bila SK tidak menyebut batas waktu.",
        }

    helper = layout(
        section(
            "Surat",
            ("office", "kind"),
            "number",
            "title",
            ("signed_on", "ends_on"),
            "scan",
            "source",
        ),
        section("Yang disebut", "villages", "officers"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offices = Office.objects.visible_to(self.user)
        self.fields["office"].queryset = offices
        if len(offices) == 1:
            self.fields["office"].initial = offices[0]
        self.fields["villages"].queryset = villages_of(self.user)
        officers = Officer.objects.visible_to(self.user).select_related("office")
        self.fields["officers"].queryset = officers
        if self.instance.pk:
            self.initial |= {
                "villages": self.instance.villages.all(),
                "officers": self.instance.officers.all(),
            }

    def clean_number(self) -> str:
        return " ".join(self.cleaned_data["number"].split())

    def covered(self) -> list[GuidedVillage]:
        """The villages chosen, and those named already that this reader does not see."""
        return self._with_hidden("villages")

    def named(self) -> list[Officer]:
        return self._with_hidden("officers")

    def _with_hidden(self, name: str) -> list:
        chosen = list(self.cleaned_data[name])
        if not self.instance.pk:
            return chosen
        seen = self.fields[name].queryset.values("pk")
        return chosen + list(getattr(self.instance, name).exclude(pk__in=seen))
