"""A letter of `letters` drawn for Word: the same words, in the office's hands to finish."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm, Pt
from docx.table import _Row
from docx.text.paragraph import Paragraph as WordParagraph
from PIL import Image

from dbi_portal.lib import word
from dbi_portal.lib.letters import (
    BY_HAND,
    Blank,
    Block,
    Bullets,
    Cell,
    Facts,
    Heading,
    Letter,
    NewPage,
    Paragraph,
    Photo,
    Photos,
    Signature,
    Table,
    footer,
    kept_at_the_end,
    paragraphs,
    plain,
    printed,
    weights,
)

CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
PHOTO = (76, 54)  # mm, the box a photo is fitted into
LABEL, COLON, DATE, SIGNATURE = 26, 5, 68, 75  # mm


def docx(letter: Letter) -> bytes:
    """The letter as DOCX, A4, dated `letter.made_at`: the same letter gives the same bytes."""
    office = letter.letterhead[-1] if letter.letterhead else ""
    document = word.blank(title=plain(letter.name), author=plain(office), made_at=letter.made_at)
    word.footer(document, footer(letter))
    marks = {"DATA CONTOH": letter.sample, "KONSEP": letter.draft}
    if any(marks.values()):
        word.mark(document, " · ".join(words for words, holds in marks.items() if holds))
    _letterhead(document, letter)
    _opening(document, letter)
    numbers = {"heading": 0, "table": 0}
    end = len(letter.body) - kept_at_the_end(letter)
    _blocks(document, letter.body[:end], numbers)
    with word.kept_with_next(document):
        _blocks(document, letter.body[end:], numbers)
    _signatures(document, letter.signatures)
    _copies(document, letter.copies_to)
    _blocks(document, [NewPage(), *letter.enclosed] if letter.enclosed else [], numbers)
    return word.saved(document, letter.made_at)


def _blocks(document: Document, blocks: Sequence[Block], numbers: dict) -> None:
    for block in blocks:
        DRAWN[type(block)](document, block, numbers)


def _letterhead(document: Document, letter: Letter) -> None:
    for at, line in enumerate(letter.letterhead):
        own = at == len(letter.letterhead) - 1
        added = _line(document, line, CENTRE, size=12 if own else 10.5, bold=own)
        added.paragraph_format.space_after = Pt(0)
    for line in letter.address:
        _line(document, line, CENTRE, size=8.5).paragraph_format.space_after = Pt(0)
    word.rule_below(document.paragraphs[-1] if document.paragraphs else _line(document, ""))
    document.paragraphs[-1].paragraph_format.space_after = Pt(14)


def _opening(document: Document, letter: Letter) -> None:
    if letter.title:
        _title(document, letter)
    else:
        _numbered_opening(document, letter)
    for at, line in enumerate(letter.recipients):
        last = at == len(letter.recipients) - 1
        _line(document, line).paragraph_format.space_after = Pt(12 if last else 0)


def _title(document: Document, letter: Letter) -> None:
    title = document.add_paragraph(style="Title")
    word.write(title, plain(letter.title))
    for line in filter(None, (letter.number_line(), letter.subtitle, letter.date_line)):
        _line(document, line, CENTRE).paragraph_format.space_after = Pt(2)
    document.paragraphs[-1].paragraph_format.space_after = Pt(14)


def _numbered_opening(document: Document, letter: Letter) -> None:
    """Nomor, Sifat, Lampiran, Hal; the day beside the first of them."""
    pairs = letter.opening()
    widths = [LABEL, COLON, word.WIDTH - LABEL - COLON - DATE, DATE]
    table = word.table(document, max(1, len(pairs)), widths)
    for row, (label, value) in zip(table.rows, pairs, strict=False):
        for cell, words in zip(row.cells, (label, ":", value), strict=False):
            word.fill(cell, plain(words))
    for row in table.rows[1:]:
        row.cells[2].merge(row.cells[3])
    word.fill(table.rows[0].cells[3], plain(letter.date_line), RIGHT)
    _gap(document)


def _paragraph(document: Document, block: Paragraph, _: dict) -> None:
    for words in paragraphs(block.text):
        _line(document, words)


def _heading(document: Document, block: Heading, numbers: dict) -> None:
    words = plain(block.text)
    if block.lettered:
        numbers["heading"] += 1
        words = f"{chr(ord('A') + (numbers['heading'] - 1) % 26)}. {words}"
    word.write(document.add_heading(level=1), words)


def _facts(document: Document, block: Facts, _: dict) -> None:
    pairs = [pair for pair in block.pairs if pair[1]]
    label = min(60, max([LABEL, *(len(pair[0]) * 2 + 4 for pair in pairs)]))
    table = word.table(document, len(pairs), [label, COLON, word.WIDTH - label - COLON])
    for row, (name, value) in zip(table.rows, pairs, strict=True):
        for cell, words in zip(row.cells, (name, ":", value), strict=True):
            word.fill(cell, plain(words))
    _gap(document)


def _bullets(document: Document, block: Bullets, _: dict) -> None:
    number = word.new_numbering(document) if block.numbered else None
    for item in block.items:
        style = "List Number" if block.numbered else "List Bullet"
        added = document.add_paragraph(style=style)
        word.write(added, plain(item))
        if number is not None:
            word.number_with(added, number)


def _table(document: Document, block: Table, numbers: dict) -> None:
    if block.caption:
        numbers["table"] += 1
        word.caption(document, "Tabel", numbers["table"], plain(block.caption))
    share = weights(block)
    widths = [word.WIDTH * each / sum(share) for each in share]
    table = word.table(document, 1 + max(1, len(block.rows)), widths, ruled=True)
    drawn = list(table.rows)  # `table.rows[at]` counts from the first row each time
    word.repeat_head(drawn[0])
    aligned = [_alignment(block, at) for at in range(len(block.headers))]
    _fill_row(drawn[0], block.headers, aligned, bold=True)
    for at, (line, row) in enumerate(zip(drawn[1:], block.rows, strict=False), start=1):
        last = block.total and at == len(block.rows)
        _fill_row(line, [_cell(each, block) for each in row], aligned, bold=last)
        if block.by_hand:
            word.at_least_high(line, block.by_hand)
    if not block.rows:
        empty = drawn[1].cells
        word.fill(empty[0].merge(empty[-1]), block.empty, size=9)
    if block.source:
        _line(document, f"Sumber: {block.source}", size=8)
    _gap(document)


def _fill_row(line: _Row, cells: Sequence[str], aligned: Sequence, *, bold: bool) -> None:
    for cell, words, way in zip(line.cells, cells, aligned, strict=True):
        word.fill(cell, plain(words), way, size=9, bold=bold)


def _alignment(table: Table, at: int) -> WD_ALIGN_PARAGRAPH | None:
    known = [row[at] for row in table.rows if row[at] not in (None, "")]
    return RIGHT if known and all(isinstance(cell, (int, float)) for cell in known) else None


def _cell(cell: Cell, table: Table) -> str:
    return "" if table.by_hand and cell in (None, "") else printed(cell)


def _photos(document: Document, block: Photos, _: dict) -> None:
    rows = (len(block.photos) + 1) // 2
    table = word.table(document, rows, [word.WIDTH / 2] * 2)
    cells = [cell for row in table.rows for cell in row.cells]
    for cell, photo in zip(cells, block.photos, strict=False):
        run = cell.paragraphs[0].add_run()
        caption = plain(photo.caption)
        shape = run.add_picture(io.BytesIO(photo.content), width=Mm(_photo_width(photo)))
        word.describe(shape, caption or "Foto kegiatan")
        if caption:
            word.write(cell.add_paragraph(), caption, size=8.5)
    _gap(document)


def _photo_width(photo: Photo) -> float:
    with Image.open(io.BytesIO(photo.content)) as picture:
        width, height = picture.size
    return min(PHOTO[0], PHOTO[1] * width / height)


def _blank(document: Document, block: Blank, _: dict) -> None:
    for _line_number in range(block.lines):
        word.dotted_line(document)


def _new_page(document: Document, _block: NewPage, _: dict) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _signatures(document: Document, signatures: Sequence[Signature]) -> None:
    """Kept on one page; a single one stands at the right."""
    if not signatures:
        return
    one = len(signatures) == 1
    rest = word.WIDTH - SIGNATURE
    widths = [rest, SIGNATURE] if one else [word.WIDTH / 2] * 2
    table = word.table(document, (len(signatures) + 1) // 2, widths)
    cells = [cell for row in table.rows for cell in row.cells][1 if one else 0 :]
    for cell, each in zip(cells, signatures, strict=False):
        lines = [*filter(None, (each.above, each.position)), *[""] * 4]
        word.fill(cell, plain("\n".join(lines)))
        word.write(cell.add_paragraph(), plain(each.name) or BY_HAND, bold=bool(each.name))
        if each.employee_number:
            word.write(cell.add_paragraph(), f"NIP {plain(each.employee_number)}")
    word.keep_together(table)


def _copies(document: Document, copies: Sequence[str]) -> None:
    if copies:
        _gap(document)
        _line(document, "Tembusan:")
        _bullets(document, Bullets(copies, numbered=True), {})


def _line(
    document: Document,
    words: str,
    way: WD_ALIGN_PARAGRAPH | None = None,
    *,
    size: float | None = None,
    bold: bool = False,
) -> WordParagraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = way
    word.write(paragraph, plain(words), size=size, bold=bold)
    return paragraph


def _gap(document: Document) -> None:
    """Word joins tables that touch."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(4)


DRAWN: dict[type[Block], Callable[[Document, Block, dict], None]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    Facts: _facts,
    Bullets: _bullets,
    Table: _table,
    Photos: _photos,
    Blank: _blank,
    NewPage: _new_page,
}
