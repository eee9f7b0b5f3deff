"""A form that comes twice: Back, then Simpan; or a click that the network swallowed."""

from __future__ import annotations

import hashlib
import secrets

from django.core.cache import cache
from django.http import HttpRequest

ONCE, TOKEN = "_sekali", "csrfmiddlewaretoken"  # names of hidden fields
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
