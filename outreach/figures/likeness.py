"""Names that are very like another: what somebody probably meant, and rows that are probably one.

Measured in trigrams (pg_trgm): the share of three-letter pieces two names have in common, 0 to 1.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest

from dbi_portal.lib.text import squash
from outreach.likeness import one_name
from outreach.models import Institution, InstitutionAlias, Venue

VERY = 0.6  # "BP3MI Bantn" to "BP3MI Banten"; "Disnaker Cilegon" to "Disnaker Bekasi" is 0.5
SOMEWHAT = 0.5
SHOWN, LOOKED_AT = 5, 200

# {by} is a column with a trigram index where the table has one.
PAIRS = """
    SELECT one.id, other.id, similarity(one.name, other.name) AS closeness
    FROM {table} one JOIN {table} other ON one.id < other.id AND one.{by} %% other.{by} {same}
    WHERE one.retired_on IS NULL AND other.retired_on IS NULL {only}
      AND similarity(one.name, other.name) >= %s
    ORDER BY closeness DESC, one.id, other.id LIMIT %s
"""


@dataclass(frozen=True)
class Twins:
    """Two rows that are probably one; `closeness` 0 to 1."""

    one: object
    other: object
    closeness: float


def alike(name: str) -> list[Institution]:
    """A few institutions whose name is probably another spelling of `name`, the closest first."""
    return _alike(Institution.objects.all(), name)


def suggested(typed: str) -> QuerySet[Institution]:
    """Institutions in use that somebody may mean who has typed this much, the closest first."""
    key = squash(typed)
    if not key:
        return Institution.objects.none()
    spelled = InstitutionAlias.objects.filter(institution=OuterRef("pk"), key__contains=key)
    return (
        Institution.objects.filter(retired_on=None)
        .annotate(
            closeness=Greatest(
                TrigramWordSimilarity(typed, "name"), TrigramSimilarity("name", typed)
            )
        )
        .filter(Q(key__contains=key) | Q(closeness__gte=SOMEWHAT) | Exists(spelled))
        .order_by("-closeness", "name")
    )


def suggested_venues(venues: QuerySet[Venue], typed: str) -> QuerySet[Venue]:
    """Of these venues the ones in use that somebody may mean, the closest first."""
    key = squash(typed)
    near = venues.filter(retired_on=None, same_as=None)
    if not key:
        return near.order_by("name")
    near = near.annotate(closeness=TrigramWordSimilarity(typed, "name"))
    return near.filter(Q(key__contains=key) | Q(closeness__gte=SOMEWHAT)).order_by(
        "-closeness", "name"
    )


def alike_venues(venue: Venue) -> list[Venue]:
    """Other places of the same office whose name is probably another spelling of this one's."""
    same = Venue.objects.filter(office=venue.office_id, same_as=None).exclude(pk=venue.pk)
    return _alike(same, venue.name)


def _alike(rows: QuerySet, name: str) -> list:
    near = rows.annotate(closeness=TrigramSimilarity("name", name)).filter(closeness__gte=VERY)
    found = near.order_by("-closeness", "pk")[:LOOKED_AT]
    return [row for row in found if one_name(row.name, name)][:SHOWN]


def institution_twins(*, limit: int) -> list[Twins]:
    """Pairs of institutions that are probably one, the likeliest first."""
    return _twins(Institution.objects.all(), by="search", limit=limit)


def venue_twins(offices: Collection[int] | None, *, limit: int) -> list[Twins]:
    """Pairs of places of one office that are probably one; None stands for every office."""
    only = "AND one.same_as_id IS NULL AND other.same_as_id IS NULL"
    if offices is not None:
        only += " AND one.office_id = ANY(%s)"
    return _twins(
        Venue.objects.select_related("office", "region"),
        by="name",
        same="AND one.office_id = other.office_id",
        only=only,
        params=[] if offices is None else [list(offices)],
        limit=limit,
    )


def _twins(
    rows: QuerySet, *, by: str, same: str = "", only: str = "", params: Sequence = (), limit: int
) -> list[Twins]:
    table = connection.ops.quote_name(rows.model._meta.db_table)
    # The words put in are our own constants, not somebody's.
    pairs = PAIRS.format(table=table, by=by, same=same, only=only)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(VERY)])
        cursor.execute(pairs, [*params, VERY, LOOKED_AT])
        found = cursor.fetchall()
    known = rows.in_bulk({pk for pair in found for pk in pair[:2]})
    twins = (Twins(known[one], known[other], near) for one, other, near in found)
    return [pair for pair in twins if one_name(pair.one.name, pair.other.name)][:limit]
