"""The report as one HTML file that opens without a network: no script, no outside request.

The words, tables and pictures are the paper's own, in a shape that reads on a telephone.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from PIL import Image

from dbi_portal.lib.numbers import angka
from reports.documents.annex import Annex
from reports.documents.monthly import paper, photos_of
from reports.documents.stamp import Stamp
from reports.documents.words import title
from reports.figures.monthly.content import MonthlyFigures

TEMPLATE = "reports/documents/briefing.html"
SHEETS = ("css/tokens.css", "css/briefing.css")
LONGEST_SIDE, QUALITY = 640, 72  # px; sharp on a telephone, light in a mail
UNKNOWN = "–"


def briefing_html(snapshot: dict, stamp: Stamp) -> bytes:
    """One self-contained page in UTF-8; the same snapshot and stamp give the same bytes."""
    figures = MonthlyFigures.from_json(snapshot)
    annex = Annex(photos_of(figures))
    told = paper(figures, stamp, annex)
    number = count(1)
    sections = [
        {
            "title": section["title"],
            "id": f"bagian-{place}",
            "blocks": [_block(block, annex, number) for block in section["blocks"]],
        }
        for place, section in enumerate(told["sections"], start=1)
    ]
    shown = {
        "name": title(figures),
        "told": told | {"sections": sections},
        "stamp": stamp,
        "css": mark_safe(_css()),  # noqa: S308 - our own style sheets
        "css_digest": _css_digest(),
    }
    return render_to_string(TEMPLATE, shown).encode()


def _block(block: dict, annex: Annex, number: Iterator[int]) -> dict:
    """A block of the paper as the template takes it."""
    match block["kind"]:
        case "chart":
            return block | {"svg": _inline(block["svg"])}
        case "table":
            heads = [
                {"text": header, "is_number": _counts(block["rows"], at)}
                for at, header in enumerate(block["headers"])
            ]
            rows = [_row(row, heads) for row in block["rows"]]
            return block | {
                "number": next(number),
                "body": rows[:-1] if block["total"] else rows,
                "sum": rows[-1] if block["total"] and rows else None,
                "heads": heads,
            }
        case "photos":
            return block | {"sessions": [_session(each, annex) for each in block["sessions"]]}
    return block


def _row(row: list, heads: list[dict]) -> list[dict]:
    """Each cell with the name of its column, which stands beside it on a telephone."""
    return [
        {"text": _shown(value), "label": head["text"], "is_number": head["is_number"]}
        for value, head in zip(row, heads, strict=True)
    ]


def _shown(value: object) -> str:
    if value is None or value == "":
        return UNKNOWN
    return angka(value) if isinstance(value, int) else str(value)


def _counts(rows: list[list], at: int) -> bool:
    """The column holds numbers or nothing: its head stands at the right, as they and dashes do."""
    known = [row[at] for row in rows if row[at] not in (None, "")]
    return bool(rows) and all(isinstance(value, int) for value in known)


def _session(session: dict, annex: Annex) -> dict:
    photos = [each | {"src": _source(annex, each["file"])} for each in session["photos"]]
    return session | {"photos": photos}


def _source(annex: Annex, file: str | None) -> str:
    """The picture itself, small, in place of an address; empty where it is gone."""
    if not file:
        return ""
    with Image.open(io.BytesIO(annex.files[file])) as image:
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        out = io.BytesIO()
        image.save(out, "JPEG", quality=QUALITY, optimize=True)
    return f"data:image/jpeg;base64,{base64.b64encode(out.getvalue()).decode()}"


def _inline(svg: str) -> SafeString:
    """A picture drawn by the portal, its words escaped where they were drawn.

    Names inside it get its own fingerprint: two pictures on one page must not share their clips.
    """
    mark = hashlib.sha256(svg.encode()).hexdigest()[:8]
    for name in set(re.findall(r'\bid="(clip\d+|gradient_\d+)"', svg)):
        svg = re.sub(rf'(id="|url\(#|href="#){name}(?="|\))', rf"\g<1>{name}-{mark}", svg)
    return mark_safe(re.sub(r"<\?xml.*?\?>", "", svg))  # noqa: S308


@cache
def _css() -> str:
    """The portal's own names for colours, without the faces they would fetch, and the page's."""
    sheets = [Path(finders.find(name)).read_text(encoding="utf-8") for name in SHEETS]
    css = re.sub(r"/\*.*?\*/|@font-face\s*\{.*?\}", "", "\n".join(sheets), flags=re.DOTALL)
    return re.sub(r"\n\s*\n+", "\n", css).strip()


@cache
def _css_digest() -> str:
    """By which the page allows just this style and no other."""
    return base64.b64encode(hashlib.sha256(_css().encode()).digest()).decode()
