"""The square that leads from paper to the page that checks it."""

from __future__ import annotations

from functools import lru_cache

import segno

BORDER = 2  # modules; the white of the paper is the rest of the quiet zone
LEVEL = "m"  # 15 % may be lost: a stamp's edge, a fold


@lru_cache(maxsize=16)
def qr_svg(address: str) -> str | None:
    """The address as SVG text; None without one: a square that leads nowhere is worse than none."""
    if not address:
        return None
    code = segno.make(address, error=LEVEL, micro=False)
    return code.svg_inline(border=BORDER, scale=1, omitsize=True)
