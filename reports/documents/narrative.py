"""The report for Word: for offices that must edit it before it goes on.

Letterhead, summary, remark and each section with its main tables in short form; the full tables
stand in the PDF and in the workbook. The words and cells are the paper's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dbi_portal.lib import letters_docx
from dbi_portal.lib.letters import (
    Block,
    Facts,
    Heading,
    Letter,
    Paragraph,
    Photo,
    Photos,
    Signature,
    Table,
)
from dbi_portal.lib.numbers import angka
from reports.documents.annex import Annex
from reports.documents.monthly import paper, photos_of
from reports.documents.stamp import Stamp
from reports.documents.words import known, title
from reports.figures.monthly.content import MonthlyFigures

MOST_ROWS = 12  # of one table; what people edit by hand stays short


def narrative_docx(snapshot: dict, stamp: Stamp) -> bytes:
    """The report as DOCX; the same snapshot and stamp give the same bytes."""
    figures = MonthlyFigures.from_json(snapshot)
    annex = Annex(photos_of(figures))
    told = paper(figures, stamp, annex)
    foot = " · ".join(filter(None, [told["foot"]["title"], stamp.code]))
    return letters_docx.docx(
        Letter(
            name=title(figures),
            letterhead=told["letterhead"],
            address=told["address"],
            made_at=known(figures),
            title=told["heading"],
            subtitle=told["subtitle"],
            number=figures.paper.letter_number or None if figures.paper else None,
            body=list(_body(told, annex)),
            signatures=[_signature(told["signer"])],
            copies_to=figures.paper.copies_to if figures.paper else (),
            sample=told["sample"],
            draft=told["draft"],
            foot=foot,
        )
    )


def _body(told: dict, annex: Annex) -> Iterator[Block]:
    yield Facts([(label, value) for label, value in told["facts"]])
    if told["sample_note"]:
        yield Paragraph(told["sample_note"])
    if told["remark"]:
        yield Heading(told["remark_label"], lettered=False)
        yield from map(Paragraph, told["remark"])
    if told["nil"]:
        yield Heading(told["nil"]["word"], lettered=False)
        yield from map(Paragraph, told["nil"]["sentences"])
    if told["excuse"]:
        yield Paragraph(f"Berhalangan: {told['excuse']}")
    for section in told["sections"]:
        yield Heading(section["title"])
        for block in section["blocks"]:
            yield from _block(block, annex)
    yield Paragraph(told["closing"])


def _block(block: dict, annex: Annex) -> Iterator[Block]:
    """Words, tables and photos; a picture of figures only by its sentence."""
    match block["kind"]:
        case "words":
            yield from map(Paragraph, block["texts"])
        case "chart":
            yield Paragraph(block["sentence"])
        case "table":
            yield _short(block)
        case "photos":
            for session in block["sessions"]:
                yield Paragraph(session["title"])
                yield Photos(list(_photos(session["photos"], annex)))


def _short(block: dict) -> Table:
    """The first rows, and the sum where there is one; how many are left out is said."""
    rows, total = block["rows"], block["total"]
    if len(rows) > MOST_ROWS:
        end = rows[-1:] if total else []
        rows = [*rows[: MOST_ROWS - len(end)], *end]
    left = len(block["rows"]) - len(rows)
    more = f"{angka(left)} baris lainnya ada di PDF dan XLSX" if left else ""
    return Table(
        headers=block["headers"],
        rows=rows,
        caption=block["caption"],
        total=total,
        source="; ".join(filter(None, [block["source"], more])),
        empty=block["empty"],
        weights=block["weights"],
    )


def _photos(shown: Sequence[dict], annex: Annex) -> Iterator[Photo]:
    for each in shown:
        if each["file"]:
            yield Photo(annex.files[each["file"]], each["words"])


def _signature(signer: dict) -> Signature:
    return Signature(
        position=f"{signer['position']},",
        name=signer["name"],
        employee_number=signer["number"],
        above=signer["place"],
    )
