from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """Rows of (when or how many, what), what matters most first; `empty` is said without any."""

    title: str
    rows: tuple[tuple[str, str], ...]
    empty: str

    @classmethod
    def of(cls, title: str, rows: Iterable[tuple[str, str]], *, empty: str) -> Section:
        return cls(title, tuple((when, what) for when, what in rows if what), empty)


@dataclass(frozen=True)
class Handover:
    """One page's worth of a village: facts on top, two columns of sections beneath."""

    name: str
    facts: tuple[tuple[str, str], ...]
    left: tuple[Section, ...]
    right: tuple[Section, ...]
    made_up: bool
