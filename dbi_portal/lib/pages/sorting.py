"""Sorting by ?urut=nama or ?urut=-nama: only by declared columns, always in one stable order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, QuerySet
from django.http import QueryDict

from dbi_portal.lib.pages.address import changed
from dbi_portal.lib.pages.columns import Column

WAYS = {False: "ascending", True: "descending"}


@dataclass(frozen=True)
class Header:
    """A column's head; `url` sorts by it, `way` is aria-sort when the list is sorted by it now."""

    column: Column
    url: str = ""
    way: str = ""


@dataclass(frozen=True)
class Sorting:
    """What the list is sorted by: a column's key, backwards or not; empty: the list's own order."""

    columns: Sequence[Column]
    key: str = ""
    backwards: bool = False

    @classmethod
    def asked(cls, columns: Sequence[Column], query: QueryDict, default: str = "") -> Sorting:
        """From the address; what it does not know it treats as not asked."""
        known = {column.key for column in columns if column.sort}
        for wish in (query.get("urut", ""), default):
            if wish.removeprefix("-") in known:
                return cls(columns, wish.removeprefix("-"), wish.startswith("-"))
        return cls(columns)

    def applied(self, queryset: QuerySet) -> QuerySet:
        """The rows in order, empty values last; the primary key decides between equals."""
        path = next((column.sort for column in self.columns if column.key == self.key), None)
        if not path:
            own = queryset.query.order_by or queryset.model._meta.ordering
            return queryset.order_by(*own, "pk")
        # Said only where a value may be empty: an index knows no "NULLS LAST" from the far end.
        last = {"nulls_last": True} if may_be_empty(queryset.model, path) else {}
        field = F(path)
        return queryset.order_by(field.desc(**last) if self.backwards else field.asc(**last), "pk")

    def headers(self, query: QueryDict) -> list[Header]:
        return [self._header(column, query) for column in self.columns]

    def _header(self, column: Column, query: QueryDict) -> Header:
        if not column.sort:
            return Header(column)
        now = column.key == self.key
        wish = f"-{column.key}" if now and not self.backwards else column.key
        return Header(column, changed(query, urut=wish), WAYS[self.backwards] if now else "")

    def choices(self) -> list[tuple[str, str, bool]]:
        """(value, words, chosen) for the phone, where the table has no heads to touch."""
        return [
            (sign + column.key, f"{column.label}, {word}", self._is(column, backwards))
            for column in self.columns
            if column.sort
            for sign, word, backwards in (("", "naik", False), ("-", "turun", True))
        ]

    def _is(self, column: Column, backwards: bool) -> bool:  # noqa: FBT001
        return column.key == self.key and self.backwards == backwards


def may_be_empty(model: type[Model] | None, path: str) -> bool:
    """Whether a row can have nothing at an ORM path; of what is worked out nobody knows."""
    for name in path.split("__"):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return True
        if field.null:
            return True
        model = field.related_model
    return False
