"""What the portal reads from a published state of the Kemendagri codes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial

from dbi_portal.lib.text import squash
from villages.models import Region

Level, Kind = Region.Level, Region.Kind
LEVELS = (Level.PROVINCE, Level.REGENCY, Level.DISTRICT, Level.VILLAGE)
VILLAGE_KINDS = {"1": Kind.KELURAHAN, "2": Kind.DESA, "3": Kind.ADAT}
FIRST_CITY = 71  # cities are numbered from 71 up within their province
CODE = re.compile(r"\d\d(\.\d\d(\.\d\d(\.[123]\d{3})?)?)?")
SHOWN = 3  # how many faulty codes a refusal names
RECIPE = "1"  # raise it when rows are built differently, so that a known edition is read again

Row = tuple[str, str, str, str, str | None, str, str, str]


class BrokenEdition(ValueError):
    """The files of an edition cannot be the whole country; the message is a sentence saying why."""


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

    def checked(self) -> Mapping[str, str]:
        """The names, if this can be a whole edition. BrokenEdition: a code nobody writes, a region
        without a name or without the one above it, a district without villages (a torn file).
        """
        names = self.read()
        if not names:
            raise BrokenEdition(f"{self.name} tidak berisi satu wilayah pun.")
        above = {code.rpartition(".")[0] for code in names}
        for fault, codes in (
            ("kode yang bukan kode Kemendagri", [c for c in names if not CODE.fullmatch(c)]),
            ("wilayah tanpa nama", [c for c in names if not squash(names[c])]),
            ("wilayah tanpa wilayah di atasnya", [c for c in above if c and c not in names]),
            ("wilayah tanpa desa di bawahnya", _childless(names, above)),
        ):
            if codes:
                raise BrokenEdition(_sentence(self.name, fault, sorted(codes)))
        return names

    @property
    def digest(self) -> str:
        return hashlib.sha256(f"{RECIPE} {self.fingerprint()}".encode()).hexdigest()

    def rows(self) -> Iterator[Row]:
        """(code, name, level, kind, parent, path, key, search) of each region, parents first."""
        names = self.read()
        for code in sorted(names, key=lambda code: (code.count("."), code)):
            yield _row(code, names)


def _childless(names: Mapping[str, str], above: set[str]) -> list[str]:
    deepest = len(LEVELS) - 1
    return [code for code in names if code.count(".") < deepest and code not in above]


def _sentence(edition: str, fault: str, codes: list[str]) -> str:
    shown = ", ".join(codes[:SHOWN])
    more = f" dan {len(codes) - SHOWN} lainnya" if len(codes) > SHOWN else ""
    return f"{edition} tidak utuh: ada {fault} ({shown}{more}). Tidak ada yang dimuat."


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
