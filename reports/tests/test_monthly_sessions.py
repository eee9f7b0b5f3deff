"""Sessions in a report: what hangs on them, joint ones, moving villages, villages not reached."""

from datetime import date

import pytest
from django.core.files.base import ContentFile

from officers.tests.factories import OfficeFactory
from outreach.models import (
    Audience,
    RegionReached,
    Session,
    SessionDuty,
    SessionPhoto,
    SessionTopic,
    SessionVillage,
)
from outreach.tests.factories import AudienceGroupFactory, DutyFactory, TopicFactory
from reports.figures.monthly.office import monthly_figures, monthly_figures_of
from reports.tests.months import AUGUST, JULY, SEPTEMBER_1, approved_session, small_kanwil
from villages.models import Tenure
from villages.tests.factories import GuidedVillageFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return small_kanwil()


@pytest.fixture
def village(place):
    return GuidedVillageFactory(office=place.bekasi, since=date(2025, 1, 6))


def august_of(office, month=AUGUST):
    return monthly_figures(office=office, month=month, known_at=SEPTEMBER_1)


def serve(session, village):
    SessionVillage.objects.create(session=session, office=session.office, village=village)
    return session


def test_a_session_brings_topics_duties_and_groups(place, village):
    session = serve(approved_session(place.bekasi, region=village.region), village)
    parts = {"session": session, "office": place.bekasi}
    SessionTopic.objects.create(topic=TopicFactory(code="a", name="Magang", position=2), **parts)
    SessionTopic.objects.create(topic=TopicFactory(code="b", name="TPPO", position=1), **parts)
    SessionDuty.objects.create(duty=DutyFactory(), **parts)
    for count in (14, None):
        Audience.objects.create(group=AudienceGroupFactory(), count=count, **parts)
    [line] = august_of(place.bekasi).sessions
    assert line.topics == ("TPPO", "Magang")
    assert line.duties == ("Membina pemahaman peraturan keimigrasian",)
    assert [count for _, count in line.audience] == [14, None]
    assert line.institutions == ("BP3MI",)
    assert line.village_ids == (village.pk,)
    assert (line.regions, line.rt) == ((village.region_id,), 3)
    assert line.with_offices == ()


def test_many_parts_do_not_multiply_each_other(place):
    session = approved_session(place.bekasi, participants=None)
    for number in range(3):
        region = RegionFactory()
        RegionReached.objects.create(
            session=session, office=place.bekasi, region=region, rt_count=2, rw_count=1
        )
        serve(session, GuidedVillageFactory(office=place.bekasi, since=date(2025, 1, 6)))
        Audience.objects.create(
            session=session, office=place.bekasi, group=AudienceGroupFactory(), count=10 + number
        )
    [line] = august_of(place.bekasi).sessions
    assert (line.rt, line.rw, line.participants) == (6, 3, 33)
    assert (len(line.villages), len(line.regions)) == (3, 6)


def test_a_joint_session_stands_in_both_offices_reports_by_one_id(place, village):
    serve(approved_session(place.cianjur, title="Bersama"), village)
    both = monthly_figures_of(
        offices=[place.bekasi, place.cianjur], month=AUGUST, known_at=SEPTEMBER_1
    )
    [guest], [own] = (both[each.pk].sessions for each in (place.bekasi, place.cianjur))
    assert guest == own
    assert (own.office, own.with_offices) == ("Kanim Dua", ("Kanim Satu",))


def test_a_session_that_only_passed_through_is_the_other_offices_alone(place, village):
    approved_session(place.cianjur, region=village.region)
    assert august_of(place.bekasi).sessions == ()


def test_a_village_that_moves_takes_no_session_along(place, village):
    village.tenures.update(ends_on=date(2025, 8, 14))
    Tenure.objects.create(village=village, office=place.cianjur, starts_on=date(2025, 8, 15))
    kanwil = place.kanwil
    for day in (14, 15):
        serve(approved_session(kanwil, held_on=date(2025, 8, day), title=f"Tanggal {day}"), village)
    titles = {
        office: [each.title for each in august_of(office).sessions]
        for office in (place.bekasi, place.cianjur)
    }
    assert titles == {place.bekasi: ["Tanggal 14"], place.cianjur: ["Tanggal 15"]}
    assert [each.id for each in august_of(place.cianjur).villages] == [village.pk]
    assert august_of(place.bekasi).villages == ()


def test_a_village_nobody_reached_is_named_with_its_last_session(place, village):
    other = GuidedVillageFactory(office=place.bekasi, since=date(2025, 1, 6))
    GuidedVillageFactory(office=place.bekasi, since=date(2025, 1, 6), stage="calon")
    serve(approved_session(place.bekasi, held_on=date(2025, 6, 3)), village)
    serve(approved_session(place.bekasi, held_on=date(2025, 7, 3)), village)
    serve(approved_session(place.bekasi, held_on=date(2025, 9, 1)), village)
    named = {each.id: each.last_on for each in august_of(place.bekasi).unreached}
    assert named == {village.pk: "2025-07-03", other.pk: ""}


def test_served_or_passed_through_by_anyone_a_village_is_reached(place, village):
    other = GuidedVillageFactory(office=place.bekasi, since=date(2025, 1, 6))
    serve(approved_session(place.bekasi), village)
    approved_session(OfficeFactory(), region=other.region)
    assert august_of(place.bekasi).unreached == ()
    waiting = {"held_on": date(2025, 7, 8), "status": Session.Status.REPORTED}
    serve(approved_session(place.bekasi, **waiting), village)
    july = [each.id for each in august_of(place.bekasi, JULY).unreached]
    assert sorted(july) == sorted([village.pk, other.pk])


def test_the_first_two_photos_of_an_own_session_are_chosen_until_somebody_does(
    place, village, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    own = approved_session(place.bekasi, title="Sendiri")
    guest = serve(approved_session(place.cianjur), village)
    for session, names in ((own, "cab"), (guest, "x")):
        for position, name in enumerate(names):
            SessionPhoto.objects.create(
                session=session, office=session.office, position=position, caption=name,
                image=ContentFile(name.encode(), name=f"{name}.jpg"),
            )  # fmt: skip
    photos = august_of(place.bekasi).photos
    assert [(photo.caption, photo.title) for photo in photos] == [
        ("c", "Sendiri"),
        ("a", "Sendiri"),
    ]
    assert all(photo.digest for photo in photos)
