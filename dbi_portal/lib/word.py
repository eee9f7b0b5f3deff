"""What python-docx leaves to its XML: an A4 document of ours, fields, heads that repeat, rules.

Lengths are in mm, sizes in points.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shape import InlineShape
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

FACE = "Arial"  # on every office PC; the portal's own face is not
LEFT, WIDTH = 30, 160  # mm: room for a binder, and what is left of an A4 page for text
BLACK = RGBColor(0, 0, 0)


def blank(*, title: str, author: str, made_at: datetime) -> Document:
    """An empty A4 document in Indonesian with margins for a binder and our styles."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(20)
    section.top_margin, section.bottom_margin = Mm(20), Mm(24)
    _styles(document)
    _properties(document, title, author, made_at.astimezone(UTC).replace(tzinfo=None))
    return document


def _properties(document: Document, title: str, author: str, made_at: datetime) -> None:
    about = document.core_properties
    about.title, about.author, about.last_modified_by = title[:255], author[:255], author[:255]
    about.comments, about.keywords, about.language = "", "", "id-ID"
    about.created = about.modified = made_at.replace(microsecond=0)
    about.revision = 1


def _styles(document: Document) -> None:
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.find(qn("w:lang")).set(qn("w:val"), "id-ID")
    _face(defaults.find(qn("w:rFonts")))
    sizes = {"Normal": 10.5, "Title": 14, "Heading 1": 11.5, "Caption": 9, "Footer": 8}
    for name, size in sizes.items():
        _plain_style(document.styles[name], size)
    title = document.styles["Title"]
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(4)
    _drop(title.element, "w:pBdr")
    _drop(document.styles["Footer"].element, "w:tabs")  # those of an American page
    document.styles["Heading 1"].paragraph_format.space_before = Pt(14)
    document.styles["Heading 1"].paragraph_format.space_after = Pt(6)


def _plain_style(style, size: float) -> None:
    """Black and in our face: the template's theme would make headings blue and of another face."""
    style.font.name, style.font.size, style.font.color.rgb = FACE, Pt(size), BLACK
    style.font.bold = None if style.name in ("Normal", "Footer") else True
    _face(style.element.rPr.rFonts)
    _drop(style.element, "w:link")


def _face(faces: BaseOxmlElement) -> None:
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        faces.attrib.pop(qn(f"w:{theme}"), None)
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        faces.set(qn(kind), FACE)


def _drop(style: BaseOxmlElement, name: str) -> None:
    for found in style.findall(f".//{qn(name)}"):
        found.getparent().remove(found)


def footer(document: Document, note: str) -> None:
    """The note at the left, "Halaman 3 dari 12" at the right as fields of Word's own."""
    section = document.sections[0]
    section.footer_distance = Mm(9)
    paragraph = section.footer.paragraphs[0]
    paragraph.paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{note}\tHalaman ")
    field(paragraph, "PAGE", "1")
    paragraph.add_run(" dari ")
    field(paragraph, "NUMPAGES", "1")


def mark(document: Document, words: str) -> None:
    """What must be known of the whole paper, at the head of every page."""
    paragraph = document.sections[0].header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    write(paragraph, words, size=14, bold=True)


def field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field that Word keeps up to date; `shown` stands there until it does, for any reader."""
    _field_mark(paragraph, "begin")
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)
    _field_mark(paragraph, "separate")
    paragraph.add_run(shown)
    _field_mark(paragraph, "end")


def _field_mark(paragraph: Paragraph, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


def caption(document: Document, kind: str, number: int, words: str) -> None:
    """ "Tabel 3. …", counted by Word, never parted from what it names."""
    paragraph = document.add_paragraph(style="Caption")
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(f"{kind} ")
    field(paragraph, f"SEQ {kind} \\* ARABIC", str(number))
    paragraph.add_run(f". {words}").bold = False


def write(
    paragraph: Paragraph, words: str, *, size: float | None = None, bold: bool = False
) -> None:
    """Add text; a line break in it stays a line break."""
    run = paragraph.add_run(words)
    run.bold = True if bold else None
    if size:
        run.font.size = Pt(size)


def fill(
    cell: _Cell,
    words: str,
    way: WD_ALIGN_PARAGRAPH | None = None,
    *,
    size: float | None = None,
    bold: bool = False,
) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = way
    paragraph.paragraph_format.space_after = Pt(2)
    write(paragraph, words, size=size, bold=bold)


def table(document: Document, rows: int, widths: Sequence[float], *, ruled: bool = False) -> Table:
    """An empty table of fixed widths; `ruled` draws lines around its cells. Rows never break."""
    made = document.add_table(rows=rows, cols=len(widths))
    made.style = document.styles["Table Grid" if ruled else "Normal Table"]
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for row in made.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return made


def repeat_head(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def at_least_high(row: _Row, height: float) -> None:
    row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    for cell in row.cells:
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER


@contextmanager
def kept_with_next(document: Document) -> Iterator[None]:
    """What is added inside stays on the page of what is added after it."""
    body = document.element.body
    before = len(body)
    yield
    for added in list(body)[before - 1 : -1]:  # the last child is the page's own setting
        for paragraph in added.iter(qn("w:p")):
            Paragraph(paragraph, document).paragraph_format.keep_with_next = True


def keep_together(made: Table) -> None:
    """On one page, and with the words before it."""
    for row in made.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
                paragraph.paragraph_format.space_after = Pt(0)


def describe(shape: InlineShape, words: str) -> None:
    """What a picture shows, for whoever does not see it."""
    shape._inline.docPr.set("descr", words)


def rule_below(paragraph: Paragraph) -> None:
    """The double line that closes a letterhead."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    looks = {"val": "thickThinSmallGap", "sz": "18", "space": "4", "color": "000000"}
    for key, value in looks.items():
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    # Word refuses properties that do not stand in the order of its schema.
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:tabs", "w:spacing", "w:jc")


def dotted_line(document: Document) -> None:
    """A line to write on."""
    paragraph = document.add_paragraph()
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    paragraph.paragraph_format.space_before = Pt(10)
    paragraph.add_run("\t")


def new_numbering(document: Document) -> int:
    """A numbered list that begins at 1; Word otherwise goes on counting from the last one."""
    style = document.styles["List Number"].element
    numbering = document.part.numbering_part.element
    first = numbering.num_having_numId(style.pPr.numPr.numId.val)
    number = numbering.add_num(first.abstractNumId.val)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return number.numId


def number_with(paragraph: Paragraph, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def saved(document: Document, made_at: datetime) -> bytes:
    """The file; its parts carry the letter's moment, so that the same letter is the same bytes."""
    written, out = io.BytesIO(), io.BytesIO()
    document.save(written)
    moment = made_at.astimezone(UTC).timetuple()[:6]
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(out, "w") as final:
        for name in parts.namelist():
            info = zipfile.ZipInfo(name, date_time=moment)
            info.compress_type = zipfile.ZIP_DEFLATED
            final.writestr(info, parts.read(name))
    return out.getvalue()
