"""Indicators made for tests."""

from datetime import date

from django.utils import timezone

from dbi_portal.lib.months import Month
from outreach.models import SessionVillage
from outreach.tests.factories import SessionFactory
from reports.figures.indicators.readings import read
from reports.models import Indicator

AUGUST, TODAY = Month(2025, 8), date(2025, 12, 1)

Unit, Better, Period = Indicator.Unit, Indicator.Better, Indicator.Period


def indicator(office, **changes):
    values = {
        "name": "Kegiatan tiap bulan", "numerator": "kegiatan", "unit": Unit.NUMBER, "target": 2,
        "period": Period.MONTH, "starts_on": date(2025, 1, 1), "set_at": timezone.now(),
    }  # fmt: skip
    return Indicator.objects.create(office=office, **values | changes)


def held(office, day, people=None, *villages, **more):
    session = SessionFactory(
        office=office, approved=True, held_on=date(2025, *day), participants=people, **more
    )
    for each in villages:
        SessionVillage.objects.create(session=session, village=each)
    return session


def one(found, *offices, month=AUGUST):
    [reading] = read([found], offices, month, today=TODAY)
    return reading
