"""Before anybody reads a report: everything that states a total must state the same.

Snapshot, facts counted a second way, paper, workbook and dashboard. Facts are asked as they were
known at the moments of the snapshot: what was corrected later is a correction, no difference.
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.documents import check_fieldwork
from reports.documents.check_passports import Passports
from reports.documents.compared import Compared, Documents
from reports.figures.monthly.content import MonthlyFigures
from reports.figures.recount import dashboard
from reports.figures.recount.asked import asked


def differences(figures: MonthlyFigures, *, pdf: bytes, xlsx: bytes) -> list[dict]:
    """Figures that do not agree; an empty list is good.

    [{"figure", "snapshot", "facts", "pdf", "xlsx", "dashboard"}]; None where a source states no
    number, or none that can be compared.
    """
    documents = Documents(figures, pdf=pdf, xlsx=xlsx)
    return [each.as_json() for each in compared(figures, documents) if each.differs]


def compared(figures: MonthlyFigures, documents: Documents) -> Iterator[Compared]:
    """Every total of the report beside what the other sources say."""
    entries = asked(figures)
    groups = dashboard.groups(entries)
    yield from Passports(figures, entries, groups, documents).compared()
    yield from check_fieldwork.compared(figures, entries, groups, documents)
