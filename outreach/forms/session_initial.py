"""What a session's form shows of a session: the one that is changed, or one it is written like."""

from __future__ import annotations

from outreach.actions.regions import is_within, whole_regions
from outreach.models import FollowUp, Session

# What the next session of its kind has in common with this one.
REPEATS = (
    "kind",
    "title",
    "starts_at",
    "ends_at",
    "place",
    "place_region",
    "organiser",
    "opened_by",
)


def of_session(session: Session) -> dict:
    """Choices that are no column of the session."""
    reached = list(session.regions_reached.values_list("region", flat=True))
    whole = whole_regions(reached, on=session.held_on)
    plain = session.regions_reached.filter(rt_count=None, rw_count=None, units="")
    named = plain.values_list("region", flat=True)
    return _named(session) | {
        "overlaps": _overlap(session),
        "all_of": whole,
        "reached": [code for code in named if not is_within(code, whole)],
    }


def _overlap(session: Session) -> bool:
    """The groups come to more than the participants: whoever stored that said it is so."""
    counted = sum(session.audiences.exclude(count=None).values_list("count", flat=True))
    return session.participants is not None and counted > session.participants


def like(session: Session) -> dict:
    """What repeats: no date, counts, results, photos or follow-ups."""
    reached = list(session.regions_reached.values_list("region", flat=True))
    whole = whole_regions(reached, on=session.held_on)
    columns = {name: getattr(session, name) for name in REPEATS}
    return (
        columns
        | _named(session)
        | {
            "office": session.office_id,
            "all_of": whole,
            "reached": [code for code in reached if not is_within(code, whole)],
        }
    )


def units(session: Session | None) -> list[dict]:
    if session is None:
        return []
    told = session.regions_reached.exclude(rt_count=None, rw_count=None, units="")
    return list(told.order_by("pk").values("region", "rt_count", "rw_count", "units"))


def speakers(session: Session | None) -> list[dict]:
    if session is None:
        return []
    rows = session.speakers.select_related("institution").order_by("pk")
    return [
        {"institution": row.institution.name, "name": row.name, "subject": row.subject}
        for row in rows
    ]


def follow_ups(session: Session | None) -> list[dict]:
    """The same agreement in many villages is one row of the form."""
    if session is None:
        return []
    reached = set(session.regions_reached.values_list("region", flat=True))
    groups: dict[tuple, list[FollowUp]] = {}
    for row in session.follow_ups.order_by("pk"):
        groups.setdefault((row.task, row.owner, row.due_on, row.note), []).append(row)
    return [_row(rows, reached) for rows in groups.values()]


def _named(session: Session) -> dict:
    return {
        "villages": list(session.villages.all()),
        "officers": list(session.officers.all()),
        "topics": list(session.topics.all()),
        "duties": list(session.duties.all()),
        "tags": list(session.tags.all()),
    }


def _row(rows: list[FollowUp], reached: set[str]) -> dict:
    """Asked of every village reached, it says so instead of naming each."""
    first, regions = rows[0], [row.region_id for row in rows if row.region_id]
    everywhere = len(reached) > 1 and set(regions) == reached
    return {
        "ids": ",".join(str(row.pk) for row in rows),
        "task": first.task,
        "owner": first.owner,
        "due_on": first.due_on,
        "note": first.note,
        "regions": [] if everywhere else regions,
        "everywhere": everywhere,
    }
