"""Nobody waits for public figures: a worker renews them every few minutes, pages show the last.

Without a worker one visitor renews them himself, half as often; the others see what was there.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from redis.exceptions import RedisError

from dbi_portal.lib.kept import kept
from dbi_portal.public.tables import Tables

logger = logging.getLogger(__name__)
Made = TypeVar("Made")
BUSY, A_DAY = 120, 24 * 60 * 60  # seconds
LATE = 2  # renewals missed before a visitor steps in for the worker

# What was kept by other code may have another shape.
_SOURCES = sorted(Path(__file__).parent.glob("*.py"))
CODE = hashlib.sha256(b"".join(path.read_bytes() for path in _SOURCES)).hexdigest()[:12]


class BeingCounted(Exception):
    """Somebody else is working it out, and there is nothing from before: just after an update."""


def fresh(part: str, today: date, make: Callable[[Tables], Made]) -> Made:
    """What `make` gave when it was last asked; with `PUBLIC_SECONDS` 0 the state of this moment.

    A cache that is down costs time and nothing else. Raises BeingCounted.
    """
    if not settings.PUBLIC_SECONDS:
        return kept(("public", part, today), lambda: make(Tables(today)))
    try:
        return _last(part, today, make)
    except RedisError as failure:
        logger.warning("Public figures are worked out without a cache: %s", failure)
        return make(Tables(today))


def keep(made: Mapping[str, object]) -> None:
    """Show this from now on, by its part. It outlives the worker by a day."""
    cache.set_many({_key(part): it for part, it in made.items()}, A_DAY)
    young = dict.fromkeys([f"{_key(part)}:young" for part in made], True)
    cache.set_many(young, LATE * settings.PUBLIC_SECONDS)


def _last(part: str, today: date, make: Callable[[Tables], Made]) -> Made:
    key = _key(part)
    found = cache.get_many([key, f"{key}:young"])
    if len(found) == 2:
        return found[key]
    if cache.add(f"{key}:busy", 1, BUSY):
        return _renewed(part, make, Tables(today))
    if key in found:
        return found[key]
    raise BeingCounted


def _renewed(part: str, make: Callable[[Tables], Made], found: Tables) -> Made:
    """Worked out by this visitor, who holds the lock."""
    try:
        made = make(found)
        keep({part: made})
    finally:
        cache.delete(f"{_key(part)}:busy")
    return made


def _key(part: str) -> str:
    return f"public:{CODE}:{part}"


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


def for_now(answer: HttpResponse) -> HttpResponse:
    """Figures are missing that will be there in a moment: kept by nobody."""
    patch_cache_control(answer, no_store=True)
    answer["Retry-After"] = "10"
    return answer
