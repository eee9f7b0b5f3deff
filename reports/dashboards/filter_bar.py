"""The filters of an analysis page: one form that works without script, and a chip for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dbi_portal.lib.months import Month
from dbi_portal.lib.pages.filters import ActiveFilter
from officers.models import Office, User
from reports.dashboards.filter_choices import choices
from reports.dashboards.filter_fields import Field, first_fields, more_fields
from reports.dashboards.view import View


@dataclass(frozen=True)
class FilterBar:
    """`first` is always seen, `more` opens on demand; `hidden` words of the address stay."""

    first: Sequence[Field]
    more: Sequence[Field]
    hidden: Sequence[tuple[str, str]]
    active: Sequence[ActiveFilter]
    unfiltered: str

    @property
    def in_words(self) -> str:
        """ "Desember 2025 · sejak Januari · Kanwil Jawa Barat": what a phone shows folded."""
        told = {each.label for each in self.active}
        more = [field for field in self.more if field.label in told]
        return " · ".join(field.text for field in (*self.first, *more))

    @property
    def is_open(self) -> bool:
        """A filter that is in force is seen in the form too."""
        told = {each.label for each in self.active}
        return any(field.label in told for field in self.more)


def filter_bar(
    view: View,
    *,
    user: User,
    head: Office,
    month: Month,
    today: date,
    extra: Iterable[tuple[str, str]] = (),
) -> FilterBar:
    """The form for the page of `head` and `month`; `extra`: other words of the address to keep."""
    hidden = [("per", str(view.known.day))] if view.known else []
    hidden += list(extra)
    found = choices(user, head, view.months(month), regency=view.regency)
    first = first_fields(found, head, month, view, today=today)
    more = more_fields(found, view)
    kept = dict(hidden)
    bare = View(known=view.known)
    return FilterBar(
        first=first,
        more=more,
        hidden=hidden,
        active=tuple(_active(view, [*first, *more], kept)),
        unfiltered=_address(bare, kept),
    )


def _active(view: View, fields: Iterable[Field], kept: Mapping[str, str]) -> Iterator[ActiveFilter]:
    """A chip for every word of the address, with the address that has it no more."""
    told = view.words
    for field in fields:
        if field.name in told:
            yield ActiveFilter(field.label, field.text, _address(view, kept, **{field.name: ""}))


def _address(view: View, kept: Mapping[str, str], **changes: str) -> str:
    return f"?{view.query(**{**kept, **changes})}"
