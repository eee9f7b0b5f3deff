"""What is written beside a decision: notes per field, why something is corrected or cancelled."""

from __future__ import annotations

from django import forms

from dbi_portal.lib.pages import UserFormMixin
from outreach.actions.remarks import FIELDS, WHOLE, Remark
from outreach.forms.fields import no_identity
from outreach.forms.rows import rows_of

NOTHING = "Tulis apa yang harus diperbaiki, lalu kembalikan."


class RemarkForm(forms.Form):
    field = forms.ChoiceField(
        label="Isian",
        choices=[("", "Pilih isian"), *((key, name) for key, name in FIELDS.items() if key)],
        error_messages={"required": "Pilih isian yang dimaksud."},
    )
    note = forms.CharField(
        label="Catatan",
        max_length=500,
        validators=[no_identity],
        error_messages={"required": "Tulis apa yang harus diperbaiki."},
    )

    def value(self) -> Remark:
        return Remark(self.cleaned_data["note"], self.cleaned_data["field"])


RemarkRows = rows_of(RemarkForm, empty=1, most=20)


class ReturnForm(UserFormMixin, forms.Form):
    """A note on the whole and any number of notes on single fields; one of them is needed."""

    note = forms.CharField(
        label="Catatan untuk keseluruhan",
        required=False,
        max_length=500,
        validators=[no_identity],
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A page without the rows sends none of them: that is no mistake.
        sent = self.data if "catatan-TOTAL_FORMS" in self.data else None
        self.rows = RemarkRows(sent, prefix="catatan")

    def is_valid(self) -> bool:
        sound = all([super().is_valid(), self.rows.is_valid() or not self.rows.is_bound])
        if sound and not self.remarks():
            self.add_error("note", NOTHING)
        return sound and not self.errors

    def remarks(self) -> list[Remark]:
        whole = Remark(self.cleaned_data["note"], WHOLE)
        single = self.rows.values() if self.rows.is_bound else []
        return [each for each in (whole, *single) if each.note.strip()]


class CorrectionForm(UserFormMixin, forms.Form):
    """Why an approved session is opened again."""

    reason = forms.CharField(
        label="Yang dikoreksi dan alasannya",
        max_length=300,
        validators=[no_identity],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Misalnya: jumlah peserta 60, bukan 16; salah baca daftar hadir.",
    )


class CancelForm(UserFormMixin, forms.Form):
    """Why a session is called off or struck out."""

    reason = forms.CharField(
        label="Alasan",
        max_length=300,
        validators=[no_identity],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Misalnya: ditunda atas permintaan kelurahan.",
    )
