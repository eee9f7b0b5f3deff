from __future__ import annotations

from datetime import date

from django.db import transaction

from officers import audit
from officers.models import User
from outreach.models import FollowUp


@transaction.atomic
def complete_follow_up(*, follow_up: FollowUp, done_on: date, by: User | None) -> FollowUp:
    """Mark what was agreed as done on that day; a second click changes nothing."""
    follow_up = FollowUp.objects.select_for_update(of=["self"]).get(pk=follow_up.pk)
    if follow_up.done_on is None:
        follow_up.done_on = done_on
        follow_up.save(update_fields=["done_on"])
        _note("completed", follow_up, by=by, done_on=[None, done_on])
    return follow_up


@transaction.atomic
def reopen_follow_up(*, follow_up: FollowUp, by: User | None) -> FollowUp:
    """It was marked as done by mistake."""
    follow_up = FollowUp.objects.select_for_update(of=["self"]).get(pk=follow_up.pk)
    if follow_up.done_on is not None:
        was, follow_up.done_on = follow_up.done_on, None
        follow_up.save(update_fields=["done_on"])
        _note("reopened", follow_up, by=by, done_on=[was, None])
    return follow_up


def _note(verb: str, follow_up: FollowUp, *, by: User | None, **changes: object) -> None:
    """The line stands in the session's history too."""
    about = [follow_up.session]
    audit.record(f"outreach.followup.{verb}", by=by, target=follow_up, about=about, **changes)
