"""What was agreed, with the same wording in many places as one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, Count, Min, Q, QuerySet, Sum, When

from outreach.models import FollowUp, Session

SAME = ("session_id", "task", "owner", "due_on")


@dataclass
class Agreed:
    """One task, owner and day of one session, in as many places as it was asked of.

    `key` is its first row's id; `rows` are those that fit the filter, by place.
    """

    key: int
    task: str
    owner: str
    due_on: date | None
    rows: list[FollowUp] = field(default_factory=list)

    @property
    def session(self) -> Session:
        return self.rows[0].session

    @property
    def open(self) -> list[FollowUp]:
        return [row for row in self.rows if row.done_on is None]

    @property
    def done(self) -> list[FollowUp]:
        return [row for row in self.rows if row.done_on is not None]

    def is_overdue(self, today: date) -> bool:
        return bool(self.open) and self.due_on is not None and self.due_on < today


def shared_note(rows: Iterable[FollowUp]) -> str:
    """What is noted of all of them; what some were marked with stands behind it."""
    notes = {row.note for row in rows}
    shortest = min(notes, key=len, default="")
    return shortest if all(note.startswith(shortest) for note in notes) else ""


def groups(follow_ups: QuerySet, order: Sequence) -> QuerySet:
    """The groups of these rows as values; `order` may name SAME, `finished` and `key`."""
    open_ones = Count("pk", filter=Q(done_on__isnull=True))
    counted = follow_ups.order_by().values(*SAME)
    counted = counted.annotate(key=Min("pk"), left=open_ones, number=Count("pk"))
    finished = Case(When(left=0, then=1), default=0)
    return counted.annotate(finished=finished).order_by(*order, "key")


def totals(groups: QuerySet) -> tuple[int, int]:
    """How many groups there are and how many rows stand in them, in one pass."""
    found = groups.order_by().aggregate(groups=Count("key"), rows=Sum("number"))
    return found["groups"], found["rows"] or 0


def filled(page: Sequence[dict], follow_ups: QuerySet) -> list[Agreed]:
    """The groups of one page with their rows: one query for all of them."""
    found = {
        _key(group): Agreed(group["key"], group["task"], group["owner"], group["due_on"])
        for group in page
    }
    # Asked by session alone: a condition for each group takes longer to plan than to answer.
    rows = follow_ups.filter(session__in={group["session_id"] for group in page})
    for row in rows.select_related("session__office", "region").order_by("region__name", "pk"):
        agreed = found.get(tuple(getattr(row, name) for name in SAME))
        if agreed:  # the session agreed on more than this page shows
            agreed.rows.append(row)
    return list(found.values())


def same_as(follow_ups: QuerySet, keys: Sequence[int]) -> QuerySet:
    """Every row worded as one of those whose ids are `keys`, that one included."""
    return follow_ups.filter(_any_of(follow_ups.filter(pk__in=keys).order_by().values(*SAME)))


def _key(group: dict) -> tuple:
    return tuple(group[name] for name in SAME)


def _any_of(groups: Iterable[dict]) -> Q:
    """Rows of any of these groups; of none when there are none."""
    wanted = Q(pk__in=())
    for group in groups:
        undated = {"due_on__isnull": True} if group["due_on"] is None else {}
        wanted |= Q(**{name: group[name] for name in SAME if group[name] is not None}, **undated)
    return wanted
