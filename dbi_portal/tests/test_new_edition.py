"""What sessions, figures and work areas say of a village after its code has gone."""

from datetime import date
from threading import Thread

import pytest
from django.db import connection

from officers.tests.factories import OfficeFactory
from outreach.figures.area import region_area
from outreach.figures.reach import Question, visits
from outreach.models import RegionReached, Session
from outreach.tests.factories import SessionFactory
from reports.tests.factories import StatisticFactory
from villages.actions.editions import apply_edition
from villages.changes.reading import change
from villages.loading import load
from villages.models import Region, RegionEdition
from villages.tests.edition_data import after, before
from villages.tests.factories import GuidedVillageFactory, JurisdictionFactory

TOLISU, TOLISU_NOW = "72.01.09.2015", "72.01.24.2001"


@pytest.mark.django_db
def test_nothing_that_hangs_on_a_retired_village_is_lost():
    load(before())
    village, office = Region.objects.get(code=TOLISU), OfficeFactory()
    session = SessionFactory(office=office, approved=True, held_on=date(2025, 2, 3))
    hanging = [
        GuidedVillageFactory(region=village, office=office),
        JurisdictionFactory(region=village, office=office),
        StatisticFactory(office=office, home_region=village),
        RegionReached.objects.create(session=session, region=village, rt_count=4),
    ]
    assert change(after()).hanging() == {
        "Desa Binaan": 1,
        "wilayah kerja": 1,
        "statistik paspor": 1,
        str(RegionReached._meta.verbose_name_plural): 1,
    }
    apply_edition(source=after(), by=None)
    for row in hanging:
        held = type(row).objects.get(pk=row.pk)
        assert village in (getattr(held, name, None) for name in ("region", "home_region"))
    successor = Region.objects.get(code=TOLISU_NOW)
    asked = Question(Session.objects.all(), region_area(successor), on=date(2025, 12, 1))
    assert visits(asked, villages=True)[TOLISU_NOW].sessions == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_apply_the_same_edition_at_once_apply_it_once():
    load(before())

    def press():
        try:
            apply_edition(source=after(), by=None)
        finally:
            connection.close()

    both = [Thread(target=press) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert RegionEdition.objects.count() == 2
    assert Region.objects.filter(code=TOLISU_NOW).count() == 1
    assert Region.objects.get(code=TOLISU).successions.count() == 1
