"""The photos of the annex: named by what they show, kept apart once a report is signed.

A snapshot carries a photo's path and digest, never its bytes. A file that is gone or that is no
longer what was chosen is not shown: the paper then says so in its place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from outreach.models import SessionPhoto
from reports.figures.monthly.content import Photo

FOLDER = "reports/photos"


def kept(session_photo: SessionPhoto) -> Photo:
    """The photo as a snapshot names it; without a digest where its file is gone."""
    session, path = session_photo.session, session_photo.image.name
    content = _content(path)
    return Photo(
        session=str(session.client_id),
        held_on=session.held_on.isoformat(),
        title=session.title,
        caption=session_photo.caption,
        path=path,
        digest=_digest(content) if content is not None else "",
    )


def read(photo: Photo) -> bytes | None:
    """The photo's JPEG; None where the file is gone or is another one by now."""
    content = _content(photo.path)
    return content if content is not None and _digest(content) == photo.digest else None


def keep(photos: Iterable[Photo]) -> tuple[Photo, ...]:
    """The same photos, each in a file of its own that outlives its session; called at freezing.

    A file is called after its content, so that repeating writes nothing and two reports share it.
    What cannot be read any more keeps the path it had.
    """
    return tuple(_kept_apart(photo) for photo in photos)


def _kept_apart(photo: Photo) -> Photo:
    content = read(photo)
    if content is None:
        return photo
    apart = replace(photo, path=f"{FOLDER}/{photo.digest}.jpg")
    if read(apart) is None:  # not there yet, or a copy that was cut short
        default_storage.delete(apart.path)
        default_storage.save(apart.path, ContentFile(content))
    return apart


def _content(path: str) -> bytes | None:
    """Of a file inside the portal's own store, and of no other."""
    try:
        with default_storage.open(path) as file:
            return file.read()
    except (OSError, SuspiciousFileOperation, ValueError):
        return None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
