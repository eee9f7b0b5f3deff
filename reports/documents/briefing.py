"""The report as one HTML file that opens without a network: no script, no outside request."""

from __future__ import annotations

from django.template.loader import render_to_string

from reports.documents.stamp import Stamp
from reports.documents.words import facts, title
from reports.figures.monthly.content import MonthlyFigures

TEMPLATE = "reports/documents/briefing.html"


def briefing_html(snapshot: dict, stamp: Stamp) -> bytes:
    """One self-contained page in UTF-8."""
    figures = MonthlyFigures.from_json(snapshot)
    shown = {
        "title": title(figures),
        "figures": figures,
        "facts": facts(figures, stamp),
        "stamp": stamp,
    }
    return render_to_string(TEMPLATE, shown).encode()
