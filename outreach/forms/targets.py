"""One table of targets: a field for the office, one for each of its villages."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from dbi_portal.lib.pages import CountField, UserFormMixin
from dbi_portal.lib.widgets import SearchSelect
from officers.models import Office
from officers.roles import OfficeKind
from outreach.actions.targets import field_of
from outreach.figures.targets import OfficeTarget, VillageTarget
from outreach.forms.calendar import NearMonthField


class TargetChoice(UserFormMixin, forms.Form):
    """GET: bulan and kantor (code)."""

    bulan = NearMonthField(label="Bulan", required=False)
    kantor = forms.ModelChoiceField(
        label="Kantor",
        queryset=Office.objects.none(),
        to_field_name="code",
        required=False,
        widget=SearchSelect,
        empty_label="Semua kantor",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kantor"].queryset = holding_sessions(self.user)

    def asked(self, name: str):
        """A valid entry, or None."""
        self.is_valid()
        return self.cleaned_data.get(name) or None


def holding_sessions(user):
    """The offices this person sees that guide villages."""
    offices = Office.objects.visible_to(user).filter(closed_on__isnull=True)
    return offices.filter(kind=OfficeKind.KANIM).order_by("short_name")


class TargetForm(UserFormMixin, forms.Form):
    """A field left empty means the default. Beside each stands, hidden, what it showed."""

    def __init__(self, *args, whole: OfficeTarget, lines: Sequence[VillageTarget], **kwargs):
        super().__init__(*args, **kwargs)
        self.shown = {None: whole} | {line.village.pk: line for line in lines}
        names = {None: "Target kantor"} | {line.village.pk: str(line.village) for line in lines}
        for key, line in self.shown.items():
            value = None if line.is_default else line.target
            default = str(line.target) if line.is_default else ""
            self.fields[field_of(key)] = _count(names[key], value, default)
            self.fields[f"lama_{field_of(key)}"] = forms.IntegerField(
                required=False, initial=value, widget=forms.HiddenInput
            )

    def wanted(self) -> dict[int | None, int | None]:
        return {key: self.cleaned_data.get(field_of(key)) for key in self.shown}

    def seen(self) -> dict[int | None, int | None]:
        return {key: self.cleaned_data.get(f"lama_{field_of(key)}") for key in self.shown}

    def show_stored(self) -> None:
        """The hidden values as they are now, beside the entries as they were typed."""
        self.data = self.data.copy()
        for key, line in self.shown.items():
            self.data[f"lama_{field_of(key)}"] = "" if line.is_default else str(line.target)

    def pair(self, key: int | None):
        """The field and what it showed, as the table draws them."""
        return self[field_of(key)], self[f"lama_{field_of(key)}"]


def _count(label: str, value: int | None, default: str) -> CountField:
    field = CountField(label=f"Target {label}", required=False, initial=value)
    field.widget.attrs |= {
        "placeholder": default,
        "maxlength": 3,
        "aria-label": field.label,
        "class": "form-control",
    }
    return field
