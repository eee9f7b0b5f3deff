"""What stands in a form field, in words: the same whether it is stored, typed or refused."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from django import forms
from django.core.files import File
from django.db.models import Manager, Model, QuerySet

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages.columns import draw
from dbi_portal.lib.pages.fields import CountField

NOTHING = (None, "", [], (), False)


def spoken(field: forms.Field, value: object) -> str:
    """The value as its reader knows it: the choice's label, a day in words, "Ya"; "" for nothing.

    `value` may be what the row holds, what the field made of an entry, or the refused entry itself.
    """
    if isinstance(field, forms.BooleanField):
        return "Ya" if value in (True, "on", "true", "True", "1") else "Tidak"
    if _is_nothing(value):
        return ""
    if isinstance(field, forms.ModelChoiceField):
        return ", ".join(_rows(field, value))
    if isinstance(field, forms.ChoiceField):
        return ", ".join(_labels(field, value))
    if isinstance(field, CountField) and isinstance(value, int):
        return angka(value)
    if isinstance(value, File):
        return PurePath(value.name or "").name
    if hasattr(value, "strftime") and not hasattr(value, "year"):
        return f"{value:%H.%M}"
    if not isinstance(value, str) and isinstance(value, Iterable):
        return ", ".join(str(each) for each in value)
    return draw("text", value)


def plain(value: object) -> str:
    """The value as a text to compare: equal texts, nothing changed. Nothing is nothing."""
    if _is_nothing(value):
        return ""
    if isinstance(value, File):
        return value.name or ""
    if isinstance(value, Manager | QuerySet):
        return plain(list(value.values_list("pk", flat=True)))
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return str(sorted(plain(each) for each in value))
    return str(value).replace("\r\n", "\n").strip()


def _is_nothing(value: object) -> bool:
    return isinstance(value, str | bool | list | tuple | None) and value in NOTHING


def _rows(field: forms.ModelChoiceField, value: object) -> list[str]:
    """Names of the rows; of one that is no choice of this reader's too, since the row shows it."""
    many = value.all() if isinstance(value, Manager) else value
    values = many if isinstance(many, list | tuple | set | QuerySet) else [many]
    known = [each for each in values if isinstance(each, Model)]
    keys = [str(each) for each in values if not isinstance(each, Model)]
    return sorted(field.label_from_instance(row) for row in [*known, *_found(field, keys)])


def _found(field: forms.ModelChoiceField, keys: list[str]) -> Iterable[Model]:
    if not keys:
        return []
    model, name = field.queryset.model, field.to_field_name or "pk"
    try:
        return list(model._base_manager.filter(**{f"{name}__in": keys}))
    except (ValueError, TypeError):  # what was sent is no key at all
        return []


def _labels(field: forms.ChoiceField, value: object) -> list[str]:
    labels = {}
    for key, label in field.choices:
        labels |= dict(label) if isinstance(label, list | tuple) else {key: label}
    named = {str(key): str(label) for key, label in labels.items()}
    values = value if isinstance(value, list | tuple | set) else [value]
    return [named.get(str(each), str(each)) for each in values]
