"""Fields of people: numbers as offices write them, offices an officer may go to."""

from __future__ import annotations

import re

from django import forms

from officers.models import Office


class EmployeeNumberField(forms.CharField):
    """A NIP, in groups or in one piece; 18 digits come out, or nothing."""

    def __init__(self, **options):
        # Longer than the 18 digits: people write them in groups.
        usual = {"label": "NIP", "required": False, "max_length": 40}
        super().__init__(**usual | {"help_text": "18 angka. Boleh kosong."} | options)

    def to_python(self, value: object) -> str:
        number = "".join((super().to_python(value) or "").split())
        if number and not re.fullmatch(r"[0-9]{18}", number):
            raise forms.ValidationError("NIP terdiri dari 18 angka.")
        return number


class AnyKanimChoice(forms.ModelChoiceField):
    """Every working Kanim, by its full name: an officer may go where the clerk sees nothing."""

    def __init__(self, **options):
        kanim = Office.objects.filter(kind=Office.Kind.KANIM, closed_on__isnull=True)
        super().__init__(kanim.order_by("short_name"), **options)

    def label_from_instance(self, office: Office) -> str:
        return office.short_name
