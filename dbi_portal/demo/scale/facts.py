"""Sessions, consultations and passport figures of five years, spread as offices spread them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from math import sin
from random import Random
from uuid import UUID

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
from reports.models import PassportStatistic
from reports.models.statistic import Outcome, Purpose

NOTE = "Data contoh"
BY_HOME, TOTAL, PLAIN = "month:home,purpose", "month:purpose", "month:"
SESSION = (
    "id", "made_up", "source", "office_id", "client_id", "kind_id", "title", "held_on", "place",
    "organiser", "opened_by", "participants", "result", "questions", "status", "review_note",
    "revision", "cancel_reason", "correction_reason", "created_by_id", "reviewed_by_id",
    "reviewed_at",
)  # fmt: skip
FIGURE = (
    "office_id", "period_start", "period_end", "outcome", "purpose", "home_region_id",
    "service_point", "service", "book_type", "destination", "sex", "reason", "count", "grain",
    "recorded", "correction_reason", "entered_by_id", "sheet", '"column"', "made_up", "source",
)  # fmt: skip
CONSULTATION = (
    "made_up", "source", "office_id", "client_id", "held_on", "topic_id", "channel", "outcome",
    "note", "created_by_id",
)  # fmt: skip
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
    approved: bool
    people: int


def write_sessions(places: list[Place], months: list[Month], number: int, rng: Random) -> int:
    """So many sessions with village, region, audience, topic and officer; every tenth has more."""
    kinds = list(SessionKind.objects.order_by("pk").values_list("pk", flat=True))
    topics = list(Topic.objects.order_by("pk").values_list("pk", flat=True))
    groups = list(AudienceGroup.objects.order_by("pk").values_list("pk", flat=True))
    drawn = list(_drawn(places, months, number, rng))
    copied(Session, SESSION, (_session(each, kinds) for each in drawn))
    part = ("session_id", "office_id")
    told = [(each.pk, each.place.office.pk, each) for each in drawn]
    villages = ((pk, office, _village(each).pk) for pk, office, each in told)
    copied(SessionVillage, (*part, "village_id"), villages)
    reached = ((pk, office, _village(each).region_id, 3, 1, "") for pk, office, each in told)
    copied(RegionReached, (*part, "region_id", "rt_count", "rw_count", "units"), reached)
    people = ((pk, office, _of(groups, each), each.people) for pk, office, each in told)
    copied(Audience, (*part, "group_id", "count"), people)
    copied(SessionTopic, (*part, "topic_id"), ((pk, o, _of(topics, each)) for pk, o, each in told))
    officers = ((pk, office, _of(each.place.officers, each).pk) for pk, office, each in told)
    copied(SessionOfficer, (*part, "officer_id"), officers)
    columns = (*part, "owner", "task", "due_on", "done_on", "note", "made_up")
    copied(FollowUp, columns, (_follow_up(*each) for each in told if each[2].at % 10 == 0))
    copied(Consultation, CONSULTATION, (_consultation(each, topics) for each in drawn[::10]))
    return number


def write_figures(places: list[Place], months: list[Month], number: int, rng: Random) -> int:
    """As many figures as fit evenly: totals first, the rest by the villages people come from."""
    homes = max(0, round(number / (len(places) * len(months))) - len(_besides(1)) - 1)
    rows = (
        row
        for place in places
        for at, month in enumerate(months)
        for row in _figures(place, month, at, min(homes, len(place.homes)), rng)
    )
    return copied(PassportStatistic, FIGURE, rows)


def _drawn(places: list[Place], months: list[Month], number: int, rng: Random) -> Iterator[Drawn]:
    first = reserved(Session, number)
    for at in range(number):
        place = places[at % len(places)]
        month = months[at // len(places) % len(months)]
        day = rng.randint(1, 28)
        held = datetime.combine(month.first_day, time(2), UTC) + timedelta(days=day - 1)
        yield Drawn(at, first + at, place, held, rng.random() < 0.94, rng.randint(15, 120))


def _session(each: Drawn, kinds: list[int]) -> tuple:
    title, office = TITLES[each.at % len(TITLES)], each.place.office
    reviewed = (
        (each.place.clerk.pk, each.held + timedelta(days=2)) if each.approved else (None,) * 2
    )
    status = Session.Status.APPROVED if each.approved else Session.Status.REPORTED
    return (
        each.pk, "t", NOTE, office.pk, UUID(int=each.pk), _of(kinds, each),
        f"{title} {each.at % 997}", each.held.date(), "Balai desa contoh", office.short_name, "",
        each.people, "Peserta memahami jalur kerja resmi.", "", status, "", 1, "", "",
        each.place.clerk.pk, *reviewed,
    )  # fmt: skip


def _follow_up(pk: int, office: int, each: Drawn) -> tuple:
    due = each.held.date() + timedelta(days=30)
    done = due - timedelta(days=3) if each.at % 3 else None
    return pk, office, "Lurah", "Menyebarkan informasi lewat RT", due, done, "", "t"


def _consultation(each: Drawn, topics: list[int]) -> tuple:
    return (
        "t", NOTE, each.place.office.pk, UUID(int=(1 << 64) + each.pk), each.held.date(),
        _of(topics, each), "tatap-muka", "dijawab", "", each.place.clerk.pk,
    )  # fmt: skip


def _figures(place: Place, month: Month, at: int, homes: int, rng: Random) -> Iterator[tuple]:
    """A month's passports of one office: a season, a slow rise, a size of its own."""
    size = 150 + 40 * (place.number % 11)
    total = round(size * (1 + at / 120) * (1 + 0.15 * sin(at / 2)) * rng.uniform(0.9, 1.1))
    yield _figure(place, month, Outcome.ISSUED, Purpose.MIGRANT_WORK, TOTAL, total)
    for outcome, purpose, grain, count in _besides(total):
        yield _figure(place, month, outcome, purpose, grain, count)
    left = total
    for number, home in enumerate(place.homes[:homes]):
        count = left if number == homes - 1 else left * rng.randint(3, 9) // 100
        left -= count
        purpose = Purpose.MIGRANT_WORK
        yield _figure(place, month, Outcome.ISSUED, purpose, BY_HOME, count, home)


def _besides(total: int) -> list[tuple[str, str, str, int]]:
    return [
        (Outcome.ISSUED, Purpose.UMRAH, TOTAL, total // 2),
        (Outcome.ISSUED, Purpose.TOURISM, TOTAL, total * 2),
        (Outcome.REFUSED, "", PLAIN, total // 40),
        (Outcome.DELAYED, "", PLAIN, total // 60),
        (Outcome.DEPARTURE_DELAY, "", PLAIN, total // 30),
    ]


def _figure(
    place: Place, month: Month, outcome: str, purpose: str, grain: str, count: int, home=None
) -> tuple:
    known = datetime.combine(month.next().first_day, time(3), UTC)
    return (
        place.office.pk, month.first_day, month.last_day, outcome, purpose, home,
        "", "", "", "", "", "", count, grain, f"[{known.isoformat()},)", "", place.clerk.pk,
        "", "", "t", NOTE,
    )  # fmt: skip


def _of(some: list, each: Drawn):
    return some[each.at * 7 % len(some)]


def _village(each: Drawn):
    return each.place.villages[each.at // len(each.place.villages) % len(each.place.villages)]
