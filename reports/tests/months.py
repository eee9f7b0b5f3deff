"""A Kanwil with two offices and a small August, for the tests of monthly reports."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dbi_portal.lib.months import Month
from officers.models import Office
from officers.tests.factories import KanwilFactory, OfficeFactory
from outreach.models import Institution, RegionReached, Session, Speaker
from outreach.tests.factories import SessionFactory
from reports.tests.factories import StatisticFactory
from villages.models import Region

AUGUST, JULY = Month(2025, 8), Month(2025, 7)
JAKARTA = ZoneInfo("Asia/Jakarta")
SEPTEMBER_1 = datetime(2025, 9, 1, 12, tzinfo=JAKARTA)


@dataclass(frozen=True)
class SmallKanwil:
    kanwil: Office
    bekasi: Office
    cianjur: Office


def small_kanwil() -> SmallKanwil:
    """Bekasi: 812 in August after 700 in July; Cianjur: nothing for August yet, 90 in July."""
    kanwil = KanwilFactory(short_name="Kanwil Uji", letterhead="KEMENTERIAN\nKANWIL UJI")
    bekasi = OfficeFactory(under=kanwil, short_name="Kanim Satu", letterhead="KANIM SATU")
    cianjur = OfficeFactory(under=kanwil, short_name="Kanim Dua")
    StatisticFactory(office=bekasi, month=AUGUST, count=812)
    StatisticFactory(office=bekasi, month=JULY, count=700)
    StatisticFactory(office=cianjur, month=JULY, count=90)
    return SmallKanwil(kanwil, bekasi, cianjur)


def approved_session(office: Office, *, region: Region | None = None, **values) -> Session:
    """A session of August that counts; with a region, one that reached it and met BP3MI."""
    values = {"held_on": date(2025, 8, 12), "status": Session.Status.APPROVED} | values
    session = SessionFactory(office=office, **values)
    if region:
        RegionReached.objects.create(session=session, office=office, region=region, rt_count=3)
        bp3mi, _ = Institution.objects.get_or_create(key="bp3mi", defaults={"name": "BP3MI"})
        Speaker.objects.create(session=session, office=office, institution=bp3mi)
    return session
