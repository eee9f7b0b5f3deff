"""What was agreed and falls due. Forty-three villages with the same task are one line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Min, QuerySet

from dbi_portal.lib.days import long_date
from officers.notices import Message
from officers.occasions import Moment
from outreach.models import FollowUp, Session
from outreach.occasions.people import People, with_people

FARTHEST = timedelta(days=30)  # as far ahead as an office may choose to be reminded


def due_soon(moment: Moment, people: People) -> Iterator[Message]:
    """Shortly before the day, to the session's officers and whoever recorded it."""
    open_ones = _open(moment).filter(due_on__gte=moment.today, due_on__lte=moment.today + FARTHEST)
    for group, session in _groups(open_ones):
        left = group["due_on"] - moment.today
        if left <= moment.days("follow_up_reminder_days", session.office_id):
            text = f"{_named(group)} jatuh tempo {long_date(group['due_on'])}."
            yield from _told(people, group, session, "segera", "tindak-lanjut", text)


def overdue(moment: Moment, people: People) -> Iterator[Message]:
    """The day has passed: once more, to the same people."""
    late = _open(moment).filter(due_on__gte=moment.oldest).overdue(on=moment.today)
    for group, session in _groups(late):
        text = f"{_named(group)} lewat batas waktu {long_date(group['due_on'])}."
        yield from _told(people, group, session, "lewat", "terlambat", text)


def _open(moment: Moment) -> QuerySet:
    return FollowUp.objects.current().open().filter(session__office__time_zone=moment.zone)


def _groups(follow_ups: QuerySet) -> Iterator[tuple[dict, Session]]:
    """Same task, owner and day at one session, with the session; as many queries for a thousand."""
    same = follow_ups.order_by().values("session_id", "task", "owner", "due_on")
    groups = list(same.annotate(number=Count("pk"), place=Min("region__name")))
    sessions = with_people(Session.objects).in_bulk({group["session_id"] for group in groups})
    for group in groups:
        yield group, sessions[group["session_id"]]


def _named(group: dict) -> str:
    where = f" di {group['place']}" if group["place"] else ""
    if group["number"] > 1:
        where = f" di {group['number']} wilayah"
    return f"Tindak lanjut “{group['task']}” ({group['owner']}){where}"


def _told(
    people: People, group: dict, session: Session, when: str, kind: str, text: str
) -> Iterator[Message]:
    same = hashlib.sha256(f"{group['task']}|{group['owner']}".encode()).hexdigest()[:16]
    key = f"tindak-lanjut-{when}:{session.pk}:{group['due_on']}:{same}"
    url = f"{session.get_absolute_url()}#tindak-lanjut"
    for user in people.or_reviewers(session):
        yield Message(user.pk, key, kind, text, url, session.office_id)
