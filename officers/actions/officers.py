"""The register of officers: entered with the first post, put right, pictured."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from dbi_portal.lib.days import long_date
from dbi_portal.lib.integrity import translated
from officers import audit
from officers.actions.rules import RULES
from officers.models import Officer, OfficerPost, User


@transaction.atomic
def add_officer(*, officer: Officer, by: User | None, basis: str = "") -> Officer:
    """Put a filled-in, validated officer on the register; his first post is the one he holds."""
    with translated(RULES):
        officer.save()
    OfficerPost.objects.create(
        officer=officer,
        office=officer.office,
        position=officer.position,
        starts_on=officer.joined_on,
        ends_on=officer.left_on,
        basis=basis,
        made_up=officer.made_up,
        source=officer.source,
    )
    facts = {"name": officer.name, "position": officer.position, "joined_on": officer.joined_on}
    audit.record("officers.officer.added", by=by, target=officer, about=[officer.office], **facts)
    return officer


@transaction.atomic
def change_officer(*, officer: Officer, changes: dict, by: User | None) -> Officer:
    """Save a validated change; `changes` is {field: [old, new]} for the audit trail.

    Office, position and the end of service have verbs of their own. A picture that was replaced
    is removed once the change is written.
    """
    before = Officer.objects.get(pk=officer.pk)
    if officer.joined_on != before.joined_on:
        _move_beginning(officer)
    with translated(RULES):
        officer.save()
    if before.photo and before.photo.name != officer.photo.name:
        _forget_after_commit(before.photo)
    if changes:
        audit.record("officers.officer.changed", by=by, target=officer, **changes)
    return officer


def _move_beginning(officer: Officer) -> None:
    """The first post begins with the service."""
    first = officer.posts.first()
    if first is None:
        return
    if first.ends_on and officer.joined_on and officer.joined_on > first.ends_on:
        day = long_date(first.ends_on)
        raise ValidationError({"joined_on": f"Jabatan pertamanya berakhir {day}, sebelum itu."})
    first.starts_on = officer.joined_on
    first.save(update_fields=["starts_on"])


def _forget_after_commit(photo) -> None:
    storage, name = photo.storage, photo.name
    transaction.on_commit(lambda: storage.delete(name))
