"""Officers are posted to villages, and postings end. Many-to-many, always dated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from dbi_portal.lib.days import long_date
from dbi_portal.lib.integrity import translated
from officers import audit
from officers.models import Officer, User
from villages.actions.rules import RULES, holder_on
from villages.models import Assignment, Decree, GuidedVillage
from villages.models.village import OVER


@transaction.atomic
def assign_officer(
    *,
    officer: Officer,
    village: GuidedVillage,
    starts_on: date,
    by: User | None,
    ends_on: date | None = None,
    decree: Decree | None = None,
    note: str = "",
    source: str = "",
    made_up: bool = False,
) -> Assignment:
    """Post an officer to a village; the posting belongs to the office that held it on that day."""
    assignment = Assignment(
        office=holder_on(village, starts_on, field="starts_on"),
        officer=officer,
        village=village,
        starts_on=starts_on,
        ends_on=ends_on,
        decree=decree,
        note=note,
        source=source,
        made_up=made_up,
    )
    _save(assignment)
    facts = {"officer": officer, "village": village, "starts_on": starts_on, "ends_on": ends_on}
    audit.record("villages.assignment.started", by=by, target=assignment, **facts)
    return assignment


@transaction.atomic
def change_assignment(*, assignment: Assignment, changes: Mapping, by: User | None) -> Assignment:
    """Save a posting whose days, decree or note were put right; who and where stay as they are."""
    assignment.office = holder_on(assignment.village, assignment.starts_on, field="starts_on")
    _save(assignment)
    if changes:
        audit.record("villages.assignment.changed", by=by, target=assignment, **changes)
    return assignment


@transaction.atomic
def end_assignment(
    *, assignment: Assignment, ends_on: date, by: User | None, note: str = ""
) -> Assignment:
    """The last day of a posting. Both record and history stay."""
    was = assignment.ends_on
    assignment.ends_on, assignment.note = ends_on, note or assignment.note
    with translated(RULES):
        assignment.save(update_fields=["ends_on", "note"])
    changes = {"ends_on": [was, ends_on], "note": note}
    audit.record("villages.assignment.ended", by=by, target=assignment, **changes)
    return assignment


def _save(assignment: Assignment) -> None:
    _refuse_officer(assignment)
    if assignment.ends_on is None and assignment.village.stage in OVER:
        stage = assignment.village.get_stage_display().lower()
        raise ValidationError(
            {"ends_on": f"Desa ini {stage}; isi tanggal selesai untuk penugasan yang lalu."}
        )
    with translated(RULES):
        assignment.save()


def _refuse_officer(assignment: Assignment) -> None:
    """An open posting is of the office's own people, while they serve; past ones may differ."""
    officer, ends_on = assignment.officer, assignment.ends_on
    if officer.joined_on and assignment.starts_on < officer.joined_on:
        day = long_date(officer.joined_on)
        raise ValidationError({"starts_on": f"{officer} baru menjadi PIMPASA {day}."})
    if officer.left_on and (ends_on is None or ends_on > officer.left_on):
        day = long_date(officer.left_on)
        raise ValidationError({"ends_on": f"{officer} berhenti {day}; penugasan selesai hari itu."})
    if ends_on is None and officer.office_id != assignment.office_id:
        raise ValidationError(
            {"officer": f"{officer} petugas {officer.office}; desa ini dibina {assignment.office}."}
        )
