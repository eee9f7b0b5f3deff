"""The audit line, written where the fact is written, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import PurePath

from django import forms
from django.core.files import File
from django.db.models import Model, QuerySet

from officers.models import AuditEvent, Office, User

BY_THE_PORTAL = "portal"


def record(
    action: str,
    *,
    by: User | None,
    target: Model,
    about: Iterable[Model] = (),
    **changes: object,
) -> AuditEvent:
    """Note that `by` (None: the portal itself, at night) did `action` to `target`.

    `about` names other rows whose history shows the line too: a posting is about an officer and
    a village. A change is `field=[old, new]`.
    """
    return AuditEvent.objects.create(
        action=action,
        actor=by.username if by else BY_THE_PORTAL,
        office_id=_office_id(target),
        target=key_of(target),
        about=sorted({key_of(each) for each in about}),
        changes={name: _plain(value) for name, value in changes.items()},
    )


def key_of(row: Model) -> str:
    """The name a row goes by in the audit trail: "villages.GuidedVillage:12"."""
    return f"{row._meta.label}:{row.pk}"


def changed_fields(form) -> dict[str, list]:
    """Old and new value of each field a form changes: {"name": ["lama", "baru"]}.

    Rows by their key, so that the history names them; of a password only that it was changed.
    """
    pairs = {name: _pair(form, name) for name in form.changed_data}
    # What was only spelt otherwise ("0812…", "+62 812…") is no change.
    return {name: [old, new] for name, (old, new) in pairs.items() if old != new}


def _pair(form, name: str) -> list:
    field = form.fields[name]
    if isinstance(field.widget, forms.PasswordInput):
        return ["", "diganti"]
    old, new = form.get_initial_for_field(field, name), form.cleaned_data.get(name)
    return [_plain("" if each is None else each) for each in (old, new)]


def _office_id(target: Model) -> int | None:
    return target.pk if isinstance(target, Office) else getattr(target, "office_id", None)


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset | QuerySet):
        return [_plain(item) for item in value]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, File):
        return PurePath(value.name or "").name
    if isinstance(value, Model):
        return str(value.pk)
    return value if isinstance(value, bool | int | float | str | None) else str(value)
