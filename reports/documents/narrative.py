"""The report in words for Word: for offices that must edit before they send a letter on."""

from __future__ import annotations

from dbi_portal.lib import letters_docx
from dbi_portal.lib.letters import Facts, Heading, Letter, Paragraph
from reports.documents.stamp import Stamp
from reports.documents.words import facts, known, title
from reports.figures.monthly.content import MonthlyFigures


def narrative_docx(snapshot: dict, stamp: Stamp) -> bytes:
    """The snapshot's words and main tables as DOCX; the same snapshot gives the same bytes."""
    figures = MonthlyFigures.from_json(snapshot)
    head = figures.letterhead
    return letters_docx.docx(
        Letter(
            name=title(figures),
            letterhead=head.lines,
            address=head.address,
            made_at=known(figures),
            title=title(figures),
            number=None,
            body=[
                Facts([(label, value) for label, value in facts(figures, stamp)]),
                Heading("Ringkasan"),
                *(Paragraph(sentence) for sentence in figures.summary),
            ],
            sample=figures.made_up,
        )
    )
