"""Names suggested as one types: institutions and places that are known already."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from crispy_forms.layout import Div
from django import forms
from django.core.files import File
from django.urls import reverse_lazy

from outreach.actions import attachments
from outreach.actions.institutions import meant_by
from outreach.actions.refusals import BadAttachment


class SuggestInput(forms.TextInput):
    """A text field beneath which known names appear; `listed` names the page's datalist of them.

    The browser asks `url` for `?q=bp3` and expects {"results": [{"name", "note"}]}. Without script
    the names that came with the page are offered.
    """

    def __init__(self, url: str, listed: str, attrs: dict | None = None):
        self.url = reverse_lazy(url)
        super().__init__({"list": listed, "autocomplete": "off"} | (attrs or {}))

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-suggest"] = str(self.url)
        return context


def institution_input() -> SuggestInput:
    return SuggestInput("outreach:institution-search", "instansi")


def insists_field() -> forms.BooleanField:
    return forms.BooleanField(label="Ini instansi lain, catat sebagai yang baru", required=False)


class WhenAsked(Div):
    """Of a crispy layout: shown only when the form asks about an institution."""

    def render(self, form, context, **how) -> str:
        return super().render(form, context, **how) if form.asks else ""


class AsksForInstitution:
    """A form that takes an institution by name: one very like a known one is asked about once.

    The form has the field `institution_field` and `insists`, which shows only when it is needed.
    """

    institution_field = "institution"
    meant = None

    def clean(self) -> dict:
        data = super().clean()
        name = data.get(self.institution_field)
        if name and not data.get("insists"):
            self.meant = meant_by(name)
        if self.meant:
            self.add_error(
                self.institution_field,
                f"Maksud Anda “{self.meant}”? Tulis demikian, "
                "atau centang “Ini instansi lain” bila memang berbeda.",
            )
        return data

    @property
    def asks(self) -> bool:
        return bool(self.meant) or (self.is_bound and bool(self["insists"].value()))

    def visible_fields(self) -> list:
        return [field for field in super().visible_fields() if field.name != "insists" or self.asks]


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True
    needs_multipart_form = True

    def __init__(self, attrs: dict | None = None):
        super().__init__({"multiple": True} | (attrs or {}))


class AttachmentsField(forms.FileField):
    """Several files at once, each read by its content; `prepared` of the last cleaning."""

    widget = SeveralFiles

    def clean(self, data: object, initial=None) -> list[File]:
        uploads: Iterable = data if isinstance(data, list | tuple) else [data]
        given = [upload for upload in uploads if upload]
        self.prepared, errors = [], []
        for upload in given:
            try:
                name = PurePath(upload.name).name
                self.prepared.append(attachments.prepare(upload, name=name))
            except BadAttachment as refused:
                errors.append(refused.message)
        if errors:
            raise forms.ValidationError(errors)
        return given
