"""The values of an audit line in words: choices by label, days in Indonesian, rows by name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cached_property

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q

from dbi_portal.lib.days import long_date
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.templatetags.indonesian import waktu
from officers import history_words
from officers.models import AuditEvent

UNKNOWN = "–"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
HOUR = re.compile(r"\d{2}:\d{2}(:\d{2})?")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
Column = models.Field | models.ForeignObjectRel | None


def model_of(key: str) -> type[models.Model] | None:
    """The model of "villages.GuidedVillage:12"; None when there is none of that name any more."""
    try:
        return apps.get_model(key.partition(":")[0])
    except (LookupError, ValueError):
        return None


def column_of(model: type[models.Model] | None, name: str) -> Column:
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None


def rows_of(model: type[models.Model] | None, name: str) -> type[models.Model] | None:
    """The model whose rows the values of `name` stand for, if they stand for any."""
    label = model._meta.label if model else ""
    told = history_words.ROWS.get(label, {}).get(name) or history_words.ROWS.get("", {}).get(name)
    if told:
        return apps.get_model(told)
    column = column_of(model, name)
    return (
        column.remote_field.model
        if isinstance(column, models.Field) and column.remote_field
        else None
    )


def label_of(model: type[models.Model] | None, name: str) -> str:
    """What a change of `name` is called: the registered word, the column's, the name itself."""
    label = model._meta.label if model else ""
    told = history_words.LABELS.get(label, {}).get(name)
    column = column_of(model, name)
    if not told and isinstance(column, models.ForeignObjectRel):
        told = str(column.related_model._meta.verbose_name_plural)
    if not told and column is not None:
        told = str(column.verbose_name)
    told = told or history_words.LABELS.get("", {}).get(name) or name.replace("_", " ")
    return told[:1].upper() + told[1:]


def place_of(model: type[models.Model] | None, name: str) -> int:
    """Where `name` stands among the model's columns: the database forgot the order it was told."""
    columns = model._meta.fields if model else ()
    places = {column.name: place for place, column in enumerate(columns)}
    return places.get(name, len(places))


class Names:
    """The names of every row a set of audit lines speaks of: one query for each model."""

    def __init__(self, events: Iterable[AuditEvent]):
        self.wanted: dict[type[models.Model], set[str]] = {}
        for event in events:
            model = model_of(event.target)
            self._want(model, event.target.partition(":")[2])
            for name, value in event.changes.items():
                rows = rows_of(model, name)
                for key in _flat(value) if rows else ():
                    self._want(rows, str(key))

    def _want(self, model: type[models.Model] | None, key: str) -> None:
        if model is not None and key:
            self.wanted.setdefault(model, set()).add(key)

    @cached_property
    def found(self) -> dict[type[models.Model], dict[str, str]]:
        return {model: _names(model, keys) for model, keys in self.wanted.items()}

    def of(self, model: type[models.Model] | None, key: object) -> str:
        """The row's name, or the key itself when no such row is left."""
        return self.found.get(model, {}).get(str(key), str(key))


def _names(model: type[models.Model], keys: set[str]) -> dict[str, str]:
    """Names by primary key and, where the model has one, by code."""
    has_code = isinstance(column_of(model, "code"), models.Field)
    numbered = isinstance(model._meta.pk, models.IntegerField)
    wanted = Q(pk__in=[key for key in keys if key.isdecimal()] if numbered else keys)
    if has_code:
        wanted |= Q(code__in=keys)
    rows = model._base_manager.filter(wanted).select_related()
    named = {str(row.pk): str(row) for row in rows}
    return ({row.code: str(row) for row in rows} if has_code else {}) | named


def _flat(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        yield from value
    elif isinstance(value, list):
        for each in value:
            yield from _flat(each)
    elif value not in (None, ""):
        yield value


def in_words(value: object, name: str, model: type[models.Model] | None, names: Names, zone) -> str:
    """One old or new value, as an office writes it."""
    if value in (None, "", [], {}):
        return UNKNOWN
    if isinstance(value, list):
        said = [each for each in value if each not in (None, "")]
        return ", ".join(in_words(each, name, model, names, zone) for each in said)
    if isinstance(value, dict):
        return ", ".join(_pair(value, name, model, names))
    rows = rows_of(model, name)
    if rows is not None:
        return names.of(rows, value)
    return _plain(value, column_of(model, name), zone)


def _pair(value: dict, name: str, model: type[models.Model] | None, names: Names) -> list[str]:
    rows = rows_of(model, name)
    return [
        f"{names.of(rows, key)}: {said}" if said else names.of(rows, key)
        for key, said in value.items()
    ]


def _plain(value: object, column: Column, zone) -> str:
    choices = {str(key): str(label) for key, label in getattr(column, "flatchoices", None) or ()}
    if str(value) in choices:
        return choices[str(value)]
    if isinstance(value, bool) or str(value) in ("True", "False"):
        return "Ya" if str(value) == "True" else "Tidak"
    if isinstance(value, int):
        # Of a narrative the trail keeps only the length.
        return f"{angka(value)} huruf" if isinstance(column, models.TextField) else angka(value)
    return _moment(str(value), zone)


def _moment(text: str, zone) -> str:
    """A day, an hour or a moment out of its ISO text; any other text as it is."""
    try:
        if DAY.fullmatch(text):
            return long_date(date.fromisoformat(text))
        if HOUR.fullmatch(text):
            return f"{time.fromisoformat(text):%H.%M}"
        return waktu(datetime.fromisoformat(text), zone) if MOMENT.match(text) else text
    except ValueError:
        return text
