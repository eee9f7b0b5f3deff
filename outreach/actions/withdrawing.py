"""A session that should never have come in is taken off the record: an import that is undone."""

from __future__ import annotations

from django.db import transaction

from officers.models import User
from outreach.actions.sessions import locked, refuse_locked, trace
from outreach.models import Session


@transaction.atomic
def withdraw_session(*, session: Session, by: User | None) -> None:
    """Remove it with its parts; the trail keeps that it was there. Raises Refused when locked.

    Whoever calls has made sure that nobody worked on it since. What took place in a session that
    somebody recorded himself is cancelled instead, and stays.
    """
    session = locked(session)
    refuse_locked(session)
    trace(
        "outreach.session.withdrawn",
        session,
        by=by,
        title=session.title,
        held_on=session.held_on,
        source=session.source,
    )
    session.delete()
