"""A village is placed by the positions of sessions held in it, until somebody marks it."""

from datetime import UTC, datetime

import pytest

from outreach.models import SessionVillage
from outreach.tests.factories import SessionFactory
from villages.actions.places import Marked, load_points
from villages.places import places_of
from villages.tests.factories import GuidedVillageFactory, RegionFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 10, 31, 3, tzinfo=UTC)
HERE, ELSEWHERE = (-6.2216, 106.9998), (-6.3, 107.05)


@pytest.fixture
def village():
    return GuidedVillageFactory()


def meet(village, *points, **session):
    """Approved sessions held in the village's own region, at these points."""
    session = {"approved": True, "place_region": village.region} | session
    return [
        SessionFactory(office=village.office, latitude=lat, longitude=lng, **session)
        for lat, lng in points
    ]


def place(village):
    return places_of([village.region_id])[village.region_id]


def test_its_sessions_positions_place_it_by_their_middle(village):
    meet(village, (-6.20, 107.00), (-6.22, 107.04), (-6.90, 107.60))
    found = place(village)
    assert (found.lat, found.lng) == (-6.22, 107.04)
    assert not found.approximate
    assert found.said == "posisi kegiatan di desa ini (3)"


def test_a_session_not_yet_approved_says_nothing(village):
    meet(village, HERE, approved=False)
    assert place(village).approximate


def test_a_session_without_a_region_speaks_for_the_one_village_it_served(village):
    other = GuidedVillageFactory(office=village.office)
    (alone, both) = meet(village, HERE, ELSEWHERE, place_region=None)
    for session, served in ((alone, village), (both, village), (both, other)):
        SessionVillage.objects.create(session=session, village=served, office=village.office)
    assert (place(village).lat, place(village).lng) == HERE
    assert place(other).approximate


def test_a_session_for_the_village_held_in_another_region_says_nothing_about_it(village):
    (session,) = meet(village, HERE, place_region=RegionFactory())
    SessionVillage.objects.create(session=session, village=village, office=village.office)
    assert place(village).approximate


def test_a_point_from_a_file_counts_before_sessions(village):
    meet(village, HERE)
    load_points(points=[Marked(village.region_id, *ELSEWHERE)], source="titik.csv", at=NOW)
    assert (place(village).lat, place(village).lng) == ELSEWHERE
