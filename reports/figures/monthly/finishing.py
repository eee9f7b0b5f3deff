"""The last hand on a report's figures: are any made up, and what do they say in words."""

from __future__ import annotations

from dataclasses import replace

from reports.figures.monthly.content import MonthlyFigures
from reports.figures.monthly.words import RULES, sentences

MARKED = (
    "passports", "purposes", "destinations", "origins", "villages", "decrees", "officers",
    "postings", "sessions", "consultations", "follow_ups",
)  # fmt: skip


def finished(figures: MonthlyFigures) -> MonthlyFigures:
    """The same figures with their summary in words, marked when any part was made up."""
    made_up = any(
        part.made_up or getattr(part, "made_up_to_date", "")
        for name in MARKED
        for part in getattr(figures, name)
    )
    made_up = made_up or bool(figures.findings and figures.findings.made_up)
    return replace(figures, made_up=made_up, rules=RULES, summary=tuple(sentences(figures)))
