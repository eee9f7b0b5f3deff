"""Two rows that are one: what hangs on a row, and how it is hung on another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.db.models import ForeignObjectRel, Model


def hanging(row: Model, *, beside: Collection[str] = ()) -> dict[str, int]:
    """How many rows point at `row`, by the name of the relation: {"speakers": 12}.

    Relations with none are left out, and those named in `beside`: what goes with the row itself.
    """
    counted = {name: _pointing(relation, [row]).count() for name, relation in _all(row, beside)}
    return {name: number for name, number in counted.items() if number}


def move(gone: Iterable[Model], stays: Model, *, beside: Collection[str] = ()) -> dict[str, int]:
    """Hang everything of `gone` on `stays`, in the caller's transaction; says how much of what.

    Every table that points here is found by itself, so one that is added later moves too.
    """
    rows = list(gone)
    moved = {
        name: _pointing(relation, rows).update(**{relation.field.name: stays})
        for name, relation in _all(stays, beside)
    }
    return {name: number for name, number in moved.items() if number}


def _pointing(relation: ForeignObjectRel, rows: list[Model]):
    return relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": rows})


def _all(row: Model, beside: Collection[str]) -> Iterator[tuple[str, ForeignObjectRel]]:
    """Foreign keys that point at this kind of row, by the name they have on it."""
    for relation in row._meta.related_objects:
        name = relation.get_accessor_name()
        if name and not relation.many_to_many and name not in beside:
            yield name, relation
