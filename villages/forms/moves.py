from django import forms

from dbi_portal.lib.crispy import layout
from dbi_portal.lib.pages import UserFormMixin
from dbi_portal.lib.widgets import DayInput, SearchSelect
from officers.forms.fields import AnyKanimChoice


class TransferForm(UserFormMixin, forms.Form):
    office = AnyKanimChoice(label="Kantor baru", widget=SearchSelect, empty_label="Pilih kantor")
    on = forms.DateField(
        label="Mulai di kantor baru",
        widget=DayInput,
        help_text="Penugasan berakhir sehari sebelumnya. Mutasi dicatat mulai hari berlakunya; "
        "SK yang berlaku nanti dicatat pada hari itu.",
    )
    position = forms.CharField(
        label="Jabatan di kantor baru",
        required=False,
        max_length=120,
        help_text="Kosong: jabatan tidak berubah.",
    )
    basis = forms.CharField(
        label="Dasar", required=False, max_length=200, help_text="Nomor SK mutasi. Boleh kosong."
    )

    helper = layout("office", ("on", "position"), "basis")


class LeaveForm(UserFormMixin, forms.Form):
    on = forms.DateField(label="Hari terakhir sebagai PIMPASA", widget=DayInput)
    note = forms.CharField(
        label="Keterangan",
        required=False,
        max_length=200,
        help_text="Misalnya purnatugas atau pindah ke luar program.",
    )
