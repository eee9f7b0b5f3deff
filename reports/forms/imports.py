from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from dbi_portal.lib.crispy import layout
from dbi_portal.lib.pages import UserFormMixin
from dbi_portal.lib.sheets import EmptyFile, TooLarge
from dbi_portal.lib.widgets import SearchSelect
from officers.models import Office

LARGEST = 10 * 1024**2
NAMES = (".xlsx", ".csv")


class SheetInput(forms.FileInput):
    """The browser's own file field, offering spreadsheets first."""

    def __init__(self):
        super().__init__({"accept": ".xlsx,.csv"})


class SheetField(forms.FileField):
    """A file; whether it is a spreadsheet is told by reading it. An empty one says so itself."""

    widget = SheetInput

    def __init__(self, **options):
        super().__init__(allow_empty_file=True, max_length=200, **options)
        self.error_messages["required"] = "Pilih berkas .xlsx atau .csv."
        self.error_messages["max_length"] = "Nama berkas terlalu panjang. Singkatkan, lalu unggah."

    def clean(self, data, initial=None):
        """Refuse by size before a byte of it is kept in memory."""
        file = super().clean(data, initial)
        if file.size > LARGEST:
            megabytes = LARGEST // 1024**2
            raise ValidationError(str(TooLarge(file.name, f"lebih dari {megabytes} MB")))
        if not file.size:
            raise ValidationError(str(EmptyFile(file.name)))
        return file


class ImportForm(UserFormMixin, forms.Form):
    """The sheet to check, and the office it is for when it does not say so itself."""

    file = SheetField(label="Berkas", help_text="Lembar kerja .xlsx atau .csv, paling besar 10 MB.")
    office = forms.ModelChoiceField(
        label="Kantor",
        queryset=Office.objects.none(),
        required=False,
        widget=SearchSelect,
        empty_label="Menurut kolom Kantor di lembar",
        help_text="Pilih bila seluruh lembar milik satu kantor. Baris kantor lain akan ditolak.",
    )

    helper = layout("file", "office")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offices = Office.objects.visible_to(self.user).reporting()
        self.fields["office"].queryset = offices
        if len(offices) == 1:
            self.fields["office"].initial = offices[0]
            self.fields["office"].widget = forms.HiddenInput()
