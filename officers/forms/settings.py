from django import forms

from dbi_portal.lib.pages.fields import UserFormMixin
from officers.policy import Choice


class SettingForm(UserFormMixin, forms.Form):
    """One setting; its field bears the setting's key, so that refusals find it."""

    def __init__(self, *args, choice: Choice, **kwargs):
        super().__init__(*args, **kwargs)
        self.key = choice.spec.key
        field = field_for(choice)
        field.error_messages["required"] = "Harus diisi."
        self.fields[self.key] = field

    @property
    def value(self) -> int | bool | str:
        return self.cleaned_data[self.key]


def field_for(choice: Choice) -> forms.Field:
    spec = choice.spec
    given = {"label": spec.label, "help_text": bounds(spec), "initial": choice.value}
    if isinstance(spec.default, bool):
        return forms.BooleanField(required=False, **given)
    if isinstance(spec.default, int):
        return forms.IntegerField(min_value=spec.low, max_value=spec.high, **given)
    return forms.CharField(max_length=200, **given)


def bounds(spec) -> str:
    """ "1 sampai 28 hari": what may be entered; empty where there is nothing to say."""
    if isinstance(spec.default, bool) or not isinstance(spec.default, int):
        return ""
    unit = "" if spec.leads else spec.unit
    return f"{spec.low} sampai {spec.high} {unit}".strip()
