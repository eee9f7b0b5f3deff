"""The photo annex: each photo small enough for paper, with its day, its session and its caption."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from PIL import Image, UnidentifiedImageError

from dbi_portal.lib.days import long_date
from reports.figures.monthly.content import Photo
from reports.photos import read

LONGEST_SIDE = 900  # px: 77 mm of paper at 300 dots an inch
WIDE = 77 / 56  # broader than that, a photo fills the column's width, else the row's height
QUALITY = 80


class Annex:
    """`files` travel beside the template; a photo that is gone is said to be."""

    def __init__(self, photos: Sequence[Photo]):
        self.photos = sorted(photos, key=lambda photo: (photo.held_on, photo.session))
        self.files: dict[str, bytes] = {}
        self._shown = [self._show(place, photo) for place, photo in enumerate(self.photos)]

    def blocks(self) -> Iterator[dict]:
        """The photos as the template draws them, session by session; nothing without photos."""
        if self.photos:
            pairs = zip(self.photos, self._shown, strict=True)
            yield {
                "kind": "photos",
                "sessions": [
                    {"title": heading, "photos": [shown for _, shown in group]}
                    for (_, heading), group in groupby(pairs, key=lambda each: _heading(each[0]))
                ],
            }

    def _show(self, place: int, photo: Photo) -> dict:
        """One photo as the template draws it; its file goes into `files`."""
        content = read(photo)
        small = smaller(content) if content else None
        file = f"foto-{place}.jpg" if small else None
        if small:
            self.files[file] = small.content
        return {
            "file": file,
            "wide": bool(small and small.wide),
            "words": photo.caption or "Tanpa keterangan.",
            "alt": photo.caption or f"Foto kegiatan {photo.title}",
        }


class Small(NamedTuple):
    content: bytes
    wide: bool


def smaller(content: bytes) -> Small | None:
    """The picture as paper needs it; None where it is none. The same bytes every time."""
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG",)) as image:
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            image = image.convert("RGB")
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            out = io.BytesIO()
            image.save(out, "JPEG", quality=QUALITY)
            return Small(out.getvalue(), image.width > WIDE * image.height)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError):
        return None


def _heading(photo: Photo) -> tuple[str, str]:
    return photo.session, f"{long_date(date.fromisoformat(photo.held_on))} · {photo.title}"
