"""Rows beneath a session's form: RT/RW reached, speakers, follow-ups, photos."""

from __future__ import annotations

from django import forms
from django.core.validators import MaxValueValidator

from dbi_portal.lib.pages import CountField
from dbi_portal.lib.text import squash
from dbi_portal.lib.widgets import RegionSelect
from outreach.actions import photos
from outreach.actions.parts import Reached, Speaks
from outreach.forms.fields import WrittenDateField, no_identity
from outreach.forms.suggest import AsksForInstitution, insists_field, institution_input
from outreach.units import NotUnits, parse_units
from villages.models import Region

MOST_UNITS = MaxValueValidator(32_000, "Paling banyak 32.000. Periksa angkanya.")


class ReachedForm(forms.Form):
    region = forms.ModelChoiceField(
        Region.objects.villages(),
        label="Desa/kelurahan",
        widget=RegionSelect(),
        error_messages={"required": "Pilih desa/kelurahannya."},
    )
    rt_count = CountField(label="Jumlah RT", required=False, validators=[MOST_UNITS])
    rw_count = CountField(label="Jumlah RW", required=False, validators=[MOST_UNITS])
    units = forms.CharField(
        label="RT/RW mana",
        required=False,
        max_length=200,
        help_text="Misalnya RW 05, RT 01–04; RW 06, RT 02. Jumlahnya terisi sendiri.",
    )

    def clean_units(self) -> str:
        text = " ".join(self.cleaned_data["units"].split())
        try:
            self.named = parse_units(text)
        except NotUnits as refused:
            raise forms.ValidationError(str(refused)) from refused
        return text

    def clean(self) -> dict:
        """Counts that were left empty follow from what is named; others must agree with it."""
        data = super().clean()
        if "units" not in data or "rt_count" not in data or "rw_count" not in data:
            return data
        said = self.named.contradiction(rt_count=data["rt_count"], rw_count=data["rw_count"])
        if said:
            self.add_error("units", said)
        for name in ("rt_count", "rw_count"):
            data[name] = getattr(self.named, name) if data[name] is None else data[name]
        return data

    def value(self) -> Reached:
        data = self.cleaned_data
        return Reached(data["region"], data["rt_count"], data["rw_count"], data["units"])


class SpeakerForm(AsksForInstitution, forms.Form):
    institution = forms.CharField(
        label="Instansi",
        max_length=150,
        widget=institution_input(),
        help_text="Misalnya BP3MI Banten.",
        error_messages={"required": "Tulis instansinya."},
    )
    insists = insists_field()
    name = forms.CharField(
        label="Nama atau jabatan", required=False, max_length=150, help_text="Boleh kosong."
    )
    subject = forms.CharField(label="Materi", required=False, max_length=200)

    def clean_institution(self) -> str:
        if not squash(self.cleaned_data["institution"]):
            raise forms.ValidationError("Tulis nama instansi dengan huruf.")
        return self.cleaned_data["institution"]

    def value(self) -> Speaks:
        data = self.cleaned_data
        return Speaks(data["institution"], data["name"], data["subject"])


class FollowUpForm(forms.Form):
    """One agreement; asked of several villages, it is tracked in each of them."""

    ids = forms.CharField(required=False, widget=forms.HiddenInput)
    task = forms.CharField(
        label="Yang disepakati",
        max_length=300,
        validators=[no_identity],
        error_messages={"required": "Tulis apa yang disepakati."},
    )
    owner = forms.CharField(
        label="Penanggung jawab",
        max_length=150,
        help_text="Jabatan, misalnya Lurah.",
        error_messages={"required": "Tulis jabatan penanggung jawabnya."},
    )
    due_on = WrittenDateField(label="Batas waktu", required=False)
    regions = forms.ModelMultipleChoiceField(
        Region.objects.villages(),
        label="Di desa/kelurahan",
        required=False,
        widget=RegionSelect(multiple=True),
        help_text="Kosongkan bila tidak terikat satu desa.",
    )
    everywhere = forms.BooleanField(
        label="Di setiap desa/kelurahan yang dicapai kegiatan ini", required=False
    )
    note = forms.CharField(
        label="Keterangan", required=False, max_length=300, validators=[no_identity]
    )

    def known_ids(self) -> list[int]:
        return [int(each) for each in self.cleaned_data["ids"].split(",") if each.isdecimal()]


class PhotoForm(forms.Form):
    image = forms.FileField(
        label="Foto",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text="JPG, PNG, atau WebP, paling besar 15 MB.",
        error_messages={"required": "Pilih berkas fotonya.", "empty": "Berkas foto ini kosong."},
    )
    caption = forms.CharField(
        label="Keterangan foto", required=False, max_length=200, validators=[no_identity]
    )

    def clean(self) -> dict:
        """Re-encode now, so that a bad file is told at its field."""
        data = super().clean()
        upload = data.get("image")
        if upload:
            try:
                caption = data.get("caption", "")
                self.photo = photos.prepare(upload, name=upload.name, caption=caption)
            except photos.BadPhoto as refused:
                self.add_error("image", refused)
        return data

    def value(self) -> photos.PreparedPhoto:
        return self.photo


class BaseRows(forms.BaseFormSet):
    """Rows of which empty ones do not count; `values()` of the filled ones that stay."""

    def kept(self) -> list[forms.Form]:
        return [
            form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]

    def values(self) -> list:
        return [form.value() for form in self.kept()]

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Hapus baris ini"

    def errors_by_row(self) -> list[tuple[int, forms.Form]]:
        """(row counted from one, its form) for each row that has an error and is to stay."""
        return [
            (row, form)
            for row, form in enumerate(self.forms, 1)
            if form.errors and not self._is_to_go(form)
        ]

    def _is_to_go(self, form: forms.Form) -> bool:
        return self.can_delete and self._should_delete_form(form)


def rows_of(form: type[forms.Form], *, empty: int, most: int = 500, delete: bool = True):
    """A formset class with `empty` rows to fill in, enough for a page without script."""
    return forms.formset_factory(
        form,
        formset=BaseRows,
        extra=empty,
        max_num=most,
        validate_max=True,
        absolute_max=most + 20,
        can_delete=delete,
    )


ReachedRows = rows_of(ReachedForm, empty=2)
SpeakerRows = rows_of(SpeakerForm, empty=3)
FollowUpRows = rows_of(FollowUpForm, empty=2)
PhotoRows = rows_of(PhotoForm, empty=photos.LIMIT, most=photos.LIMIT, delete=False)
