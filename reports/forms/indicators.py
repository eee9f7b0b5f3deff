from django import forms

from dbi_portal.lib.crispy import layout, section
from dbi_portal.lib.pages.action_rules import RulesToldByAction
from dbi_portal.lib.pages.fields import UserFormMixin
from dbi_portal.lib.widgets import DayInput
from reports.figures.indicators.catalogue import CHOICES
from reports.models import Indicator

NONE = [("", "Tanpa penyebut")]


class IndicatorForm(UserFormMixin, RulesToldByAction, forms.ModelForm):
    """What is measured, against which target, how often and from when."""

    numerator = forms.ChoiceField(label="Pembilang", choices=CHOICES)
    denominator = forms.ChoiceField(label="Penyebut", choices=NONE + CHOICES, required=False)

    class Meta:
        model = Indicator
        fields = [
            "name", "explanation", "numerator", "denominator", "unit", "better", "target",
            "period", "starts_on", "ends_on",
        ]  # fmt: skip
        widgets = {"starts_on": DayInput, "ends_on": DayInput}
        help_texts = {
            "name": "Misalnya “Laporan tepat waktu”.",
            "unit": "Persen dan angka per satuan memerlukan penyebut.",
            "target": "Target angka berlaku bagi tiap kantor; persen dan angka per satuan juga "
            "bagi gabungannya. Tulis 90 untuk 90 %.",
            "ends_on": "Boleh dikosongkan. Indikator diakhiri, tidak dihapus.",
        }

    helper = layout(
        section("Indikator", "name", "explanation"),
        section("Ukuran", ("numerator", "denominator"), "unit"),
        section("Target", ("target", "better"), "period", ("starts_on", "ends_on")),
    )

    def clean(self) -> dict:
        found = super().clean()
        unit, below = found.get("unit"), found.get("denominator")
        if unit and unit != Indicator.Unit.NUMBER and not below:
            self.add_error("denominator", "Pilih penyebut, atau ubah satuan menjadi angka.")
        if unit == Indicator.Unit.NUMBER and below:
            self.add_error("denominator", "Satuan angka tidak memakai penyebut; kosongkan.")
        return found


class IndicatorChangeForm(UserFormMixin, forms.ModelForm):
    """Its words and its target. To measure something else, end it and set another one."""

    class Meta:
        model = Indicator
        fields = ["name", "explanation", "target"]
        help_texts = {"target": IndicatorForm.Meta.help_texts["target"]}

    helper = layout("name", "explanation", "target")


class IndicatorEndForm(UserFormMixin, forms.Form):
    """The last day it is in force."""

    ends_on = forms.DateField(label="Berlaku sampai", widget=DayInput)
    helper = layout("ends_on")
