"""Changing a row of the lists that offices share: institutions and places."""

from __future__ import annotations

from django import forms

from dbi_portal.lib.crispy import layout
from dbi_portal.lib.pages import UserFormMixin
from dbi_portal.lib.text import squash
from dbi_portal.lib.widgets import RegionSelect
from outreach.actions.institutions import known_as
from outreach.forms.fields import WrittenDateField
from outreach.models import Institution, Venue
from villages.models import Region


class InstitutionForm(UserFormMixin, forms.ModelForm):
    """One row per institution, however it is spelled."""

    class Meta:
        model = Institution
        fields = ["name"]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not squash(name):
            raise forms.ValidationError("Tulis nama instansi dengan huruf atau angka.")
        twin = known_as(name)
        if twin and twin.pk != self.instance.pk:
            raise forms.ValidationError(
                f"Nama ini sudah milik “{twin}”. Gabungkan keduanya bila memang satu instansi."
            )
        return name


class VenueForm(UserFormMixin, forms.ModelForm):
    region = forms.ModelChoiceField(
        Region.objects.villages(), label="Desa/kelurahan", required=False, widget=RegionSelect()
    )

    class Meta:
        model = Venue
        fields = ["name", "region", "address"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = layout("name", "region", "address")

    def clean(self) -> dict:
        data = super().clean()
        name = " ".join((data.get("name") or "").split())
        if name and not squash(name):
            self.add_error("name", "Tulis nama tempat dengan huruf atau angka.")
        same = Venue.objects.filter(
            office=self.instance.office, key=squash(name), region=data.get("region")
        )
        twin = same.exclude(pk=self.instance.pk).first() if name else None
        if twin:
            self.add_error(
                "name", f"Sudah ada tempat “{twin}” di sana. Gabungkan bila memang satu tempat."
            )
        return data | {"name": name} if name else data


class RetireForm(UserFormMixin, forms.Form):
    """From when a row is no longer offered; empty takes it back into use."""

    retired_on = WrittenDateField(
        label="Tidak dipakai sejak",
        required=False,
        help_text="Kosongkan bila dipakai lagi. Catatan lama tidak berubah.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = layout("retired_on")
