"""Sending a sheet in. The kinds one may import and the largest file come from the page."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError

from dbi_portal.lib.crispy import layout
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages import UserFormMixin
from dbi_portal.lib.sheets import EmptyFile, TooLarge
from dbi_portal.lib.widgets import SearchSelect
from officers.models import ImportRun, Office

NAMES = ".xlsx,.xls,.ods,.csv"
MEGABYTE = 1024**2


class SheetInput(forms.FileInput):
    """The browser's own file field, offering spreadsheets first; a file may be dropped on it."""

    def __init__(self):
        super().__init__({"accept": NAMES, "class": "drop"})


class SheetField(forms.FileField):
    """A file; whether it is a spreadsheet is told by reading it. An empty one says so itself."""

    widget = SheetInput
    largest = 20 * MEGABYTE

    def __init__(self, **options):
        super().__init__(allow_empty_file=True, max_length=200, **options)
        self.error_messages["required"] = "Pilih berkas .xlsx, .xls, .ods, atau .csv."
        self.error_messages["max_length"] = "Nama berkas terlalu panjang. Singkatkan, lalu unggah."

    def clean(self, data, initial=None):
        """Refuse by size before a byte of it is kept in memory."""
        file = super().clean(data, initial)
        if file.size > self.largest:
            raise ValidationError(
                str(TooLarge(file.name, f"lebih dari {angka(self.largest // MEGABYTE)} MB"))
            )
        if not file.size:
            raise ValidationError(str(EmptyFile(file.name)))
        return file


class ImportForm(UserFormMixin, forms.Form):
    """The sheet to check, what it is a sheet of, and whose it is when it does not say so itself."""

    kind = forms.ChoiceField(label="Isi berkas", widget=forms.RadioSelect, required=False)
    file = SheetField(label="Berkas")
    office = forms.ModelChoiceField(
        label="Kantor",
        queryset=Office.objects.none(),
        required=False,
        widget=SearchSelect,
        empty_label="Menurut kolom Kantor di lembar",
        help_text="Pilih bila seluruh lembar milik satu kantor. Baris kantor lain akan ditolak.",
    )
    replaces = forms.ModelChoiceField(
        queryset=ImportRun.objects.none(), required=False, widget=forms.HiddenInput
    )

    helper = layout("kind", "file", "office", "replaces")

    def __init__(
        self,
        *args,
        kinds: Sequence[tuple[str, str]],
        largest: int,
        earlier: ImportRun | None = None,
        **kwargs,
    ):
        """`kinds`: (code, label); `earlier`: the run whose faults this file puts right."""
        super().__init__(*args, **kwargs)
        self.fields["file"].largest = largest
        self.fields["file"].help_text = (
            f"Lembar kerja .xlsx, .xls, .ods, atau .csv, paling besar {angka(largest // MEGABYTE)} "
            "MB. Seret berkas ke sini, atau pilih."
        )
        self._offer_kinds(kinds)
        self._offer_offices()
        if earlier:
            self._continue(earlier)

    def _offer_kinds(self, kinds: Sequence[tuple[str, str]]) -> None:
        self.fields["kind"].choices = [("", "Kenali dari judul kolomnya"), *kinds]
        if len(kinds) == 1:
            self._settle("kind", kinds[0][0])

    def _offer_offices(self) -> None:
        offices = Office.objects.visible_to(self.user).reporting()
        self.fields["office"].queryset = offices
        if len(offices) == 1:
            self._settle("office", offices[0].pk)

    def _continue(self, earlier: ImportRun) -> None:
        """What the earlier file was a sheet of, and for whom, holds for its correction."""
        runs = ImportRun.objects.visible_to(self.user).filter(pk=earlier.pk)
        self.fields["replaces"].queryset = runs
        self._settle("replaces", earlier.pk)
        self._settle("kind", earlier.kind)
        self._settle("office", earlier.within_id)

    def _settle(self, name: str, value: object) -> None:
        self.fields[name].initial = value
        self.fields[name].widget = forms.HiddenInput()
