"""Form fields that read what an Indonesian office types."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.fields import BLANK_CHOICE_DASH

from dbi_portal.lib.months import Month, NotAMonth
from dbi_portal.lib.numbers import NotACount, angka, parse_count
from dbi_portal.lib.pages.bounds import keep_in_bounds
from dbi_portal.lib.widgets import CountInput, MonthInput

DASHES = BLANK_CHOICE_DASH[0][1]
MOST = 2_147_483_647  # what a column of counts holds
DJANGOS_REQUIRED = forms.Field.default_error_messages["required"]


class UserFormMixin:
    """A form that knows who fills it in: `self.user`. Narrow every choice by it.

    What is required and empty says so in two words, unless the field has words of its own; an
    empty choice says what it means. Days and long texts have the portal's bounds.
    """

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages.get("required") == DJANGOS_REQUIRED:
                field.error_messages["required"] = "Harus diisi."
            say_what_empty_means(field)
            keep_in_bounds(field)


def say_what_empty_means(field: forms.Field) -> None:
    """A select's empty line in words instead of Django's row of dashes."""
    words = "Pilih" if field.required else "Tidak diisi"
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = words if field.empty_label == DASHES else field.empty_label
    elif isinstance(field, forms.ChoiceField):
        field.choices = [
            (key, words if (key, label) == ("", DASHES) else label) for key, label in field.choices
        ]


class MonthField(forms.CharField):
    """A Month, typed or picked as 2025-08; None when empty."""

    widget = MonthInput

    def to_python(self, value: object) -> Month | None:
        if isinstance(value, Month):
            return value
        text = super().to_python(value)
        if not text:
            return None
        try:
            return Month.parse(text)
        except NotAMonth as refused:
            raise ValidationError(str(refused), code="invalid") from refused

    def validate(self, value: Month | None) -> None:
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Month | None) -> None:
        """A Month has no length to check."""


class CountField(forms.Field):
    """A whole number from zero up, as "8.837" or "8837"; None when empty."""

    widget = CountInput

    def to_python(self, value: object) -> int | None:
        if value in self.empty_values:
            return None
        try:
            count = parse_count(value)
        except NotACount as refused:
            message = str(refused)
            raise ValidationError(message[:1].upper() + message[1:], code="invalid") from refused
        if count > MOST:
            raise ValidationError(f"{angka(count)} terlalu besar; paling banyak {angka(MOST)}.")
        return count

    def prepare_value(self, value: object) -> object:
        return angka(value) if isinstance(value, int) else value
