"""The zip in which .xlsx and .ods travel, weighed before any reader opens it.

A zip bomb says in its table of contents how large it will be, or it lies: so every part is
unpacked once, piece by piece, and must be exactly as large as it says.
"""

import io
import struct
import zipfile
import zlib
from collections import deque
from collections.abc import Iterator

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.sheets.refusing import Refused
from dbi_portal.lib.sheets.values import Limits

MOST_PARTS = 5_000  # files inside the package
PIECE, OVERLAP = 1024**2, 16
XML = (".xml", ".rels", ".vml")
UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
LOCAL_HEADER = 30  # bytes before the name of a part


class Package:
    """The parts of a zip, by name. Raises Refused when it is too large, locked or not sound."""

    def __init__(self, content: bytes, limits: Limits):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            self._parts = {part.filename: part for part in package.infolist()}
            _check(package.infolist(), limits)
        self._content = content

    def names(self) -> list[str]:
        return list(self._parts)

    def size(self, name: str) -> int:
        """Bytes of a part, unpacked. KeyError when there is none of that name."""
        return self._parts[name].file_size

    def read(self, name: str, most: int | None = None) -> bytes:
        """A whole part, of at most so many bytes. KeyError when there is none of that name."""
        if most and self.size(name) > most:
            raise Refused("TooLarge", "daftar lembar atau bagiannya terlalu panjang")
        return b"".join(self.pieces(name, xml=True))

    def weigh(self, name: str) -> None:
        """See that a part is as large as it says, and keep nothing of it."""
        deque(self.pieces(name), maxlen=0)

    def pieces(self, name: str, *, xml: bool = False) -> Iterator[bytes]:
        """A part in pieces of at most 1 MB; XML with a document type of its own is refused.

        `xml`: it is read as XML, whatever its name.
        """
        xml = xml or name.lower().endswith(XML)
        part, size, kept = self._parts[name], 0, b""
        for piece in _inflated(part, self._content):
            size += len(piece)
            if size > part.file_size:
                raise Refused("DamagedFile", "isinya lebih besar daripada yang tertulis di berkas")
            if xml:
                _refuse_document_type(kept, piece)
                kept = (kept + piece)[-OVERLAP:]  # a piece may be a single letter
            yield piece
        if size != part.file_size:
            raise Refused("DamagedFile", "isinya tidak lengkap")


def _check(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > limits.unpacked_size:
        megabytes = angka(limits.unpacked_size // 1024**2)
        raise Refused("TooLarge", f"isinya lebih dari {megabytes} MB")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("PasswordProtected")
    if len({part.filename for part in parts}) < len(parts):  # readers would differ in which counts
        raise Refused("DamagedFile", "dua bagiannya bernama sama")


def _inflated(part: zipfile.ZipInfo, content: bytes) -> Iterator[bytes]:
    names = content[part.header_offset + 26 : part.header_offset + LOCAL_HEADER]
    start = part.header_offset + LOCAL_HEADER + sum(struct.unpack("<HH", names))
    raw = memoryview(content)[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(raw[place : place + PIECE]) for place in range(0, len(raw), PIECE))
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        yield from _deflated(raw)
    else:
        raise Refused("DamagedFile", "isinya dimampatkan dengan cara yang tidak dikenal")


def _deflated(raw: memoryview) -> Iterator[bytes]:
    inflater, rest = zlib.decompressobj(-zlib.MAX_WBITS), raw
    while rest and not inflater.eof:
        piece = inflater.decompress(rest[: PIECE // 4], PIECE)
        rest = rest[min(len(rest), PIECE // 4) - len(inflater.unconsumed_tail) :]
        if piece:
            yield piece
    if last := inflater.flush():
        yield last
    if not inflater.eof:
        raise Refused("DamagedFile", "isinya tidak lengkap")


def _refuse_document_type(kept: bytes, piece: bytes) -> None:
    """A document type may bring entities that grow without end or point to other places."""
    start = kept + piece[:OVERLAP]
    if len(kept) < OVERLAP and start.startswith(UTF16):
        raise Refused("DamagedFile", "isinya memakai pengodean yang tidak dikenal")
    # One sign is found ten times as fast as nine.
    if b"<!DOCTYPE" in start or (b"!" in piece and b"<!DOCTYPE" in piece):
        raise Refused("DamagedFile", "isinya membawa definisi dokumen (DTD) sendiri")
