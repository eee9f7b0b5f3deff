"""Latitude and longitude in a form: two fields that belong together."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from dbi_portal.lib.coordinates import (
    Elsewhere,
    NotDegrees,
    degrees,
    refuse_elsewhere,
    written,
)

SOUTH_EAST = {"latitude": "-6,2216", "longitude": "106,9998"}  # an example each


class DegreesField(forms.CharField):
    """Decimal degrees, typed as "-6,2216" or "6,2216 LS"; None when empty."""

    def __init__(self, *, example: str, **kwargs):
        attrs = {"inputmode": "text", "autocomplete": "off", "placeholder": example}
        super().__init__(widget=forms.TextInput(attrs), max_length=40, **kwargs)

    def to_python(self, value: object) -> float | None:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return degrees(text)
        except NotDegrees as refused:
            message = str(refused)
            raise ValidationError(message[:1].upper() + message[1:], code="invalid") from refused

    def run_validators(self, value: float | None) -> None:
        """Degrees have no length to check."""

    def prepare_value(self, value: object) -> object:
        return written(value) if isinstance(value, float) else value

    def has_changed(self, initial: object, data: object) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def position_fields(*, required: bool) -> dict[str, DegreesField]:
    """The two fields by name."""
    labels = {"latitude": "Lintang", "longitude": "Bujur"}
    return {
        name: DegreesField(label=label, required=required, example=SOUTH_EAST[name])
        for name, label in labels.items()
    }


def check_position(form: forms.Form) -> None:
    """In a form's clean(): both or neither, and within Indonesia. Errors go to the fields."""
    names = ("latitude", "longitude")
    if any(name in form.errors for name in names):
        return
    lat, lng = (form.cleaned_data.get(name) for name in names)
    if (lat is None) != (lng is None):
        empty = names[0] if lat is None else names[1]
        form.add_error(empty, "Isi lintang dan bujur, atau kosongkan keduanya.")
    elif lat is not None:
        try:
            refuse_elsewhere(lat, lng)
        except Elsewhere as refused:
            form.add_error("latitude", str(refused))
