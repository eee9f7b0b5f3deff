"""Sessions and consultations of five years, spread as offices spread them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from random import Random
from uuid import UUID

from django.db.models import Model

from dbi_portal.demo.scale.copying import copied, reserved
from dbi_portal.demo.scale.country import Place
from dbi_portal.lib.months import Month
from outreach.models import (
    Audience,
    AudienceGroup,
    Consultation,
    FollowUp,
    RegionReached,
    Session,
    SessionKind,
    SessionOfficer,
    SessionTopic,
    SessionVillage,
    Topic,
)

NOTE = "Data contoh"
SESSION_TABLES = (
    Session, SessionVillage, RegionReached, Audience, SessionTopic, SessionOfficer, FollowUp,
    Consultation,
)  # fmt: skip
APPROVED, WAITING = 0.94, 3  # the share of sessions, and how many last months have some that wait
AT_ONCE = 50_000  # sessions in memory
SESSION = (
    "id", "made_up", "source", "office_id", "client_id", "kind_id", "title", "held_on", "place",
    "organiser", "opened_by", "participants", "result", "questions", "status", "review_note",
    "revision", "cancel_reason", "correction_reason", "created_by_id", "reviewed_by_id",
    "reviewed_at",
)  # fmt: skip
CONSULTATION = (
    "made_up", "source", "office_id", "client_id", "held_on", "topic_id", "channel", "outcome",
    "note", "created_by_id",
)  # fmt: skip
REACHED = ("region_id", "rt_count", "rw_count", "units")
FOLLOW_UP = ("owner", "task", "due_on", "done_on", "note", "made_up")
TITLES = (
    "Sosialisasi pencegahan TPPO", "Penyuluhan paspor bagi calon PMI", "Sambang desa",
    "Diseminasi jalur kerja resmi", "Layanan paspor simpatik", "Rapat TIMPORA tingkat kecamatan",
)  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """One session before it is written; `at` counts from zero."""

    at: int
    pk: int
    place: Place
    held: datetime
    status: str
    people: int


@dataclass(frozen=True)
class Words:
    """What sessions choose from, by id."""

    kinds: list[int]
    topics: list[int]
    groups: list[int]


def write_sessions(places: list[Place], months: list[Month], number: int, rng: Random) -> int:
    """So many sessions with village, region, audience, topic and officer; every tenth has more."""
    words = Words(*(_ids(model) for model in (SessionKind, Topic, AudienceGroup)))
    drawn = _drawn(places, months, number, rng)
    while some := list(islice(drawn, AT_ONCE)):
        _write(some, words)
    return number


def _ids(model: type[Model]) -> list[int]:
    return list(model.objects.order_by("pk").values_list("pk", flat=True))


def _write(drawn: list[Drawn], words: Words) -> None:
    copied(Session, SESSION, (_session(each, words.kinds) for each in drawn))
    part = ("session_id", "office_id")
    for model, columns, more in (
        (SessionVillage, ("village_id",), lambda each: (_village(each).pk,)),
        (RegionReached, REACHED, lambda each: (_reached(each), 3, 1, "")),
        (Audience, ("group_id", "count"), lambda each: (_of(words.groups, each), each.people)),
        (SessionTopic, ("topic_id",), lambda each: (_of(words.topics, each),)),
        (SessionOfficer, ("officer_id",), lambda each: (_of(each.place.officers, each).pk,)),
    ):
        rows = ((each.pk, each.place.office.pk, *more(each)) for each in drawn)
        copied(model, (*part, *columns), rows)
    some = [each for each in drawn if each.at % 10 == 0]
    copied(FollowUp, (*part, *FOLLOW_UP), (_follow_up(each) for each in some))
    copied(Consultation, CONSULTATION, (_consultation(each, words.topics) for each in some))


def _drawn(places: list[Place], months: list[Month], number: int, rng: Random) -> Iterator[Drawn]:
    first = reserved(Session, number)
    for at in range(number):
        place = places[at % len(places)]
        month = months[at // len(places) % len(months)]
        day = rng.randint(1, 28)
        held = datetime.combine(month.first_day, time(2), UTC) + timedelta(days=day - 1)
        status = _status(month, months, rng)
        yield Drawn(at, first + at, place, held, status, rng.randint(15, 120))


def _status(month: Month, months: list[Month], rng: Random) -> str:
    """Nearly all are approved; of the last months some wait for it, older ones were called off."""
    if rng.random() < APPROVED:
        return Session.Status.APPROVED
    return Session.Status.REPORTED if month in months[-WAITING:] else Session.Status.CANCELLED


def _session(each: Drawn, kinds: list[int]) -> tuple:
    title, office = TITLES[each.at % len(TITLES)], each.place.office
    approved = each.status == Session.Status.APPROVED
    reviewed = (each.place.clerk.pk, each.held + timedelta(days=2)) if approved else (None,) * 2
    called_off = "Hujan lebat" if each.status == Session.Status.CANCELLED else ""
    return (
        each.pk, "t", NOTE, office.pk, UUID(int=each.pk), _of(kinds, each),
        f"{title} {each.at % 997}", each.held.date(), "Balai desa contoh", office.short_name, "",
        each.people, "Peserta memahami jalur kerja resmi.", "", each.status, "", 1, called_off, "",
        each.place.clerk.pk, *reviewed,
    )  # fmt: skip


def _follow_up(each: Drawn) -> tuple:
    due = each.held.date() + timedelta(days=30)
    done = due - timedelta(days=3) if each.at % 3 else None
    words = ("Lurah", "Menyebarkan informasi lewat RT")
    return each.pk, each.place.office.pk, *words, due, done, "", "t"


def _consultation(each: Drawn, topics: list[int]) -> tuple:
    return (
        "t", NOTE, each.place.office.pk, UUID(int=(1 << 64) + each.pk), each.held.date(),
        _of(topics, each), "tatap-muka", "dijawab", "", each.place.clerk.pk,
    )  # fmt: skip


def _of(some: list, each: Drawn):
    return some[each.at * 7 % len(some)]


def _village(each: Drawn):
    return each.place.villages[each.at // len(each.place.villages) % len(each.place.villages)]


def _reached(each: Drawn) -> str:
    """Mostly the Desa Binaan itself; every third session goes to another village."""
    if each.at % 3:
        return _village(each).region_id
    return each.place.homes[each.at // len(each.place.homes) % len(each.place.homes)]
