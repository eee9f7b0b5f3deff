"""The container of old Office files (OLE, [MS-CFB]): a small file system in 512-byte sectors.

Read only as far as telling what a file is and finding the workbook's stream asks for.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER, ENTRY, MINI_SECTOR, MINI_CUTOFF = 512, 128, 64, 4096
FREE = 0xFFFFFFF0  # from here on a number is no sector


class Broken(ValueError):
    """A chain of sectors that leads nowhere or round in a circle."""


@dataclass(frozen=True)
class Entry:
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class Compound:
    """The streams at the top of a compound file. Raises Broken where sectors do not fit."""

    def __init__(self, content: bytes):
        if len(content) < HEADER:
            raise Broken
        self._content = content
        self._sector = 1 << min(struct.unpack_from("<H", content, 30)[0], 16)
        self._table = self._allocation_table()
        [first] = struct.unpack_from("<I", content, 48)
        self._entries = list(_entries(self._chain(first)))

    def names(self) -> set[str]:
        return {entry.name for entry in self._top()}

    def stream(self, name: str) -> bytes:
        """The bytes of a stream at the top. KeyError when there is none of that name."""
        entry = {entry.name: entry for entry in self._top()}[name]
        if entry.size >= MINI_CUTOFF:
            return self._chain(entry.start)[: entry.size]
        [first] = struct.unpack_from("<I", self._content, 60)
        small = _numbers(self._chain(first)) if first < FREE else ()
        inside, sectors = self._chain(self._entries[0].start), _follow(entry.start, small)
        places = (number * MINI_SECTOR for number in sectors)
        return b"".join(inside[p : p + MINI_SECTOR] for p in places)[: entry.size]

    def _allocation_table(self) -> tuple[int, ...]:
        """Sector -> the sector after it; where the table lies stands in the header and after it."""
        places = list(struct.unpack_from("<109I", self._content, 76))
        [more] = struct.unpack_from("<I", self._content, 68)
        seen: set[int] = set()
        while more < FREE and more not in seen:
            seen.add(more)
            *further, more = _numbers(self._at(more))
            places.extend(further)
        return tuple(chain.from_iterable(_numbers(self._at(p)) for p in places if p < FREE))

    def _at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        if start >= len(self._content):
            raise Broken
        return self._content[start : start + self._sector]

    def _chain(self, first: int) -> bytes:
        return b"".join(map(self._at, _follow(first, self._table)))

    def _top(self) -> Iterator[Entry]:
        """What hangs directly on the root, not inside a folder of an embedded document."""
        waiting, seen = [self._entries[0].child] if self._entries else [], set()
        while waiting:
            number = waiting.pop()
            if number in seen or number >= len(self._entries):
                continue
            seen.add(number)
            yield (entry := self._entries[number])
            waiting.extend((entry.left, entry.right))


def _entries(directory: bytes) -> Iterator[Entry]:
    for place in range(0, len(directory) - ENTRY + 1, ENTRY):
        raw = directory[place : place + ENTRY]
        length, kind = struct.unpack_from("<HB", raw, 64)
        name = raw[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        links, ends = struct.unpack_from("<III", raw, 68), struct.unpack_from("<II", raw, 116)
        yield Entry(name, kind, *links, *ends)


def _follow(first: int, table: tuple[int, ...]) -> Iterator[int]:
    for _ in range(len(table) + 1):
        if first >= FREE:
            return
        yield first
        if first >= len(table):
            raise Broken
        first = table[first]
    raise Broken


def _numbers(raw: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])
