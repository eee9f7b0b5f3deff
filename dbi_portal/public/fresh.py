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
    except RedisError:
        return make()
    if found is None:
        found = make()
        cache.set(key, found, seconds)
    return found


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
