"""Whether a figure rests on rows that were made up for the demo; the page says so beside it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class MadeUp(Enum):
    """The value is the word a reader sees."""

    NONE = ""
    SOME = "sebagian data contoh"
    ALL = "data contoh"

    @classmethod
    def of(cls, parts: Iterable[MadeUp]) -> MadeUp:
        """What a sum of such parts is."""
        found = set(parts)
        return found.pop() if len(found) == 1 else cls.SOME if found else cls.NONE

    @classmethod
    def read(cls, *, some: bool | None, every: bool | None) -> MadeUp:
        """From `bool_or` and `bool_and` over rows; both None when there were no rows."""
        if every:
            return cls.ALL
        return cls.SOME if some else cls.NONE
