"""A village or district as names are compared with it."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from villages.matching.spelling import numbers, words


class _Facts(NamedTuple):
    code: str
    name: str
    key: str  # the name in one piece, as the database keeps it
    canon: str
    row: int = -1  # in the atlas, of a village


class Spot(_Facts):
    """Made when a comparison needs it; what is worked out of the name, when it is asked for."""

    @cached_property
    def words(self) -> list[str]:
        return words(self.name)

    @property
    def numbers(self) -> tuple[str, ...]:
        return numbers(self.canon)

    @property
    def parent(self) -> str:
        return self.code.rpartition(".")[0]
