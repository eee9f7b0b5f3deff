"""What waits for somebody in some offices on a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import CharField, DateField, F, Value

from dbi_portal.lib.months import Month
from dbi_portal.lib.reading import reading
from outreach.figures import findings
from outreach.figures.findings import FindingCounts
from outreach.models import Finding, Session
from villages.figures import gaps
from villages.models import Proposal, ProposalVillage

# One row: the fields of Waiting in their order, lists as JSON.
WAITING = """
    SELECT
        (SELECT json_object_agg(status, json_build_array(number, first, id)) FROM (
            SELECT status, count(*) AS number, min(held_on) AS first,
                   (array_agg(id ORDER BY held_on, id))[1] AS id
            FROM outreach_session
            WHERE office_id = ANY(%(at_work)s::bigint[]) AND status = ANY(%(open_sessions)s)
            GROUP BY status) AS sessions),
        (SELECT json_build_array(count(*), min(due_on),
                                 (array_agg(session_id ORDER BY due_on, id))[1])
         FROM outreach_followup
         WHERE office_id = ANY(%(at_work)s::bigint[]) AND done_on IS NULL AND due_on < %(today)s),
        (SELECT json_build_array(count(*), min(proposed_on),
                                 (array_agg(id ORDER BY proposed_on, id))[1])
         FROM villages_proposal AS proposal
         WHERE office_id = ANY(%(at_work)s::bigint[]) AND status = %(sent)s
           AND EXISTS (SELECT FROM villages_proposalvillage
                       WHERE proposal_id = proposal.id AND decision = %(unanswered)s)),
        {findings}
"""
# Numbers and days alone; and nothing is asked for a reader who may not see findings. A month's
# counts travel with today's, in one question.
FINDINGS = f"""
        (SELECT json_build_array(
             json_build_array(count(*) FILTER (WHERE late), min(due_on) FILTER (WHERE late), 0),
             json_build_array(count(*) FILTER (WHERE unread), min(told) FILTER (WHERE unread), 0),
             extract(epoch FROM min(due_at) FILTER (WHERE NOT late)))
         FROM (SELECT due_at, due_at < %(moment)s AS late, finding.submitted_on AS told,
                      (due_at AT TIME ZONE office.time_zone)::date AS due_on,
                      due_at >= %(moment)s AND status = %(submitted)s AS unread
               FROM outreach_finding finding
               JOIN officers_office office ON office.id = finding.office_id
               WHERE finding.office_id = ANY(%(at_work)s::bigint[])
                 AND finding.closed_at IS NULL) AS not_closed),
        (SELECT json_agg(json_build_array(
             office_id, month, kinds, closed, rejected, open, overdue, made_up))
         FROM ({findings.COUNTED}) AS told
             (office_id, month, kinds, closed, rejected, open, overdue, made_up))
"""  # noqa: S608 - words of ours


@dataclass(frozen=True)
class Batch:
    """So many of one thing, the earliest from `first`: in this session, or this proposal.

    Of findings `pk` is 0: their number is told, not which they are.
    """

    number: int
    first: date
    pk: int


@dataclass(frozen=True)
class FindingsAsked:
    """For who may see findings: `now` decides what is overdue, and which months are counted."""

    offices: frozenset[int]
    months: tuple[Month, ...]
    now: datetime

    @property
    def given(self) -> dict[str, object]:
        asked = findings.counting(self.offices, self.months, now=self.now)
        return asked | {"moment": self.now, "submitted": Finding.Status.SUBMITTED}


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
    findings_overdue: Batch | None = None  # past the deadline of their next step
    findings_unread: Batch | None = None  # still in time, and nobody has verified them
    findings: FindingCounts | None = None  # of the months that were asked for
    next_deadline: datetime | None = None  # of a finding: from then on one more is overdue


def waiting(
    offices: Collection[int], *, today: date, noticed: FindingsAsked | None = None
) -> Waiting:
    """What waits in these offices (ids); ending is what ends within the days each office chose.

    `noticed`: what to ask of findings; None for who may not see them.
    """
    open_states = [Session.Status.REPORTED, Session.Status.RETURNED]
    asked = {"at_work": list(offices), "open_sessions": open_states, "today": today}
    asked |= {"sent": Proposal.Status.SENT, "unanswered": ProposalVillage.Decision.WAITING}
    with reading().cursor() as cursor:
        sql = WAITING.format(findings=FINDINGS if noticed else "NULL, NULL")
        cursor.execute(sql, asked | (noticed.given if noticed else {}))
        sessions, overdue, proposals, open_findings, rows = cursor.fetchone()
    late, unread, next_one = open_findings or (None, None, None)
    to_review, returned = (_batch((sessions or {}).get(state)) for state in open_states)
    days = gaps.warning_days(offices, on=today)
    soon = {"today": today, "days": days}
    alone, postings, decrees = _gaps(offices, soon)
    return Waiting(
        to_review=to_review,
        returned=returned,
        without_officer=tuple((pk, name) for _, name, _, pk in alone),
        postings_ending=tuple(postings),
        decrees_ending=tuple((day, number, pk) for day, number, _, pk in decrees),
        warned_days=next(iter(days.values())) if len(set(days.values())) == 1 else None,
        follow_ups_overdue=_batch(overdue),
        proposals=_batch(proposals),
        findings_overdue=_batch(late),
        findings_unread=_batch(unread),
        findings=_counted(rows, noticed) if noticed else None,
        next_deadline=datetime.fromtimestamp(next_one, UTC) if next_one else None,
    )


def _gaps(offices: Collection[int], soon: dict) -> list[list[tuple]]:
    """Villages without officer, postings and decrees that end, in one question for the three.

    Each as (last day, name, second name, id) in the order of `villages.figures.gaps`.
    """
    none = Value("", output_field=CharField())
    alone = gaps.villages_without_officer(offices, today=soon["today"]).annotate(
        day=Value(None, output_field=DateField()), one=F("region__name"), two=none
    )
    postings = gaps.postings_ending(offices, **soon).annotate(
        day=F("ends_on"), one=F("officer__name"), two=F("village__region__name")
    )
    decrees = gaps.decrees_ending(offices, **soon).annotate(
        day=F("ends_on"), one=F("number"), two=none
    )
    kinds = [
        rows.order_by().select_related(None).annotate(which=Value(number)).values_list(
            "which", "day", "one", "two", "pk"
        )
        for number, rows in enumerate((alone, postings, decrees))
    ]  # fmt: skip
    found: list[list[tuple]] = [[], [], []]
    for kind, *row in kinds[0].union(*kinds[1:], all=True):
        found[kind].append(tuple(row))
    found[0].sort(key=lambda row: (row[1], row[3]))
    for ending in found[1:]:
        ending.sort(key=lambda row: (row[0], row[3]))
    return found


def _counted(rows: list[list] | None, noticed: FindingsAsked) -> FindingCounts:
    told = [(office_id, _day(month), *counts) for office_id, month, *counts in rows or ()]
    return findings.counted(told, noticed.months)


def _batch(found: list | None) -> Batch | None:
    return Batch(found[0], _day(found[1]), found[2]) if found and found[0] else None


def _day(text: str) -> date:
    return date.fromisoformat(text)
