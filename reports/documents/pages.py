"""A document's pages as pictures, so that the paper itself stands on the page, on a phone too."""

from __future__ import annotations

import io

import pypdfium2

WIDTH = 1100  # px; sharp on a phone, light enough for an old PC


def page_count(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def page_png(pdf: bytes, number: int) -> bytes:
    """Page `number` (from 1) as PNG. IndexError when there is no such page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        page = document[number - 1]
        picture = page.render(scale=WIDTH / page.get_width()).to_pil()
        out = io.BytesIO()
        picture.quantize(64).save(out, "PNG", optimize=True)
        return out.getvalue()
    finally:
        document.close()
