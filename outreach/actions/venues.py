"""Places an office meets in: one row each, however they are spelled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from dbi_portal.lib.text import squash
from officers import audit
from officers.models import Office, User
from outreach.actions.refusals import Refused
from outreach.models import Session, Venue
from villages.models import Region


def venue_of(session: Session) -> Venue | None:
    """The venue that a session's place names; None when the place has no letters."""
    return venue_named(session.place, office=session.office, region=session.place_region)


def venue_named(name: str, *, office: Office, region: Region | None = None) -> Venue | None:
    """The office's venue of that name in whatever spelling, created if new.

    Without a region the only venue of that name is meant; two "Balai RW 05" stay two.
    """
    name, key = " ".join(name.split()), squash(name)
    if not key:
        return None
    same = Venue.objects.filter(office=office, key=key)
    found = same.filter(region=region).first()
    if not found and region is None and len(only := list(same[:2])) == 1:
        found = only[0]
    if not found:
        found, _ = Venue.objects.get_or_create(
            office=office, key=key, region=region, defaults={"name": name}
        )
    return standing(found)


def standing(venue: Venue) -> Venue:
    """The row that stays of those merged; merging points straight at it, never along a chain."""
    return venue.same_as or venue


@transaction.atomic
def change_venue(*, venue: Venue, changes: dict, by: User | None) -> Venue:
    """Save validated changes of name, region, address; `changes` is {field: [old, new]}.

    The old name stays findable: sessions written with it keep pointing here.
    """
    old = Venue.objects.get(pk=venue.pk)
    venue.save()
    if (old.key, old.region_id) != (venue.key, venue.region_id):
        _keep_spelling(old, venue)
    if changes:
        audit.record("outreach.venue.changed", by=by, target=venue, **changes)
    return venue


@transaction.atomic
def retire_venue(*, venue: Venue, on: date | None, by: User | None) -> Venue:
    """No longer suggested from that day; None takes it back into use."""
    was, venue.retired_on = venue.retired_on, on
    if was != on:
        venue.save(update_fields=["retired_on"])
        audit.record("outreach.venue.retired", by=by, target=venue, retired_on=[was, on])
    return venue


@transaction.atomic
def merge_venues(*, stays: Venue, gone: Iterable[Venue], by: User | None) -> Venue:
    """Everything that hangs on `gone` hangs on `stays`; their spellings lead there from now on.

    Raises Refused for places of different offices.
    """
    wanted = [row.pk for row in gone if row.pk != stays.pk]
    rows = list(Venue.objects.select_for_update(of=["self"]).filter(pk__in=wanted).order_by("pk"))
    if any(row.office_id != stays.office_id for row in rows):
        raise Refused("Hanya tempat dari kantor yang sama yang dapat digabungkan.")
    moved = Session.objects.filter(venue__in=rows).update(venue=stays)
    Venue.objects.filter(same_as__in=rows).update(same_as=stays)
    Venue.objects.filter(pk__in=wanted).update(same_as=stays)
    names = [row.name for row in rows]
    audit.record(
        "outreach.venue.merged", by=by, target=stays, about=rows, merged=names, sessions=moved
    )
    return stays


def _keep_spelling(old: Venue, venue: Venue) -> None:
    Venue.objects.get_or_create(
        office=old.office,
        key=old.key,
        region=old.region,
        defaults={"name": old.name, "same_as": venue},
    )
