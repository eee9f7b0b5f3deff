"""Officers, postings, decrees and gaps of a month of some offices, as far as known at a moment.

Postings and decrees are told by the audit trail where it wrote of them; where an officer served
from which day is on record by its days alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from dbi_portal.lib.months import Month
from officers.models import Officer, OfficerPost
from reports.figures.monthly.content import DecreeLine, Gap, OfficerLine, PostingLine
from reports.figures.monthly.sessions import Told
from reports.figures.monthly.trail import Before
from reports.figures.monthly.villages import Held
from villages.models import Assignment, Decree, DecreeVillage

BEGAN, ENDED = "mulai", "berakhir"
NOBODY, POSTING_ENDS, DECREE_ENDS = "tanpa-petugas", "penugasan-berakhir", "sk-berakhir"
Warnings = Mapping[int, int]  # days ahead by office id


@dataclass(frozen=True)
class Posting:
    """A posting with its days as they were known at the moment."""

    row: Assignment
    starts_on: date
    ends_on: date | None

    def on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


def postings(office_ids: Collection[int], villages: Iterable[Held]) -> list[Assignment]:
    """Every posting to these villages, and those of these offices elsewhere."""
    held = [each.village.pk for each in villages]
    rows = Assignment.objects.filter(Q(village__in=held) | Q(office__in=office_ids))
    return list(
        rows.select_related("officer", "village__region", "decree").order_by("starts_on", "pk")
    )


def known(rows: Iterable[Assignment], before: Before) -> list[Posting]:
    """Those on record at the moment, with the days they had then."""
    return [
        Posting(
            row,
            _day(before.get(row.pk, "starts_on", row.starts_on)),
            _day(before.get(row.pk, "ends_on", row.ends_on)),
        )
        for row in rows
        if row.pk not in before.unknown
    ]


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def at_work(found: Iterable[Posting], day: date) -> dict[int, list[Posting]]:
    """By village id, who is posted there that day, by name."""
    there = defaultdict(list)
    for posting in sorted(found, key=lambda each: (each.row.officer.name, each.row.pk)):
        if posting.on(day):
            there[posting.row.village_id].append(posting)
    return there


def changes(
    found: Iterable[Posting], month: Month, names: Mapping[int, str]
) -> dict[int, list[PostingLine]]:
    """By office id, postings that began or ended during the month, by day."""
    lines = defaultdict(list)
    for posting in found:
        for change, day in ((BEGAN, posting.starts_on), (ENDED, posting.ends_on)):
            if day and month.contains(day) and posting.row.office_id in names:
                line = _change(posting, change, day, names[posting.row.office_id])
                lines[posting.row.office_id].append(line)
    return {pk: sorted(each, key=lambda line: (line.day, line.id)) for pk, each in lines.items()}


def _change(posting: Posting, change: str, day: date, office: str) -> PostingLine:
    row = posting.row
    return PostingLine(
        id=row.pk,
        office=office,
        officer=row.officer.name,
        village=row.village.region.name,
        change=change,
        day=day.isoformat(),
        basis=row.decree.number if row.decree else "",
        made_up=row.made_up,
    )


def officers(
    office_ids: Collection[int],
    day: date,
    found: Collection[Posting],
    sessions: Iterable[Told],
    names: Mapping[int, str],
) -> dict[int, list[OfficerLine]]:
    """By office id, officers on duty that day, the villages they had and the sessions they held."""
    villages = defaultdict(list)
    for posting in found:
        if posting.on(day):
            villages[posting.row.officer_id].append(posting.row.village.region.name)
    held = _held(found, sessions)
    lines = defaultdict(list)
    for officer in _on_duty(office_ids, day):
        office_id = officer.office_then or officer.office_id
        lines[office_id].append(
            OfficerLine(
                id=officer.pk,
                name=officer.name,
                office=names[office_id],
                position=officer.position_then or officer.position,
                villages=tuple(sorted(villages[officer.pk])),
                sessions=held[officer.pk],
                made_up=officer.made_up,
            )
        )
    return lines


def _on_duty(office_ids: Collection[int], day: date) -> Iterable[Officer]:
    """Whoever held a post at one of the offices; without any post on record, where he is now."""
    posts = OfficerPost.objects.filter(officer=OuterRef("pk"))
    there = Q(office__in=office_ids) | Q(
        pk__in=OfficerPost.objects.filter(office__in=office_ids).values("officer")
    )
    return (
        Officer.objects.filter(
            there,
            Q(left_on__isnull=True) | Q(left_on__gte=day),
            Q(joined_on__isnull=True) | Q(joined_on__lte=day),
        )
        .annotate(
            has_posts=Exists(posts),
            office_then=Subquery(posts.on(day).values("office_id")[:1]),
            position_then=Subquery(posts.on(day).values("position")[:1]),
        )
        .filter(Q(office_then__in=office_ids) | Q(has_posts=False))
        .order_by("name", "pk")
    )


def _held(found: Collection[Posting], sessions: Iterable[Told]) -> Counter[int]:
    """Sessions by officer: whoever is named, else whoever was posted to a village it served."""
    of_village = defaultdict(list)
    for posting in found:
        of_village[posting.row.village_id].append(posting)
    count: Counter[int] = Counter()
    for told in sessions:
        day = told.session.held_on
        named = told.session.told_officers or {
            posting.row.officer_id
            for village in told.line.village_ids
            for posting in of_village[village]
            if posting.on(day)
        }
        count.update(named)
    return count


def decrees(office_ids: Collection[int], month: Month, villages: Iterable[Held], ahead: int):
    """Decrees signed in the month by these offices or about their villages, and those that end
    within `ahead` days of its end; with what they cover.
    """
    day, held = month.last_day, [each.village.pk for each in villages]
    parts = DecreeVillage.objects.filter(decree=OuterRef("pk"))
    named = Exists(parts.filter(village__in=held))
    signed = Q(signed_on__range=(month.first_day, day)) & (Q(office__in=office_ids) | named)
    ending = Q(ends_on__range=(day, day + timedelta(days=ahead)), office__in=office_ids)
    covered = parts.order_by("village__region__name").values(
        json=JSONObject(id="village_id", name="village__region__name")
    )
    rows = Decree.objects.filter(signed | ending).select_related("office")
    return list(rows.annotate(covered=ArraySubquery(covered)).order_by("signed_on", "pk"))


def new_decrees(
    office_id: int, month: Month, rows: Iterable[Decree], held: Collection[int]
) -> Iterator[DecreeLine]:
    """Of this month: the office's own, and those that name a village it holds."""
    for row in rows:
        mine = row.office_id == office_id or any(each["id"] in held for each in row.covered)
        if mine and month.contains(row.signed_on):
            yield DecreeLine(
                id=row.pk,
                number=row.number,
                title=row.title,
                signed_on=row.signed_on.isoformat(),
                office=row.office.short_name,
                villages=tuple(each["name"] for each in row.covered),
                made_up=row.made_up,
            )


def gaps(
    office_id: int,
    office: str,
    day: date,
    *,
    villages: Iterable[Held],
    found: Collection[Posting],
    rows: Iterable[Decree],
    ahead: int,
) -> Iterator[Gap]:
    """Villages at work without anybody, then postings and SK that end within `ahead` days."""
    there, until = at_work(found, day), day + timedelta(days=ahead)
    for each in villages:
        if each.works and not there.get(each.village.pk):
            since = _alone_since(each, found, day)
            name = each.village.region.name
            yield Gap(NOBODY, office, name, since.isoformat(), each.village.made_up)
    held = {each.village.pk for each in villages}
    for posting in _ending(found, held, day, until):
        row = posting.row
        what = f"{row.officer.name}, {row.village.region.name}"
        yield Gap(POSTING_ENDS, office, what, posting.ends_on.isoformat(), row.made_up)
    for row in rows:
        if row.office_id == office_id and row.ends_on and day <= row.ends_on <= until:
            yield Gap(DECREE_ENDS, office, row.number, row.ends_on.isoformat(), row.made_up)


def _alone_since(each: Held, found: Iterable[Posting], day: date) -> date:
    """The day after the last posting, or since it works when there was none later than that."""
    ends = [
        posting.ends_on + timedelta(days=1)
        for posting in found
        if posting.row.village_id == each.village.pk and posting.ends_on and posting.ends_on < day
    ]
    return max([each.working_since, *ends])


def _ending(
    found: Collection[Posting], held: Collection[int], day: date, until: date
) -> Iterator[Posting]:
    """Postings of that day to a village held that end soon and that nothing follows."""
    begins = {(each.row.officer_id, each.row.village_id, each.starts_on) for each in found}
    for each in sorted(found, key=lambda posting: (posting.ends_on or date.max, posting.row.pk)):
        if each.row.village_id not in held or not each.on(day) or each.ends_on is None:
            continue
        follows = (each.row.officer_id, each.row.village_id, each.ends_on + timedelta(days=1))
        if each.ends_on <= until and follows not in begins:
            yield each
