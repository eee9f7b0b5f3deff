"""Photos: read by content, re-encoded without position data, at most five a session."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from outreach.actions.refusals import BadPhoto
from outreach.models import Session, SessionPhoto

LIMIT = 5
LONGEST_SIDE = 2000  # pixels: enough for a page of A4
READABLE = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 15 * 1024 * 1024
# A phone takes 50; more in so few bytes is a bomb. Only JPEG shrinks while it is read.
MAX_MEGAPIXELS = {"JPEG": 60, "MPO": 60, "PNG": 25, "WEBP": 25}
QUALITY = 85


@dataclass(frozen=True)
class PreparedPhoto:
    """A JPEG that `prepare` has made: pixels only, nothing of the camera's notes."""

    content: bytes
    caption: str = ""


def prepare(upload: IO[bytes], *, name: str, caption: str = "") -> PreparedPhoto:
    """Read an uploaded photo and write it anew. Raises BadPhoto with a sentence naming the file."""
    _refuse_size(upload, name)
    try:
        with Image.open(upload, formats=READABLE) as image:
            _refuse_bomb(image, name)
            return PreparedPhoto(_encode(_bare(image)), caption)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        raise BadPhoto(
            f"“{name}” tidak dapat dibaca sebagai foto. Pilih berkas JPG, PNG, atau WebP."
        ) from None


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
        _forget_file_after_commit(photo)
    gone.delete()
    last = session.photos.order_by("position").values_list("position", flat=True).last() or 0
    for position, photo in enumerate(new, start=last + 1):
        _store(session, photo, position)


def _refuse_size(upload: IO[bytes], name: str) -> None:
    upload.seek(0, 2)
    size = upload.tell()
    upload.seek(0)
    if size > MAX_BYTES:
        raise BadPhoto(f"Foto “{name}” lebih dari 15 MB. Kecilkan dulu, lalu kirim lagi.")


def _refuse_bomb(image: Image.Image, name: str) -> None:
    allowed = MAX_MEGAPIXELS[image.format]
    if image.width * image.height > allowed * 1_000_000:
        raise BadPhoto(
            f"Foto “{name}” berukuran {image.width} × {image.height} piksel. "
            f"Kirim foto paling besar {allowed} megapiksel."
        )


def _bare(image: Image.Image) -> Image.Image:
    """The picture the right way up on a canvas of its own: the camera's notes stay behind."""
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    image = ImageOps.exif_transpose(image)
    canvas = Image.new("RGB", image.size, "white")
    seen = image.convert("RGBA") if image.has_transparency_data else image.convert("RGB")
    canvas.paste(seen, mask=seen if seen.mode == "RGBA" else None)
    return canvas


def _encode(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def _store(session: Session, photo: PreparedPhoto, position: int) -> None:
    row = SessionPhoto(session=session, caption=photo.caption, position=position)
    row.image.save(f"{uuid.uuid4().hex}.jpg", ContentFile(photo.content), save=False)
    try:
        row.save()
    except Exception:
        row.image.delete(save=False)
        raise


def _forget_file_after_commit(photo: SessionPhoto) -> None:
    storage, name = photo.image.storage, photo.image.name
    transaction.on_commit(lambda: _forget(storage, name))


def _forget(storage: Storage, name: str) -> None:
    storage.delete(name)
