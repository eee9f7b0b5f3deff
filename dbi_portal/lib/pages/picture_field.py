"""A form field for one picture: what comes out was written anew and holds no position."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from dbi_portal.lib import pictures


class PictureField(forms.FileField):
    """An uploaded picture as a fresh JPEG of at most `longest_side` pixels.

    A plain file input: the stored name of a picture leads nowhere, a page shows the picture itself.
    """

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def __init__(self, *, longest_side: int = pictures.LONGEST_SIDE, **options):
        super().__init__(**options)
        self.longest_side = longest_side

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if not upload or upload is initial:
            return upload
        try:
            content = pictures.reencoded(upload, name=upload.name, longest_side=self.longest_side)
        except pictures.BadPicture as refused:
            raise ValidationError(str(refused), code="picture") from refused
        return ContentFile(content, name="foto.jpg")
