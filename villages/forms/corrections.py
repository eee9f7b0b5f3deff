"""Forms that put a village's step right, or take the last one back."""

from __future__ import annotations

from django import forms

from dbi_portal.lib.crispy import layout, section
from dbi_portal.lib.pages import UserFormMixin
from dbi_portal.lib.widgets import DayInput, SearchSelect
from villages.models import Decree, VillageStep
from villages.models.village import Stage


class CorrectForm(UserFormMixin, forms.Form):
    """Everything the step says now, to be changed, and why."""

    on = forms.DateField(label="Tanggal", widget=DayInput)
    place = forms.CharField(label="Tempat", required=False, max_length=200)
    officiated_by = forms.CharField(
        label="Dikukuhkan oleh",
        required=False,
        max_length=200,
        help_text="Jabatan, misalnya Kepala Kantor Wilayah.",
    )
    decree = forms.ModelChoiceField(
        label="SK",
        required=False,
        queryset=Decree.objects.none(),
        widget=SearchSelect,
        empty_label="Tanpa SK",
    )
    note = forms.CharField(
        label="Keterangan", required=False, max_length=300, widget=forms.Textarea({"rows": 2})
    )
    reason = forms.CharField(
        label="Alasan perbaikan",
        max_length=300,
        help_text="Misalnya salah ketik tanggal. Isian lama tetap terlihat di riwayat desa.",
        error_messages={"required": "Tulis mengapa tahap ini diperbaiki."},
    )

    def __init__(self, *args, step: VillageStep, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decree"].queryset = Decree.objects.visible_to(self.user)
        self.initial |= {
            "on": step.happened_on,
            "place": step.place,
            "officiated_by": step.officiated_by,
            "decree": step.decree_id,
            "note": step.note,
        }
        if step.stage != Stage.INAUGURATED:
            del self.fields["officiated_by"]

    @property
    def helper(self):
        ceremony = ["officiated_by"] if "officiated_by" in self.fields else []
        return layout(
            section("Tahap", ("on", "place"), *ceremony, "decree", "note"),
            section("Mengapa", "reason"),
        )


class UndoForm(UserFormMixin, forms.Form):
    reason = forms.CharField(
        label="Alasan pembatalan",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Tulis mengapa tahap ini dibatalkan."},
    )
