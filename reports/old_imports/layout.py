"""What a kind of sheet looks like: its columns by every name, and which of them hold figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dbi_portal.lib.text import squash

FIGURE = "Jumlah"


@dataclass(frozen=True)
class Measure:
    """A column of figures. `fixed`: what its heading says of each, (("Hasil", "Terbit"),).

    A sheet with a column Terbit and a column Ditolak holds two figures in each row.
    """

    name: str
    fixed: tuple[tuple[str, str], ...] = ()
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """`spellings`: column -> other headings. A header row has a measure or one of `anchors`.

    Headings in `silent` (the running number) need no word to anybody when they are left out.
    `either`: headings that mean one of several columns, told apart by what `tells` makes of their
    cells: "Tujuan" above PMI and Umrah is the purpose, above Malaysia the country.
    """

    spellings: Mapping[str, tuple[str, ...]]
    measures: tuple[Measure, ...]
    silent: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    either: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tells: Mapping[str, Callable[[str], bool]] = field(default_factory=dict)

    @cached_property
    def either_by_key(self) -> dict[str, tuple[str, ...]]:
        return {squash(text): columns for text, columns in self.either.items()}

    @cached_property
    def columns_by_key(self) -> dict[str, str]:
        return {
            squash(text): column
            for column, others in self.spellings.items()
            for text in (column, *others)
        }

    @cached_property
    def measures_by_key(self) -> dict[str, Measure]:
        return {
            squash(text): measure
            for measure in self.measures
            for text in (measure.name, *measure.spellings)
        }

    @cached_property
    def silent_keys(self) -> frozenset[str]:
        return frozenset(map(squash, self.silent))
