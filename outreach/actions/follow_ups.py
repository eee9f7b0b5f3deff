from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from dbi_portal.lib.days import in_zone, long_date
from officers import audit
from officers.models import User
from outreach.actions.identity import refuse_identity
from outreach.models import FollowUp

LONGEST_NOTE = 300


@transaction.atomic
def complete_follow_up(*, follow_up: FollowUp, done_on: date, by: User | None) -> FollowUp:
    """Mark what was agreed as done on that day; a second click changes nothing."""
    follow_up = FollowUp.objects.select_for_update(of=["self"]).get(pk=follow_up.pk)
    if follow_up.done_on is None:
        follow_up.done_on = done_on
        follow_up.save(update_fields=["done_on"])
        audit.record("outreach.followup.completed", by=by, target=follow_up, done_on=done_on)
    return follow_up


@transaction.atomic
def reopen_follow_up(*, follow_up: FollowUp, by: User | None) -> FollowUp:
    """It was marked as done by mistake."""
    follow_up = FollowUp.objects.select_for_update(of=["self"]).get(pk=follow_up.pk)
    if follow_up.done_on is not None:
        was, follow_up.done_on = follow_up.done_on, None
        follow_up.save(update_fields=["done_on"])
        audit.record("outreach.followup.reopened", by=by, target=follow_up, was=was)
    return follow_up


@transaction.atomic
def complete_follow_ups(
    *, follow_ups: Iterable[FollowUp], done_on: date, note: str = "", by: User, at: datetime
) -> int:
    """Several at once, with one day and one note; returns how many were still open.

    All or nothing. Raises ValidationError at done_on: a day to come, or one before the session
    at which it was agreed; at note: a NIK, or no room left beside what was noted before.
    """
    rows = [row for row in _held(follow_ups) if row.done_on is None]
    refuse_identity(note)
    for row in rows:
        _refuse_unfit_day(row, done_on, at)
        row.done_on, row.note = done_on, _noted(row, note)
        row.save(update_fields=["done_on", "note"])
        changes = (
            {"done_on": [None, done_on], "told": note} if note else {"done_on": [None, done_on]}
        )
        audit.record(
            "outreach.followup.completed", by=by, target=row, about=[row.session], **changes
        )
    return len(rows)


@transaction.atomic
def reopen_follow_ups(
    *, follow_ups: Iterable[FollowUp], note: str = "", by: User, at: datetime
) -> int:
    """Several that were marked as done and are not; returns how many were."""
    rows = [row for row in _held(follow_ups) if row.done_on is not None]
    refuse_identity(note)
    for row in rows:
        was, row.done_on, row.note = row.done_on, None, _noted(row, note)
        row.save(update_fields=["done_on", "note"])
        changes = {"done_on": [was, None], "told": note} if note else {"done_on": [was, None]}
        audit.record(
            "outreach.followup.reopened", by=by, target=row, about=[row.session], **changes
        )
    return len(rows)


def _held(follow_ups: Iterable[FollowUp]) -> list[FollowUp]:
    """The rows as stored, held until the transaction ends."""
    keys = [row.pk for row in follow_ups]
    held = FollowUp.objects.select_for_update(of=["self"]).filter(pk__in=keys)
    return list(held.select_related("session__office", "region").order_by("pk"))


def _refuse_unfit_day(row: FollowUp, done_on: date, at: datetime) -> None:
    today = in_zone(at, row.session.office.time_zone).date()
    if done_on > today:
        raise ValidationError({"done_on": f"{long_date(done_on)} belum tiba."})
    if done_on < row.session.held_on:
        raise ValidationError(
            {
                "done_on": f"“{row.task}” baru disepakati {long_date(row.session.held_on)}; "
                "tidak mungkin selesai sebelumnya."
            }
        )


def _noted(row: FollowUp, note: str) -> str:
    """The new note behind the old one."""
    together = "; ".join(filter(None, [row.note, " ".join(note.split())]))
    if len(together) > LONGEST_NOTE:
        room = max(LONGEST_NOTE - len(row.note) - 2, 0)
        raise ValidationError({"note": f"Keterangan terlalu panjang: sisa {room} huruf."})
    return together
