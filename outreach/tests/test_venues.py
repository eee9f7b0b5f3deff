"""Places an office meets in: one row each, offered again, merged when there are two."""

import pytest
from django.urls import reverse

from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from outreach.actions.refusals import Refused
from outreach.actions.venues import change_venue, merge_venues, retire_venue, venue_named
from outreach.figures.likeness import venue_twins
from outreach.models import Session, Venue
from outreach.tests.entries import changed, filled, recorded
from outreach.tests.factories import SessionFactory
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return UserFactory(role=Role.OPERATOR)


@pytest.fixture
def office(operator):
    return operator.office


def test_a_place_is_listed_once_however_it_is_spelled(operator):
    first = recorded(filled(operator, place="Balai RW 05"))
    again = recorded(filled(operator, place="BALAI  RW.05"))
    assert first.venue == again.venue == Venue.objects.get()
    assert again.place == "BALAI  RW.05"


def test_a_changed_place_leads_to_another_venue(operator):
    session = recorded(filled(operator, place="Balai RW 05"))
    session = changed(filled(operator, instance=session, place="Hotel Horison"))
    assert session.venue.name == "Hotel Horison"


def test_the_same_name_in_two_villages_is_two_places(office):
    here, there = (GuidedVillageFactory(office=office).region for _ in range(2))
    one = venue_named("Balai RW 05", office=office, region=here)
    other = venue_named("Balai RW 05", office=office, region=there)
    assert one != other
    unclear = venue_named("Balai RW 05", office=office)
    assert unclear not in (one, other)


def test_without_a_village_the_only_place_of_that_name_is_meant(office):
    region = GuidedVillageFactory(office=office).region
    known = venue_named("Balai RW 05", office=office, region=region)
    assert venue_named("balai rw 05", office=office) == known


def test_every_office_has_places_of_its_own(office):
    one, other = (venue_named("Aula", office=each) for each in (office, OfficeFactory()))
    assert one != other


@pytest.mark.parametrize("name", ["–", "  "])
def test_a_place_without_letters_is_no_venue(office, name):
    assert venue_named(name, office=office) is None


def test_suggestions_stay_within_the_office(client, operator, office):
    venue_named("Hotel Horison Bekasi", office=office)
    venue_named("Hotel Horison Batam", office=OfficeFactory())
    client.force_login(operator)
    found = client.get(reverse("outreach:venue-search"), {"q": "horisn"}).json()["results"]
    assert [each["name"] for each in found] == ["Hotel Horison Bekasi"]


def test_merged_places_keep_their_spelling_findable(operator, office):
    stays, gone = (venue_named(name, office=office) for name in ("Aula Kanim", "Aula Kantor"))
    session = SessionFactory(office=office, venue=gone, place="Aula Kantor", approved=True)
    merge_venues(stays=stays, gone=[gone], by=operator)
    session.refresh_from_db()
    assert (session.venue, session.place) == (stays, "Aula Kantor")
    assert venue_named("AULA KANTOR", office=office) == stays
    line = AuditEvent.objects.get(action="outreach.venue.merged")
    assert line.changes == {"merged": ["Aula Kantor"], "sessions": 1}


def test_merging_again_points_straight_at_the_last_one(operator, office):
    first, second, third = (venue_named(name, office=office) for name in ("A", "B", "C"))
    merge_venues(stays=second, gone=[first], by=operator)
    merge_venues(stays=third, gone=[second], by=operator)
    assert venue_named("A", office=office) == third


def test_places_of_two_offices_are_not_merged(operator, office):
    foreign = venue_named("Aula", office=OfficeFactory())
    with pytest.raises(Refused, match="kantor yang sama"):
        merge_venues(stays=venue_named("Aula", office=office), gone=[foreign], by=operator)


def test_a_renamed_place_is_still_found_by_its_old_name(operator, office):
    venue = venue_named("Aula", office=office)
    venue.name = "Aula Adhigana"
    change_venue(venue=venue, changes={"name": ["Aula", "Aula Adhigana"]}, by=operator)
    assert venue_named("aula", office=office) == venue
    assert Venue.objects.filter(same_as=None).count() == 1


def test_a_retired_place_is_recognised_but_not_offered(client, operator, office):
    venue = venue_named("Aula", office=office)
    retire_venue(venue=venue, on="2025-12-01", by=operator)
    client.force_login(operator)
    assert client.get(reverse("outreach:venue-search"), {"q": "aula"}).json()["results"] == []
    assert venue_named("aula", office=office) == venue


def test_places_that_are_probably_one_are_pointed_out_within_an_office(office):
    one, other = (venue_named(name, office=office) for name in ("Hotel Horison", "Hotel Horizon"))
    venue_named("Hotel Horisson", office=OfficeFactory())
    pairs = venue_twins([office.pk], limit=10)
    assert [{pair.one, pair.other} for pair in pairs] == [{one, other}]


def test_the_pages_list_change_and_merge(client, operator, office):
    client.force_login(operator)
    stays, gone = (venue_named(name, office=office) for name in ("Hotel Horison", "Hotel Horizon"))
    SessionFactory(office=office, venue=gone)
    foreign = venue_named("Aula", office=OfficeFactory())
    assert client.get(foreign.get_absolute_url()).status_code == 404
    shown = client.get(reverse("outreach:venue-list"))
    assert [row.cells[0].text for row in shown.context["rows"]] == [
        "Hotel Horison",
        "Hotel Horizon",
    ]
    assert "Sangat mirip" in client.get(stays.get_absolute_url()).text
    taken = client.post(
        reverse("outreach:venue-change", args=[stays.pk]), {"name": "HOTEL HORIZON"}
    )
    assert "Gabungkan bila memang satu tempat" in taken.text
    sent = {"baris": [stays.pk, gone.pk, foreign.pk], "tetap": stays.pk}
    client.post(reverse("outreach:venue-merge"), sent)
    assert Session.objects.get(venue=stays)
    assert not Session.objects.filter(venue=foreign).exists()
    assert client.get(gone.get_absolute_url()).status_code == 404
