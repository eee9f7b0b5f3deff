"""What an office plans and is told: a target, a calendar to subscribe to, a notice, RT and RW."""

from __future__ import annotations

from datetime import date, datetime

from dbi_portal.demo.world.registry import MADE_UP, Registry
from officers import notices
from officers.models import Office, User
from outreach.models import CalendarFeed, Institution, InstitutionAlias, Target
from villages.models import RegionUnits


def write_plans(office: Office, registry: Registry, *, by: User, at: datetime) -> None:
    active = registry.villages[0]
    Target.objects.create(
        office=office, village=active, month=date(2025, 8, 1), sessions=2, set_by=by
    )
    RegionUnits.objects.create(
        office=office, region=active.region, rt_count=40, rw_count=8,
        counted_on=date(2025, 1, 31), recorded_by=by, **MADE_UP,
    )  # fmt: skip
    CalendarFeed.objects.create(user=by, scope=CalendarFeed.Scope.OFFICE)
    notices.tell(
        [by], key=f"uji:{office.code}", kind="session.today", text="Kegiatan uji hari ini.",
        at=at, office=office,
    )  # fmt: skip
    InstitutionAlias.objects.get_or_create(
        key="instansicontohuji",
        defaults={"institution": Institution.objects.first(), "text": "Instansi Contoh Uji"},
    )
