"""A list's state lives in its address: every link of the page is the present address, changed."""

from __future__ import annotations

from collections.abc import Collection

from django.http import QueryDict


def changed(query: QueryDict, without: Collection[str] = (), **values: object) -> str:
    """The query string with `values` set and `without` left out, "?" when nothing is left.

    Going anywhere but to another page starts at page one, so `page` never survives by itself.
    """
    copy = query.copy()
    for name in ["page", "unduh", *without, *values]:
        copy.pop(name, None)
    for name, value in values.items():
        if value not in (None, ""):
            copy[name] = str(value)
    return f"?{copy.urlencode()}"


def without_value(query: QueryDict, name: str, value: str) -> str:
    """The query string with one of several values of `name` taken away."""
    copy = query.copy()
    copy.pop("page", None)
    copy.setlist(name, [other for other in copy.getlist(name) if other != value])
    return f"?{copy.urlencode()}"
