"""The tables of a monthly report, once, for paper and for the workbook.

A cell is a text, a whole number or None (not known); dates are written out on paper and stay
dates in the workbook, so they travel as `date`.
"""

from __future__ import annotations

from reports.documents import fieldwork_tables, key_tables, passport_tables
from reports.documents.table import Table
from reports.figures.monthly.content import MonthlyFigures

IN_ORDER = (
    key_tables.key_figures,
    passport_tables.offices,
    passport_tables.passports,
    passport_tables.purposes,
    passport_tables.origins,
    fieldwork_tables.stages,
    fieldwork_tables.villages,
    fieldwork_tables.decrees,
    fieldwork_tables.sessions,
    fieldwork_tables.consultations,
    fieldwork_tables.follow_ups,
    passport_tables.differences,
)


def tables(figures: MonthlyFigures) -> list[Table]:
    """Every table in the order of the report."""
    return [table for make in IN_ORDER for table in make(figures)]
