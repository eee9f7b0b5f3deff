"""The cover letter a report travels with (surat pengantar), and the signature under the report.

No official form was found (docs/stories.md): the table and its columns are those of a published
monthly report. What nobody has entered yet stays a dotted line to write on.
"""

from __future__ import annotations

from datetime import date

from dbi_portal.lib.days import long_date
from officers.roles import OfficeKind
from reports.documents.stamp import Stamp
from reports.documents.words import is_monthly, kind, period
from reports.figures.monthly.content import Letterhead, MonthlyFigures, Paper

DOTS = "……………………………………"
SHORT_DOTS = "…………………"
HEADS = {
    OfficeKind.KANWIL: "Kepala Kantor Wilayah",
    OfficeKind.CENTRE: "Direktur Jenderal Imigrasi",
}
PURPOSE = "Disampaikan dengan hormat untuk diketahui dan digunakan sebagaimana mestinya."
DIRECTORATE = "Direktorat Jenderal"


def cover(figures: MonthlyFigures, stamp: Stamp) -> dict | None:
    """What the template's `transmittal` takes; None where nobody is above the office."""
    paper, head = figures.paper or Paper(), figures.letterhead
    above = paper.recipient or ("" if figures.paper else head.supervisor)
    if not above:
        return None
    place = dated(figures)
    return {
        "letterhead": list(head.lines),
        "address": list(head.address),
        "date_line": place,
        "number": paper.letter_number or DOTS,
        "recipient": _recipient(above, paper.recipient_city),
        "rows": [[_enclosed(figures, stamp), "1 (satu) berkas", PURPOSE]],
        "sender": signer(figures),
        "copies_to": list(paper.copies_to),
    }


def dated(figures: MonthlyFigures) -> str:
    """ "Bekasi, 5 September 2025"; dots for what is not known or has not happened yet."""
    signed = figures.paper.signed_on if figures.paper else ""
    day = long_date(date.fromisoformat(signed)) if signed else SHORT_DOTS
    return f"{figures.letterhead.city or SHORT_DOTS}, {day}"


def signer(figures: MonthlyFigures) -> dict[str, str]:
    """The signature as the template takes it; dots where nobody is on record."""
    known = figures.signer
    return {
        "place": dated(figures),
        "position": known.position if known else usual_position(figures.letterhead),
        "name": known.name if known and known.name else DOTS,
        "number": known.employee_number if known else "",
    }


def usual_position(head: Letterhead) -> str:
    """Who signs where nobody is on record."""
    return HEADS.get(head.kind, "Kepala Kantor")


def _recipient(above: str, city: str) -> list[str]:
    """To whom: the office's head by the name of the post."""
    if above.startswith(DIRECTORATE):
        post = above.replace(DIRECTORATE, "Direktur Jenderal", 1)
    else:
        post = f"Kepala {above}"
    return [f"Yth. {post}", *([f"di {city}"] if city else [])]


def _enclosed(figures: MonthlyFigures, stamp: Stamp) -> str:
    what = f"{kind(figures)} Desa Binaan Imigrasi"
    when = f"bulan {period(figures)}" if is_monthly(figures) else period(figures)
    revised = f", revisi {stamp.revision}" if stamp.revision > 1 else ""
    return f"{what} {figures.letterhead.short_name} {when}{revised}"
