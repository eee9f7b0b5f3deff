"""What is public need not be of this second: it is worked out once every few minutes at most."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from redis.exceptions import RedisError

from dbi_portal.lib.kept import kept

Made = TypeVar("Made")
BUSY, A_DAY = 60, 24 * 60 * 60  # seconds


def fresh(name: tuple, make: Callable[[], Made]) -> Made:
    """What `make` gave at most `PUBLIC_SECONDS` ago; with 0, as long as nothing has changed.

    Strangers ask as often as they like, and every import in the country changes something.
    """
    seconds = settings.PUBLIC_SECONDS
    if not seconds:
        return kept(("public", *name), make)
    key = "public:" + ":".join(map(str, name))
    try:
        found = cache.get(key)
        return _anew(key, make, seconds) if found is None else found
    except RedisError:
        return make()


def _anew(key: str, make: Callable[[], Made], seconds: int) -> Made:
    """One works it out; whoever comes meanwhile gets what was there before."""
    before = None if cache.add(f"{key}:busy", 1, BUSY) else cache.get(f"{key}:before")
    if before is not None:
        return before
    made = make()
    cache.set_many({f"{key}:before": made}, A_DAY)
    cache.set(key, made, seconds)
    cache.delete(f"{key}:busy")
    return made


def for_everybody(answer: HttpResponse) -> HttpResponse:
    """May be kept by whoever passes it on."""
    patch_cache_control(answer, public=True, max_age=settings.PUBLIC_SECONDS)
    return answer


def for_strangers(answer: HttpResponse) -> HttpResponse:
    """The same, of an address that shows something else to who is signed in: browsers ask again."""
    seconds = settings.PUBLIC_SECONDS
    patch_cache_control(answer, public=True, max_age=0, s_maxage=seconds, must_revalidate=True)
    patch_vary_headers(answer, ["Cookie"])
    return answer
