"""A session in words: what its facts and parts say, and where two states of it differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from dbi_portal.lib.coordinates import written
from dbi_portal.lib.days import long_date
from dbi_portal.lib.numbers import angka
from outreach.models import FollowUp, RegionReached, Session, SessionPhoto, Speaker

FACTS = (
    "office",
    "kind",
    "title",
    "held_on",
    "starts_at",
    "ends_at",
    "place",
    "place_region",
    "latitude",
    "longitude",
    "venue",
    "organiser",
    "opened_by",
    "participants",
    "women",
    "result",
    "questions",
    "source",
)
NARRATIVE = ("result", "questions")
# What hangs on a session: the relation, the joins its words need, what it is called.
PARTS = {
    "session_villages": (("village__region",), "Desa Binaan yang dilayani"),
    "regions_reached": (("region",), "Desa/kelurahan yang dicapai"),
    "session_officers": (("officer",), "Petugas"),
    "speakers": (("institution",), "Narasumber"),
    "audiences": (("group",), "Unsur peserta"),
    "session_topics": (("topic",), "Topik"),
    "session_duties": (("duty",), "Tugas PIMPASA"),
    "session_tags": (("tag",), "Program"),
    "follow_ups": (("region",), "Tindak lanjut"),
    "photos": ((), "Foto"),
    "attachments": ((), "Lampiran"),
}
HIDDEN = ("venue",)  # follows from the place
Described = Mapping[str, object]


@dataclass(frozen=True)
class Difference:
    """One fact or part in which two revisions differ; of a part only what went and what came."""

    label: str
    old: str
    new: str


def described(session: Session) -> dict[str, object]:
    """Facts as they are, rows by name; parts as lists of text."""
    facts = {name: getattr(session, name) for name in FACTS}
    parts = {
        name: [_said(row) for row in getattr(session, name).select_related(*joins).order_by("pk")]
        for name, (joins, _) in PARTS.items()
    }
    return facts | parts


def says_nothing(session: Session) -> bool:
    """Whether neither a result nor a topic nor anybody who came is known: no report yet."""
    if session.result.strip() or session.participants is not None:
        return False
    return not (session.session_topics.exists() or session.audiences.exists())


def changes(before: Described, after: Described) -> dict[str, list]:
    """What the audit trail keeps: [old, new] of what differs; of narratives the lengths only."""
    found = {name: _pair(before[name], after[name]) for name in after}
    return {
        name: [_audited(name, value) for value in pair]
        for name, pair in found.items()
        if pair[0] != pair[1]
    }


def differences(before: Described, after: Described) -> list[Difference]:
    """What a reviewer reads: every fact and part that differs, old and new in words."""
    found = []
    for name in after:
        old, new = _pair(before[name], after[name])
        if old != new and name not in HIDDEN:
            found.append(Difference(label(name), in_words(old), in_words(new)))
    return found


def label(name: str) -> str:
    if name in PARTS:
        return PARTS[name][1]
    return str(Session._meta.get_field(name).verbose_name).capitalize()


def in_words(value: object) -> str:
    """A fact as an office writes it; a dash for what is not known."""
    if isinstance(value, list):
        return "; ".join(value) or "–"
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, time):
        return f"{value:%H.%M}"
    if isinstance(value, int):
        return angka(value)
    if isinstance(value, float):  # degrees
        return written(value)
    return str(value or "–")


def _pair(old: object, new: object) -> list:
    """Of a list only what went and what came: one village more is not forty-four villages."""
    if not isinstance(old, list) or not isinstance(new, list):
        return [old, new]
    return [[each for each in old if each not in new], [each for each in new if each not in old]]


def _audited(name: str, value: object) -> object:
    if name in NARRATIVE:
        return len(str(value))
    if isinstance(value, float):
        return written(value)
    return value if isinstance(value, list) else str(value if value is not None else "")


def _said(row: object) -> str:
    """A part in one line, told so that no change of it goes unseen."""
    if isinstance(row, RegionReached):
        counts = [(row.rt_count, "RT"), (row.rw_count, "RW")]
        told = [f"{angka(count)} {word}" for count, word in counts if count is not None]
        return _joined(row.region.name, *told, row.units)
    if isinstance(row, Speaker):
        return _joined(row.institution.name, row.name, row.subject)
    if isinstance(row, FollowUp):
        due = f"paling lambat {long_date(row.due_on)}" if row.due_on else ""
        return _joined(row.task, row.owner, row.region and row.region.name, due, row.note)
    if isinstance(row, SessionPhoto):
        return row.caption or f"foto {row.position}"
    return str(row)


def _joined(*words: object) -> str:
    return ", ".join(str(word) for word in words if word)
