"""Every kind of sheet the portal takes. The apps above declare theirs; nobody here knows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dbi_portal.lib.tabular import Layout

if TYPE_CHECKING:
    from officers.imports.resource import SheetResource
    from officers.models import Office, User


@dataclass(frozen=True)
class Kind:
    """`template(user, office, on)` gives the .xlsx to fill in; `example_headings` name columns.

    `noun` is what one line is ("angka", "desa", "petugas", "kegiatan"); `register` the URL name of
    the list its rows end up in; `view` the permission that shows its imports.
    """

    code: str
    label: str
    noun: str
    permission: str
    view: str
    register: str
    layout: Layout
    resource: type[SheetResource]
    template: Callable[[User, Office | None, date], bytes]
    example_headings: str


KINDS: dict[str, Kind] = {}


def declare(kind: Kind) -> Kind:
    KINDS[kind.code] = kind
    return kind


def importable_by(user: User) -> list[Kind]:
    """Kinds this person may import, in the order of their declaration."""
    return [kind for kind in KINDS.values() if user.has_perm(kind.permission)]


def visible_codes(user: User) -> list[str]:
    """Codes of the kinds whose imports this person may see."""
    return [kind.code for kind in KINDS.values() if user.has_perm(kind.view)]
