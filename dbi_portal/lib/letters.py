"""An official letter or paper as one frozen value, and its drawing as PDF.

`letters_docx.docx` draws the same value for Word, so both say the same. A letter opens with Nomor,
Sifat, Lampiran and Hal; a paper with a `title` carries it in the middle. What people wrote reaches
the drawings as values, never as markup.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PIL import Image

from dbi_portal.lib import documents
from dbi_portal.lib.days import short_date
from dbi_portal.lib.letter_parts import (
    Blank,
    Block,
    Bullets,
    Cell,
    Facts,
    Heading,
    NewPage,
    Paragraph,
    Photo,
    Photos,
    Signature,
    Table,
)
from dbi_portal.lib.numbers import angka, desimal
from dbi_portal.lib.widths import shares

TEMPLATE = documents.SHARED / "letter.typ"
BY_HAND = "…" * 10  # what is filled in with a pen: a number, a name
SHORT_TABLE, SHORT_TEXT = 6, 900  # rows, letters: what may stay beside a signature
FOOTER = 84  # letters
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Letter:
    """One official letter or paper, ready to be drawn.

    name: what it is called in the list of files, in the PDF's title and at the foot of each page.
    letterhead: the institution's lines, the last one the office itself; address: lines beneath.
    made_at: an aware moment, the file's date: the same letter gives the same bytes.
    title: in the middle under the letterhead; without it the paper is a letter (Nomor, Sifat …).
    number: free text; "" leaves dots to fill in, None prints no number at all.
    signatures: one stands at the right, two stand side by side.
    enclosed: the attachment behind the signature, beginning on a page of its own.
    sample, draft: DATA CONTOH, KONSEP on every page.
    foot: what stands at the foot of each page in place of the name.
    """

    name: str
    letterhead: Sequence[str]
    made_at: datetime
    body: Sequence[Block]
    address: Sequence[str] = ()
    title: str = ""
    subtitle: str = ""
    number: str | None = ""
    date_line: str = ""
    nature: str = "Biasa"
    attachments: str = "–"
    subject: str = ""
    recipients: Sequence[str] = ()
    signatures: Sequence[Signature] = ()
    copies_to: Sequence[str] = ()
    enclosed: Sequence[Block] = ()
    sample: bool = False
    draft: bool = False
    foot: str = ""

    def opening(self) -> list[tuple[str, str]]:
        """Nomor, Sifat, Lampiran, Hal; nothing for a paper with a title."""
        if self.title:
            return []
        number = [("Nomor", self.number or BY_HAND)] if self.number is not None else []
        rest = [("Sifat", self.nature), ("Lampiran", self.attachments), ("Hal", self.subject)]
        return number + [pair for pair in rest if pair[1]]

    def number_line(self) -> str:
        """The number under the title."""
        return f"Nomor: {self.number or BY_HAND}" if self.title and self.number is not None else ""


def pdf(letter: Letter) -> bytes:
    """The letter as a tagged A4 PDF. Raises documents.DocumentError."""
    pictures: dict[str, bytes] = {}
    data = {
        "title": plain(letter.name),
        "footer": footer(letter),
        "heading": plain(letter.title),
        "subtitle": plain(letter.subtitle),
        "number_line": plain(letter.number_line()),
        "opening": _pairs(letter.opening()),
        "letterhead": [plain(line) for line in letter.letterhead],
        "address": [plain(line) for line in letter.address],
        "date_line": plain(letter.date_line),
        "recipients": [plain(line) for line in letter.recipients],
        "blocks": [_block(block, pictures) for block in letter.body],
        "kept": kept_at_the_end(letter),
        "enclosed": [_block(block, pictures) for block in letter.enclosed],
        "signatures": [_signature(each) for each in letter.signatures],
        "copies_to": [plain(line) for line in letter.copies_to],
        "sample": letter.sample,
        "draft": letter.draft,
        "made_at": letter.made_at.isoformat(),
    }
    return documents.pdf(TEMPLATE, data, pictures)


def footer(letter: Letter) -> str:
    """The letter's name (or `foot`) as far as it fits beside "Halaman 3 dari 12"."""
    name = plain(letter.foot or letter.name)
    return name if len(name) <= FOOTER else f"{name[: FOOTER - 1].rstrip()}…"


def kept_at_the_end(letter: Letter) -> int:
    """How many of the last blocks stay on the page of the signature, which else stands alone.

    The last one with its heading; none when that would move half a page.
    """
    tail = list(letter.body[-1:])
    if len(letter.body) > 1 and isinstance(letter.body[-2], Heading):
        tail.insert(0, letter.body[-2])
    return len(tail) if letter.signatures and all(map(_is_short, tail)) else 0


def _is_short(block: Block) -> bool:
    match block:
        case Table():
            return len(block.rows) <= SHORT_TABLE
        case Paragraph(text):
            return len(text) <= SHORT_TEXT
        case Bullets(items):
            return sum(map(len, items)) <= SHORT_TEXT
        case Photos(photos):
            return len(photos) <= 2
    return not isinstance(block, NewPage)


def plain(text: object) -> str:
    """Without the characters that neither paper nor Word can hold."""
    return UNPRINTABLE.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n"))


def paragraphs(text: str) -> list[str]:
    """What stands between blank lines."""
    return [part.strip() for part in re.split(r"\n\s*\n", plain(text)) if part.strip()]


def printed(cell: Cell) -> str:
    """A cell as it stands on paper."""
    if cell is None or cell == "":
        return "–"
    if isinstance(cell, date):
        return short_date(cell)
    if isinstance(cell, str):
        return plain(cell)
    return angka(cell) if isinstance(cell, int) else desimal(cell)


def weights(table: Table) -> list[float]:
    """The columns' shares of the width: the table's own, else by what stands in them."""
    columns = [[printed(row[at]) for row in table.rows] for at in range(len(table.headers))]
    return list(table.weights) or shares(table.headers, columns)


def picture_kind(content: bytes) -> str:
    """The ending of a picture's file: "jpeg", "png". Raises PIL.UnidentifiedImageError."""
    with Image.open(io.BytesIO(content)) as picture:
        return (picture.format or "jpeg").lower()


def _block(block: Block, pictures: dict[str, bytes]) -> dict:
    """A block as the template takes it: its kind in small letters, and its values."""
    kind = type(block).__name__.lower()
    match block:
        case Paragraph(text):
            return {"kind": kind, "texts": paragraphs(text)}
        case Heading(text, lettered):
            return {"kind": kind, "text": plain(text), "lettered": lettered}
        case Facts(pairs):
            return {"kind": kind, "pairs": _pairs(pairs)}
        case Bullets(items, numbered):
            return {"kind": kind, "items": [plain(item) for item in items], "numbered": numbered}
        case Table():
            return {"kind": kind, **_table(block)}
        case Photos(photos):
            return {"kind": kind, "photos": [_photo(photo, pictures) for photo in photos]}
        case Blank(lines):
            return {"kind": kind, "lines": lines}
    return {"kind": kind}


def _table(table: Table) -> dict:
    return {
        "caption": plain(table.caption),
        "headers": [plain(header) for header in table.headers],
        "rows": [[_value(cell) for cell in row] for row in table.rows],
        "total": table.total,
        "weights": weights(table),
        "source": plain(table.source) or None,
        "empty": table.empty,
        "by_hand": table.by_hand,
    }


def _value(cell: Cell) -> str | int | float | None:
    """Numbers stay numbers, what is empty is None: a dash, or room for a pen in a form."""
    if cell is None or cell == "" or isinstance(cell, (int, float)):
        return None if cell == "" else cell
    return printed(cell)


def _photo(photo: Photo, pictures: dict[str, bytes]) -> dict:
    name = f"foto-{len(pictures) + 1}.{picture_kind(photo.content)}"
    pictures[name] = photo.content
    return {"path": f"/{name}", "caption": plain(photo.caption)}


def _signature(each: Signature) -> dict:
    return {
        "above": plain(each.above),
        "position": plain(each.position),
        "name": plain(each.name) or BY_HAND,
        "by_hand": not each.name,
        "number": plain(each.employee_number) or None,
    }


def _pairs(pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    return [[plain(label), plain(value)] for label, value in pairs if value]
