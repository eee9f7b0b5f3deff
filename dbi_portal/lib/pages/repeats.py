"""Two things that happen to forms: sent twice, and overtaken by somebody else's change."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable

from django import forms
from django.core.cache import cache
from django.core.files import File
from django.db.models import Manager, Model, QuerySet
from django.http import HttpRequest

ONCE, SEEN, TOKEN = "_sekali", "_dilihat", "csrfmiddlewaretoken"  # names of hidden fields
REMEMBERED = 24 * 60 * 60  # seconds in which a saved form is recognised when it comes again


def ticket() -> str:
    """A number for one form on one screen: going back and sending it again brings the same one."""
    return secrets.token_urlsafe(12)


def saved_before(request: HttpRequest) -> str | None:
    """Where the row opens that this very form, with these very entries, made already."""
    return cache.get(_key(request)) if request.POST.get(ONCE) else None


def remember(request: HttpRequest, url: str) -> None:
    if request.POST.get(ONCE):
        cache.set(_key(request), url, REMEMBERED)


def _key(request: HttpRequest) -> str:
    """Other entries on the same screen are another row: going back to write the next is fine."""
    told = [(name, request.POST.getlist(name)) for name in sorted(request.POST) if name != TOKEN]
    files = [
        (name, file.name, file.size)
        for name in sorted(request.FILES)
        for file in request.FILES.getlist(name)
    ]
    digest = hashlib.sha256(repr((told, files)).encode()).hexdigest()
    return f"form:{request.user.pk}:{digest}"


def fingerprint(shown: forms.BaseForm) -> str:
    """What an unfilled form shows of its row; changes when the row does."""
    told = [
        (name, _plain(shown.get_initial_for_field(field, name)))
        for name, field in shown.fields.items()
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:24]


def _plain(value: object) -> str:
    if isinstance(value, File):
        return value.name or ""
    if isinstance(value, Manager | QuerySet):
        return str(sorted(str(pk) for pk in value.values_list("pk", flat=True)))
    if isinstance(value, Iterable) and not isinstance(value, str):
        return str(sorted(_plain(each) for each in value))
    return str(value.pk if isinstance(value, Model) else value)
