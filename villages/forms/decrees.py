from django import forms

from dbi_portal.lib.crispy import layout, section
from dbi_portal.lib.pages import UserFormMixin
from dbi_portal.lib.pages.action_rules import RulesToldByAction
from dbi_portal.lib.widgets import DayInput, SearchSelectMultiple
from officers.models import Office, Officer
from villages.actions.decrees import waiting_for_decree
from villages.forms.fields import NOT_LISTED, PdfField, VillageSelect, villages_of
from villages.models import Decree, GuidedVillage


class OfficersChoice(forms.ModelMultipleChoiceField):
    widget = SearchSelectMultiple({"placeholder": "Ketik nama petugas"})

    def label_from_instance(self, officer: Officer) -> str:
        return f"{officer.name} ({officer.office.short_name})"


class WaitingChoice(forms.ModelMultipleChoiceField):
    """The villages an SK can designate at once, each with its place and where it stands."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, village: GuidedVillage) -> str:
        place = ", ".join(village.region.path.split(", ")[:2])
        stage = village.get_stage_display()
        return f"{village.region.name} ({place}), {stage}, {village.office.short_name}"


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

    designates = WaitingChoice(
        label="Tetapkan dengan SK ini",
        required=False,
        queryset=GuidedVillage.objects.none(),
        help_text="Desa yang menunggu SK. Yang dicentang tercatat ditetapkan pada tanggal SK, dan "
        "ikut disebut. Hapus centang desa yang tidak ada dalam SK ini.",
    )

    class Meta:
        model = Decree
        fields = ["office", "kind", "number", "title", "signed_on", "ends_on", "scan", "source"]
        widgets = {"signed_on": DayInput, "ends_on": DayInput}
        help_texts = {
            "title": "Seperti pada kepala surat, misalnya Penetapan Desa Binaan Imigrasi.",
            "ends_on": "Kosong bila SK tidak menyebut batas waktu.",
        }

    @property
    def helper(self):
        """Nobody is asked what to designate while no village waits for it."""
        letter = ("number", "title", ("signed_on", "ends_on"), "scan", "source")
        waiting = ["designates"] if "designates" in self.fields else []
        return layout(
            section("Surat", ("office", "kind"), *letter),
            section("Yang ditetapkan dan disebut", *waiting, "villages", "officers"),
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
        self._offer_waiting()
        if self.instance.pk:
            self.initial |= {
                "villages": self.instance.villages.all(),
                "officers": self.instance.officers.all(),
            }

    def _offer_waiting(self) -> None:
        """Villages that wait; all of them are ticked unless the page was opened for some."""
        waiting = waiting_for_decree(self.user).select_related("region", "office")
        if not waiting.exists():
            del self.fields["designates"]
            return
        self.fields["designates"].queryset = waiting
        if not self.instance.pk:
            asked = self.initial.get("villages")
            chosen = waiting.filter(pk__in=asked) if asked else waiting
            self.initial["designates"] = list(chosen.values_list("pk", flat=True))

    def clean_number(self) -> str:
        return " ".join(self.cleaned_data["number"].split())

    def designated(self) -> list[GuidedVillage]:
        return list(self.cleaned_data.get("designates") or ())

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
