from __future__ import annotations

from django.db import transaction

from officers import audit
from officers.models import User
from outreach.actions.identity import refuse_contact, refuse_identity
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

    Raises NamesAPerson when the note holds a NIK, a passport number or a telephone number.
    """
    refuse_identity(consultation.note)
    refuse_contact(consultation.note)
    wanted = {field: getattr(consultation, field) for field in (*FACTS, "made_up")}
    stored, is_new = Consultation.objects.get_or_create(
        client_id=consultation.client_id, defaults=wanted | {"created_by": by}
    )
    if is_new:
        facts = {"held_on": stored.held_on, "topic": stored.topic_id, "outcome": stored.outcome}
        _note("recorded", stored, by=by, **facts)
    return stored


@transaction.atomic
def change_consultation(
    *, consultation: Consultation, changes: dict, by: User | None
) -> Consultation:
    """Save a validated change; `changes` is {field: [old, new]} for the audit trail.

    Of a changed note the trail keeps the lengths only: what a resident told stays in one place.
    """
    refuse_identity(consultation.note)
    refuse_contact(consultation.note)
    consultation.save(update_fields=FACTS)
    if "note" in changes:
        changes = changes | {"note": [len(text or "") for text in changes["note"]]}
    if changes:
        _note("changed", consultation, by=by, **changes)
    return consultation


def _note(verb: str, consultation: Consultation, *, by: User | None, **changes: object) -> None:
    """The line stands in the village's history too, where there is one."""
    about = [consultation.village] if consultation.village_id else []
    action = f"outreach.consultation.{verb}"
    audit.record(action, by=by, target=consultation, about=about, **changes)
