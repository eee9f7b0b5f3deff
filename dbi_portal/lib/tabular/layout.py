"""What a kind of sheet looks like: its columns by every name, and which of them hold figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dbi_portal.lib.text import one_slip, squash

FIGURE = "Jumlah"
MONTH, START, END = "Bulan", "Mulai", "Sampai"  # what a heading or a title can say of time
SHORTEST_SLIP = 7  # letters of a heading in which one slip is unmistakable
# Words that tell nothing when they stand beside a month or an outcome: "Paspor" above "Terbit".
EMPTY_WORDS = (
    *("jumlah", "jml", "total", "banyaknya", "angka", "data", "realisasi", "rekap", "rekapitulasi"),
    *("paspor", "permohonan", "bulan", "bln", "tahun", "thn", "periode", "per", "dalam", "ri"),
    *("orang", "buku", "dan"),
)

Reader = Callable[[str], str | None]


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

    - `silent`: headings (the running number) that need no word to anybody when left out.
    - `either`: headings that mean one of several columns, told apart by what `tells` makes of
      their cells: "Tujuan" above PMI and Umrah is the purpose, above Malaysia the country.
    - `needed`: sentence -> ways to do without it; a way is a tuple of columns. A sheet that has
      none of the ways is answered with the sentence.
    - `titles`: column -> reader of a title line ("Kantor: Kanim Bekasi"), None when it says nothing
      of that column. What it returns stands in `Table.fixed` when no column says it.
    - `groups`: column -> reader of a line that heads the rows below it ("Kecamatan Bekasi Utara").
    - `empty_words`: words of a heading that tell nothing beside a month or a measure.
    """

    spellings: Mapping[str, tuple[str, ...]]
    measures: tuple[Measure, ...] = ()
    silent: tuple[str, ...] = ("no", "no.", "nomor", "no urut", "nomor urut", "#")
    anchors: tuple[str, ...] = ()
    either: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tells: Mapping[str, Callable[[str], bool]] = field(default_factory=dict)
    needed: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    titles: Mapping[str, Reader] = field(default_factory=dict)
    groups: Mapping[str, Reader] = field(default_factory=dict)
    empty_words: tuple[str, ...] = EMPTY_WORDS

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
        return frozenset(squash(text) or text for text in self.silent)

    @cached_property
    def empty_keys(self) -> frozenset[str]:
        return frozenset(map(squash, self.empty_words))

    @property
    def tells_time(self) -> bool:
        """Whether a month may stand above a column of figures."""
        return bool(self.measures)

    def nearest(self, key: str) -> str:
        """The one known key a long heading can be a slip of; empty when none or several fit."""
        if len(key) < SHORTEST_SLIP or not key.isalpha():
            return ""
        known = {**self.either_by_key, **self.columns_by_key, **self.measures_by_key}
        near = [each for each in known if len(each) >= SHORTEST_SLIP and one_slip(key, each)]
        meant = {repr(known[each]) for each in near}
        return near[0] if len(meant) == 1 else ""
