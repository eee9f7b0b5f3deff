"""Where a village is drawn: the best that anybody said about it, and never more than that."""

from datetime import UTC, date, datetime

import pytest

from dbi_portal.lib.coordinates import km_between
from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import UserFactory
from villages.actions.places import Marked, load_points, place_village, unplace_village
from villages.models import RegionPoint
from villages.places import apart, places_of
from villages.points import approximate
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 10, 31, 3, tzinfo=UTC)
HERE, ELSEWHERE = (-6.2216, 106.9998), (-6.3, 107.05)


@pytest.fixture
def village():
    return GuidedVillageFactory()


def mark(village, point=HERE, note=""):
    clerk = UserFactory(office=village.office)
    lat, lng = point
    return place_village(village=village, lat=lat, lng=lng, note=note, by=clerk, at=NOW)


def load(village, point=ELSEWHERE):
    return load_points(points=[Marked(village.region_id, *point)], source="titik.csv", at=NOW)


def place(village):
    return places_of([village.region_id])[village.region_id]


def test_until_anybody_says_more_a_village_lies_roughly_in_its_regency(village):
    found = place(village)
    assert found.approximate
    assert (found.lat, found.lng) == approximate("32.75")
    assert found.said == "perkiraan: pusat kabupaten/kota"


def test_a_region_nobody_can_place_has_no_place():
    assert places_of(["99.99.99.1001"]) == {}
    assert places_of([]) == {}


def test_a_file_counts_before_a_guess_and_the_page_before_the_file(village):
    load(village)
    assert (place(village).lat, place(village).lng) == ELSEWHERE
    assert place(village).said == "dimuat dari berkas 31 Oktober 2025: titik.csv"
    mark(village, note="balai desa")
    assert (place(village).lat, place(village).lng) == HERE
    assert place(village).said == "ditandai di peta 31 Oktober 2025: balai desa"


def test_taking_the_mark_away_brings_back_what_lies_beneath(village):
    load(village)
    mark(village)
    unplace_village(village=village, by=UserFactory(office=village.office))
    assert (place(village).lat, place(village).lng) == ELSEWHERE
    RegionPoint.objects.all().delete()
    assert place(village).approximate


def test_many_places_cost_as_few_queries_as_one(village, django_assert_num_queries):
    others = [GuidedVillageFactory(office=village.office) for _ in range(4)]
    codes = [each.region_id for each in (village, *others)]
    with django_assert_num_queries(2):
        assert places_of(codes).keys() == set(codes)


def test_villages_of_one_regency_are_drawn_apart_and_always_at_the_same_spot():
    codes = [f"32.75.03.{number}" for number in range(1001, 1040)]
    found = places_of(codes)
    drawn = {code: apart(code, found[code]) for code in codes}
    spots = list(drawn.values())
    assert min(km_between(one, two) for at, one in enumerate(spots) for two in spots[:at]) > 1
    assert drawn == {code: apart(code, places_of([code])[code]) for code in codes}
    middle = approximate("32.75")
    assert all(2 < km_between(point, middle) < 12.5 for point in drawn.values())


def test_a_known_point_is_drawn_where_it_is(village):
    mark(village)
    assert apart(village.region_id, place(village)) == HERE


def test_marking_is_told_in_the_villages_history_and_repeating_it_is_not(village):
    mark(village)
    mark(village)
    mark(village, ELSEWHERE)
    first, second = AuditEvent.objects.filter(action__endswith=".placed").order_by("pk")
    assert first.changes == {"latitude": ["", "-6,2216"], "longitude": ["", "106,9998"]}
    assert second.changes["latitude"] == ["-6,2216", "-6,3"]
    assert first.about == [f"villages.Region:{village.region_id}"]


def test_taking_away_a_mark_is_told_and_without_one_nothing_is(village):
    clerk = UserFactory(office=village.office, role=Role.PIMPASA)
    unplace_village(village=village, by=clerk)
    assert not AuditEvent.objects.filter(action__endswith=".unplaced").exists()
    mark(village)
    unplace_village(village=village, by=clerk)
    told = AuditEvent.objects.get(action="villages.guidedvillage.unplaced")
    assert (told.actor, told.changes["longitude"]) == (clerk.username, ["106,9998", ""])


def test_a_point_is_put_with_who_and_when(village):
    point = mark(village)
    assert point.placed_by.office == village.office
    assert point.placed_at.date() == date(2025, 10, 31)
