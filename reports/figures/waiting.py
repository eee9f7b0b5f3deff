"""What waits for somebody in some offices on a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection

from outreach.models import Session
from villages.figures import gaps
from villages.models import Proposal, ProposalVillage

# One row: the fields of Waiting in their order, lists as JSON.
WAITING = """
    SELECT
        (SELECT json_object_agg(status, json_build_array(number, first, id)) FROM (
            SELECT status, count(*) AS number, min(held_on) AS first,
                   (array_agg(id ORDER BY held_on, id))[1] AS id
            FROM outreach_session
            WHERE office_id = ANY(%(offices)s::bigint[]) AND status = ANY(%(open)s)
            GROUP BY status) AS sessions),
        (SELECT json_build_array(count(*), min(due_on),
                                 (array_agg(session_id ORDER BY due_on, id))[1])
         FROM outreach_followup
         WHERE office_id = ANY(%(offices)s::bigint[]) AND done_on IS NULL AND due_on < %(today)s),
        (SELECT json_build_array(count(*), min(proposed_on),
                                 (array_agg(id ORDER BY proposed_on, id))[1])
         FROM villages_proposal AS proposal
         WHERE office_id = ANY(%(offices)s::bigint[]) AND status = %(sent)s
           AND EXISTS (SELECT FROM villages_proposalvillage
                       WHERE proposal_id = proposal.id AND decision = %(unanswered)s))
"""


@dataclass(frozen=True)
class Batch:
    """So many of one thing, the earliest from `first`: in this session, or this proposal."""

    number: int
    first: date
    pk: int


@dataclass(frozen=True)
class Waiting:
    """Work that is open on a day."""

    to_review: Batch | None
    returned: Batch | None
    without_officer: tuple[tuple[int, str], ...]  # Desa Binaan at work: id, name
    postings_ending: tuple[tuple[date, str, str, int], ...]  # last day, officer, village, id
    decrees_ending: tuple[tuple[date, str, int], ...]  # last day, number, id
    warned_days: int | None  # how far ahead "ending" looks; None where offices chose differently
    follow_ups_overdue: Batch | None
    proposals: Batch | None  # sent, and a village of theirs without an answer


def waiting(offices: Collection[int], *, today: date) -> Waiting:
    """What waits in these offices (ids); ending is what ends within the days each office chose."""
    open_states = [Session.Status.REPORTED, Session.Status.RETURNED]
    asked = {"offices": list(offices), "open": open_states, "today": today}
    asked |= {"sent": Proposal.Status.SENT, "unanswered": ProposalVillage.Decision.WAITING}
    with connection.cursor() as cursor:
        cursor.execute(WAITING, asked)
        sessions, overdue, proposals = cursor.fetchone()
    to_review, returned = (_batch((sessions or {}).get(state)) for state in open_states)
    days = gaps.warning_days(offices, on=today)
    soon = {"today": today, "days": days}
    alone = gaps.villages_without_officer(offices, today=today)
    postings, decrees = gaps.postings_ending(offices, **soon), gaps.decrees_ending(offices, **soon)
    return Waiting(
        to_review=to_review,
        returned=returned,
        without_officer=tuple(alone.values_list("pk", "region__name")),
        postings_ending=tuple(
            postings.values_list("ends_on", "officer__name", "village__region__name", "pk")
        ),
        decrees_ending=tuple(decrees.values_list("ends_on", "number", "pk")),
        warned_days=next(iter(days.values())) if len(set(days.values())) == 1 else None,
        follow_ups_overdue=_batch(overdue),
        proposals=_batch(proposals),
    )


def _batch(found: list | None) -> Batch | None:
    return Batch(found[0], _day(found[1]), found[2]) if found and found[0] else None


def _day(text: str) -> date:
    return date.fromisoformat(text)
