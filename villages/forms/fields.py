"""Fields that choose regions, Desa Binaan and reasons."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from crispy_forms.layout import Field
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models import Q

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pictures import BadPicture, reencoded
from dbi_portal.lib.widgets import RegionSelect
from villages.models import GuidedVillage, SelectionReason

MEGABYTE = 1024 * 1024
LARGEST_SCAN = 10 * MEGABYTE
HEAD = 1024  # a PDF names itself within its first kilobyte
NOT_LISTED = "Pilih dari daftar yang muncul saat Anda mengetik."


class VillageSelect(RegionSelect):
    """A Desa Binaan out of those the reader sees, found by typing its name or place."""

    def __init__(self, *, multiple: bool = False, attrs: dict | None = None):
        super().__init__(level=(), multiple=multiple, url="villages:village-search", attrs=attrs)

    def _chosen(self, value) -> list[tuple[str, object]]:
        return [(key, village.region) for key, village in super()._chosen(value)]


def villages_of(user):
    """What a village field of this user's form may choose from."""
    return GuidedVillage.objects.visible_to(user).select_related("region", "office")


class PdfField(forms.FileField):
    """A scanned paper: really a PDF, whatever its name says, of at most 10 MB."""

    widget = forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"})

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if upload and upload is not initial:
            check_pdf(upload)
        return upload


def check_pdf(upload) -> None:
    """ValidationError unless the upload is a whole PDF of a fitting size."""
    if upload.size > LARGEST_SCAN:
        size = angka(-(-upload.size // MEGABYTE))
        raise ValidationError(
            f"Berkas ini {size} MB, paling besar 10 MB. Pindai ulang dengan mutu lebih rendah."
        )
    upload.seek(0)
    begins = upload.read(HEAD)
    upload.seek(max(0, upload.size - HEAD))
    ends = upload.read()
    upload.seek(0)
    if b"%PDF-" not in begins:
        raise ValidationError(f"“{upload.name}” bukan PDF. Simpan hasil pindai sebagai PDF.")
    if b"%%EOF" not in ends:
        raise ValidationError(f"“{upload.name}” terpotong. Unggah lagi berkas yang utuh.")


class PaperField(forms.FileField):
    """A paper as an attachment: a PDF, or a picture of it, by what is in the file."""

    widget = forms.ClearableFileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"})

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if upload and upload is not initial:
            return self._checked(upload)
        return upload

    def _checked(self, upload):
        """A PDF as it is; a picture anew, without the camera's notes; anything else is refused."""
        upload.seek(0)
        if b"%PDF-" in upload.read(HEAD):
            check_pdf(upload)
            upload.name = f"{PurePath(upload.name).stem}.pdf"
            return upload
        try:
            content = reencoded(upload, name=upload.name)
        except BadPicture:
            raise ValidationError(
                f"“{upload.name}” bukan PDF, JPG, atau PNG yang utuh. Simpan sebagai PDF dahulu."
            ) from None
        return ContentFile(content, name=f"{PurePath(upload.name).stem}.jpg")


class ReasonFields:
    """Mixin: a tick and a note for each reason in use; `reasons()` gives {reason: note}."""

    def add_reasons(self, chosen: Mapping[int, str]) -> None:
        """`chosen` maps ids of reasons that hold now to their notes."""
        offered = SelectionReason.objects.visible_to(self.user).in_use()
        known = Q(pk__in=offered.values("pk")) | Q(pk__in=chosen)
        self.all_reasons = list(SelectionReason.objects.filter(known))
        for reason in self.all_reasons:
            tick, note = reason_names(reason)
            self.fields[tick] = forms.BooleanField(
                label=reason.name, required=False, initial=reason.pk in chosen
            )
            self.fields[note] = forms.CharField(
                label=f"Angka atau keterangan: {reason.name}",
                required=False,
                max_length=200,
                initial=chosen.get(reason.pk, ""),
                widget=forms.TextInput(
                    attrs={"placeholder": "Angka atau keterangan", "class": "form-control"}
                ),
            )

    def reason_rows(self) -> list[tuple]:
        names = [reason_names(reason) for reason in self.all_reasons]
        return [(tick, Field(note, template="villages/bare_field.html")) for tick, note in names]

    def reasons(self) -> dict[SelectionReason, str]:
        """A note without its tick counts too: nobody writes one about what does not hold."""
        found = {}
        for reason in self.all_reasons:
            tick, note = (self.cleaned_data.get(name) for name in reason_names(reason))
            if tick or note:
                found[reason] = note or ""
        return found


def reason_names(reason: SelectionReason) -> tuple[str, str]:
    return f"reason_{reason.pk}", f"reason_{reason.pk}_note"
