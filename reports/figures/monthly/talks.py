"""Consultations and follow-ups of a month of some offices, as known at a moment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db.models import Q

from dbi_portal.lib.months import Month
from outreach.models import Consultation, FollowUp, Session, Topic
from reports.figures.monthly.content import FollowUpLine, Tally
from reports.figures.monthly.talked import Talked, held_then
from reports.figures.monthly.trail import Before

DONE, LATE, OPEN = "selesai", "terlambat", "berjalan"
Key = tuple[int, str, str, bool]  # office, topic, outcome, made up


def consultations(
    office_ids: Collection[int], month: Month, before: Before, talked: Talked
) -> dict[int, list[Tally]]:
    """By office id, by topic and outcome, as the rows stood `before` some lines of the trail.

    Most are counted by the database; the few that the trail speaks of are taken back one by one.
    """
    counts: Counter[Key] = Counter()
    for office in office_ids:
        for (topic, *rest), number in talked.others.get((office, month), {}).items():
            counts[office, talked.topics[topic], *rest] += number
    for row in talked.touched:
        if row.pk not in before.unknown and month.contains(held_then(row, before)):
            topic = _topic(row, before, talked.topics)
            outcome = before.get(row.pk, "outcome", row.outcome)
            counts[row.office_id, topic, outcome, row.made_up] += 1
    return _tallies(counts)


def _topic(row: Consultation, before: Before, topics: dict[int, str]) -> str:
    topic_id = int(before.get(row.pk, "topic", row.topic_id))
    if topic_id not in topics:
        topics[topic_id] = Topic.objects.get(pk=topic_id).name
    return topics[topic_id]


def _tallies(counts: Counter[Key]) -> dict[int, list[Tally]]:
    sums: dict[tuple[int, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for (office, topic, outcome, made_up), number in counts.items():
        both = sums[office, topic, outcome]
        both[0] += number
        both[1] += number if made_up else 0
    found = defaultdict(list)
    for (office, topic, outcome), (number, invented) in sorted(sums.items()):
        label = Consultation.Outcome(outcome).label
        found[office].append(Tally(topic, label, number, invented > 0))
    return found


def follow_ups(
    office_ids: Collection[int],
    month: Month,
    known_at: datetime,
    before: Before,
    names: Mapping[int, str],
) -> dict[int, list[FollowUpLine]]:
    """By office id: agreed by the end of the month and still open then, or done during it."""
    open_then = Q(done_on__isnull=True) | Q(done_on__gte=month.first_day)
    agreed = Session.objects.known_at(known_at).filter(
        office__in=office_ids, held_on__lte=month.last_day
    )
    rows = FollowUp.objects.filter(
        open_then | Q(pk__in=list(before.fields)), session__in=agreed.values("pk")
    )
    found = defaultdict(list)
    for row in rows.select_related("region").order_by("due_on", "pk"):
        done = before.get(row.pk, "done_on", row.done_on)
        done_on = date.fromisoformat(str(done)) if done else None
        if done_on is None or done_on >= month.first_day:
            line = _follow_up(row, done_on, month.last_day, names[row.office_id])
            found[row.office_id].append(line)
    return found


def _follow_up(row: FollowUp, done_on: date | None, day: date, office: str) -> FollowUpLine:
    done = done_on is not None and done_on <= day
    late = row.due_on is not None and row.due_on < day
    return FollowUpLine(
        id=row.pk,
        office=office,
        task=row.task,
        owner=row.owner,
        region=row.region.name if row.region else "",
        due_on=row.due_on.isoformat() if row.due_on else "",
        state=DONE if done else LATE if late else OPEN,
        made_up=row.made_up,
    )
