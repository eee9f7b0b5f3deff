"""Photos: read by content, re-encoded without position data, at most five a session."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from django.core.files.base import ContentFile

from dbi_portal.lib import pictures
from outreach.actions.refusals import BadPhoto
from outreach.actions.stored import forget_after_commit, save_with_file
from outreach.models import Session, SessionPhoto

LIMIT = 5
FEWEST = 2  # fewer are only pointed out


@dataclass(frozen=True)
class PreparedPhoto:
    """A JPEG that `prepare` has made: pixels only, nothing of the camera's notes."""

    content: bytes
    caption: str = ""


def prepare(upload: IO[bytes], *, name: str, caption: str = "") -> PreparedPhoto:
    """Read an uploaded photo and write it anew. Raises BadPhoto with a sentence naming the file."""
    try:
        return PreparedPhoto(pictures.reencoded(upload, name=name), caption)
    except pictures.BadPicture as refused:
        raise BadPhoto(str(refused)) from None


def write(*, session: Session, new: Sequence[PreparedPhoto], dropped: Sequence[int]) -> None:
    """Drop and add photos of a session the caller has locked. Raises BadPhoto over the limit."""
    gone = session.photos.filter(pk__in=dropped)
    left = session.photos.count() - gone.count()
    if left + len(new) > LIMIT:
        raise BadPhoto(
            f"Paling banyak {LIMIT} foto untuk satu kegiatan: sudah ada {left}, "
            f"Anda menambah {len(new)}. Kurangi fotonya."
        )
    for photo in gone:
        forget_after_commit(photo, photo.image)
    gone.delete()
    last = session.photos.order_by("position").values_list("position", flat=True).last() or 0
    for position, photo in enumerate(new, start=last + 1):
        _store(session, photo, position)


def _store(session: Session, photo: PreparedPhoto, position: int) -> None:
    row = SessionPhoto(session=session, caption=photo.caption, position=position)
    row.image.save(f"{uuid.uuid4().hex}.jpg", ContentFile(photo.content), save=False)
    save_with_file(row, row.image)
