"""Serah terima: what the next officer of a village must know, on exactly one page.

The template shows as many lines of each list as fit, and says how many it leaves out; here long
lines are cut.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from dbi_portal.lib import documents
from dbi_portal.lib.days import long_date
from dbi_portal.lib.letters import plain
from officers.documents.letterhead import headed
from officers.models import Office
from reports.documents.pages import page_count
from reports.figures.handover import Handover
from reports.figures.handover.section import Section

TEMPLATE = Path(__file__).parent / "handover.typ"
LETTERS = (150, 90, 50)  # a line at the most; the next less where one page cannot hold them
MOST_LINES, MOST_HEAD_LINES, FACT = 16, 6, 160


def handover_pdf(told: Handover, office: Office, *, on: date, at: datetime) -> bytes:
    """One tagged A4 page. Raises documents.DocumentError."""
    for letters in LETTERS:
        drawn = documents.pdf(TEMPLATE, paper(told, office, on=on, at=at, letters=letters))
        if page_count(drawn) == 1:
            break
    return drawn


def paper(told: Handover, office: Office, *, on: date, at: datetime, letters: int) -> dict:
    """What the template reads, cut to so many letters a line."""
    return {
        "title": title(told.name, on),
        "name": cut(told.name, FACT),
        "made_at": at.isoformat(),
        "letterhead": [cut(line, 90) for line in headed(office)["letterhead"][-MOST_HEAD_LINES:]],
        "facts": [[label, cut(value, FACT)] for label, value in told.facts if value],
        "left": [_section(each, letters) for each in told.left],
        "right": [_section(each, letters) for each in told.right],
        "most": MOST_LINES,
        "footer": f"{office.short_name} · keadaan per {long_date(on)}",
        "sample": told.made_up,
    }


def title(name: str, on: date) -> str:
    """ "Serah terima Mustikajaya 2025-12-01" """
    return f"Serah terima {plain(name)} {on:%Y-%m-%d}"


def _section(section: Section, letters: int) -> dict:
    rows = section.rows[:MOST_LINES]
    return {
        "title": section.title,
        "rows": [[cut(when, 40), cut(what, letters)] for when, what in rows],
        "count": len(section.rows),
        "empty": section.empty,
    }


def cut(text: str, letters: int) -> str:
    """In one line, at most so many letters, broken between words where there are any."""
    words = " ".join(plain(text).split())
    if len(words) <= letters:
        return words
    head = words[: letters - 1]
    return f"{head.rpartition(' ')[0] or head}…"
