"""A calendar for one's phone: a secret address that tells what its owner may see, and no more."""

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from officers.models import AuditEvent, User
from officers.roles import Role
from officers.tests.factories import OfficeFactory, OfficerFactory, UserFactory
from outreach.actions.feeds import open_feed, renew_feed, revoke_feed
from outreach.models import CalendarFeed, Session
from outreach.tests.factories import SessionFactory
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db
AT = datetime(2025, 10, 30, 2, tzinfo=UTC)
SOON = timezone.localdate() + timedelta(days=10)
Scope = CalendarFeed.Scope


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def owner(office):
    return UserFactory(office=office)


@pytest.fixture
def feed(owner):
    return open_feed(scope=Scope.OFFICE, by=owner, at=AT)


def read(feed, **headers):
    """The calendar as a program reads it: without signing in."""
    return Client().get(reverse("outreach:feed", args=[feed.token]), headers=headers)


def events(feed):
    answer = read(feed)
    assert answer.status_code == 200
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(answer.content).events}


def planned(office, **fields):
    return SessionFactory(**{"office": office, "held_on": SOON, "planned": True} | fields)


def test_a_session_comes_with_its_hours_in_the_offices_own_zone(client):
    east = OfficeFactory(time_zone="Asia/Jayapura")
    planned(east, title="Sambang", starts_at=time(9), ends_at=time(11))
    feed = open_feed(scope=Scope.OFFICE, by=UserFactory(office=east), at=AT)
    event = events(feed)["Sambang"]
    zone = ZoneInfo("Asia/Jayapura")
    assert event.start == datetime.combine(SOON, time(9), zone)
    assert event.end == datetime.combine(SOON, time(11), zone)
    found = Calendar.from_ical(read(feed).content)
    assert [str(each["TZID"]) for each in found.timezones] == ["Asia/Jayapura"]
    assert found.timezones[0].to_tz().utcoffset(datetime(2025, 10, 31)) == timedelta(hours=9)  # noqa: DTZ001


def test_a_session_without_hours_takes_the_whole_day(office, feed):
    planned(office, title="Rapat")
    event = events(feed)["Rapat"]
    assert (event.start, event.end) == (SOON, SOON + timedelta(days=1))


def test_an_end_that_lies_before_the_start_is_left_out(office, feed):
    planned(office, title="Rapat", starts_at=time(20), ends_at=time(1))
    assert "DTEND" not in events(feed)["Rapat"]


def test_a_day_ahead_the_phone_rings_for_a_plan_and_not_for_what_is_over(office, feed):
    planned(office, title="Rencana")
    SessionFactory(office=office, title="Laporan", held_on=SOON - timedelta(days=30))
    found = events(feed)
    (alarm,) = found["Rencana"].walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(days=-1)
    assert found["Laporan"].walk("VALARM") == []


def test_the_appointment_stays_the_same_and_says_that_it_changed(office, owner, feed):
    session = planned(office, title="Rapat")
    before = events(feed)["Rapat"]
    AuditEvent.objects.create(
        action="outreach.session.changed", actor="x", target=f"outreach.Session:{session.pk}"
    )
    after = events(feed)["Rapat"]
    assert before["UID"] == after["UID"] == f"{session.client_id}@portal-dbi"
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt


def test_a_correction_is_the_same_appointment(office, owner, feed):
    old = SessionFactory(office=office, approved=True, held_on=SOON - timedelta(days=20))
    Session.objects.filter(pk=old.pk).update(status=Session.Status.SUPERSEDED)
    SessionFactory(
        office=office,
        approved=True,
        held_on=old.held_on,
        corrects=old,
        revision=2,
        correction_reason="Salah jumlah",
        title="Koreksi",
    )
    found = events(feed)
    assert list(found) == ["Koreksi"]
    assert found["Koreksi"]["UID"] == f"{old.client_id}@portal-dbi"


def test_a_cancelled_session_is_said_to_be_cancelled_and_does_not_just_vanish(office, owner, feed):
    session = planned(office, title="Rapat")
    assert events(feed)["Rapat"]["STATUS"] == "CONFIRMED"
    Session.objects.filter(pk=session.pk).update(status=Session.Status.CANCELLED)
    assert events(feed)["Rapat"]["STATUS"] == "CANCELLED"


def test_no_result_no_question_and_no_person_travels_with_it(office, feed):
    village = GuidedVillageFactory(office=office, region__name="Mustikajaya")
    session = SessionFactory(
        office=office,
        held_on=SOON - timedelta(days=20),
        result="Warga contoh bercerita",
        questions="Apakah aman?",
        opened_by="Kepala Kanwil",
        review_note="",
    )
    session.villages.add(village, through_defaults={"office": office})
    text = read(feed).content.decode().replace("\r\n ", "")
    assert "Desa Binaan: Mustikajaya" in text
    for secret in ("bercerita", "aman?", "Kepala Kanwil"):
        assert secret not in text


def test_lines_are_folded_and_signs_escaped_as_the_standard_asks(office, feed):
    planned(office, title="Rapat; a, b\\c " + "panjang " * 20)
    raw = read(feed).content
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert next(iter(events(feed))).startswith("Rapat; a, b\\c panjang")


def test_the_calendar_follows_the_owners_rights_at_the_moment_of_reading(office, owner, feed):
    planned(office, title="Rapat kantor lama")
    assert "Rapat kantor lama" in events(feed)
    new_office = OfficeFactory()
    User.objects.filter(pk=owner.pk).update(office=new_office)
    planned(new_office, title="Rapat kantor baru")
    assert list(events(feed)) == ["Rapat kantor baru"]


def test_my_own_calendar_holds_what_i_recorded_or_go_to(office, owner):
    mine = open_feed(scope=Scope.OWN, by=owner, at=AT)
    officer = OfficerFactory(office=office, user=owner)
    planned(office, title="Dicatat", created_by=owner)
    planned(office, title="Diikuti").officers.add(officer, through_defaults={"office": office})
    planned(office, title="Lain")
    assert set(events(mine)) == {"Dicatat", "Diikuti"}


def test_what_is_long_past_or_far_ahead_stays_out(office, feed):
    for days in (-120, 400):
        planned(office, held_on=timezone.localdate() + timedelta(days=days))
    assert events(feed) == {}


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": "", "office": None}], ids=str)
def test_an_account_that_was_switched_off_has_no_calendar(owner, feed, change):
    assert read(feed).status_code == 200
    User.objects.filter(pk=owner.pk).update(**change)
    assert read(feed).status_code == 404


def test_an_address_taken_back_or_exchanged_is_dead(owner, feed):
    new = renew_feed(scope=Scope.OFFICE, by=owner, at=AT)
    assert read(feed).status_code == 404
    assert read(new).status_code == 200
    revoke_feed(scope=Scope.OFFICE, by=owner, at=AT)
    assert read(new).status_code == 404
    assert AuditEvent.objects.filter(action="outreach.calendarfeed.revoked").count() == 2


def test_asking_twice_for_an_address_gives_the_same_one(owner, feed):
    assert open_feed(scope=Scope.OFFICE, by=owner, at=AT) == feed


def test_a_program_that_asks_again_is_told_that_nothing_changed(office, feed):
    planned(office, title="Rapat")
    first = read(feed)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in first["Cache-Control"]
    again = read(feed, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    Session.objects.update(place="Tempat baru")
    assert read(feed, if_none_match=first["ETag"]).status_code == 200


def test_a_thousand_sessions_cost_no_more_queries_than_one(
    office, owner, feed, django_assert_max_num_queries
):
    for number in range(12):
        session = planned(office, title=f"Rapat {number}")
        village = GuidedVillageFactory(office=office)
        session.villages.add(village, through_defaults={"office": office})
    with django_assert_max_num_queries(8):
        read(feed)


def test_the_page_makes_shows_exchanges_and_takes_back_an_address(client, owner):
    client.force_login(owner)
    pages, change = reverse("outreach:feeds"), reverse("outreach:feed-change")
    assert "Belum ada alamat" in client.get(pages).content.decode()
    client.post(change, {"isi": "saya", "tindakan": "buat"})
    token = owner.calendar_feeds.get().token
    html = client.get(pages).content.decode()
    assert f"http://testserver/kegiatan/kalender/{token}.ics" in html
    assert f"webcal://testserver/kegiatan/kalender/{token}.ics" in html
    client.post(change, {"isi": "saya", "tindakan": "ganti"})
    assert token not in client.get(pages).content.decode()
    client.post(change, {"isi": "saya", "tindakan": "cabut"})
    assert not owner.calendar_feeds.filter(revoked_at__isnull=True).exists()
    assert client.post(change, {"isi": "x", "tindakan": "buat"}).status_code == 302
    assert owner.calendar_feeds.count() == 2


def test_the_addresses_of_others_are_never_shown(client, feed):
    client.force_login(UserFactory(office=feed.user.office, role=Role.ADMIN))
    assert not re.search(feed.token, client.get(reverse("outreach:feeds")).content.decode())


def test_a_village_officials_calendar_holds_his_village_only(office):
    village = GuidedVillageFactory(office=office)
    user = UserFactory(office=office, role=Role.VILLAGE_OFFICIAL)
    user.village_accounts.create(village=village, office=office)
    past = {"approved": True, "held_on": timezone.localdate() - timedelta(days=9)}
    served = SessionFactory(office=office, **past)
    served.villages.add(village, through_defaults={"office": office})
    SessionFactory(office=office, **past)
    assert list(events(open_feed(scope=Scope.OFFICE, by=user, at=AT))) == [served.title]
