"""Which tables are asked: by a request, and by whatever is worked out to be kept.

Nobody declares them. The questions themselves are noted as they go to the database, and their
tables looked up when somebody wants to know. A name too many (a column called like a table) makes
a page old too soon; one too few would leave it standing, so nothing is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connections

from dbi_portal.lib.changes import Moment

WORDS = re.compile(r"\w+")
# A sign-in's own questions; what it reads of the account is in the name of whatever is kept.
SIGNING_IN = frozenset({"django_session", "officers_user", "officers_office"})


class Noted:
    """What was asked so far, as SQL; `moment`: of before it, where that is known."""

    def __init__(self) -> None:
        self.questions: set[str] = set()
        self.moment: Moment | None = None

    @property
    def tables(self) -> frozenset[str]:
        found = (WORDS.findall(question.lower()) for question in self.questions)
        return known_tables() & frozenset().union(*found)


_noting: ContextVar[tuple[Noted, ...]] = ContextVar("what is noted", default=())


@contextmanager
def noting() -> Iterator[Noted]:
    """Note what this thread asks in this block, of any server."""
    before, noted = _noting.get(), Noted()
    token = _noting.set((*before, noted))
    try:
        with ExitStack() as stack:
            for name in () if before else connections:
                stack.enter_context(connections[name].execute_wrapper(_listen))
            yield noted
    finally:
        _noting.reset(token)


def _listen(execute, sql, params, many, context):
    note(sql if isinstance(sql, str) else str(sql))
    return execute(sql, params, many, context)


def note(question: str | Iterable[str]) -> None:
    """As if this were asked now: of what was asked before and is only remembered."""
    for noted in _noting.get():
        noted.questions.add(question if isinstance(question, str) else " ".join(question))


def request_noted() -> Noted | None:
    """What the whole request has asked, or the task; None where nobody listens."""
    return _noting.get()[0] if _noting.get() else None


def begins(moment: Moment) -> None:
    """The account was read, with the moment: whatever the request reads from here on is later.

    Nothing, where it has read something else before.
    """
    for noted in _noting.get()[:1]:
        if noted.tables <= SIGNING_IN:
            noted.moment, noted.questions = moment, {"officers_office"}


class remembered_property:
    """As cached_property; what it read counts for whoever uses it, not only for who came first."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self.make, self.__doc__ = make, make.__doc__

    def __get__(self, it: Any, owner: type | None = None) -> Any:
        if it is None:
            return self
        kept = vars(it).setdefault("_remembered", {})
        if self.make not in kept:
            with noting() as noted:
                value = self.make(it)
            kept[self.make] = value, noted.tables
        value, tables = kept[self.make]
        note(tables)
        return value


@cache
def known_tables() -> frozenset[str]:
    """Every table of the portal."""
    models = apps.get_models(include_auto_created=True)
    return frozenset(model._meta.db_table for model in models)


class NoteWhatIsRead:
    """Middleware: what a page read before it asks for what is kept counts as well."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with noting():
            return self.get_response(request)
