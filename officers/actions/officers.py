from django.db import transaction

from officers import audit
from officers.models import Officer, User


@transaction.atomic
def add_officer(*, officer: Officer, by: User) -> Officer:
    """Put a filled-in, validated officer on the register."""
    officer.save()
    audit.record("officers.officer.added", by=by, target=officer, name=officer.name)
    return officer


@transaction.atomic
def change_officer(*, officer: Officer, changes: dict, by: User) -> Officer:
    """Save a validated change; `changes` is {field: [old, new]} for the audit trail."""
    officer.save()
    if changes:
        audit.record("officers.officer.changed", by=by, target=officer, **changes)
    return officer
