"""Findings whose deadline comes near or has passed: who is told, once each, in neutral words.

First the verifier, before the deadline; once it has passed the office's head; and when it is still
open some hours later the Kanwil. A new deadline (a finding opened again) is told anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from officers.models import OfficeSupervision, User
from officers.notices import Message
from officers.occasions import LOOK_BACK, Moment, by_office, leading
from officers.roles import Role
from outreach.actions.finding_deadlines import URGENT
from outreach.actions.finding_news import KIND, in_words, kind_of
from outreach.models import Finding
from outreach.occasions.people import People

FARTHEST = timedelta(hours=72)  # as far ahead as an office may choose to be reminded
REMIND, ESCALATE = "finding_reminder_hours", "finding_escalation_hours"


def due_soon(moment: Moment, people: People) -> Iterator[Message]:
    """To those who verify in its office, and to its sender where it was sent back to him."""
    coming = _open(moment).filter(due_at__gt=moment.at, due_at__lte=moment.at + FARTHEST)
    for finding in coming:
        if finding.due_at - moment.at <= _ahead(moment, finding):
            text = f"Satu temuan belum selesai, tenggatnya {in_words(finding)}."
            told = people.reviewers(finding.office_id)
            yield from _told(told, finding, "segera", text, kind_of(finding))
            if finding.status == Finding.Status.RETURNED:
                ask = f"Temuan Anda menunggu perbaikan, tenggatnya {in_words(finding)}."
                yield from _told([finding.submitted_by], finding, "perbaiki", ask, KIND)


def overdue(moment: Moment, people: People) -> Iterator[Message]:
    """The deadline has passed: to the head of its office, and whoever stands in for him."""
    late = list(_late(moment))
    heads = leading({each.office_id for each in late}, on=moment.today)
    for finding in late:
        text = f"Satu temuan lewat tenggat {in_words(finding)} dan belum selesai."
        yield from _told(heads[finding.office_id], finding, "lewat", text, kind_of(finding))


def long_overdue(moment: Moment, people: People) -> Iterator[Message]:
    """Still open some hours after its deadline: to the supervisors of the Kanwil."""
    late = [
        finding
        for finding in _late(moment)
        if moment.at - finding.due_at >= moment.hours(ESCALATE, finding.office_id)
    ]
    above = _kanwil_of({finding.office_id for finding in late}, moment)
    readers = by_office({Role.SUPERVISOR}, office__in=set(above.values()))
    for finding in late:
        told = readers.get(above.get(finding.office_id), [])
        text = f"Satu temuan {finding.office} lewat tenggat {in_words(finding)} dan belum selesai."
        yield from _told(told, finding, "lewat-kanwil", text, kind_of(finding))


def _ahead(moment: Moment, finding: Finding) -> timedelta:
    """How long before; of what is due within hours, when a third of them is left."""
    chosen = moment.hours(REMIND, finding.office_id)
    if not finding.is_urgent:
        return chosen
    return min(chosen, moment.hours(URGENT, finding.office_id) / 3)


def _open(moment: Moment):
    rows = Finding.objects.open().filter(office__time_zone=moment.zone)
    return rows.select_related("office", "submitted_by").order_by("due_at", "pk")


def _late(moment: Moment):
    return _open(moment).filter(due_at__lte=moment.at, due_at__gt=moment.at - LOOK_BACK)


def _kanwil_of(office_ids: Iterable[int], moment: Moment) -> dict[int, int]:
    today = OfficeSupervision.objects.on(moment.today).filter(office__in=office_ids)
    return dict(today.values_list("office_id", "supervisor_id"))


def _told(
    users: Iterable[User | None], finding: Finding, when: str, text: str, kind: str
) -> Iterator[Message]:
    key = f"temuan:{finding.pk}:{when}:{finding.due_at:%Y%m%d%H%M}"
    url = finding.get_absolute_url()
    for user in users:
        if user and user.is_active:
            yield Message(user.pk, key, kind, text, url, finding.office_id)
