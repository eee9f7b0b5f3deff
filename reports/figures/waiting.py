"""What waits for somebody in some offices on a day, in one question for all of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from outreach.models import Session
from reports.figures.villages import OPERATING

SOON = timedelta(days=30)

# One row: the fields of Waiting in their order, lists as JSON.
WAITING = """
    SELECT
        (SELECT json_object_agg(status, json_build_array(number, first, id)) FROM (
            SELECT status, count(*) AS number, min(held_on) AS first,
                   (array_agg(id ORDER BY held_on, id))[1] AS id
            FROM outreach_session
            WHERE office_id = ANY(%(offices)s::bigint[]) AND status = ANY(%(open)s)
            GROUP BY status) AS sessions),
        (SELECT json_agg(json_build_array(village.id, region.name) ORDER BY region.name, village.id)
         FROM villages_guidedvillage village JOIN villages_region region
           ON region.code = village.region_id
         WHERE village.office_id = ANY(%(offices)s::bigint[]) AND village.stage = ANY(%(operating)s)
           AND NOT EXISTS (
               SELECT 1 FROM villages_assignment posting
               WHERE posting.village_id = village.id AND posting.starts_on <= %(today)s
                 AND (posting.ends_on IS NULL OR posting.ends_on >= %(today)s))),
        (SELECT json_agg(json_build_array(posting.ends_on, officer.name, region.name, posting.id)
                         ORDER BY posting.ends_on, posting.id)
         FROM villages_assignment posting
         JOIN officers_officer officer ON officer.id = posting.officer_id
         JOIN villages_guidedvillage village ON village.id = posting.village_id
         JOIN villages_region region ON region.code = village.region_id
         WHERE posting.office_id = ANY(%(offices)s::bigint[])
           AND posting.ends_on BETWEEN %(today)s AND %(soon)s),
        (SELECT json_agg(json_build_array(ends_on, number, id) ORDER BY ends_on, id)
         FROM villages_decree
         WHERE office_id = ANY(%(offices)s::bigint[]) AND ends_on BETWEEN %(today)s AND %(soon)s),
        (SELECT json_build_array(count(*), min(due_on),
                                 (array_agg(session_id ORDER BY due_on, id))[1])
         FROM outreach_followup
         WHERE office_id = ANY(%(offices)s::bigint[]) AND done_on IS NULL AND due_on < %(today)s)
"""


@dataclass(frozen=True)
class Batch:
    """So many of one thing, the earliest of them from `first`, in the session `session_id`."""

    number: int
    first: date
    session_id: int


@dataclass(frozen=True)
class Waiting:
    """Work that is open on a day."""

    to_review: Batch | None
    returned: Batch | None
    without_officer: tuple[tuple[int, str], ...]  # Desa Binaan at work: id, name
    postings_ending: tuple[tuple[date, str, str, int], ...]  # last day, officer, village, id
    decrees_ending: tuple[tuple[date, str, int], ...]  # last day, number, id
    follow_ups_overdue: Batch | None


def waiting(offices: Collection[int], *, today: date) -> Waiting:
    """What waits in these offices (ids); ending is what ends within thirty days."""
    open_states = [Session.Status.REPORTED, Session.Status.RETURNED]
    asked = {
        "offices": list(offices),
        "open": open_states,
        "operating": list(OPERATING),
        "today": today,
        "soon": today + SOON,
    }
    with connection.cursor() as cursor:
        cursor.execute(WAITING, asked)
        sessions, villages, postings, decrees, overdue = cursor.fetchone()
    to_review, returned = (_batch((sessions or {}).get(state)) for state in open_states)
    return Waiting(
        to_review=to_review,
        returned=returned,
        without_officer=tuple((pk, name) for pk, name in villages or ()),
        postings_ending=tuple((_day(day), *who) for day, *who in postings or ()),
        decrees_ending=tuple((_day(day), *which) for day, *which in decrees or ()),
        follow_ups_overdue=_batch(overdue),
    )


def _batch(found: list | None) -> Batch | None:
    return Batch(found[0], _day(found[1]), found[2]) if found and found[0] else None


def _day(text: str) -> date:
    return date.fromisoformat(text)
