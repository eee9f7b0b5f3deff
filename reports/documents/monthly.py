"""The report as PDF, drawn from the snapshot alone: no query, no clock.

The same template serves an office, a Kanwil and the centre, a month, a quarter and a year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from dbi_portal.lib import documents
from officers.roles import OfficeKind
from reports.documents import paper_charts
from reports.documents.annex import Annex
from reports.documents.cover import cover, signer
from reports.documents.paper_map import village_map
from reports.documents.paper_tables import block, table_block
from reports.documents.qr import qr_svg
from reports.documents.stamp import Stamp
from reports.documents.tables import tables
from reports.documents.words import (
    facts,
    is_monthly,
    kind,
    known_words,
    period,
    sample_note,
    source_note,
    title,
)
from reports.figures.monthly.content import MonthlyFigures, Photo
from reports.sections import SECTIONS

TEMPLATE = Path(__file__).parent / "monthly.typ"
SUBJECT = "Desa Binaan Imigrasi"
CHARTS = {
    "kantor": paper_charts.offices,
    "paspor": paper_charts.trend,
    "kegiatan": paper_charts.sessions,
}
LOOK_IT_UP = "Periksa keaslian dengan kode ini di halaman Periksa laporan portal."


def monthly_pdf(snapshot: dict, stamp: Stamp) -> bytes:
    """Draw the report as a tagged A4 PDF: cover letter, sections, photos, sources, signature."""
    figures = MonthlyFigures.from_json(snapshot)
    annex = Annex(photos_of(figures))
    return documents.pdf(TEMPLATE, paper(figures, stamp, annex), annex.files)


def photos_of(figures: MonthlyFigures) -> tuple[Photo, ...]:
    """The photos the report shows; none in a nil one, none without that section."""
    return () if figures.nil or not shown(figures, "foto") else figures.photos


def paper(figures: MonthlyFigures, stamp: Stamp, annex: Annex) -> dict:
    """What the template reads: text, numbers and tables, nothing to be computed any more."""
    head, written = figures.letterhead, figures.paper
    return {
        "title": title(figures),
        "heading": f"Laporan Bulanan {SUBJECT}" if is_monthly(figures) else _long_heading(figures),
        "subtitle": period(figures) if is_monthly(figures) else SUBJECT,
        "made_at": figures.known_at,
        "cover": None if figures.nil else cover(figures, stamp),
        "letterhead": list(head.lines),
        "address": list(head.address),
        "facts": _facts(figures, stamp),
        "sample": figures.made_up,
        "sample_note": sample_note(figures),
        "draft": not (written and written.signed_on),
        "nil": _nil(figures),
        "excuse": figures.excuse,
        "remark_label": f"Catatan {_whose(figures)}",
        "remark": _paragraphs(written.remark if written else ""),
        "sections": [] if figures.nil else list(_sections(figures, annex)),
        "closing": _closing(figures),
        "signer": signer(figures),
        "foot": _foot(figures, stamp),
    }


def shown(figures: MonthlyFigures, section: str) -> bool:
    """Whether the report has that section; one that names none has them all."""
    return figures.has(section)


def _long_heading(figures: MonthlyFigures) -> str:
    return f"Laporan {period(figures)}"


def _whose(figures: MonthlyFigures) -> str:
    if figures.letterhead.kind == OfficeKind.CENTRE:
        return "pimpinan"
    return "kepala kantor"


def _paragraphs(text: str) -> list[str]:
    """As they were typed: a blank line begins the next one."""
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


def _foot(figures: MonthlyFigures, stamp: Stamp) -> dict:
    """What stands at the foot of every page: which paper this is and where it is checked."""
    revised = f"revisi {stamp.revision} · sidik data {stamp.digest[:12]}"
    where = stamp.address or (LOOK_IT_UP if stamp.code else "")
    return {
        "title": f"{figures.letterhead.short_name} · {kind(figures)} · {period(figures)}",
        "lines": [line for line in (revised, where) if line],
        "code": stamp.code,
        "qr": qr_svg(stamp.address),
    }


def _nil(figures: MonthlyFigures) -> dict | None:
    """A report that says there was nothing: one page, so that nobody takes it for a missing one."""
    if not figures.nil:
        return None
    copies = list(figures.paper.copies_to) if figures.paper else []
    return {"word": "Nihil", "sentences": list(figures.summary), "copies_to": copies}


def _facts(figures: MonthlyFigures, stamp: Stamp) -> list[list[str]]:
    """A nil report has no cover letter: its number and its addressee stand among its facts."""
    about = facts(figures, stamp)
    if not (figures.nil and figures.paper):
        return about
    letter = [["Nomor", figures.paper.letter_number], ["Kepada", figures.paper.recipient]]
    return [*(pair for pair in letter if pair[1]), *about]


def _closing(figures: MonthlyFigures) -> str:
    what = kind(figures).lower()
    return (
        f"Demikian {what} {SUBJECT} {figures.letterhead.short_name}, {period(figures)}, disusun "
        f"dari data portal per {known_words(figures)}."
    )


def _sections(figures: MonthlyFigures, annex: Annex) -> Iterator[dict]:
    """Chapters in the order of reports.sections, those that have nothing to say left out."""
    found = defaultdict(list)
    for table in tables(figures):
        if table.on_paper:
            found[table.key].append(table_block(table))
    for key in filter(lambda key: shown(figures, key), SECTIONS):
        blocks = [*_before(key, figures), *found[key], *_after(key, figures, annex)]
        if blocks:
            yield {"title": SECTIONS[key], "blocks": blocks, "short": _is_short(blocks)}


def chapters(figures: MonthlyFigures) -> list[str]:
    """Keys of the sections its paper has, in their order: what a reader can say something about."""
    told = {"ringkasan", "sumber", *(each.key for each in tables(figures) if each.on_paper)}
    told |= {"foto"} if photos_of(figures) else set()
    return [key for key in SECTIONS if key in told and shown(figures, key)]


def _is_short(blocks: list[dict]) -> bool:
    """Whether it surely leaves room on its page for a signature."""
    rows = [row for each in blocks if each["kind"] == "table" for row in each["rows"]]
    letters = sum(len(str(cell)) for row in rows for cell in row)
    return all(each["kind"] == "table" for each in blocks) and len(rows) <= 12 and letters < 2500


def _before(key: str, figures: MonthlyFigures) -> Iterator[dict]:
    if key == "ringkasan":
        yield {"kind": "words", "texts": list(figures.summary)}


def _after(key: str, figures: MonthlyFigures, annex: Annex) -> Iterable[dict]:
    """What follows a chapter's tables: tables fill a page to its end, a picture leaves a gap."""
    if key in CHARTS:
        return map(paper_charts.chart_block, CHARTS[key](figures))
    match key:
        case "desa":
            return village_map(figures)
        case "foto":
            return annex.blocks()
        case "sumber":
            return [_sources(figures)]
    return ()


def _sources(figures: MonthlyFigures) -> dict:
    zone = figures.letterhead.time_zone
    return block(
        caption="Berkas dan isian di balik angka paspor tahun ini",
        headers=("Berkas atau sumber", "Kantor", "Angka", "Keterangan"),
        rows=[(s.name, s.office, s.figures, source_note(s, zone)) for s in figures.sources],
        empty="Belum ada angka paspor tahun ini.",
    )
