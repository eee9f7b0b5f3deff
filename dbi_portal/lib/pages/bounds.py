"""What every form of the portal refuses: a year nobody means, a text no paper can hold."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from dbi_portal.lib.numbers import angka

FIRST_YEAR = 1950  # when the country's immigration service began
YEARS_AHEAD = 10
MOST_LETTERS = 10_000  # five pages


def plausible_day(day: date) -> None:
    """A validator: refuses a year that was mistyped ("26", "9999")."""
    if not FIRST_YEAR <= day.year <= timezone.localdate().year + YEARS_AHEAD:
        raise ValidationError(f"Tahun {day.year}? Periksa tanggalnya.", code="year")


def readable_length(text: str) -> None:
    """A validator: a narrative stays one that a paper can hold and a person reads."""
    if len(text) > MOST_LETTERS:
        raise ValidationError(
            f"Paling banyak {angka(MOST_LETTERS)} huruf; ini {angka(len(text))}. Ringkas isinya, "
            "atau lampirkan sebagai berkas.",
            code="max_length",
        )


def keep_in_bounds(field: forms.Field) -> None:
    """Give a form's field the limits of its kind, once, unless it has a length of its own."""
    if isinstance(field, forms.DateField):
        wanted = plausible_day
    elif isinstance(field.widget, forms.Textarea) and getattr(field, "max_length", 0) is None:
        wanted = readable_length
    else:
        return
    if wanted not in field.validators:
        field.validators.append(wanted)
