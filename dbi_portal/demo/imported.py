"""Figures of 2025 come into the demo as they come into an office: in a sheet, through the import.

So that every one of them leads back to file, sheet, row and column. What was never a sheet stays
typed: the articles' own figures, 2024, and counts of no purpose.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from dbi_portal.demo import articles, sheets
from dbi_portal.demo.figures import Figure
from dbi_portal.demo.pen import morning
from dbi_portal.lib.months import Month
from officers.actions.imports import open_run
from officers.imports.running import check_run, commit_run
from officers.models import ImportRun, Office, User

KIND = "passport-statistics"
# First and last month of each sheet. Few of them: opening a file takes 0.2 seconds.
TWICE = (("2025-01", "2025-08"), ("2025-09", "2025-12"))
RHYTHM = {
    "kanim-bekasi": (("2025-01", "2025-06"), ("2025-07", "2025-07"), ("2025-08", "2025-08"),
                     TWICE[1]),
}  # fmt: skip


def import_figures(
    office: Office, figures: Iterable[Figure], *, by: User, until: date
) -> list[Figure]:
    """Import what stands in a sheet that was sent before `until`; returns the figures that do not.

    Each sheet is uploaded, checked and stored by `by` on the morning after its last day.
    """
    left = list(figures)
    for span in RHYTHM.get(office.code, TWICE):
        first, last = map(Month.parse, span)
        inside = [each for each in left if _stands_in(each, first, last)]
        if inside and last.last_day < until:
            _import(office, inside, (first, last), by=by)
            left = [each for each in left if each not in set(inside)]
    return left


def _stands_in(figure: Figure, first: Month, last: Month) -> bool:
    inside = first.first_day <= figure.start and figure.end <= last.last_day
    return inside and figure.is_of_a_month and bool(figure.purpose) and figure.article is None


def _import(office: Office, figures: list[Figure], months: Sequence[Month], *, by: User) -> None:
    at = morning(months[-1].last_day + timedelta(days=1), office)
    run = open_run(
        office=office,
        within=office,
        kind=KIND,
        content=sheets.workbook(office, figures),
        filename=sheets.filename(office, months),
        by=by,
    )
    check_run(run=run, at=at)
    commit_run(run=run, by=by, at=at, example=articles.EXAMPLE)
    ImportRun.objects.filter(pk=run.pk).update(uploaded_at=at)
