"""Sessions of a month that belong into the reports of some offices, as known at a moment.

A session belongs into the report of its office and of every office that held a village it served
that day. It goes by the same id in each, so whoever adds reports up counts it once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject

from dbi_portal.lib.months import Month
from outreach.models import (
    Audience,
    RegionReached,
    Session,
    SessionDuty,
    SessionOfficer,
    SessionPhoto,
    SessionTopic,
    SessionVillage,
    Speaker,
)
from reports.figures.monthly.content import Photo, SessionLine
from reports.figures.sessions import with_people
from reports.photos import kept
from villages.models import Tenure

DEFAULT_PHOTOS = 2  # of each session, until somebody has chosen


@dataclass(frozen=True)
class Told:
    """A session, its line in every report it belongs into, and those offices' ids."""

    session: Session
    line: SessionLine
    office_ids: frozenset[int]


# What a session is known by in every report: a correction keeps the name of what it corrects.
FIRST_REVISION = """(
    WITH RECURSIVE line AS (
        SELECT own.corrects_id, own.client_id FROM outreach_session own
        WHERE own.id = outreach_session.id
        UNION ALL
        SELECT before.corrects_id, before.client_id
        FROM line JOIN outreach_session before ON before.id = line.corrects_id
    ) SELECT client_id FROM line WHERE corrects_id IS NULL)
"""


def sessions(office_ids: Collection[int], month: Month, known_at: datetime) -> list[Told]:
    """Sessions of the month by day; one query, whatever hangs on them."""
    counted = Session.objects.known_at(known_at).in_month(month)
    joint = SessionVillage.objects.filter(
        Exists(_tenure_of_the_day().filter(office__in=office_ids)),
        session__held_on__range=(month.first_day, month.last_day),
    )
    mine = Q(office__in=office_ids) | Q(pk__in=joint.values("session"))
    found = with_people(counted.filter(mine)).select_related("kind", "office")
    told = _with_parts(found).order_by("held_on", F("starts_at").asc(nulls_last=True), "pk")
    return [_told(session) for session in told]


def _tenure_of_the_day() -> QuerySet:
    """Who held the village of the outer row on the session's day."""
    day = OuterRef("session__held_on")
    until = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    return Tenure.objects.filter(until, village=OuterRef("village"), starts_on__lte=day)


def _with_parts(found: QuerySet) -> QuerySet:
    """What hangs on each session, as lists beside it: a table's rows would cost a query each."""
    holder = _tenure_of_the_day()
    villages = _of(SessionVillage).annotate(
        holder=Subquery(holder.values("office_id")[:1]),
        holder_name=Subquery(holder.values("office__short_name")[:1]),
    )
    return found.annotate(
        first_client_id=RawSQL(FIRST_REVISION, []),  # noqa: S611 -- a text of our own
        told_villages=_list(
            villages.order_by("village__region__name", "pk"),
            id="village_id", name="village__region__name", region="village__region_id",
            holder="holder", office="holder_name",
        ),
        told_regions=_list(
            _of(RegionReached).order_by("region_id"), id="region_id", rt="rt_count", rw="rw_count"
        ),
        told_audience=_list(
            _of(Audience).order_by("group__position", "group__name"),
            group="group__name", count="count",
        ),
        told_photos=_list(_of(SessionPhoto), id="pk", image="image", caption="caption"),
        told_institutions=_names(Speaker, "institution__name"),
        told_topics=_names(SessionTopic, "topic__position", "topic__name"),
        told_duties=_names(SessionDuty, "duty__position", "duty__name"),
        told_officers=_names(SessionOfficer, "officer_id"),
    )  # fmt: skip


def _of(part: type) -> QuerySet:
    return part.objects.filter(session=OuterRef("pk"))


def _list(rows: QuerySet, **columns: str) -> ArraySubquery:
    return ArraySubquery(rows.values(json=JSONObject(**columns)))


def _names(part: type, *order: str) -> ArraySubquery:
    return ArraySubquery(_of(part).order_by(*order).values(order[-1]))


def _told(session: Session) -> Told:
    served, reached = session.told_villages, session.told_regions
    others = {each["office"] for each in served if each["holder"] != session.office_id}
    line = SessionLine(
        id=str(session.first_client_id),
        office=session.office.short_name,
        held_on=session.held_on.isoformat(),
        title=session.title,
        kind=session.kind.name,
        place=session.place,
        participants=session.people,
        villages=tuple(each["name"] for each in served),
        regions=tuple(
            sorted({*(each["id"] for each in reached), *(each["region"] for each in served)})
        ),
        rt=sum(each["rt"] or 0 for each in reached),
        rw=sum(each["rw"] or 0 for each in reached),
        institutions=tuple(sorted(set(session.told_institutions))),
        made_up=session.made_up,
        topics=tuple(session.told_topics),
        duties=tuple(session.told_duties),
        audience=tuple((each["group"], each["count"]) for each in session.told_audience),
        village_ids=tuple(each["id"] for each in served),
        with_offices=tuple(sorted(filter(None, others))),
        office_code=session.office.code,
    )
    holders = {each["holder"] for each in served if each["holder"]}
    return Told(session, line, frozenset({session.office_id, *holders}))


def by_office(found: Collection[Told]) -> dict[int, list[Told]]:
    """By office id, the sessions that belong into its report."""
    groups = defaultdict(list)
    for told in found:
        for office_id in told.office_ids:
            groups[office_id].append(told)
    return groups


def photos(office_id: int, found: Collection[Told]) -> Iterator[Photo]:
    """The first two of each session the office held itself, until somebody has chosen."""
    for told in found:
        if told.session.office_id == office_id:
            for row in told.session.told_photos[:DEFAULT_PHOTOS]:
                shown = {"image": row["image"], "caption": row["caption"]}
                yield kept(SessionPhoto(session=told.session, **shown))
