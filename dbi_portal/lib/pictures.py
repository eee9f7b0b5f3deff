"""Pictures people send in: read by content, written anew, without the camera's notes."""

from __future__ import annotations

from io import BytesIO
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

LONGEST_SIDE = 2000  # pixels: enough for a page of A4
READABLE = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 15 * 1024 * 1024
# A phone takes 50; more in so few bytes is a bomb. Only JPEG shrinks while it is read.
MAX_MEGAPIXELS = {"JPEG": 60, "MPO": 60, "PNG": 25, "WEBP": 25}
QUALITY = 85


class BadPicture(ValueError):
    """Not a picture, or too large; the text is the sentence the person reads."""


def reencoded(upload: IO[bytes], *, name: str, longest_side: int = LONGEST_SIDE) -> bytes:
    """The upload as a new JPEG: upright, pixels only, no longer than `longest_side`.

    Raises BadPicture with a sentence that calls the file `name`.
    """
    _refuse_size(upload, name)
    try:
        with Image.open(upload, formats=READABLE) as image:
            _refuse_bomb(image, name)
            return _encode(_bare(image, longest_side))
    except BadPicture:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        raise BadPicture(
            f"“{name}” tidak dapat dibaca sebagai foto. Pilih berkas JPG, PNG, atau WebP."
        ) from None


def _refuse_size(upload: IO[bytes], name: str) -> None:
    upload.seek(0, 2)
    size = upload.tell()
    upload.seek(0)
    if size > MAX_BYTES:
        raise BadPicture(f"Foto “{name}” lebih dari 15 MB. Kecilkan dulu, lalu kirim lagi.")


def _refuse_bomb(image: Image.Image, name: str) -> None:
    allowed = MAX_MEGAPIXELS[image.format]
    if image.width * image.height > allowed * 1_000_000:
        raise BadPicture(
            f"Foto “{name}” berukuran {image.width} × {image.height} piksel. "
            f"Kirim foto paling besar {allowed} megapiksel."
        )


def _bare(image: Image.Image, longest_side: int) -> Image.Image:
    """The picture the right way up on a canvas of its own: the camera's notes stay behind."""
    image.thumbnail((longest_side, longest_side))
    image = ImageOps.exif_transpose(image)
    canvas = Image.new("RGB", image.size, "white")
    seen = image.convert("RGBA") if image.has_transparency_data else image.convert("RGB")
    canvas.paste(seen, mask=seen if seen.mode == "RGBA" else None)
    return canvas


def _encode(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()
