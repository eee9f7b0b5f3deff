"""Beranda's panel of findings: numbers by state and how they changed, for who may see them."""

from __future__ import annotations

from dataclasses import dataclass

from dbi_portal.lib.months import Month
from outreach.figures.findings import FindingCount, FindingCounts
from reports.dashboards import said
from reports.dashboards.facts import Facts
from reports.dashboards.links import Links
from reports.dashboards.words import Change, change
from reports.figures.made_up import MadeUp

# What is told of a month's findings, and under which word.
TOLD = (
    ("Masuk", "total"),
    ("Selesai", "closed"),
    ("Ditolak", "rejected"),
    ("Masih terbuka", "open"),
    ("Lewat tenggat", "overdue"),
)


@dataclass(frozen=True)
class Row:
    label: str
    value: int
    change: Change


@dataclass(frozen=True)
class FindingPanel:
    """`url`: the register; empty on the page of a past day, which it knows nothing of."""

    rows: tuple[Row, ...]
    made_up: str
    url: str
    said: str


def findings_panel(facts: Facts, links: Links) -> FindingPanel | None:
    """None for who may not see findings, and where there were none to speak of."""
    if facts.findings is None:
        return None
    now, before = (_of(facts, month) for month in (facts.month, facts.month.previous()))
    rows = tuple(_row(label, name, now, before, facts.month) for label, name in TOLD)
    if not any((now.total, now.closed, now.rejected, now.open)):
        return None
    marks = MadeUp.read(some=now.made_up > 0, every=0 < now.made_up == now.total)
    words = said.by_office_only(facts.view)
    return FindingPanel(rows, marks.value, links.findings(), words)


def _of(facts: Facts, month: Month) -> FindingCount:
    """Of the offices that belonged here in that month."""
    found: FindingCounts = facts.findings
    return found.over(facts.scope.members[month], [month])


def _row(label: str, name: str, now: FindingCount, before: FindingCount, month: Month) -> Row:
    value = getattr(now, name)
    return Row(label, value, change(value, getattr(before, name), month.previous()))
