"""The tables of a monthly report, once, for paper and for the workbook.

A cell is a text, a whole number or None (not known); dates are written out on paper and stay
dates in the workbook, so they travel as `date`.
"""

from __future__ import annotations

from reports.documents import (
    fieldwork_tables,
    key_tables,
    passport_tables,
    people_tables,
    register_tables,
    session_tables,
    village_tables,
)
from reports.documents.table import Table, has
from reports.figures.monthly.content import MonthlyFigures

IN_ORDER = (
    key_tables.key_figures,
    passport_tables.offices,
    passport_tables.passports,
    passport_tables.trend,
    passport_tables.purposes,
    passport_tables.destinations,
    passport_tables.origins,
    village_tables.stages,
    village_tables.villages,
    village_tables.decrees,
    people_tables.officers,
    people_tables.postings,
    people_tables.gaps,
    session_tables.by_office,
    session_tables.by_subject,
    session_tables.one_by_one,
    village_tables.unreached,
    fieldwork_tables.consultations,
    fieldwork_tables.findings,
    fieldwork_tables.follow_ups,
    register_tables.corrections,
    register_tables.differences,
)


def tables(figures: MonthlyFigures) -> list[Table]:
    """Every table in the order of the report; none of a section the report leaves out."""
    found = [table for make in IN_ORDER for table in make(figures)]
    return [table for table in found if has(figures, table.key)]
