"""Which session counts for which village, asked of the database and counted again in Python."""

from datetime import date, timedelta

import pytest

from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from outreach.figures.area import Area, guided_only, outermost, region_area, work_area
from outreach.figures.coverage import State
from outreach.figures.reach import Question, placeless, reaching, terms, visits
from outreach.figures.survey import place_of, survey
from outreach.models import (
    Audience,
    RegionReached,
    Session,
    SessionTopic,
    SessionVillage,
)
from outreach.tests.factories import AudienceGroupFactory, SessionFactory, TopicFactory
from villages.models import GuidedVillage, Region, RegionSuccession, RegionUnits
from villages.tests.factories import GuidedVillageFactory, JurisdictionFactory, RegionFactory

pytestmark = pytest.mark.django_db
ON = date(2025, 12, 31)
BEKASI = Area("Kota Bekasi", ("32.75",))


@pytest.fixture
def user():
    return UserFactory()


@pytest.fixture
def villages():
    """Four villages in two districts of one city, and one beyond it."""
    codes = ["32.75.01.1001", "32.75.01.1002", "32.75.03.1001", "32.75.03.1002", "32.16.01.2001"]
    return [RegionFactory(code=code) for code in codes]


def held(user, *regions, on=date(2025, 10, 31), **more):
    session = SessionFactory(office=user.office, held_on=on, **{"approved": True, **more})
    for region in regions:
        RegionReached.objects.create(session=session, region=region)
    return session


def asked(user, area=BEKASI, **more):
    return Question(Session.objects.visible_to(user), area, ON, **more)


def found(user, **more):
    return visits(asked(user, **more), villages=True)


def test_a_session_counts_once_at_every_level_it_reached(user, villages):
    held(user, *villages)
    there = found(user)
    assert {code: (each.sessions, each.reached) for code, each in there.items()} == {
        "": (1, 4),
        "32.75": (1, 4),
        "32.75.01": (1, 2),
        "32.75.03": (1, 2),
        **{village.pk: (1, 1) for village in villages[:4]},
    }


def test_the_villages_a_session_served_are_reached_once_with_those_it_names(user, villages):
    village = GuidedVillageFactory(office=user.office, region=villages[0])
    session = held(user, villages[0])
    SessionVillage.objects.create(session=session, village=village)
    served = SessionFactory(office=user.office, held_on=date(2025, 11, 1), approved=True)
    SessionVillage.objects.create(session=served, village=village)
    there = found(user)["32.75.01.1001"]
    assert (there.sessions, there.last_on) == (2, date(2025, 11, 1))


def test_a_hotel_is_no_kelurahan_reached_unless_nothing_else_is_named(user, villages):
    hotel, reached, *_ = villages
    held(user, reached, place_region=hotel)
    assert hotel.pk not in found(user)
    held(user, place_region=hotel)
    assert (found(user)[hotel.pk].sessions, found(user)[hotel.pk].by_place) == (1, True)
    held(user, hotel)
    assert not found(user)[hotel.pk].by_place


@pytest.mark.parametrize("status", ["dilaporkan", "terlaksana", "dibatalkan", "digantikan"])
def test_what_is_not_approved_does_not_count(user, villages, status):
    held(user, villages[0], approved=False, status=status)
    assert found(user).keys() == {""}


def test_a_plan_is_shown_beside_and_never_counted(user, villages):
    held(user, villages[0], on=ON + timedelta(days=9), approved=False, planned=True)
    held(user, villages[1], approved=False, planned=True)  # its day has passed
    [there] = [each for code, each in found(user).items() if code == villages[0].pk]
    assert (there.sessions, there.reached, there.planned) == (0, 0, 1)
    assert there.next_on == ON + timedelta(days=9)
    assert villages[1].pk not in found(user)


def test_a_period_counts_its_sessions_and_still_knows_the_visit_before(user, villages):
    held(user, villages[0], on=date(2024, 5, 1))
    this_year = {"start": date(2025, 1, 1), "end": date(2025, 12, 31)}
    there = found(user, **this_year)[villages[0].pk]
    assert (there.sessions, there.reached, there.last_on) == (0, 0, date(2024, 5, 1))
    place = place_of(asked(user, **this_year), user)
    assert {leaf.code: leaf.state for leaf in place.leaves()}[villages[0].pk] is State.BEFORE
    earlier = found(user, start=date(2024, 1, 1), end=date(2024, 12, 31))
    assert earlier[villages[0].pk].sessions == 1


def test_nobody_sees_what_another_offices_sessions_reached(user, villages):
    kanwil = KanwilFactory()
    other = UserFactory(office=OfficeFactory(under=kanwil))
    held(other, villages[0])
    assert found(user).keys() == {""}
    supervisor = UserFactory(office=kanwil, role="supervisor-kanwil")
    assert found(supervisor)[villages[0].pk].sessions == 1


def test_the_successor_of_a_village_that_was_renumbered_keeps_its_visits(user, villages):
    old = RegionFactory(code="32.75.01.1009", retired_on=date(2025, 6, 1))
    RegionSuccession.objects.create(retired=old, successor=villages[0], edition=old.edition)
    held(user, old, on=date(2025, 3, 1))
    assert found(user)[villages[0].pk].sessions == 1
    assert old.pk not in found(user)
    before = Question(Session.objects.visible_to(user), BEKASI, date(2025, 5, 1))
    assert visits(before, villages=True)[old.pk].sessions == 1


def test_the_register_of_sessions_finds_what_coverage_counted(user, villages):
    old = RegionFactory(code="32.75.03.1009", retired_on=date(2025, 6, 1))
    RegionSuccession.objects.create(retired=old, successor=villages[2], edition=old.edition)
    guided = GuidedVillageFactory(office=user.office, region=villages[1])
    served = held(user, place_region=villages[3])
    SessionVillage.objects.create(session=served, village=guided)
    held(user, *villages[:2])
    held(user, old, on=date(2025, 3, 1))
    held(user, place_region=villages[3])
    held(user, villages[4])
    nowhere = held(user)
    approved = Session.objects.visible_to(user).approved()
    for code, there in found(user).items():
        area = Area("", (code,)) if code else BEKASI
        assert approved.filter(reaching(area, on=ON)).count() == there.sessions, code
    assert list(approved.filter(placeless())) == [nowhere]


def test_the_tree_is_what_python_counts_from_the_rows(user, villages):
    held(user, *villages[:3])
    held(user, villages[2], on=date(2025, 11, 2))
    place = place_of(asked(user), user)
    rows = RegionReached.objects.values_list("region_id", "session_id")
    for each in [part for city in place.children for part in (city, *city.children)]:
        own = {(region, session) for region, session in rows if region.startswith(each.code)}
        assert each.reached == len({region for region, _ in own})
        assert each.visits.sessions == len({session for _, session in own})
        assert each.villages == Region.objects.villages().within(each.code).count()


def test_topics_and_groups_are_counted_by_region_and_altogether(user, villages):
    session = held(user, villages[0], villages[2])
    held(user, villages[1])
    topic, group = TopicFactory(), AudienceGroupFactory()
    SessionTopic.objects.create(session=session, topic=topic)
    Audience.objects.create(session=session, group=group, count=20)
    told = set(terms(asked(user), "topic", depth=8))
    assert told == {
        (topic.pk, "32.75.01", 1, 1),
        (topic.pk, "32.75.03", 1, 1),
        (topic.pk, None, 2, 1),
    }
    whole = survey(asked(user), user)
    assert whole.groups.kind == "kecamatan"
    [line] = [line for line in whole.groups.lines if line.pk == group.pk]
    assert (line.arrived, line.total.reached, line.total.villages) == (2, 2, 4)


def test_rt_and_rw_are_of_the_last_count_the_reader_sees(user, villages):
    session = held(user)
    RegionReached.objects.create(session=session, region=villages[0], units="RW 01–02")
    count = {"region": villages[0], "office": user.office}
    RegionUnits.objects.create(**count, rw_count=9, counted_on=date(2024, 1, 1))
    RegionUnits.objects.create(**count, rw_count=12, counted_on=date(2025, 1, 1))
    RegionUnits.objects.create(
        region=villages[0], office=OfficeFactory(), rw_count=99, counted_on=date(2025, 2, 1)
    )
    place = place_of(asked(user, area=region_area(villages[0])), user)
    assert (place.units.rw.number, place.units.rw.of_all) == ("2", "dari 12")
    assert place.code == villages[0].pk


def test_an_offices_work_area_may_be_a_city_and_a_district_of_another(user):
    JurisdictionFactory(office=user.office)
    JurisdictionFactory(office=user.office, region=RegionFactory(code="32.16.01"))
    JurisdictionFactory(office=user.office, region=RegionFactory(code="32.75.03"))
    area = work_area([user.office_id], title="wilayah kerja", on=ON)
    assert area.codes == ("32.16.01", "32.75")
    assert outermost(["32.7", "32.75.03", "32.75"]) == ("32.7", "32.75")


def test_only_the_desa_binaan_that_stand_are_counted_as_such(user, villages):
    GuidedVillageFactory(office=user.office, region=villages[0])
    GuidedVillageFactory(office=user.office, region=villages[1], stage="calon")
    GuidedVillageFactory(region=villages[2])
    own = guided_only(BEKASI, GuidedVillage.objects.visible_to(user))
    assert own.only == {villages[0].pk}
    held(user, *villages)
    place = place_of(asked(user, area=own), user)
    assert (place.reached, place.villages) == (1, 1)


def test_a_larger_area_shows_its_districts_and_asks_as_often(
    user, villages, monkeypatch, django_assert_max_num_queries
):
    held(user, *villages)
    monkeypatch.setattr("outreach.figures.survey.MOST_LISTED", 1)
    with django_assert_max_num_queries(12):
        whole = survey(asked(user), user)
    assert not whole.listed
    assert [leaf.code for leaf in whole.place.leaves()] == ["32.75.01", "32.75.03"]
