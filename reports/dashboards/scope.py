"""Whose dashboard it is, and which offices count in which month.

A past month keeps the hierarchy of its time; a reader sees of it what he may see today.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from dbi_portal.lib.months import Month
from officers.models import Office, OfficeSupervision, User
from officers.roles import OfficeKind
from reports.figures.period import MonthRange

REPORTING = (OfficeKind.KANIM, OfficeKind.RUDENIM)


@dataclass(frozen=True)
class Scope:
    """`head`'s dashboard as one reader may see it."""

    head: Office
    month: Month
    offices: Mapping[int, Office]  # every office counted in any of the months
    kanwil: Mapping[int, Office]  # the Kanwil of each office in `month`
    members: Mapping[Month, frozenset[int]]
    at_work: frozenset[int]  # offices beneath `head` today, whatever the month: whose work is open
    elsewhere: int  # offices that belonged to `head` in `month` and lie outside the reader's view

    @property
    def is_centre(self) -> bool:
        return self.head.kind == OfficeKind.CENTRE

    @property
    def is_kanwil(self) -> bool:
        return self.head.kind == OfficeKind.KANWIL

    @property
    def is_office(self) -> bool:
        """One Kanim or Rudenim: nothing to compare inside it."""
        return not (self.is_centre or self.is_kanwil)

    @cached_property
    def now(self) -> tuple[Office, ...]:
        """The Kanim and Rudenim of the month that is shown, by name."""
        found = (self.offices[pk] for pk in self.members[self.month])
        reporting = (office for office in found if office.kind in REPORTING)
        return tuple(sorted(reporting, key=lambda office: office.short_name))

    @property
    def kanwil_ids(self) -> dict[int, int]:
        return {pk: kanwil.pk for pk, kanwil in self.kanwil.items()}


def scope_for(user: User, head: Office, month: Month, *, months: int, today: date) -> Scope:
    """The offices beneath `head` (one this reader may see) in each of `months` up to `month`."""
    window = MonthRange.ending(month, months=months)
    links = list(_links(head, window))
    seen = [link for link in links if _sees(user, link.office_id)]
    offices = {link.office_id: link.office for link in seen}
    kanwil = {link.office_id: link.supervisor for link in seen if _in_force(link, month)}
    offices[head.pk] = head  # a Kanwil may hold a session of its own
    if head.kind == OfficeKind.CENTRE:
        # An office whose Kanwil nobody noted is an office all the same.
        offices |= {office.pk: office for office in Office.objects.visible_to(user)}
    always = frozenset(offices)
    below = head.kind == OfficeKind.KANWIL
    return Scope(
        head=head,
        month=month,
        offices=offices,
        kanwil=kanwil,
        members={each: _members(seen, each) | {head.pk} if below else always for each in window},
        at_work=_at_work(user, head, today, offices),
        elsewhere=len(_members(links, month) - always) if below else 0,
    )


def _links(head: Office, window: MonthRange):
    """The supervisions `head`'s dashboard rests on."""
    belongs = {
        OfficeKind.CENTRE: Q(supervisor__kind=OfficeKind.KANWIL),
        OfficeKind.KANWIL: Q(supervisor=head),
    }.get(head.kind, Q(office=head))
    links = OfficeSupervision.objects.during(window.first_day, window.last_day)
    return links.filter(belongs).select_related("office", "supervisor").order_by("starts_on")


def _at_work(
    user: User, head: Office, today: date, offices: Mapping[int, Office]
) -> frozenset[int]:
    if head.kind == OfficeKind.CENTRE:
        return frozenset(offices)
    if head.kind != OfficeKind.KANWIL:
        return frozenset([head.pk])
    if head.pk == user.office_id:
        return user.visible_office_ids
    below = Office.objects.visible_to(user).under(head, on=today)
    return frozenset([head.pk, *below.values_list("pk", flat=True)])


def _sees(user: User, office_id: int) -> bool:
    return user.sees_all_offices or office_id in user.visible_office_ids


def _in_force(link: OfficeSupervision, month: Month) -> bool:
    """Belonging is read on a month's last day."""
    day = month.last_day
    return link.starts_on <= day and (link.ends_on is None or link.ends_on >= day)


def _members(links: list[OfficeSupervision], month: Month) -> frozenset[int]:
    return frozenset(link.office_id for link in links if _in_force(link, month))
