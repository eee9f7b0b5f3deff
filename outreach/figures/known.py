"""Which sessions count, in SQL: now, or as the portal knew it at a moment."""

from __future__ import annotations

from datetime import datetime

# Both speak of a table named `session`. Two texts, so that the first finds its index.
NOW = "session.status = %(approved)s"
# As SessionQuerySet.known_at: approved by then, and by no approved revision replaced.
THEN = """
    session.status IN ('disetujui', 'digantikan')
    AND (session.reviewed_at IS NULL OR session.reviewed_at <= %(known_at)s)
    AND NOT EXISTS (
        SELECT FROM outreach_session later
        WHERE later.corrects_id = session.id AND later.status IN ('disetujui', 'digantikan')
          AND (later.reviewed_at IS NULL OR later.reviewed_at <= %(known_at)s))
"""


def counted(known_at: datetime | None) -> str:
    """A condition for a question that is given `approved` and `known_at`."""
    return THEN if known_at else NOW
