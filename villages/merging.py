"""What of this app hangs on an officer, and how it follows when two records become one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from officers.merging import register
from officers.models import Officer
from villages.models import Assignment, DecreeOfficer, StepOfficer


def join_postings(kept: Officer, gone: Officer) -> None:
    """Postings to one village that overlap become one; none stays open where he serves no more."""
    for posting in gone.assignments.order_by("starts_on", "pk"):
        for other in _overlapping(kept, posting):
            if other.starts_on < posting.starts_on:
                posting.starts_on, posting.office = other.starts_on, other.office
            posting.ends_on = _later(posting.ends_on, other.ends_on)
            posting.decree = other.decree or posting.decree
            posting.note = other.note or posting.note
            other.delete()
        posting.officer = kept
        posting.save()
    _end_elsewhere(kept)


def joined_postings(kept: Officer, gone: Officer) -> Iterator[str]:
    """The sentences that say so beforehand."""
    for posting in gone.assignments.select_related("village__region"):
        if _overlapping(kept, posting):
            yield f"Penugasan keduanya di {posting.village} bertumpuk; keduanya menjadi satu."


def _overlapping(officer: Officer, posting: Assignment) -> list[Assignment]:
    last = posting.ends_on or date.max
    same = Assignment.objects.during(posting.starts_on, last).filter(village=posting.village_id)
    return list(same.filter(officer=officer))


def _later(one: date | None, other: date | None) -> date | None:
    return max(one, other) if one and other else None


def _end_elsewhere(officer: Officer) -> None:
    """Open postings of an office he has left end with his last day there."""
    post = officer.posts.last()
    if post is None or post.starts_on is None:
        return
    eve = post.starts_on - timedelta(days=1)
    left = officer.assignments.filter(ends_on__isnull=True, starts_on__lte=eve)
    left.exclude(office=officer.office_id).update(ends_on=eve)


register(Assignment, move=join_postings, tell=joined_postings)
register(DecreeOfficer, called="SK dan surat tugas", once_per=("decree",))
register(StepOfficer, once_per=("step",))
