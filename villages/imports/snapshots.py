"""What a row was when an import wrote it, for JSON: the undo compares before it puts back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Model

from officers.models import Officer
from villages.models import Assignment, Decree, GuidedVillage, VillageStep

PERSON = ("name", "employee_number", "position", "phone", "email", "joined_on", "left_on")
POSTING = ("starts_on", "ends_on", "decree_id", "note")


def facts_of(step: VillageStep) -> dict[str, Any]:
    """All of a step, as `correct_step` takes it."""
    return {
        "on": step.happened_on,
        "place": step.place,
        "note": step.note,
        "decree": step.decree,
        "officiated_by": step.officiated_by,
    }


def kept_of(step: VillageStep) -> dict[str, Any]:
    """The same for JSON."""
    facts = facts_of(step)
    return facts | {"on": step.happened_on.isoformat(), "decree": step.decree_id}


def fields_of(village: GuidedVillage) -> dict[str, Any]:
    rows = village.village_reasons.values_list("reason", "note")
    return {"note": village.note, "reasons": {str(pk): note for pk, note in rows}}


def paper_of(decree: Decree) -> dict[str, Any]:
    """What the paper says and whom it names, apart from the rows the import adds one by one."""
    named = {
        "villages": sorted(decree.decree_villages.values_list("village", flat=True)),
        "officers": sorted(decree.decree_officers.values_list("officer", flat=True)),
    }
    return _plain(decree, ("number", "title", "signed_on", "ends_on", "kind")) | named


def person_of(officer: Officer) -> dict[str, Any]:
    return _plain(officer, PERSON)


def posting_of(posting: Assignment) -> dict[str, Any]:
    return _plain(posting, POSTING)


def posts_of(officer: Officer) -> list[dict[str, Any]]:
    fields = ("pk", "position", "starts_on", "ends_on")
    return [_plain(post, fields) for post in officer.posts.all()]


def _plain(row: Model, names: tuple[str, ...]) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in names}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in said.items()
    }


def day_of(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
