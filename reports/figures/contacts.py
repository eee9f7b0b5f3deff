"""Whom to ask when an office has not reported: its head and whoever works on the report there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from officers.models import Office, OfficeHead, User
from officers.roles import PERMISSIONS, Role

DUTY = "reports.send_monthlyreport"
ASKED = tuple(role for role, held in PERMISSIONS.items() if DUTY in held)


@dataclass(frozen=True)
class Contact:
    """`head`: "Plt. Kepala Kantor: Nama"; `people`: role and name; the office's own phone, mail."""

    head: str = ""
    people: tuple[tuple[str, str], ...] = ()
    phone: str = ""
    email: str = ""


def contacts_of(offices: Collection[Office], *, on: date) -> dict[int, Contact]:
    """By office id; two queries however many. No private numbers: those are the account's own."""
    ids = [office.pk for office in offices]
    heads = _heads(ids, on)
    people: dict[int, list[tuple[str, str]]] = defaultdict(list)
    accounts = User.objects.filter(office__in=ids, role__in=ASKED, is_active=True)
    for user in accounts.order_by("full_name", "username"):
        people[user.office_id].append((Role(user.role).label, str(user)))
    return {
        office.pk: Contact(
            heads.get(office.pk, ""), tuple(people[office.pk]), office.phone, office.email
        )
        for office in offices
    }


def _heads(office_ids: Collection[int], on: date) -> dict[int, str]:
    """Who leads each office; an acting head goes before the one he stands in for."""
    found = OfficeHead.objects.on(on).filter(office__in=office_ids)
    definitive = OfficeHead.Capacity.DEFINITIVE
    named = {}
    for head in sorted(found, key=lambda head: head.capacity != definitive):
        acting = "" if head.capacity == definitive else f"{head.capacity.capitalize()}. "
        named[head.office_id] = f"{acting}{head.position}: {head.name}"
    return named
