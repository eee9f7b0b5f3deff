"""The offices of a page as lines: for the centre by Kanwil, for a Kanwil one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from officers.models import Office
from reports.dashboards.scope import Scope


@dataclass(frozen=True)
class Group:
    """One line: an office, or a Kanwil with the offices it had in the month."""

    head: Office
    offices: tuple[int, ...]


def groups(scope: Scope) -> Iterator[Group]:
    """Every office of the month in exactly one group, so that their sums are the page's."""
    rest = set(scope.members[scope.month])
    if scope.is_centre:
        for head in {kanwil.pk: kanwil for kanwil in scope.kanwil.values()}.values():
            below = {pk for pk, kanwil in scope.kanwil.items() if kanwil.pk == head.pk} & rest
            below |= {head.pk} & rest
            rest -= below
            yield Group(head, tuple(sorted(below)))
    for pk in sorted(rest, key=lambda pk: scope.offices[pk].short_name):
        yield Group(scope.offices[pk], (pk,))
