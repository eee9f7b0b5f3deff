"""A session as the sheet sees it: plain values by name, ready for JSON, and back to its parts.

kind, topics, officers, villages: ids; regions: codes; held_on, starts_at, ends_at: ISO text;
speakers: [institution, name, subject]; audience: [group id, count or None];
follow_ups: [task, owner, due or ""].
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from django.db.models import QuerySet

from dbi_portal.lib.text import squash
from officers.models import Officer
from outreach.actions.parts import Agreed, Reached, SessionParts, Speaks
from outreach.models import AudienceGroup, FollowUp, Session, Topic
from villages.models import GuidedVillage, Region

Values = dict[str, Any]
TEXTS = ("title", "place", "organiser", "opened_by", "result", "questions")
NUMBERS = ("participants", "women")
LISTS = ("villages", "regions", "officers", "topics", "speakers", "audience", "follow_ups")
EMPTY: Values = {
    **dict.fromkeys(TEXTS, ""),
    **dict.fromkeys(NUMBERS),
    **{name: [] for name in LISTS},
    "starts_at": "",
    "ends_at": "",
}
UNKNOWN_OWNER = "Belum ditentukan"
PARTS = (
    *("session_villages__village__region", "regions_reached", "session_officers"),
    "session_topics",
    *("speakers__institution", "audiences", "follow_ups"),
)


def with_parts(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Everything `values_of` reads, in a handful of queries for all of them."""
    return sessions.select_related("office", "kind").prefetch_related(*PARTS)


def values_of(session: Session) -> Values:
    """What the register holds of it, in the sheet's terms."""
    return {
        "kind": session.kind_id,
        "held_on": session.held_on.isoformat(),
        "starts_at": clock(session.starts_at),
        "ends_at": clock(session.ends_at),
        **{name: getattr(session, name) for name in (*TEXTS, *NUMBERS)},
        "villages": sorted(row.village_id for row in session.session_villages.all()),
        "regions": sorted(row.region_id for row in session.regions_reached.all()),
        "officers": sorted(row.officer_id for row in session.session_officers.all()),
        "topics": sorted(row.topic_id for row in session.session_topics.all()),
        "speakers": sorted(
            [row.institution.name, row.name, row.subject] for row in session.speakers.all()
        ),
        "audience": sorted([row.group_id, row.count] for row in session.audiences.all()),
        "follow_ups": _tasks(session),
    }


def _tasks(session: Session) -> list[list[str]]:
    """One task given to several villages is one task."""
    found = {}
    for row in sorted(session.follow_ups.all(), key=lambda row: row.pk):
        due = row.due_on.isoformat() if row.due_on else ""
        found.setdefault(squash(row.task), [row.task, row.owner, due])
    return list(found.values())


def clock(moment: time | None) -> str:
    return f"{moment:%H:%M}" if moment else ""


def together(known: Values, stated: Values) -> Values:
    """What the session would say: what the sheet leaves blank stays, no task agreed is dropped."""
    said = {name: value for name, value in stated.items() if name in known}
    if "audience" in said:
        counted = dict(known["audience"]) | dict(said["audience"])
        said["audience"] = sorted(map(list, counted.items()))
    if "follow_ups" in said:
        said["follow_ups"] = _agreed_together(known["follow_ups"], said["follow_ups"])
    return known | said


def _agreed_together(known: list, said: list) -> list:
    """A task known by its words keeps its row; who and when only when the sheet says so."""
    merged = {squash(task): [task, owner, due] for task, owner, due in known}
    for task, owner, due in said:
        before = merged.get(squash(task), [task, "", ""])
        merged[squash(task)] = [before[0], owner or before[1], due or before[2]]
    return [[task, owner or UNKNOWN_OWNER, due] for task, owner, due in merged.values()]


def differences(known: Values, wanted: Values) -> Values:
    """What the register says where the two differ; spacing alone is no difference."""
    return {name: known[name] for name in wanted if _plain(known[name]) != _plain(wanted[name])}


def _plain(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def fill(session: Session, values: Values) -> Session:
    """The facts of the session become `values`; parts are `parts_of`."""
    session.kind_id = values["kind"]
    session.held_on = date.fromisoformat(values["held_on"])
    session.starts_at = time.fromisoformat(values["starts_at"]) if values["starts_at"] else None
    session.ends_at = time.fromisoformat(values["ends_at"]) if values["ends_at"] else None
    for name in (*TEXTS, *NUMBERS):
        setattr(session, name, values[name])
    return session


class Shelf:
    """The rows that many sessions' values name, read once."""

    def __init__(self, every: Collection[Values]):
        self.villages = GuidedVillage.objects.in_bulk(_named("villages", every))
        self.regions = Region.objects.in_bulk(_named("regions", every))
        self.officers = Officer.objects.in_bulk(_named("officers", every))
        self.topics = Topic.objects.in_bulk(_named("topics", every))
        groups = {pk for values in every for pk, _ in values["audience"]}
        self.groups = AudienceGroup.objects.in_bulk(groups)

    def parts_of(self, values: Values, session: Session | None = None) -> SessionParts:
        """`session`: the stored one, whose parts of other kinds stay as they are."""
        parts = _kept(session) if session else SessionParts()
        reached = {row.region_id: row for row in session.regions_reached.all()} if session else {}
        return replace(
            parts,
            villages=_rows(self.villages, values["villages"]),
            regions=[
                _reached(region, reached.get(region.pk))
                for region in _rows(self.regions, values["regions"])
            ],
            officers=_rows(self.officers, values["officers"]),
            topics=_rows(self.topics, values["topics"]),
            speakers=[Speaks(*each) for each in values["speakers"]],
            audience={self.groups[pk]: count for pk, count in values["audience"]},
            follow_ups=_agreed(values["follow_ups"], session),
        )


def _named(name: str, every: Collection[Values]) -> set:
    return {key for values in every for key in values[name]}


def _rows(known: Mapping, keys: Collection) -> list:
    return [known[key] for key in keys]


def _kept(session: Session) -> SessionParts:
    return SessionParts(duties=list(session.duties.all()), tags=list(session.tags.all()))


def _reached(region: Region, row: Any) -> Reached:
    return Reached(region, row.rt_count, row.rw_count, row.units) if row else Reached(region)


def _agreed(said: Collection, session: Session | None) -> list[Agreed]:
    """Rows stay the rows they are by their words; one task of several villages stays several."""
    known: dict[str, list[FollowUp]] = {}
    for row in session.follow_ups.all() if session else ():
        known.setdefault(squash(row.task), []).append(row)
    found = []
    for task, owner, due in said:
        due_on = date.fromisoformat(due) if due else None
        rows = known.get(squash(task), [])
        found += [_still_agreed(row, rows[0], owner, due_on) for row in rows]
        if not rows:
            found.append(Agreed(task, owner, due_on=due_on))
    return found


def _still_agreed(row: FollowUp, first: FollowUp, owner: str, due_on: date | None) -> Agreed:
    """What the sheet says anew of a task holds for all its rows; else each keeps its own."""
    return Agreed(
        row.task,
        row.owner if owner == first.owner else owner,
        row.region,
        row.due_on if due_on == first.due_on else due_on,
        row.note,
        row.made_up,
        row.pk,
    )
