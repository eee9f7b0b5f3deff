"""What hangs on a village follows it to its new code when the old code now means a neighbour."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection
from django.db.models import Case, CharField, F, Value, When

from villages.changes.reading import hanging_on_regions
from villages.models import Region, RegionAlias, RegionSuccession

# An office's own spellings mean the village, not the number; so do the links of earlier editions.
ITS_OWN = {RegionAlias, RegionSuccession}


def follow(recoded: Mapping[str, str]) -> None:
    """Hang everything on {old code: new code} at once, in the caller's transaction.

    By way of names no region has: two villages that exchange their codes must not stand on the
    same one in between, where a table allows each only once.
    """
    if not recoded:
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    waiting = {code: f"~{number}" for number, code in enumerate(recoded)}
    arriving = {waiting[code]: to for code, to in recoded.items()}
    relations = [*hanging_on_regions(), *_own_relations()]
    for step in (waiting, arriving):
        for relation in relations:
            _hang(relation.related_model, relation.field, step)


def _own_relations() -> list:
    return [each for each in Region._meta.related_objects if each.related_model in ITS_OWN]


def _hang(model, field, step: Mapping[str, str]) -> None:
    column = field.attname
    to = Case(
        *(When(**{column: code}, then=Value(new)) for code, new in step.items()),
        default=F(column),
        output_field=CharField(),
    )
    model._base_manager.filter(**{f"{column}__in": list(step)}).update(**{column: to})
