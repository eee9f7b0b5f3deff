"""What somebody answered about names in a sheet: known from the office's next sheet on."""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Mapping
from datetime import datetime

from dbi_portal.lib.text import squash
from officers.actions.aliases import forget_offices, remember_office
from officers.imports.findings import Findings
from officers.imports.resource import SKIP
from officers.models import ImportRun, Office, User
from villages.actions.aliases import forget, remember
from villages.matching import Place

VILLAGE, OFFICE = "desa|", "sel|Kantor|"  # how the keys of these questions begin


def remember_names(run: ImportRun, answers: Mapping[str, str], *, by: User, at: datetime) -> None:
    """Names of villages and offices that were asked; every kind calls it when it is written."""
    questions = Findings.from_json(run.outcome).questions
    written = {squash(each.value): each.value for each in questions}
    for asked, answer in answers.items():
        if answer == SKIP:
            continue
        if asked.startswith(VILLAGE):
            _village(run, asked, answer, written, by=by, at=at)
        elif asked.startswith(OFFICE):
            _office(run, asked, answer, by=by)


def forget_names(run: ImportRun, *, by: User) -> None:
    """The import is taken back, and what was answered in it."""
    forget(run=run, by=by)
    forget_offices(run=run, by=by)


def _village(
    run: ImportRun, asked: str, code: str, written: Mapping[str, str], *, by: User, at: datetime
) -> None:
    _, name, district, regency, office = asked.split("|")
    said_by = Office.objects.filter(pk=office).first() if office else None
    if said_by or by.sees_all_offices:
        place = Place(written.get(name, name), district, regency)
        remember(place=place, code=code, office=said_by, by=by, at=at, run=run)


def _office(run: ImportRun, asked: str, code: str, *, by: User) -> None:
    text, said_by = str(literal_eval(asked.removeprefix(OFFICE))), run.within or by.office
    office = Office.objects.filter(code=code).first()
    if office and said_by:
        remember_office(text=text, office=office, said_by=said_by, by=by, run=run)
