""" "Perlu perhatian": what waits by today, the overdue first, one click from done."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.months import Month
from officers.models import OfficeSupervision
from officers.policy import choose
from officers.roles import Role
from officers.tests.factories import (
    CentreFactory,
    KanwilFactory,
    OfficeFactory,
    OfficerFactory,
    UserFactory,
)
from outreach.tests.factories import FollowUpFactory, SessionFactory
from reports.dashboards.attention import attention
from reports.dashboards.facts import gather
from reports.dashboards.links import Links
from reports.dashboards.measures import MONTHS
from reports.dashboards.scope import scope_for
from reports.figures.period import MonthRange
from reports.tests.figures_world import LONG_AGO, passports, report, running_total, village
from villages.models import Assignment, Decree

pytestmark = pytest.mark.django_db
AUGUST = Month(2025, 8)
TODAY = date(2025, 9, 11)  # three working days after the deadline of 8 September


@pytest.fixture(autouse=True)
def this_month_alone(monkeypatch):
    """Other months that are overdue have tests of their own (test_dashboard_behind.py)."""
    monkeypatch.setattr("reports.dashboards.owed.A_YEAR", 0)


@pytest.fixture
def kanwil():
    return KanwilFactory(short_name="Kanwil Jawa Barat")


@pytest.fixture
def office(kanwil):
    return OfficeFactory(under=kanwil, short_name="Kanim Cianjur")


@pytest.fixture
def supervisor(kanwil):
    return UserFactory(office=kanwil, role=Role.SUPERVISOR)


def lines(user, *, today=TODAY, head=None):
    scope = scope_for(user, head or user.office, AUGUST, months=MONTHS, today=today)
    facts = gather(scope, today=today)
    return attention(facts, Links.of(scope, user), user=user, today=today)


def said(found):
    return [f"{line.strong} {line.text}" for line in found]


def posted(served, **values):
    officer = OfficerFactory(office=served.office, name="Petugas Contoh")
    return Assignment.objects.create(
        office=served.office, village=served, officer=officer, starts_on=LONG_AGO, **values
    )


def test_when_all_is_well_there_is_nothing_to_do(client, supervisor, office):
    posted(village(office, aktif=LONG_AGO))
    report(office, AUGUST, "sent")
    assert lines(supervisor) == ()
    client.force_login(supervisor)
    text = client.get(reverse("home"), {"bulan": "2025-08"}).content.decode()
    assert "Tidak ada yang menunggu." in text


def reminder(office) -> str:
    return f"{reverse('reports:completeness')}?bulan=2025-08&kantor={office.code}"


def test_a_late_report_is_named_with_its_deadline_and_the_form_that_ends_it(office):
    posted(village(office, aktif=LONG_AGO))
    [line] = lines(UserFactory(office=office, role=Role.OPERATOR))
    assert line.strong == "Kanim Cianjur"
    assert line.text == (
        "belum mengirim laporan Agustus 2025. Tenggat 8 September 2025, lewat 3 hari kerja."
    )
    assert (line.state, line.label) == ("bad", "Susun laporan")
    assert line.url == f"{reverse('reports:create')}?office={office.pk}&month=2025-08"


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.MONEV])
def test_nobody_writes_another_offices_report_but_may_remind_it(client, kanwil, office, role):
    posted(village(office, aktif=LONG_AGO))
    mine = kanwil if role == Role.SUPERVISOR else CentreFactory()
    reader = UserFactory(office=mine, role=role)
    for head in (None, office):
        [line] = lines(reader, head=head)
        assert (line.state, line.label) == ("bad", "Ingatkan")
        assert line.url == reminder(kanwil)
    client.force_login(reader)
    assert "laporan Agustus 2025 belum kami terima" in client.get(line.url).content.decode()
    page = client.get(reverse("home"), {"bulan": "2025-08", "kantor": office.code})
    assert page.context["page"].primary.label == "Ingatkan kantornya"
    assert "Susun laporan" not in page.content.decode()


def test_before_the_deadline_it_is_only_news(office):
    posted(village(office, aktif=LONG_AGO))
    [line] = lines(UserFactory(office=office, role=Role.OPERATOR), today=date(2025, 9, 2))
    assert (line.state, line.strong) == ("info", "Kanim Cianjur")
    assert line.text == "belum mengirim laporan Agustus 2025. Tenggat 8 September 2025."
    assert line.url == f"{reverse('reports:create')}?office={office.pk}&month=2025-08"


def test_a_draft_nobody_sent_is_late_and_opens(supervisor, office):
    posted(village(office, aktif=LONG_AGO))
    draft = report(office, AUGUST)
    [line] = lines(supervisor)
    assert line.text.startswith("belum mengirim laporan Agustus 2025.")
    assert (line.state, line.url) == ("bad", draft.get_absolute_url())


def test_several_offices_still_in_time_are_one_line_that_leads_to_all(supervisor, office, kanwil):
    posted(village(office, aktif=LONG_AGO))
    other = OfficeFactory(under=kanwil, short_name="Kanim Depok")
    posted(village(other, "Lain", "32.75.02.1001", aktif=LONG_AGO))
    [line] = lines(supervisor, today=date(2025, 9, 2))
    assert line.strong == "Kanim Cianjur dan Kanim Depok"
    assert line.url == f"{reverse('reports:completeness')}?bulan=2025-08"


def test_a_returned_report_opens_where_it_is_put_right(supervisor, office):
    posted(village(office, aktif=LONG_AGO))
    returned = report(office, AUGUST, "returned")
    for today, state in ((date(2025, 9, 2), "warn"), (TODAY, "bad")):
        [line] = lines(supervisor, today=today)
        assert "dikembalikan" in line.text
        assert (line.state, line.label, line.url) == (
            state,
            "Buka laporan",
            returned.get_absolute_url(),
        )


def test_of_many_late_offices_three_are_named_and_the_rest_listed(supervisor, kanwil):
    for number in range(1, 7):
        late = OfficeFactory(under=kanwil, short_name=f"Kanim {number}")
        posted(village(late, f"Desa {number}", f"32.75.0{number}.1001", aktif=LONG_AGO))
    found = lines(supervisor)
    assert [line.strong for line in found] == ["Kanim 1", "Kanim 2", "Kanim 3", "3 kantor lain"]
    assert found[-1].text == "juga terlambat melapor: 4, 5, dan 6."


def test_sessions_wait_for_whoever_may_review_them(supervisor, office):
    SessionFactory(office=office, held_on=date(2025, 8, 12))
    SessionFactory(office=office, held_on=date(2025, 8, 20))
    SessionFactory(office=office, returned=True, held_on=date(2025, 8, 5))
    SessionFactory(office=office, approved=True)
    found = lines(supervisor)
    assert said(found) == [
        "1 kegiatan dikembalikan dan belum diperbaiki, tanggal 5 Agustus 2025.",
        "2 kegiatan menunggu tinjauan, yang terlama 12 Agustus 2025.",
    ]
    assert found[1].label == "Tinjau"
    clerk = UserFactory(office=office)
    assert lines(clerk)[1].label == "Lihat"


def test_a_waiting_line_opens_just_those_sessions(client, supervisor, office):
    first = SessionFactory(office=office)
    SessionFactory(office=office, approved=True)
    [line] = lines(supervisor)
    assert line.url == first.get_absolute_url()
    SessionFactory(office=office)
    [line] = lines(supervisor)
    client.force_login(supervisor)
    assert len(client.get(line.url).context["page_obj"].object_list) == 2


def test_a_village_at_work_without_an_officer_is_named(client, supervisor, office):
    report(office, AUGUST, "sent")
    alone = village(office, "Cimuning", "32.75.11.1002", aktif=LONG_AGO)
    former = village(office, "Sumurbatu", "32.75.05.1004", aktif=LONG_AGO)
    posted(former, ends_on=date(2025, 7, 31))
    village(office, "Calon", "32.75.05.1001", diusulkan=LONG_AGO)
    posted(village(office, "Dijaga", "32.75.05.1002", aktif=LONG_AGO))
    [line] = lines(supervisor)
    assert said([line]) == ["2 desa sedang tanpa petugas: Cimuning dan Sumurbatu."]
    assert (line.label, line.url) == ("Tugaskan", reverse("villages:assignment-create"))
    posted(former)
    [line] = lines(supervisor)
    assert line.url == f"{reverse('villages:assignment-create')}?desa={alone.pk}"
    client.force_login(supervisor)
    assert client.get(line.url).status_code == 200


def test_who_may_not_post_officers_is_led_to_what_is_out_of_order(client, office, kanwil):
    report(office, AUGUST, "sent")
    village(office, "Cimuning", "32.75.11.1002", aktif=LONG_AGO)
    head = UserFactory(office=kanwil, role=Role.KANWIL_HEAD)
    [line] = lines(head)
    assert (line.label, line.url) == ("Lihat", reverse("villages:gaps"))
    client.force_login(head)
    assert "Cimuning" in client.get(line.url).content.decode()


def test_postings_and_decrees_that_end_within_thirty_days_are_told(
    client, supervisor, office, kanwil
):
    report(office, AUGUST, "sent")
    posted(village(office, "Cimuning", aktif=LONG_AGO), ends_on=TODAY + timedelta(days=30))
    for number, ends_on in enumerate((TODAY + timedelta(days=3), TODAY + timedelta(days=31))):
        Decree.objects.create(
            office=kanwil, number=f"SK-{number}", title="Desa", signed_on=LONG_AGO, ends_on=ends_on
        )
    decree, posting = lines(supervisor)
    for line in (decree, posting):
        client.force_login(supervisor)
        assert client.get(line.url).status_code == 200
    assert decree.text == "habis masa berlakunya dalam 30 hari: SK-0, 14 September 2025."
    assert posting.text == (
        "berakhir dalam 30 hari: Petugas Contoh di Cimuning. Yang pertama 11 Oktober 2025."
    )


def test_how_far_ahead_it_looks_is_each_offices_own_choice(supervisor, office, kanwil):
    report(office, AUGUST, "sent")
    posted(village(office, "Cimuning", aktif=LONG_AGO), ends_on=TODAY + timedelta(days=40))
    assert lines(supervisor) == ()
    choose(
        key="expiry_warning_days", office=office, value=45, by=None,
        at=datetime(2025, 9, 1, tzinfo=UTC),
    )  # fmt: skip
    [line] = lines(supervisor)
    assert line.text.startswith("segera berakhir: Petugas Contoh di Cimuning")
    [line] = lines(supervisor, head=office)
    assert line.text.startswith("berakhir dalam 45 hari: Petugas Contoh di Cimuning")


def test_follow_ups_past_their_day_are_counted(supervisor, office):
    session, later = SessionFactory.create_batch(2, office=office, approved=True)
    FollowUpFactory(session=later, due_on=date(2025, 8, 25))
    for due_on, done_on in (
        (date(2025, 9, 1), None),
        (date(2025, 8, 20), None),
        (date(2025, 8, 1), date(2025, 8, 2)),
        (TODAY, None),
        (None, None),
    ):
        FollowUpFactory(session=session, due_on=due_on, done_on=done_on)
    [line] = lines(supervisor)
    assert said([line]) == ["3 tindak lanjut lewat batas waktu, yang terlama 20 Agustus 2025."]
    assert line.label == "Lihat"
    assert line.url.startswith(f"{reverse('outreach:follow-up-list')}?")
    assert "keadaan=terlambat" in line.url


def test_a_printed_total_its_months_do_not_reach_is_shown_with_both_numbers(supervisor, office):
    to_august = MonthRange.year_to(AUGUST)
    for month in to_august:
        passports(office, month, 5000)
    running_total(office, to_august, 40035)
    [line] = lines(supervisor)
    assert line.strong == "Kanim Cianjur"
    assert line.text == (
        "paspor PMI Januari–Agustus 2025 tertulis 40.035, jumlah bulan 40.000: selisih 35."
    )


def test_what_is_past_its_deadline_stands_above_what_waits_longer_without_one(supervisor, office):
    SessionFactory(office=office, held_on=date(2025, 3, 1))
    session = SessionFactory(office=office, approved=True)
    FollowUpFactory(session=session, due_on=date(2025, 9, 10))
    states = [line.state for line in lines(supervisor)]
    assert states == sorted(states, key=lambda state: state != "bad")


def test_what_is_longest_overdue_comes_first(supervisor, office):
    village(office, "Cimuning", "32.75.11.1002", aktif=LONG_AGO)
    SessionFactory(office=office, held_on=date(2025, 9, 10))
    session = SessionFactory(office=office, approved=True)
    FollowUpFactory(session=session, due_on=date(2025, 8, 20))
    assert [line.strong for line in lines(supervisor)] == [
        "1 tindak lanjut",
        "Kanim Cianjur",
        "1 kegiatan",
        "1 desa",
    ]


def test_nobody_is_bothered_with_another_kanwils_work(supervisor, office):
    other = OfficeFactory()
    village(other, aktif=LONG_AGO)
    SessionFactory(office=other)
    FollowUpFactory(session=SessionFactory(office=other, approved=True), due_on=LONG_AGO)
    assert lines(supervisor) == ()


def test_on_an_offices_page_a_kanwil_sees_that_offices_work_only(supervisor, office, kanwil):
    SessionFactory(office=office)
    SessionFactory(office=OfficeFactory(under=kanwil))
    assert said(lines(supervisor, head=office))[0].startswith("1 kegiatan")
    assert said(lines(supervisor))[0].startswith("2 kegiatan")


def test_the_centre_sees_a_kanwils_work_as_offices_belong_today(office, kanwil):
    monev = UserFactory(office=CentreFactory(), role=Role.MONEV)
    former = OfficeFactory(under=kanwil)
    former.supervisions.update(ends_on=date(2025, 8, 31))
    for each in (office, former, OfficeFactory()):
        SessionFactory(office=each)
    assert said(lines(monev, head=kanwil))[0].startswith("1 kegiatan")
    assert said(lines(monev))[0].startswith("3 kegiatan")


def test_work_is_todays_even_where_the_month_is_past(client, supervisor, office):
    OfficeSupervision.objects.filter(office=office).update(starts_on=date(2025, 9, 1))
    SessionFactory(office=office, held_on=timezone.localdate())
    client.force_login(supervisor)
    page = client.get(reverse("home"), {"bulan": "2025-08"})
    assert "menunggu tinjauan" in page.content.decode()
