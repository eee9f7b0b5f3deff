"""One ceremony for one or many villages: who gets the badge in each of them."""

from __future__ import annotations

from crispy_forms.layout import Field
from django import forms

from dbi_portal.lib.crispy import layout, section
from dbi_portal.lib.pages import UserFormMixin
from dbi_portal.lib.widgets import DayInput, SearchSelectMultiple
from officers.models import Officer
from villages.actions.inaugurations import waiting_for_ceremony
from villages.models import GuidedVillage


class InaugurateForm(UserFormMixin, forms.Form):
    """The ceremony, and for each village that waits for it a tick and its officers."""

    on = forms.DateField(label="Tanggal", widget=DayInput)
    place = forms.CharField(
        label="Tempat", max_length=200, help_text="Misalnya Aula Kecamatan Bekasi Utara."
    )
    officiated_by = forms.CharField(
        label="Dikukuhkan oleh",
        required=False,
        max_length=200,
        help_text="Jabatan, misalnya Kepala Kantor Wilayah.",
    )
    note = forms.CharField(label="Keterangan", required=False, max_length=300)
    posts = forms.BooleanField(
        label="Catat juga penugasan petugas mulai tanggal itu", required=False, initial=True
    )
    activates = forms.BooleanField(
        label="Pembinaan langsung berjalan: desa menjadi aktif tanggal itu", required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        waiting = waiting_for_ceremony(self.user).select_related("region", "office")
        self.waiting = list(waiting.order_by("region__name", "pk"))
        serving = Officer.objects.visible_to(self.user).filter(left_on__isnull=True)
        for village in self.waiting:
            tick, officers = names_of(village)
            place = ", ".join(village.region.path.split(", ")[:2])
            self.fields[tick] = forms.BooleanField(
                label=village.region.name, required=False, help_text=place
            )
            self.fields[officers] = forms.ModelMultipleChoiceField(
                label=f"Petugas yang disemati di {village.region.name}",
                required=False,
                queryset=serving.filter(office=village.office),
                widget=SearchSelectMultiple({"placeholder": "Petugas yang disemati"}),
            )
        self.order_fields([name for each in self.waiting for name in names_of(each)])

    @property
    def helper(self):
        rows = [
            (tick, Field(officers, template="villages/bare_field.html"))
            for tick, officers in map(names_of, self.waiting)
        ]
        ceremony = section(
            "Upacara", ("on", "place"), "officiated_by", "note", "posts", "activates"
        )
        return layout(section("Desa dan penyematan", *rows), ceremony)

    def clean(self):
        data = super().clean()
        if not self.errors and not self.ceremonies():
            self.add_error(None, "Centang paling sedikit satu desa.")
        return data

    def ceremonies(self) -> dict[GuidedVillage, list[Officer]]:
        """The ticked villages, each with the officers who got their badge there."""
        found = {}
        for village in self.waiting:
            tick, officers = names_of(village)
            if self.cleaned_data.get(tick) or self.cleaned_data.get(officers):
                found[village] = list(self.cleaned_data.get(officers) or ())
        return found


def names_of(village: GuidedVillage) -> tuple[str, str]:
    return f"village_{village.pk}", f"officers_{village.pk}"
