"""What the audit trail tells of rows that keep no time of their own: what was known when.

Consultations, follow-ups, postings and decrees are changed in place. Each change left a line with
the old value, so a row can be taken back to a moment. A line that names no old value (a decree's
officers, a posting taken back by an undone import) cannot be taken back, and a row nobody left a
line about counts as known from the beginning.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from officers.models import AuditEvent

NEW = frozenset({"recorded", "started"})
ACTIONS = tuple(
    f"{kind}{verb}"
    for kind, verbs in {
        "outreach.consultation.": ("recorded", "changed"),
        "outreach.followup.": ("completed", "reopened", "changed"),
        "villages.assignment.": ("started", "changed", "ended", "reopened"),
        "villages.decree.": ("recorded", "changed"),
        "reports.statistic.": ("withdrawn",),
    }.items()
    for verb in verbs
)


@dataclass(frozen=True)
class Note:
    """One line of the trail: the row's id, what happened to it, fields with old values, and why."""

    row: int
    new: bool
    at: datetime
    before: dict[str, object]
    reason: str = ""


class Trail:
    """Lines written after `since` about rows of these offices, by kind of row."""

    def __init__(self, office_ids: Collection[int], *, since: datetime):
        self._notes: dict[str, list[Note]] = {}
        events = AuditEvent.objects.filter(
            office__in=office_ids, happened_at__gt=since, action__in=ACTIONS
        ).order_by("-pk")
        for action, target, changes, at in events.values_list(
            "action", "target", "changes", "happened_at"
        ):
            kind, _, row = target.partition(":")
            verb = action.rpartition(".")[2]
            reason = str(changes.get("reason") or "")
            note = Note(int(row), verb in NEW, at, _old(verb, changes), reason)
            self._notes.setdefault(kind, []).append(note)

    def notes(self, model: type) -> list[Note]:
        """Every line about rows of this kind, the latest first."""
        return self._notes.get(model._meta.label, [])

    def before(self, model: type, moment: datetime) -> Before:
        return Before(note for note in self.notes(model) if note.at > moment)


class Before:
    """How rows of one kind stood before some lines were written, the latest line first."""

    def __init__(self, notes: Iterable[Note]):
        self.unknown: set[int] = set()
        self.fields: dict[int, dict[str, object]] = {}
        for note in notes:
            self.fields.setdefault(note.row, {}).update(note.before)
            if note.new:
                self.unknown.add(note.row)

    def get(self, row: int, field: str, now: object) -> object:
        """The value as it was; `now` where nothing was written about it since."""
        return self.fields.get(row, {}).get(field, now)


def _old(verb: str, changes: dict) -> dict[str, object]:
    """Fields with the value they had; a follow-up ticked off alone names the new day only."""
    old = {
        name: pair[0] for name, pair in changes.items() if isinstance(pair, list) and len(pair) == 2
    }
    if verb == "completed":
        old.setdefault("done_on", None)
    if "was" in changes:
        old.setdefault("done_on", changes["was"])
    return old
