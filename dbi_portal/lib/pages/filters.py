"""Filters of a register: django-filter validates them, the page shows them as removable chips."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import django_filters
from django import forms
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from dbi_portal.lib.days import long_date
from dbi_portal.lib.months import Month
from dbi_portal.lib.pages.address import changed, without_value
from dbi_portal.lib.widgets import DaySpanWidget

MAX_SEARCH = 100


@dataclass(frozen=True)
class ActiveFilter:
    """A filter in force: "Kantor: Kanim Bekasi", and the address without it."""

    label: str
    text: str
    url: str


class RegisterFilter(django_filters.FilterSet):
    """The filters of a list. Subclasses name `search_fields` (ORM paths) and add filters."""

    search_fields: tuple[str, ...] = ()

    q = django_filters.CharFilter(label="Cari", method="search", max_length=MAX_SEARCH)

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Rows in which every word of `value` occurs in one of the search fields."""
        for word in value.split():
            found = Q()
            for field in self.search_fields:
                found |= self._in(field, word)
            queryset = queryset.filter(found)
        return queryset

    def _in(self, path: str, word: str) -> Q:
        """`word` occurs at `path`; a row with two fitting parts is still one row."""
        fits, model = Q(**{f"{path}__icontains": word}), self.queryset.model
        if not leads_to_many(model, path):
            return fits
        return Q(pk__in=model._base_manager.filter(fits).values("pk"))

    def active(self) -> list[ActiveFilter]:
        """What is filtered by now, each with the address that takes it away again."""
        return [
            ActiveFilter(str(self.form.fields[name].label or name), text, url)
            for name, value in self.form.cleaned_data.items()
            if value not in (None, "", [])
            for text, url in self._texts(name, value)
        ]

    def ignored(self) -> list[str]:
        """Labels of filters whose value in the address means nothing; they do not filter."""
        return [str(self.form.fields[name].label or name) for name in self.form.errors]

    def _texts(self, name: str, value: object) -> Iterator[tuple[str, str]]:
        field, query = self.form.fields[name], self.data
        if isinstance(field, forms.ModelMultipleChoiceField | forms.MultipleChoiceField):
            for one in value:
                raw = str(field.prepare_value(one))
                yield _text(field, one), without_value(query, name, raw)
        else:
            yield _text(field, value), changed(query, without=names_of(field, name))


def leads_to_many(model: type[Model] | None, path: str) -> bool:
    """Whether an ORM path passes a relation that can give several rows for one."""
    for name in path.split("__"):
        if model is None:
            return False
        field = model._meta.get_field(name)
        if field.one_to_many or field.many_to_many:
            return True
        model = field.related_model
    return False


def names_of(field: forms.Field, name: str) -> list[str]:
    """Every name in the address that belongs to this field: a span has two."""
    suffixes = getattr(field.widget, "suffixes", [])
    return [name, *(f"{name}_{suffix}" for suffix in suffixes)]


def _text(field: forms.Field, value: object) -> str:
    if isinstance(value, slice):
        return " ".join(
            f"{word} {_text(field, end)}"
            for word, end in (("dari", value.start), ("sampai", value.stop))
            if end is not None
        )
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, Month):
        return value.label
    if isinstance(value, date):
        return long_date(value)
    labels = {str(key): str(label) for key, label in _flat(field)}
    return labels.get(str(value), str(value))


def _flat(field: forms.Field) -> Iterator[tuple[object, object]]:
    """The fixed choices of a field, groups opened; none for a field that asks the database."""
    if isinstance(field, forms.ModelChoiceField):
        return
    for key, label in getattr(field, "choices", ()):
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


class DaySpanFilter(django_filters.DateFromToRangeFilter):
    """A span of days, both ends included and each optional: ?tanggal_dari=…&tanggal_sampai=…"""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, widget=kwargs.pop("widget", DaySpanWidget()), **kwargs)


def unfiltered(query: QueryDict) -> str:
    """The address with every filter taken away; order and size of the page stay."""
    return changed(QueryDict(), urut=query.get("urut"), baris=query.get("baris"))
