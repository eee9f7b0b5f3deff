"""Whose name stands under a paper of an office on a given day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from officers.models import Office, OfficeHead
from officers.roles import OfficeKind

POSITIONS = {
    OfficeKind.CENTRE: "Direktur Jenderal Imigrasi",
    OfficeKind.KANWIL: "Kepala Kantor Wilayah",
    OfficeKind.KANIM: "Kepala Kantor",
    OfficeKind.RUDENIM: "Kepala Rumah Detensi",
}


@dataclass(frozen=True)
class Signer:
    """`position` carries "Plt." or "Plh."; `name` is empty when nobody is on record."""

    position: str
    name: str = ""
    employee_number: str = ""
    is_acting: bool = False


def head_on(office: Office, day: date) -> OfficeHead | None:
    """Who leads the office that day; an acting head goes before the one he stands in for."""
    return _leading(OfficeHead.objects.on(day).filter(office=office))


def _leading(heads: Iterable[OfficeHead]) -> OfficeHead | None:
    definitive = OfficeHead.Capacity.DEFINITIVE
    return min(heads, key=lambda head: head.capacity == definitive, default=None)


def signer_on(office: Office, day: date) -> Signer:
    """The signature of a paper dated `day`; position alone when no head is on record."""
    return signature(office, OfficeHead.objects.on(day).filter(office=office))


def signature(office: Office, heads: Iterable[OfficeHead]) -> Signer:
    """The signature of the office when these are its heads that day."""
    head = _leading(heads)
    if head is None:
        return Signer(POSITIONS[OfficeKind(office.kind)])
    acting = head.capacity != OfficeHead.Capacity.DEFINITIVE
    prefix = f"{head.capacity.capitalize()}. " if acting else ""
    return Signer(f"{prefix}{head.position}", head.name, head.employee_number, acting)
