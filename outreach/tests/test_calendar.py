"""The calendar: a month of an office, an officer or a Kanwil, and the week as a message."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from dbi_portal.lib.days import day_off
from dbi_portal.lib.months import Month
from officers.models import OfficeSupervision
from officers.roles import Role
from officers.tests.factories import OfficeFactory, OfficerFactory, UserFactory
from outreach import agenda
from outreach.figures.calendar import MOST_A_DAY, month_days
from outreach.models import FollowUp, Session
from outreach.tests.factories import FollowUpFactory, SessionFactory
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db
OCTOBER = Month(2025, 10)
FRIDAY = date(2025, 10, 31)


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def reader(client, office):
    user = UserFactory(office=office)
    client.force_login(user)
    return user


@pytest.fixture
def supervisor(client, office):
    kanwil = OfficeSupervision.objects.get(office=office).supervisor
    user = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    client.force_login(user)
    return user


def page(client, **query):
    answer = client.get(reverse("outreach:calendar"), {"bulan": "2025-10"} | query)
    assert answer.status_code == 200
    return answer.content.decode()


def of_day(html, day):
    """The part of the page that belongs to one day."""
    return re.search(rf'<time datetime="{day:%Y-%m-%d}">.*?(?=<li class="day |</ol>)', html, re.S)[
        0
    ]


def test_a_session_stands_on_its_day_with_its_state_in_words(client, reader, office):
    session = SessionFactory(office=office, starts_at=time(9), approved=True)
    day = of_day(page(client), FRIDAY)
    assert session.title in day
    assert "disetujui" in day
    assert "09.00 WIB" in day
    assert session.get_absolute_url() in day
    assert session.title not in of_day(page(client), date(2025, 10, 30))


def test_a_month_is_a_real_list_of_all_its_days(client, reader):
    html = page(client)
    assert html.count('<li class="day ') == 31
    assert "Jumat, 31 Oktober 2025" in html


def test_a_plan_whose_day_is_over_asks_for_its_report(client, reader, office):
    SessionFactory(office=office, planned=True)
    SessionFactory(office=office, planned=True, held_on=date(2097, 10, 31))
    assert "belum dilaporkan" in of_day(page(client), FRIDAY)
    ahead = of_day(page(client, bulan="2097-10"), date(2097, 10, 31))
    assert "direncanakan" in ahead


def test_national_holidays_are_named_as_people_here_name_them(client, reader):
    html = page(client, bulan="2025-12")
    assert "Hari Raya Natal" in of_day(html, date(2025, 12, 25))
    assert "Cuti Bersama" in of_day(html, date(2025, 12, 26))
    assert day_off(date(2025, 12, 24)) == ""


def test_a_day_is_one_click_from_planning(client, reader, supervisor, office):
    client.force_login(reader)
    link = f"{reverse('outreach:create')}?tanggal=2025-10-30"
    assert link in of_day(page(client), date(2025, 10, 30))
    form = client.get(link).content.decode()
    assert re.search(r'name="held_on"[^>]*value="2025-10-30"', form)
    client.force_login(supervisor)
    assert "?tanggal=" not in page(client)


def test_today_is_the_day_of_the_office_that_is_looked_at(client):
    east = OfficeFactory(time_zone="Asia/Jayapura")
    client.force_login(UserFactory(office=east))
    html = client.get(reverse("outreach:calendar")).content.decode()
    today = datetime.now(ZoneInfo("Asia/Jayapura")).date()
    assert "hari ini" in of_day(html, today)
    assert html.count('aria-current="date"') == 1


def test_any_month_is_one_entry_away(client, reader):
    html = page(client, bulan="2025-12")
    assert re.search(r'type="month" name="bulan"[^>]*value="2025-12"', html)


def test_months_follow_one_another_and_keep_what_was_filtered(client, reader):
    html = page(client, petugas="saya")
    assert "?petugas=saya&amp;bulan=2025-09" in html or "bulan=2025-09&amp;petugas=saya" in html
    assert "November 2025" in html


@pytest.mark.parametrize("month", ["2025-13", "9998-12", "0001-01", "kemarin"])
def test_a_month_that_means_nothing_shows_the_present_one(client, reader, month):
    answer = client.get(reverse("outreach:calendar"), {"bulan": month, "pekan": "x"})
    assert answer.context["month"] == Month.of(datetime.now(ZoneInfo("Asia/Jakarta")).date())


def test_saya_shows_what_one_recorded_or_goes_to(client, reader, office):
    officer = OfficerFactory(office=office, user=reader)
    recorded = SessionFactory(office=office, created_by=reader)
    joined, other = SessionFactory(office=office), SessionFactory(office=office)
    joined.officers.add(officer, through_defaults={"office": office})
    html = page(client, petugas="saya")
    assert recorded.title in html
    assert joined.title in html
    assert other.title not in html


def test_one_officer_can_be_looked_at(client, reader, office):
    officer = OfficerFactory(office=office)
    joined, other = SessionFactory(office=office), SessionFactory(office=office)
    joined.officers.add(officer, through_defaults={"office": office})
    html = page(client, petugas=str(officer.pk))
    assert joined.title in html
    assert other.title not in html


def test_a_kanwil_sees_its_offices_together_or_one_by_one(client, supervisor, office):
    sister = OfficeFactory(under=supervisor.office)
    stranger = SessionFactory()
    own, sisters = SessionFactory(office=office), SessionFactory(office=sister)
    together = page(client)
    assert own.title in together
    assert f"{sister}" in of_day(together, FRIDAY)
    assert stranger.title not in together
    alone = page(client, kantor=office.code)
    assert own.title in alone
    assert sisters.title not in alone
    assert stranger.title not in page(client, kantor=stranger.office.code)


def test_a_kanim_is_not_asked_for_an_office(client, reader):
    assert 'name="kantor"' not in page(client)


def test_a_village_official_sees_what_was_approved_in_his_village(client, office):
    village = GuidedVillageFactory(office=office)
    user = UserFactory(office=office, role=Role.VILLAGE_OFFICIAL)
    user.village_accounts.create(village=village, office=office)
    served, other = (SessionFactory(office=office, approved=True) for _ in range(2))
    served.villages.add(village, through_defaults={"office": office})
    client.force_login(user)
    html = page(client)
    assert served.title in html
    assert other.title not in html


def test_a_corrected_session_stands_in_the_calendar_once(client, reader, office):
    old = SessionFactory(office=office, approved=True, title="Kegiatan lama")
    SessionFactory(
        office=office, corrects=old, revision=2, correction_reason="Salah jumlah", title="Koreksi"
    )
    html = page(client)
    assert "Kegiatan lama" in html
    assert "Koreksi" not in html


def test_follow_ups_stand_on_the_day_they_fall_due(client, reader, office):
    session = SessionFactory(office=office, approved=True)
    for _ in range(3):
        FollowUpFactory(session=session, due_on=date(2025, 10, 15))
    FollowUpFactory(session=session, due_on=date(2025, 10, 16), done_on=date(2025, 10, 1))
    html = page(client)
    assert "3 tindak lanjut jatuh tempo" in of_day(html, date(2025, 10, 15))
    assert "jatuh tempo" not in of_day(html, date(2025, 10, 16))
    link = re.search(r'href="([^"]*tindak-lanjut/\?[^"]*)"', html)[1].replace("&amp;", "&")
    assert "3 dari 4 tindak lanjut" in client.get(link).content.decode()


def test_a_crowded_day_shows_a_few_and_leads_to_all(client, reader, office):
    SessionFactory.create_batch(MOST_A_DAY + 3, office=office)
    day = of_day(page(client), FRIDAY)
    assert day.count('class="event ') == MOST_A_DAY
    assert "dan 3 kegiatan lain" in day
    link = re.search(r'class="event-more" href="([^"]*)"', day)[1].replace("&amp;", "&")
    assert f"{MOST_A_DAY + 3} kegiatan" in client.get(link).content.decode()


def test_a_full_month_takes_as_many_queries_as_an_empty_one(django_assert_num_queries, office):
    sessions = Session.objects.filter(office=office)
    with django_assert_num_queries(3):
        month_days(sessions, FollowUp.objects.filter(office=office), OCTOBER)
    for day in range(1, 31):
        session = SessionFactory(office=office, held_on=date(2025, 10, day))
        FollowUpFactory(session=session, due_on=FRIDAY)
    with django_assert_num_queries(3):
        days = month_days(sessions, FollowUp.objects.filter(office=office), OCTOBER)
        assert [session.office.short_name for day in days for session in day.sessions]


def test_the_whole_page_asks_as_much_for_many_sessions_as_for_one(
    client, reader, office, django_assert_max_num_queries
):
    for day in range(1, 29):
        session = SessionFactory(office=office, held_on=date(2025, 10, day))
        village = GuidedVillageFactory(office=office)
        session.villages.add(village, through_defaults={"office": office})
    with django_assert_max_num_queries(22):
        page(client, pekan="2025-10-06")


# The week as a message


def week(sessions=None):
    found = agenda.week_of(sessions or Session.objects.all(), date(2025, 10, 27))
    return agenda.week_text("Kanim Contoh", found, date(2025, 10, 27))


def test_the_week_is_a_message_ready_to_send(office):
    village = GuidedVillageFactory(office=office, region__name="Mustikajaya")
    session = SessionFactory(
        office=office, planned=True, title="Sambang desa", starts_at=time(9), ends_at=time(11, 30)
    )
    session.villages.add(village, through_defaults={"office": office})
    SessionFactory(office=office, planned=True, title="Rapat", held_on=date(2025, 10, 27))
    assert week().split("\n") == [
        "*Agenda Kanim Contoh*",
        "27 Oktober–2 November 2025",
        "",
        "*Senin, 27 Oktober*",
        "• Rapat",
        "  Tempat: Balai desa contoh",
        "",
        "*Jumat, 31 Oktober*",
        "• 09.00–11.30 WIB, Sambang desa",
        "  Tempat: Balai desa contoh",
        "  Desa Binaan: Mustikajaya",
    ]


def test_the_message_holds_no_result_no_cancelled_session_and_no_stray_formatting(office):
    SessionFactory(office=office, title="Sosialisasi *penting*", result="Warga bernama Contoh")
    gone = SessionFactory(office=office, status=Session.Status.CANCELLED)
    text = week()
    assert "Sosialisasi penting" in text
    assert "Warga" not in text
    assert gone.title not in text


def test_offices_are_named_when_several_share_a_message(office):
    for each in (office, OfficeFactory()):
        SessionFactory(office=each)
    assert f"({office})" in week()


def test_an_empty_week_says_so():
    assert "Belum ada kegiatan yang direncanakan pekan ini." in week()


def test_the_page_offers_each_week_of_the_month(client, reader, office):
    SessionFactory(office=office, planned=True)
    html = page(client, pekan="2025-10-30")
    text = re.search(r"<textarea.*?</textarea>", html, re.S)[0]
    assert "*Jumat, 31 Oktober*" in text
    assert "pekan=2025-09-29#pesan" in html
