from __future__ import annotations

from django.db import transaction

from officers import audit
from officers.models import User
from outreach.actions.identity import refuse_identity
from outreach.models import Consultation

FACTS = (
    "office",
    "village",
    "officer",
    "held_on",
    "topic",
    "channel",
    "outcome",
    "referred_to",
    "note",
    "source",
)


@transaction.atomic
def record_consultation(*, consultation: Consultation, by: User | None) -> Consultation:
    """Store a filled-in, validated consultation once per `client_id`; returns the stored one.

    Raises NamesAPerson when the note holds a NIK or a passport number.
    """
    refuse_identity(consultation.note)
    wanted = {field: getattr(consultation, field) for field in (*FACTS, "made_up")}
    stored, is_new = Consultation.objects.get_or_create(
        client_id=consultation.client_id, defaults=wanted | {"created_by": by}
    )
    if is_new:
        audit.record("outreach.consultation.recorded", by=by, target=stored)
    return stored


@transaction.atomic
def change_consultation(
    *, consultation: Consultation, changes: dict, by: User | None
) -> Consultation:
    """Save a validated change; `changes` is {field: [old, new]} for the audit trail.

    Of a changed note the trail keeps the lengths only: what a resident told stays in one place.
    """
    refuse_identity(consultation.note)
    consultation.save(update_fields=FACTS)
    if "note" in changes:
        changes = changes | {"note": [len(text) for text in changes["note"]]}
    if changes:
        audit.record("outreach.consultation.changed", by=by, target=consultation, **changes)
    return consultation
