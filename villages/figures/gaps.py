"""What is out of order between villages, officers, posts and papers on a day.

Each function takes ids of offices and gives a queryset, so that a page lists it, a dashboard
counts it and a reminder names it, all by the same rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from officers import policy
from officers.models import OfficeHead, Officer, OfficerPost
from villages.models import Assignment, Decree, GuidedVillage, VillageStep
from villages.models.village import Stage

OPERATING = (Stage.INAUGURATED, Stage.ACTIVE)  # villages in which somebody must be at work
WARNING = "expiry_warning_days"
Offices = Collection[int]
Days = Mapping[int, int] | None


def villages_without_officer(offices: Offices, *, today: date) -> QuerySet:
    """Desa Binaan at work in which nobody is posted; `last_end` and `operating_since` say how long.

    `last_end` is the last day of the last posting, None when there never was one.
    """
    postings = Assignment.objects.filter(village=OuterRef("pk"))
    ended = postings.filter(ends_on__lt=today).order_by("-ends_on").values("ends_on")[:1]
    steps = VillageStep.objects.filter(village=OuterRef("pk"), stage__in=OPERATING)
    working = GuidedVillage.objects.filter(office__in=offices, stage__in=OPERATING)
    return (
        working.exclude(Exists(postings.on(today)))
        .annotate(
            last_end=Subquery(ended),
            operating_since=Subquery(steps.order_by("happened_on").values("happened_on")[:1]),
        )
        .select_related("region", "office")
        .order_by("region__name", "pk")
    )


def officers_without_village(offices: Offices, *, today: date) -> QuerySet:
    """Officers in service whom no village has; `last_end` as above."""
    serving = Officer.objects.filter(office__in=offices, left_on__isnull=True)
    posted = Assignment.objects.filter(officer=OuterRef("pk"))
    coming = posted.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    return (
        serving.exclude(Exists(coming))
        .annotate(last_end=Subquery(posted.order_by("-ends_on").values("ends_on")[:1]))
        .select_related("office")
        .order_by("name", "pk")
    )


def postings_ending(offices: Offices, *, today: date, days: Days = None) -> QuerySet:
    """Postings whose last day comes within the days their office wants to be warned.

    `days`: what `warning_days` gave, where a caller asks for several kinds.
    """
    soon = _soon(Assignment.objects.all(), offices, today, days)
    follows = Assignment.objects.filter(
        village=OuterRef("village"), officer=OuterRef("officer"), starts_on__gt=OuterRef("ends_on")
    )
    related = soon.select_related("officer", "office", "village__region")
    return related.exclude(Exists(follows)).order_by("ends_on", "pk")


def decrees_ending(offices: Offices, *, today: date, days: Days = None) -> QuerySet:
    """SK and surat tugas of these offices that run out soon."""
    return (
        _soon(Decree.objects.all(), offices, today, days)
        .select_related("office")
        .order_by("ends_on", "pk")
    )


def heads_ending(offices: Offices, *, today: date, days: Days = None) -> QuerySet:
    """Heads, Plt. and Plh. whose term runs out soon and whom nobody of their kind follows."""
    soon = _soon(OfficeHead.objects.all(), offices, today, days)
    follows = OfficeHead.objects.filter(
        office=OuterRef("office"), starts_on__gt=OuterRef("ends_on")
    )
    return soon.exclude(Exists(follows)).select_related("office").order_by("ends_on", "pk")


def posts_at_closed_offices(offices: Offices, *, today: date) -> QuerySet:
    """Posts without an end at an office that is closed: the officer has to go somewhere."""
    closed = OfficerPost.objects.filter(
        office__in=offices, office__closed_on__lte=today, ends_on__isnull=True
    )
    return closed.select_related("officer", "office").order_by("office__short_name", "pk")


def warning_days(offices: Offices, *, on: date) -> dict[int, int]:
    """How many days ahead each of these offices wants to be warned, by office id."""
    return policy.values_of(offices, key=WARNING, on=on)


def _soon(rows: QuerySet, offices: Offices, today: date, days: Days) -> QuerySet:
    """Rows that end from today on within their own office's warning days."""
    days = warning_days(offices, on=today) if days is None else days
    return rows.filter(_within(days, today), ends_on__gte=today)


def _within(days: Mapping[int, int], today: date) -> Q:
    offices_by_days = defaultdict(list)
    for office, ahead in days.items():
        offices_by_days[ahead].append(office)
    found = Q(pk__in=[])
    for ahead, offices in offices_by_days.items():
        found |= Q(office__in=offices, ends_on__lte=today + timedelta(days=ahead))
    return found
