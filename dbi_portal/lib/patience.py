"""Slows down whoever tries too often: a counter in the cache, forgotten by itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache


@dataclass(frozen=True)
class Patience:
    """`free` tries, then a pause that doubles from `pause` seconds up to `longest`.

    `keep` seconds after the last try everything is forgotten.
    """

    name: str
    free: int = 5
    pause: int = 30
    longest: int = 15 * 60
    keep: int = 60 * 60

    def ask(self, *who: str, at: datetime) -> datetime | None:
        """Count a try of `who`. None: go ahead; else the moment from which to try again.

        The count comes before the try, so that many at once count as many.
        """
        key = self._key(who)
        if until := self.waits(*who, at=at):
            return until
        tries = _count(key, self.keep)
        if tries >= self.free:
            pause = min(self.pause * 2 ** min(tries - self.free, 20), self.longest)
            cache.set(f"{key}:until", at + timedelta(seconds=pause), pause)
        return None

    def waits(self, *who: str, at: datetime) -> datetime | None:
        """The moment until which `who` is kept waiting, None when not; counts nothing."""
        until = cache.get(f"{self._key(who)}:until")
        return until if until and until > at else None

    def forget(self, *who: str) -> None:
        """After success: the next mistake is the first one again."""
        key = self._key(who)
        cache.delete_many([key, f"{key}:until"])

    def _key(self, who: tuple[str, ...]) -> str:
        told = "\n".join(each.strip().lower() for each in who)
        return f"{self.name}:{hashlib.sha256(told.encode()).hexdigest()[:32]}"


def _count(key: str, keep: int) -> int:
    cache.add(key, 0, keep)
    try:
        tries = cache.incr(key)
    except ValueError:  # forgotten between the two
        return 1
    cache.touch(key, keep)
    return tries


def wait_in_words(until: datetime, at: datetime) -> str:
    """ "30 detik", "4 menit": how long from `at` until then, rounded up."""
    seconds = max(1, round((until - at).total_seconds()))
    return f"{seconds} detik" if seconds < 90 else f"{-(-seconds // 60)} menit"
