"""Who leads each office of the stories, so that a paper has a name under it. All made up."""

from __future__ import annotations

from dbi_portal.demo.offices import KANIM, KANWIL, SINCE
from dbi_portal.demo.pen import Pen, origin
from officers.models import Office, OfficeHead, User
from officers.roles import HEAD_ROLES


def write_heads(pen: Pen, offices: dict[str, Office]) -> None:
    for place in (*KANWIL, *KANIM):
        office = offices[place.code]
        account = User.objects.filter(office=office, role=HEAD_ROLES[office.kind]).first()
        head, is_new = pen.ensure(
            OfficeHead,
            key={"office": office, "capacity": OfficeHead.Capacity.DEFINITIVE},
            name=account.full_name if account else f"Kepala {office.short_name} (contoh)",
            position=f"Kepala {office.name}",
            starts_on=SINCE,
            user=account,
            **origin(None),
        )
        if is_new:
            pen.sign("demo.head.added", head, name=head.name)
